#include "app/panels/Theme.h"

#include <QApplication>
#include <QFont>
#include <QPalette>
#include <QStyleFactory>

namespace guanjing::app {

namespace {

struct State {
    ThemeName name = ThemeName::Light;
    ThemeColors colors = colorsOf(ThemeName::Light);
};

State& state()
{
    static State instance;
    return instance;
}

// %name% stands for a colour of the theme.
constexpr auto kStyleSheet = R"(
QMainWindow::separator { background: %border%; width: 1px; height: 1px; }
QMainWindow::separator:hover { background: %accent%; }
QMenuBar { background: %window%; border-bottom: 1px solid %border%; padding: 1px 4px; }
QMenuBar::item { padding: 4px 9px; border-radius: 4px; background: transparent; }
QMenuBar::item:selected { background: %raised%; }
QMenu { background: %base%; border: 1px solid %border%; padding: 4px; }
QMenu::item { padding: 5px 26px 5px 8px; border-radius: 4px; }
QMenu::item:selected { background: %raised%; color: %text%; }
QMenu::item:disabled { color: %secondary%; }
QMenu::icon { padding-left: 6px; }
QMenu::separator { height: 1px; background: %border%; margin: 4px 6px; }
QToolBar { background: %window%; border: none; border-bottom: 1px solid %border%; spacing: 2px; padding: 3px 6px; }
QToolBar::separator { background: %border%; width: 1px; margin: 5px 5px; }
QToolButton { border: 1px solid transparent; border-radius: 5px; padding: 4px; background: transparent; }
QToolButton:hover { background: %raised%; }
QToolButton:pressed, QToolButton:checked { background: %raised%; border-color: %border%; }
QToolButton:focus { border-color: %accent%; }
QToolButton::menu-indicator { image: none; }
QDockWidget { titlebar-close-icon: none; titlebar-normal-icon: none; color: %secondary%; }
QDockWidget::title { background: %window%; padding: 7px 10px 5px 7px; text-align: left; }
QDockWidget > QWidget { background: %window%; }
QCheckBox::indicator, QListView::indicator, QTreeWidget::indicator { width: 14px; height: 14px; border: 1px solid %secondary%; border-radius: 3px; background: %base%; }
QCheckBox::indicator:checked, QListView::indicator:checked, QTreeWidget::indicator:checked { border-color: %accent%; background: %accent%; image: url(:/icons/check.svg); }
QCheckBox::indicator:disabled, QTreeWidget::indicator:disabled { border-color: %border%; background: %window%; }
QCheckBox::indicator:checked:disabled, QListView::indicator:checked:disabled, QTreeWidget::indicator:checked:disabled { border-color: %dim%; background: %dim%; }
QTreeView, QListView, QTableView, QTextEdit, QPlainTextEdit {
  background: %window%; border: none; outline: none; selection-background-color: %raised%; selection-color: %text%; }
QTreeView::item, QListView::item { border: none; padding: 2px 0; }
QTreeView::item:hover, QListView::item:hover { background: %base%; }
QTreeView::item:selected, QListView::item:selected, QTableView::item:selected { background: %raised%; color: %text%; }
QListView#placesResults::item { padding: 2px 0 2px 8px; }
QTableView { gridline-color: %border%; }
QHeaderView::section { background: %window%; color: %secondary%; border: none; border-bottom: 1px solid %border%; padding: 4px 6px; }
QLineEdit, QSpinBox, QDoubleSpinBox, QDateEdit, QTimeEdit, QDateTimeEdit, QComboBox {
  background: %base%; border: 1px solid %border%; border-radius: 5px; padding: 4px 7px; selection-background-color: %accent%; selection-color: %onAccent%; }
QLineEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus, QDateEdit:focus, QTimeEdit:focus, QComboBox:focus { border-color: %accent%; }
QLineEdit:disabled, QSpinBox:disabled, QDoubleSpinBox:disabled, QComboBox:disabled { background: %window%; color: %dim%; }
QDialog QTreeWidget, QDialog QListWidget { background: %base%; border: 1px solid %border%; border-radius: 5px; }
QDialog QTreeWidget QHeaderView::section { background: %base%; }
QComboBox::drop-down, QDateEdit::drop-down { border: none; width: 22px; }
QComboBox::down-arrow, QDateEdit::down-arrow { image: url(:/icons/arrow-down-%theme%.svg); width: 12px; height: 12px; }
QSpinBox::up-button, QSpinBox::down-button, QDoubleSpinBox::up-button, QDoubleSpinBox::down-button { border: none; background: transparent; width: 18px; }
QSpinBox::up-arrow, QDoubleSpinBox::up-arrow { image: url(:/icons/arrow-up-%theme%.svg); width: 9px; height: 9px; }
QSpinBox::down-arrow, QDoubleSpinBox::down-arrow { image: url(:/icons/arrow-down-%theme%.svg); width: 9px; height: 9px; }
QComboBox QAbstractItemView { background: %base%; border: 1px solid %border%; padding: 3px; }
QPushButton { background: %base%; border: 1px solid %border%; border-radius: 5px; padding: 5px 14px; min-width: 52px; }
QPushButton:hover { background: %raised%; }
QPushButton:focus { border-color: %accent%; }
QPushButton:default { background: %accent%; border-color: %accent%; color: %onAccent%; }
QPushButton:disabled { color: %dim%; background: %window%; border-color: %border%; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QRadioButton::indicator { width: 13px; height: 13px; border: 1px solid %secondary%; border-radius: 7px; background: %base%; }
QRadioButton::indicator:checked { width: 7px; height: 7px; border: 4px solid %accent%; border-radius: 7px; background: %onAccent%; }
QRadioButton::indicator:disabled { border-color: %border%; }
QRadioButton::indicator:checked:disabled { border-color: %dim%; background: %window%; }
QGroupBox { border: none; margin-top: 18px; font-weight: 600; }
QGroupBox::title { subcontrol-origin: margin; left: 0; color: %secondary%; }
QStatusBar { background: %window%; border-top: 1px solid %border%; }
QStatusBar::item { border: none; }
QStatusBar QLabel { color: %secondary%; padding: 0 4px; }
QProgressBar { background: %raised%; border: none; border-radius: 2px; max-height: 4px; min-height: 4px; }
QProgressBar::chunk { background: %accent%; border-radius: 2px; }
QSlider::groove:horizontal { height: 4px; background: %raised%; border-radius: 2px; }
QSlider::sub-page:horizontal { background: %accent%; border-radius: 2px; }
QSlider::sub-page:horizontal:disabled { background: %border%; }
QSlider::handle:horizontal { background: %base%; border: 1.5px solid %accent%; width: 12px; height: 12px; margin: -5px 0; border-radius: 7px; }
QSlider::handle:horizontal:disabled { border-color: %border%; }
QScrollBar:vertical { background: transparent; width: 9px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 9px; margin: 0; }
QScrollBar::handle { background: %border%; border-radius: 4px; min-height: 28px; min-width: 28px; }
QScrollBar::handle:hover { background: %secondary%; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QToolTip { background: %base%; color: %text%; border: 1px solid %border%; padding: 3px 5px; }
QLabel[role="caption"] { color: %secondary%; }
QLabel[role="title"] { font-weight: 600; font-size: 11pt; }
QLabel[role="value"] { font-weight: 600; font-size: 20pt; }
QFrame[role="line"] { background: %border%; max-height: 1px; border: none; }
QLabel[role="problem"] { color: %bad%; }
QLabel[role="warning"] { color: %warning%; }
QToolButton[role="overPicture"] { background: %base%; border: 1px solid %border%; padding: 5px 14px; font-weight: 600; }
QToolButton[role="overPicture"]:hover { background: %raised%; }
QToolButton[role="overPicture"]:checked { border: 1px solid %accent%; color: %accent%; }
QFrame[role="notice"] { background: %base%; border: 1px solid %border%; border-radius: 6px; }
)";

} // namespace

ThemeColors colorsOf(ThemeName theme)
{
    ThemeColors c;
    if (theme == ThemeName::Dark) {
        c.window = QColor(0x1d, 0x21, 0x26);
        c.base = QColor(0x26, 0x2b, 0x31);
        c.raised = QColor(0x33, 0x3a, 0x42);
        c.border = QColor(0x3a, 0x41, 0x49);
        c.text = QColor(0xe7, 0xea, 0xed);
        c.secondary = QColor(0xa3, 0xad, 0xb8);
        c.accent = QColor(0x3f, 0xb8, 0xad);
        c.onAccent = QColor(0x08, 0x22, 0x20);
        c.good = QColor(0x6c, 0xc0, 0x8b);
        c.warning = QColor(0xe5, 0xb4, 0x55);
        c.bad = QColor(0xef, 0x7d, 0x72);
    } else {
        c.window = QColor(0xf7, 0xf8, 0xf9);
        c.base = QColor(0xff, 0xff, 0xff);
        c.raised = QColor(0xe4, 0xe9, 0xec);
        c.border = QColor(0xd3, 0xd9, 0xde);
        c.text = QColor(0x1d, 0x24, 0x2b);
        c.secondary = QColor(0x5b, 0x66, 0x71);
        c.accent = QColor(0x12, 0x7e, 0x78);
        c.onAccent = QColor(0xff, 0xff, 0xff);
        c.good = QColor(0x2b, 0x7d, 0x4c);
        c.warning = QColor(0x9a, 0x66, 0x00);
        c.bad = QColor(0xb8, 0x36, 0x2b);
    }
    return c;
}

QPalette paletteOf(const ThemeColors& c)
{
    QPalette p;
    p.setColor(QPalette::Window, c.window);
    p.setColor(QPalette::WindowText, c.text);
    p.setColor(QPalette::Base, c.base);
    p.setColor(QPalette::AlternateBase, c.window);
    p.setColor(QPalette::Text, c.text);
    p.setColor(QPalette::Button, c.window);
    p.setColor(QPalette::ButtonText, c.text);
    p.setColor(QPalette::BrightText, c.bad);
    p.setColor(QPalette::ToolTipBase, c.base);
    p.setColor(QPalette::ToolTipText, c.text);
    p.setColor(QPalette::PlaceholderText, c.secondary);
    p.setColor(QPalette::Highlight, c.accent);
    p.setColor(QPalette::HighlightedText, c.onAccent);
    p.setColor(QPalette::Link, c.accent);
    p.setColor(QPalette::Light, c.raised);
    p.setColor(QPalette::Midlight, c.raised);
    p.setColor(QPalette::Mid, c.border);
    p.setColor(QPalette::Dark, c.border);
    p.setColor(QPalette::Shadow, c.border);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText}) {
        QColor dim = c.secondary;
        dim.setAlpha(150);
        p.setColor(QPalette::Disabled, role, dim);
    }
    p.setColor(QPalette::Disabled, QPalette::Highlight, c.border);
    return p;
}

QString styleSheetOf(const ThemeColors& c)
{
    // Between what can be changed and the ground: a mark that stands still.
    const QColor dim((c.secondary.red() + c.window.red()) / 2, (c.secondary.green() + c.window.green()) / 2,
                     (c.secondary.blue() + c.window.blue()) / 2);
    QString sheet = QString::fromLatin1(kStyleSheet);
    const std::pair<const char*, QColor> names[] = {
        {"window", c.window}, {"base", c.base},           {"raised", c.raised}, {"border", c.border},
        {"text", c.text},     {"secondary", c.secondary}, {"accent", c.accent}, {"onAccent", c.onAccent},
        {"bad", c.bad},       {"warning", c.warning},     {"dim", dim}};
    for (const auto& [name, color] : names)
        sheet.replace(u'%' + QLatin1String(name) + u'%', color.name());
    sheet.replace(QLatin1String("%theme%"),
                  c.window.lightness() < 128 ? QLatin1String("dark") : QLatin1String("light"));
    return sheet;
}

ThemeName currentTheme() { return state().name; }
const ThemeColors& themeColors() { return state().colors; }

void applyTheme(ThemeName theme)
{
    state().name = theme;
    state().colors = colorsOf(theme);
    static bool first = true;
    if (first) {
        first = false;
        QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
        QFont font(QStringLiteral("Noto Sans CJK SC"));
        font.setPointSizeF(9.5);
        QApplication::setFont(font);
    }
    QApplication::setPalette(paletteOf(state().colors));
    qApp->setStyleSheet(styleSheetOf(state().colors));
}

} // namespace guanjing::app
