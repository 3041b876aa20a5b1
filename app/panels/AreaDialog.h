#pragma once

#include <QDialog>
#include <QPoint>

#include <optional>

class QFormLayout;
class QVBoxLayout;

namespace guanjing::app {

class AreaChooser;
class JobPanel;

/// A dialog about an area of the map, not modal, since that can be drawn in the picture: as long as it is, the dialog gives
/// way and keeps only what is said of the area.
class AreaDialog : public QDialog {
    Q_OBJECT

public:
    [[nodiscard]] AreaChooser& areas() { return *m_areas; }
    [[nodiscard]] const AreaChooser& areas() const { return *m_areas; }
    [[nodiscard]] JobPanel& job() { return *m_job; }
    [[nodiscard]] bool isDrawing() const { return m_isDrawing; }
    /// Puts it at the right border of `window`, over the panels there rather than over the city, and on the screen.
    void placeIn(const QWidget& window, int topMargin);
    /// Closes it; false where something is under way in it that shall go on.
    [[nodiscard]] bool mayEnd();

protected:
    explicit AreaDialog(QWidget* parent);
    /// Where the choices stand; to be filled before layOut().
    [[nodiscard]] QFormLayout& form() { return *m_rows; }
    [[nodiscard]] QWidget& formWidget() { return *m_form; }
    /// The form above, `rest` below it.
    void layOut(QVBoxLayout* rest, int width);
    /// Part of the form that gives way where the screen is too low for all of it: so high, if it can be.
    void setElastic(QWidget* part, int naturalHeight, int leastHeight);
    /// Where the dialog can be.
    [[nodiscard]] virtual QRect room() const;
    /// What of the form is shown has to be looked at anew.
    virtual void drawingChanged() = 0;
    void reject() override;
    bool event(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void setDrawing(bool isDrawing);
    void fitHeight();
    void keepInRoom();

    QWidget* m_form;
    QFormLayout* m_rows;
    AreaChooser* m_areas;
    JobPanel* m_job;
    QWidget* m_rest;
    QWidget* m_elastic = nullptr;
    int m_naturalHeight = 0, m_leastHeight = 0;
    int m_width = 0;
    bool m_isDrawing = false;
    std::optional<QPoint> m_before; ///< where it stood before it gave way
};

} // namespace guanjing::app
