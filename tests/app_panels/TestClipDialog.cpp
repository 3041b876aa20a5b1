#include "app/panels/ClipDialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QTest>

using namespace guanjing;
using namespace guanjing::app;

namespace {

layers::ClipSpec square()
{
    layers::ClipSpec clip;
    clip.name = "Pit";
    clip.polygon = {{113.75, 23.0}, {113.76, 23.0}, {113.76, 23.01}, {113.75, 23.01}};
    return clip;
}

template <class T> T* part(const QDialog& dialog, const char* name)
{
    return dialog.findChild<T*>(QLatin1String(name));
}

} // namespace

class TestClipDialog : public QObject {
    Q_OBJECT
private slots:
    void leavesAsItWasWhatIsNotTouched()
    {
        layers::ClipSpec clip = square();
        clip.sources = {"terrain", "Buildings"};
        clip.minHeightMeters = -2.5;
        QVERIFY(ClipDialog(clip, {"Buildings", "Trees"}).clip() == clip);
        clip = square();
        clip.mode = "flatten";
        clip.flatHeightMeters = 12.25;
        clip.enabled = false;
        QVERIFY(ClipDialog(clip, {}).clip() == clip);
        clip = square();
        clip.polygon.clear();
        clip.box = layers::ClipBoxSpec{113.751234567891, 23.01, 10.123456, 20, 30, 40, 15.55};
        QVERIFY(ClipDialog(clip, {"Buildings"}).clip() == clip);
    }

    void choosesLayers()
    {
        ClipDialog dialog(square(), {"Buildings", "Trees"});
        auto* sources = part<QListWidget>(dialog, "clipSources");
        auto* ok = dialog.findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Ok);
        QCOMPARE(sources->count(), 4);
        QVERIFY(dialog.clip().sources.empty());
        QVERIFY(!(sources->item(2)->flags() & Qt::ItemIsEnabled)); // among all of them
        sources->item(0)->setCheckState(Qt::Checked);
        QCOMPARE(dialog.clip().sources, (std::vector<std::string>{"terrain", "tilesets"}));
        sources->item(1)->setCheckState(Qt::Unchecked);
        QVERIFY(sources->item(2)->flags() & Qt::ItemIsEnabled);
        sources->item(2)->setCheckState(Qt::Unchecked);
        QCOMPARE(dialog.clip().sources, (std::vector<std::string>{"terrain", "Trees"}));
        sources->item(0)->setCheckState(Qt::Unchecked);
        QVERIFY(ok->isEnabled());
        sources->item(3)->setCheckState(Qt::Unchecked);
        QVERIFY(!ok->isEnabled());
        QVERIFY(!part<QLabel>(dialog, "clipMessage")->text().isEmpty());
    }

    void tellsWhatCannotBe()
    {
        ClipDialog dialog(square(), {});
        auto* ok = dialog.findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Ok);
        part<QCheckBox>(dialog, "clipLowCheck")->setChecked(true);
        part<QCheckBox>(dialog, "clipHighCheck")->setChecked(true);
        part<QDoubleSpinBox>(dialog, "clipLow")->setValue(30);
        QVERIFY(ok->isEnabled());
        part<QDoubleSpinBox>(dialog, "clipHigh")->setValue(30);
        QVERIFY(!ok->isEnabled());
        part<QCheckBox>(dialog, "clipHighCheck")->setChecked(false);
        QVERIFY(ok->isEnabled());
        QCOMPARE(dialog.clip().minHeightMeters, std::optional(30.0));
        part<QLineEdit>(dialog, "clipName")->setText(QStringLiteral("  "));
        QVERIFY(!ok->isEnabled());
    }

    void heightIsForFlattening()
    {
        ClipDialog dialog(square(), {});
        auto* height = part<QDoubleSpinBox>(dialog, "clipHeight");
        auto* mode = part<QComboBox>(dialog, "clipMode");
        QVERIFY(!height->isEnabled());
        mode->setCurrentIndex(2);
        QVERIFY(height->isEnabled());
        height->setValue(7);
        QCOMPARE(dialog.clip().mode, std::string("flatten"));
        QCOMPARE(dialog.clip().flatHeightMeters, 7.0);
        mode->setCurrentIndex(1);
        QCOMPARE(dialog.clip().flatHeightMeters, 0.0); // a scene file knows it for flattening only
    }
};

QTEST_MAIN(TestClipDialog)
#include "TestClipDialog.moc"
