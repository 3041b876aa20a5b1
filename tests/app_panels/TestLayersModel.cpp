#include "app/panels/LayersModel.h"

#include <QAbstractItemModelTester>
#include <QMimeData>
#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace guanjing;
using namespace guanjing::app;
using layers::SourceKind;
using layers::SourceState;

namespace {

layers::Scene exampleScene()
{
    layers::Scene scene;
    for (const char* name : {"bottom", "top"}) {
        layers::ImagerySourceSpec imagery;
        imagery.name = name;
        scene.imagery.push_back(imagery);
    }
    layers::LiveSourceSpec live;
    live.name = "Air";
    scene.live.push_back(live);
    return scene;
}

layers::SourceStatus status(std::uint32_t id, SourceKind kind, SourceState state)
{
    layers::SourceStatus result;
    result.id = id;
    result.kind = kind;
    result.state = state;
    return result;
}

} // namespace

class TestLayersModel : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        m_document = std::make_unique<SceneDocument>();
        m_document->load(exampleScene(), {});
        m_model = std::make_unique<LayersModel>(*m_document);
        m_tester = std::make_unique<QAbstractItemModelTester>(m_model.get(),
                                                              QAbstractItemModelTester::FailureReportingMode::QtTest);
    }
    void cleanup()
    {
        m_tester.reset();
        m_model.reset();
        m_document.reset();
    }

    void imageryStandsTopFirst()
    {
        QCOMPARE(m_model->rowCount(), 2); // kinds without sources are not listed
        const QModelIndex imagery = m_model->index(0, 0);
        QCOMPARE(m_model->rowCount(imagery), 2);
        QCOMPARE(m_model->index(0, 0, imagery).data().toString(), QStringLiteral("top"));
        QCOMPARE(m_model->refOf(m_model->index(0, 0, imagery)).index, 1);
        QCOMPARE(m_model->indexOf({SourceKind::Imagery, 1}), m_model->index(0, 0, imagery));
        QVERIFY(!m_model->refOf(imagery).isValid());
    }

    void checkboxHidesUndoably()
    {
        const QModelIndex top = m_model->indexOf({SourceKind::Imagery, 1});
        QVERIFY(m_model->setData(top, Qt::Unchecked, Qt::CheckStateRole));
        QVERIFY(!m_document->scene().imagery[1].visible);
        QCOMPARE(top.data(LayersModel::StateRole).toInt(), static_cast<int>(SourceState::Hidden));
        m_document->undoStack().undo();
        QVERIFY(m_document->scene().imagery[1].visible);
        QCOMPARE(top.data(Qt::CheckStateRole).toInt(), static_cast<int>(Qt::Checked));
    }

    void emptyNameIsRefused()
    {
        const QModelIndex top = m_model->indexOf({SourceKind::Imagery, 1});
        QVERIFY(!m_model->setData(top, QStringLiteral("  "), Qt::EditRole));
        QVERIFY(m_model->setData(top, QStringLiteral("正射影像"), Qt::EditRole));
        QCOMPARE(m_document->scene().imagery[1].name, std::string("正射影像"));
    }

    void draggingReorders()
    {
        const QModelIndex imagery = m_model->index(0, 0);
        const std::unique_ptr<QMimeData> dragged(m_model->mimeData({m_model->index(1, 0, imagery)})); // bottom
        QVERIFY(m_model->canDropMimeData(dragged.get(), Qt::MoveAction, 0, 0, imagery));
        QSignalSpy moved(m_model.get(), &LayersModel::dragged);
        m_model->dropMimeData(dragged.get(), Qt::MoveAction, 0, 0, imagery); // above the top
        QCOMPARE(moved.size(), 1);
        QCOMPARE(m_model->indexOf(moved.front().front().value<SourceRef>()).row(), 0);
        QCOMPARE(m_document->scene().imagery[1].name, std::string("bottom"));
        QCOMPARE(m_document->scene().imagery.size(), std::size_t{2});
        QVERIFY2(!m_model->canDropMimeData(dragged.get(), Qt::MoveAction, 0, 0, m_model->index(1, 0)),
                 "imagery is no live layer");
    }

    void statesReachTheirRows()
    {
        QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
        auto bottom = status(7, SourceKind::Imagery, SourceState::Ready);
        auto top = status(8, SourceKind::Imagery, SourceState::Failed);
        top.errorCount = 3;
        const auto live = status(9, SourceKind::Live, SourceState::Disconnected);
        m_model->setStatuses({bottom, top, live});
        const QModelIndex topIndex = m_model->indexOf({SourceKind::Imagery, 1});
        QCOMPARE(topIndex.data(LayersModel::StateRole).toInt(), static_cast<int>(SourceState::Failed));
        QCOMPARE(topIndex.data(LayersModel::ErrorCountRole).toInt(), 3);
        QCOMPARE(m_model->statusOf({SourceKind::Live, 0})->id, 9u);
        QVERIFY(changed.count() > 0);
        changed.clear();
        m_model->setStatuses({bottom, top, live});
        QCOMPARE(changed.count(), 0); // nothing new, nothing repainted
        bottom.pending = 4;
        m_model->setStatuses({bottom, top, live});
        QCOMPARE(changed.count(), 1);
    }

    void troubleIsNamedInTheRow()
    {
        auto bottom = status(7, SourceKind::Imagery, SourceState::Retrying);
        bottom.trouble = Error{ErrorCode::ConnectionFailed, "http://h/1/2/3.png", "curl says", ErrorReason::Refused};
        m_model->setStatuses({bottom});
        const QModelIndex index = m_model->indexOf({SourceKind::Imagery, 0});
        const QString text = index.data(LayersModel::StateTextRole).toString();
        QVERIFY2(text.startsWith(QLatin1String("Retrying: connection refused")), qPrintable(text));
        QVERIFY2(text.contains(QLatin1String("http://h/1/2/3.png")), qPrintable(text));
    }

    void listsClipsLast()
    {
        layers::ClipSpec clip;
        clip.name = "Pit";
        clip.polygon = {{113.75, 23.0}, {113.76, 23.0}, {113.76, 23.01}, {113.75, 23.01}};
        m_document->addClip(clip);
        QCOMPARE(m_document->addClip(clip), std::string("Pit 2"));
        const QModelIndex group = m_model->index(m_model->rowCount() - 1, 0);
        QCOMPARE(m_model->rowCount(group), 2);
        const QModelIndex first = m_model->index(0, 0, group);
        QCOMPARE(m_model->clipOf(first), 0);
        QCOMPARE(m_model->indexOfClip(0), first);
        QCOMPARE(m_model->clipOf(group), -1);
        QVERIFY(!m_model->refOf(first).isValid());
        QCOMPARE(m_model->clipOf(m_model->index(0, 0, m_model->index(0, 0))), -1);
        QCOMPARE(first.data().toString(), QStringLiteral("Pit"));
        // 1025.2 m by 1107.4 m
        QVERIFY2(first.data(LayersModel::StateTextRole).toString().endsWith(QStringLiteral("1.14 km²")),
                 qPrintable(first.data(LayersModel::StateTextRole).toString()));

        QVERIFY(m_model->setData(first, Qt::Unchecked, Qt::CheckStateRole));
        QVERIFY(!m_document->scene().clips[0].enabled);
        QVERIFY(m_model->setData(first, QStringLiteral("Pit 2"), Qt::EditRole));
        QCOMPARE(m_document->scene().clips[0].name, std::string("Pit 2 2")); // another has the name
        m_document->removeClip(0);
        QCOMPARE(m_model->rowCount(m_model->index(m_model->rowCount() - 1, 0)), 1);
        m_document->removeClip(0);
        QCOMPARE(m_model->rowCount(), 2);
        m_document->undoStack().undo();
        m_document->undoStack().undo();
        m_document->undoStack().undo();
        m_document->undoStack().undo();
        QCOMPARE(m_document->scene().clips[0].name, std::string("Pit"));
        QVERIFY(m_document->scene().clips[0].enabled);
    }

    void aClipIsReplacedByName()
    {
        layers::ClipSpec clip;
        clip.name = "Pit";
        m_document->addClip(clip);
        clip.name = "Quarry";
        clip.mode = "flatten";
        m_document->setClip("nothing", clip);
        QCOMPARE(m_document->scene().clips[0].name, std::string("Pit"));
        m_document->setClip("Pit", clip);
        QCOMPARE(m_document->scene().clips[0].name, std::string("Quarry"));
        QCOMPARE(m_document->scene().clips[0].mode, std::string("flatten"));
        m_document->setClip("Quarry", clip); // its own name is no other's
        QCOMPARE(m_document->scene().clips[0].name, std::string("Quarry"));
    }

private:
    std::unique_ptr<SceneDocument> m_document;
    std::unique_ptr<LayersModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

QTEST_MAIN(TestLayersModel)
#include "TestLayersModel.moc"
