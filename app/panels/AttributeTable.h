#pragma once

#include <QTableWidget>

#include <utility>
#include <vector>

namespace guanjing::app {

/// Two columns, name and value, to read and to copy (Ctrl+C copies the chosen rows, all of them when none is chosen).
class AttributeTable : public QTableWidget {
    Q_OBJECT

public:
    explicit AttributeTable(QWidget* parent = nullptr);
    void setRows(const std::vector<std::pair<QString, QString>>& rows);
    /// What is said about a row, shown as the tooltip of its name; several lines.
    void setNote(int row, const QString& note);
    [[nodiscard]] QString text(bool selectedOnly) const;
    /// Never lower than its rows, for what stands in a page that scrolls.
    void setWhole(bool isWhole);

public slots:
    void copy();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    void resizeEvent(QResizeEvent* event) override;

private:
    /// Names take what they need, but leave the greater part to the values.
    void fitNames();
    bool m_isWhole = false;
};

} // namespace guanjing::app
