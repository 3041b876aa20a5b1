#include "app/panels/LoadingDialog.h"

#include <QCheckBox>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>

#include <cmath>

using namespace guanjing;
using namespace guanjing::app;

namespace {

template <class T> T* part(const QDialog& dialog, const char* name)
{
    return dialog.findChild<T*>(QLatin1String(name));
}

} // namespace

class TestLoadingDialog : public QObject {
    Q_OBJECT
private slots:
    void showsWhatItWasGiven()
    {
        const LoadingSettings all{4, true, 900, true, true, true, false, 512, true, 100, 8};
        QVERIFY(LoadingDialog(all).settings() == all);
        QVERIFY(LoadingDialog({}).settings() == LoadingSettings{});
    }

    void tellsEachChangeAtOnce()
    {
        LoadingDialog dialog({});
        LoadingSettings told;
        int changes = 0;
        connect(&dialog, &LoadingDialog::changed, this, [&](const LoadingSettings& settings) {
            told = settings;
            ++changes;
        });
        auto* half = part<QSpinBox>(dialog, "loadingHazeHalf");
        QVERIFY(!half->isEnabled());
        part<QCheckBox>(dialog, "loadingHaze")->setChecked(true);
        QVERIFY(half->isEnabled());
        half->setValue(1000);
        part<QSpinBox>(dialog, "loadingMemory")->setValue(256);
        QCOMPARE(changes, 3);
        QVERIFY(told.hazeCoarsens && told.hazeHalfMeters == 1000 && told.memoryMebibytes == 256);
        part<QPushButton>(dialog, "loadingDefaults")->click();
        QCOMPARE(changes, 4); // once, not field by field
        QVERIFY(told == LoadingSettings{});
    }

    void meansWhatTheEngineUnderstands()
    {
        LoadingSettings settings;
        layers::EngineSettings engine = settings.engineSettings();
        QCOMPARE(engine.fogPerMeter, 0.0);
        QCOMPARE(engine.foveation, 0.0);
        QCOMPARE(engine.memoryBudgetBytes, layers::EngineSettings{}.memoryBudgetBytes);
        QCOMPARE(engine.maximumInFlight, layers::EngineSettings{}.maximumInFlight);
        QCOMPARE(engine.maximumScreenSpaceError, layers::EngineSettings{}.maximumScreenSpaceError);
        settings.hazeCoarsens = true;
        settings.hazeHalfMeters = 2000;
        settings.loadsSiblings = true;
        settings.memoryMebibytes = 64;
        QVERIFY(!engine.compressesPictures);
        settings.compressesPictures = true;
        engine = settings.engineSettings();
        QVERIFY(std::abs(std::exp(-engine.fogPerMeter * 2000) - 0.5) < 1e-12);
        QVERIFY(engine.preloadSiblings && !engine.preloadAncestors);
        QVERIFY(engine.compressesPictures);
        QCOMPARE(engine.memoryBudgetBytes, std::size_t{64} << 20);
    }

    void tellsTheCachesUse()
    {
        LoadingDialog dialog({});
        dialog.setCacheUse(3u << 20);
        QCOMPARE(part<QLabel>(dialog, "loadingCacheUse")->text(), QStringLiteral("3.0 MiB"));
        QSignalSpy empty(&dialog, &LoadingDialog::emptyCacheWanted);
        part<QPushButton>(dialog, "loadingEmpty")->click();
        QCOMPARE(empty.size(), 1);
    }
};

QTEST_MAIN(TestLoadingDialog)
#include "TestLoadingDialog.moc"
