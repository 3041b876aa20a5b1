#include "app/panels/LoadingDialog.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

#include <cmath>

namespace guanjing::app {

namespace {

constexpr double kFoveation = 1.0; ///< at the edge an error twice as large

QLabel* heading(const QString& text, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setProperty("role", "caption");
    label->setContentsMargins(0, 8, 0, 0);
    return label;
}

} // namespace

layers::EngineSettings LoadingSettings::engineSettings() const
{
    layers::EngineSettings engine;
    engine.maximumScreenSpaceError = detailPixels;
    engine.memoryBudgetBytes = static_cast<std::size_t>(memoryMebibytes) << 20;
    engine.maximumInFlight = requests;
    engine.preloadSiblings = loadsSiblings;
    engine.preloadAncestors = loadsAncestors;
    engine.compressesPictures = compressesPictures;
    engine.fogPerMeter = hazeCoarsens ? std::log(2.0) / hazeHalfMeters : 0.0;
    engine.foveation = edgeCoarsens ? kFoveation : 0.0;
    return engine;
}

LoadingDialog::LoadingDialog(const LoadingSettings& settings, QWidget* parent) : QDialog(parent)
{
    setObjectName(QStringLiteral("loadingDialog"));
    setWindowTitle(tr("Loading and memory"));
    m_detail =
        number("loadingDetail", 1, 64, 1, tr(" pixels"),
               tr("Models may be wrong by so many pixels. Half of it loads and draws up to four times as much."));
    m_haze = choice("loadingHaze", tr("Less detail in the &distance"),
                    tr("Far away, where the haze hides it, coarser tiles do. Saves requests, memory and drawing."));
    m_hazeHalf = number("loadingHazeHalf", 200, 100'000, 500, tr(" m"),
                        tr("At this distance an error twice as large is allowed, at twice the distance four times"));
    m_edge =
        choice("loadingEdge", tr("Less detail towards the &edge of the picture"),
               tr("At the edge an error twice as large is allowed. Saves loading; a turn of the head loads more."));
    m_siblings =
        choice("loadingSiblings", tr("Load what lies &beside the picture"),
               tr("In idle moments, for a turn of the head. Costs requests and memory that may never be seen."));
    m_ancestors = choice("loadingAncestors", tr("Load &coarser levels"),
                         tr("In idle moments, for the way up. Costs requests and memory that may never be seen."));
    m_destination = choice("loadingDestination", tr("Load the end of a &flight before arrival"),
                           tr("The picture stands on arrival. Costs requests when a flight is broken off."));
    m_memory = number("loadingMemory", 64, 65'536, 128, tr(" MiB"),
                      tr("Of tiles, in main and graphics memory together. With too little the picture coarsens."));
    m_compresses =
        choice("loadingCompression", tr("&Pack pictures in graphics memory"),
               tr("They take a quarter to an eighth of the room and look a little worse. Loading takes longer. Holds "
                  "for what is loaded from now on, where the graphics card can do it."));
    m_cache = number("loadingCache", 64, 1'048'576, 512, tr(" MiB"),
                     tr("Of disk space, for what servers have sent. Holds from the next start on."));
    m_requests = number("loadingRequests", 1, 256, 4, {},
                        tr("More help with distant servers; some servers slow down whoever asks for much at once"));
    m_cacheUse = new QLabel(this);
    m_cacheUse->setObjectName(QStringLiteral("loadingCacheUse"));
    m_empty = new QPushButton(tr("E&mpty"), this);
    m_empty->setObjectName(QStringLiteral("loadingEmpty"));
    m_empty->setAutoDefault(false);
    m_empty->setToolTip(tr("Forgets what servers have sent; it is asked for again when it is needed"));
    auto* cacheRow = new QHBoxLayout;
    cacheRow->addWidget(m_cacheUse, 1);
    cacheRow->addWidget(m_empty);

    auto* form = new QFormLayout;
    form->addRow(heading(tr("Detail"), this));
    form->addRow(tr("&Allowed error"), m_detail);
    form->addRow(m_haze);
    form->addRow(tr("&Half the detail at"), m_hazeHalf);
    form->addRow(m_edge);
    form->addRow(heading(tr("Ahead of need"), this));
    form->addRow(m_siblings);
    form->addRow(m_ancestors);
    form->addRow(m_destination);
    form->addRow(heading(tr("Limits"), this));
    form->addRow(tr("Memory for &tiles"), m_memory);
    form->addRow(m_compresses);
    form->addRow(tr("&Requests at once"), m_requests);
    form->addRow(tr("Cache on dis&k"), m_cache);
    form->addRow(tr("In the cache now"), cacheRow);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    auto* defaults = buttons->addButton(tr("Default&s"), QDialogButtonBox::ResetRole);
    defaults->setObjectName(QStringLiteral("loadingDefaults"));
    defaults->setAutoDefault(false);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(18, 8, 18, 14);
    layout->addLayout(form);
    layout->addStretch();
    layout->addWidget(buttons);

    fill(settings);
    for (QSpinBox* box : {m_detail, m_hazeHalf, m_memory, m_cache, m_requests}) {
        box->setKeyboardTracking(false); // what is half typed is no wish
        connect(box, &QSpinBox::valueChanged, this, &LoadingDialog::tell);
    }
    for (QCheckBox* box : {m_haze, m_edge, m_siblings, m_ancestors, m_destination, m_compresses})
        connect(box, &QCheckBox::toggled, this, &LoadingDialog::tell);
    connect(m_haze, &QCheckBox::toggled, m_hazeHalf, &QWidget::setEnabled);
    connect(m_empty, &QPushButton::clicked, this, &LoadingDialog::emptyCacheWanted);
    connect(defaults, &QPushButton::clicked, this, [this] {
        fill({});
        tell();
    });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

QSpinBox* LoadingDialog::number(const char* name, int low, int high, int step, const QString& suffix,
                                const QString& tip)
{
    auto* box = new QSpinBox(this);
    box->setObjectName(QLatin1String(name));
    box->setRange(low, high);
    box->setSingleStep(step);
    box->setSuffix(suffix);
    box->setToolTip(tip);
    return box;
}

QCheckBox* LoadingDialog::choice(const char* name, const QString& text, const QString& tip)
{
    auto* box = new QCheckBox(text, this);
    box->setObjectName(QLatin1String(name));
    box->setToolTip(tip);
    return box;
}

LoadingSettings LoadingDialog::settings() const
{
    LoadingSettings settings;
    settings.detailPixels = m_detail->value();
    settings.hazeCoarsens = m_haze->isChecked();
    settings.hazeHalfMeters = m_hazeHalf->value();
    settings.edgeCoarsens = m_edge->isChecked();
    settings.loadsSiblings = m_siblings->isChecked();
    settings.loadsAncestors = m_ancestors->isChecked();
    settings.loadsDestination = m_destination->isChecked();
    settings.memoryMebibytes = m_memory->value();
    settings.compressesPictures = m_compresses->isChecked();
    settings.cacheMebibytes = m_cache->value();
    settings.requests = m_requests->value();
    return settings;
}

void LoadingDialog::fill(const LoadingSettings& settings)
{
    m_isShowing = true;
    m_detail->setValue(settings.detailPixels);
    m_haze->setChecked(settings.hazeCoarsens);
    m_hazeHalf->setValue(settings.hazeHalfMeters);
    m_hazeHalf->setEnabled(settings.hazeCoarsens);
    m_edge->setChecked(settings.edgeCoarsens);
    m_siblings->setChecked(settings.loadsSiblings);
    m_ancestors->setChecked(settings.loadsAncestors);
    m_destination->setChecked(settings.loadsDestination);
    m_memory->setValue(settings.memoryMebibytes);
    m_compresses->setChecked(settings.compressesPictures);
    m_cache->setValue(settings.cacheMebibytes);
    m_requests->setValue(settings.requests);
    m_isShowing = false;
}

void LoadingDialog::tell()
{
    if (!m_isShowing)
        emit changed(settings());
}

void LoadingDialog::setCacheUse(std::uint64_t bytes)
{
    m_cacheUse->setText(
        QLocale(QLocale::English).formattedDataSize(static_cast<qint64>(bytes), 1, QLocale::DataSizeIecFormat));
}

} // namespace guanjing::app
