#include "app/viewer/AreaService.h"

#include "app/services/DemoAddresses.h"
#include "app/services/ErrorText.h"
#include "app/viewer/AreaTool.h"
#include "app/viewer/CityWidget.h"
#include "app/viewer/ViewerSession.h"
#include "geodata/core/TaskPool.h"
#include "geodata/gdal/GdalDataset.h"
#include "geodata/net/AssetWait.h"
#include "geodata/vector/AreaFile.h"

#include <QApplication>
#include <QLocale>

namespace guanjing::app {
namespace {

constexpr double kPriority = 1e9; // somebody sits and waits
constexpr const char* kTownsPath = "collections/towns/items?limit=1000";

std::vector<PickedArea> picked(std::vector<NamedArea> areas)
{
    std::vector<PickedArea> made;
    for (NamedArea& area : areas)
        made.push_back({std::move(area.rings), false, QString::fromStdString(area.name)});
    return made;
}

/// Towns of the demo platform, with names in the language in force.
Result<std::vector<NamedArea>> townsOf(AssetAccessor& assets, const std::string& url, bool isEnglish,
                                       const std::stop_token& stop)
{
    AssetRequest request;
    request.url = url;
    AssetWait wait;
    wait.stop = stop;
    const auto response = getAndWait(assets, std::move(request), wait);
    if (!response)
        return fail(response.error());
    const GdalMemoryFile file(response->body, "towns.geojson");
    return readAreas(file.name(), isEnglish ? "nameEn" : "name");
}

} // namespace

AreaService::AreaService(AreaChooser& chooser, ViewerSession& session, CityWidget& city, QObject* parent)
    : QObject(parent), m_chooser(chooser), m_session(session), m_tool(new AreaTool(city, this))
{
    connect(&chooser, &AreaChooser::viewWanted, this, [this] { m_chooser.setView(m_tool->viewArea()); });
    connect(&chooser, &AreaChooser::drawWanted, this, [this](bool isRectangle) {
        m_tool->begin(isRectangle);
        m_chooser.setDrawing(true);
    });
    connect(&chooser, &AreaChooser::drawingCancelled, m_tool, &AreaTool::cancel);
    connect(m_tool, &AreaTool::cancelled, &chooser, [this] { m_chooser.setDrawing(false); });
    connect(&chooser, &AreaChooser::fileWanted, this, &AreaService::readFile);
    connect(&chooser, &AreaChooser::changed, this, [this] {
        const bool isDrawn =
            m_chooser.kind() == AreaChooser::Kind::Rectangle || m_chooser.kind() == AreaChooser::Kind::Polygon;
        if (!isDrawn)
            m_tool->cancel();
        m_tool->show(m_chooser.area());
    });
    connect(m_tool, &AreaTool::drawn, &chooser, [this](const PickedArea& area) {
        m_chooser.setDrawn(area);
        m_chooser.setDrawing(false);
    });
    m_chooser.setView(m_tool->viewArea());
    fetchTowns();
}

AreaService::~AreaService() { m_stop.request_stop(); }

void AreaService::readFile(const QString& path)
{
    QPointer<AreaService> self(this);
    m_session.services().tasks().post(
        [self, path] {
            auto areas = readAreas(path.toStdString());
            QMetaObject::invokeMethod(
                qApp,
                [self, path, areas = std::move(areas)]() mutable {
                    if (!self)
                        return;
                    if (areas)
                        self->m_chooser.setFile(path, picked(std::move(*areas)));
                    else
                        self->m_chooser.setFileProblem(errorText(areas.error()));
                },
                Qt::QueuedConnection);
        },
        kPriority, m_stop.get_token());
}

void AreaService::fetchTowns()
{
    const std::string base = m_session.demo().baseUrl().toStdString();
    if (base.empty() || !usesDemo(m_session.document().scene(), base))
        return;
    QPointer<AreaService> self(this);
    AssetAccessor& assets = m_session.services().assets();
    const bool isEnglish = QLocale().language() == QLocale::English;
    m_session.services().tasks().post(
        [self, &assets, isEnglish, url = base + kTownsPath, stop = m_stop.get_token()] {
            auto areas = townsOf(assets, url, isEnglish, stop);
            QMetaObject::invokeMethod(
                qApp,
                [self, areas = std::move(areas)]() mutable {
                    if (self && areas) // without them there are the other ways
                        self->m_chooser.setTowns(picked(std::move(*areas)));
                },
                Qt::QueuedConnection);
        },
        kPriority, m_stop.get_token());
}

} // namespace guanjing::app
