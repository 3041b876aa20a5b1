#pragma once

#include <QObject>
#include <QPointer>

class QWidget;

namespace guanjing::app {

class ManualWindow;
class ViewerActions;

/// Opens the manual: by its command on the page about what has the focus, and by F1 in any dialog on the page about that.
class HelpController : public QObject {
    Q_OBJECT

public:
    HelpController(ViewerActions& actions, QWidget& window);
    ~HelpController() override;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void show(const QString& page);

    QWidget& m_window;
    QPointer<ManualWindow> m_manual; ///< the one that no dialog owns
};

} // namespace guanjing::app
