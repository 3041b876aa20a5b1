#pragma once

#include "app/panels/Theme.h"

#include <QObject>

namespace guanjing::app {

class Settings;
class ViewerActions;

/// Theme: applied, remembered, and shown in the menu.
class ThemeController : public QObject {
    Q_OBJECT

public:
    ThemeController(Settings& settings, ViewerActions& actions, QObject* parent = nullptr);
    void setTheme(ThemeName theme);

signals:
    void themeChanged();

private:
    Settings& m_settings;
    ViewerActions& m_actions;
};

/// Language: installed, remembered, and shown in the menu; every widget retranslates itself on QEvent::LanguageChange.
class LanguageController : public QObject {
    Q_OBJECT

public:
    /// `current`: the language that is installed already.
    LanguageController(Settings& settings, ViewerActions& actions, const QString& current, QObject* parent = nullptr);
    void setLanguage(const QString& language);

signals:
    void languageChanged();

private:
    Settings& m_settings;
    ViewerActions& m_actions;
};

} // namespace guanjing::app
