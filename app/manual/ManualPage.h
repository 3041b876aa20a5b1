#pragma once

#include <QTextBrowser>

namespace guanjing::app {

/// One page of the manual at a time, in the colours of the theme, its lines no longer than one reads well.
class ManualPage : public QTextBrowser {
    Q_OBJECT

public:
    explicit ManualPage(QWidget* parent = nullptr);

    /// Marks these words wherever they stand on the page, and shows the first at or behind the heading that was opened.
    void mark(const QStringList& words);

    QVariant loadResource(int type, const QUrl& name) override;

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void fitColumn();
};

} // namespace guanjing::app
