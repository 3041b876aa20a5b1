#include "app/viewer/AppearanceController.h"

#include "app/services/Language.h"
#include "app/viewer/Settings.h"
#include "app/viewer/ViewerActions.h"

#include <QAction>

namespace guanjing::app {

ThemeController::ThemeController(Settings& settings, ViewerActions& actions, QObject* parent)
    : QObject(parent), m_settings(settings), m_actions(actions)
{
    (settings.theme() == ThemeName::Dark ? actions.darkTheme : actions.lightTheme)->setChecked(true);
    connect(actions.lightTheme, &QAction::triggered, this, [this] { setTheme(ThemeName::Light); });
    connect(actions.darkTheme, &QAction::triggered, this, [this] { setTheme(ThemeName::Dark); });
}

void ThemeController::setTheme(ThemeName theme)
{
    m_settings.setTheme(theme);
    (theme == ThemeName::Dark ? m_actions.darkTheme : m_actions.lightTheme)->setChecked(true);
    applyTheme(theme);
    emit themeChanged();
}

LanguageController::LanguageController(Settings& settings, ViewerActions& actions, const QString& current,
                                       QObject* parent)
    : QObject(parent), m_settings(settings), m_actions(actions)
{
    (current == QLatin1String("en") ? actions.english : actions.chinese)->setChecked(true);
    connect(actions.chinese, &QAction::triggered, this, [this] { setLanguage(QStringLiteral("zh")); });
    connect(actions.english, &QAction::triggered, this, [this] { setLanguage(QStringLiteral("en")); });
}

void LanguageController::setLanguage(const QString& language)
{
    m_settings.setLanguage(language);
    (language == QLatin1String("en") ? m_actions.english : m_actions.chinese)->setChecked(true);
    installLanguage(language);
    emit languageChanged();
}

} // namespace guanjing::app
