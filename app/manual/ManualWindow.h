#pragma once

#include "app/manual/Manual.h"

#include <QWidget>

#include <memory>

class QAction;
class QLineEdit;
class QListWidget;
class QStackedWidget;
class QToolBar;
class QTreeWidget;

namespace guanjing::app {

class ManualPage;

/// The manual in a window of its own: contents or what a search finds on the left, a page on the right. It follows the
/// language and the theme in force.
class ManualWindow : public QWidget {
    Q_OBJECT

public:
    /// With a parent it can be used while that one's dialog blocks the other windows.
    explicit ManualWindow(QWidget* parent = nullptr);
    ~ManualWindow() override;

    /// "layers.html", "layers.html#opacity"; empty: the first page.
    void open(const QString& page);
    /// File and anchor of what is shown.
    [[nodiscard]] QString page() const;

protected:
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void read();
    void retranslate();
    void search(const QString& words);
    void openHit(int row);
    void selectInContents(const QUrl& shown);

    std::unique_ptr<Manual> m_manual;
    QToolBar* m_bar;
    QAction *m_back, *m_forward, *m_first;
    QLineEdit* m_search;
    QStackedWidget* m_side;
    QTreeWidget* m_contents;
    QListWidget* m_hits;
    ManualPage* m_page;
};

} // namespace guanjing::app
