#pragma once

#include "app/panels/ChartScale.h"
#include "layers/live/ObservationSnapshot.h"

#include <QString>
#include <QWidget>

#include <functional>
#include <optional>
#include <vector>

namespace guanjing::app {

/// A curve over the last 24 hours in Dongguan's time: whole hours below, the unit above round values at the side, the
/// latest value marked, and the limit where one holds. A gap longer than two hours is not bridged.
class StationChart : public QWidget {
    Q_OBJECT

public:
    /// The limit at an instant; nothing where none is known.
    using Limit = std::function<std::optional<double>(layers::UtcTime)>;

    explicit StationChart(QWidget* parent = nullptr);
    /// In the order of time; unit as people write it, may be empty.
    void setHistory(const std::vector<layers::Observation>& history, const QString& unit, const Limit& limit);
    [[nodiscard]] const ChartScale& scale() const { return m_scale; }
    [[nodiscard]] const ChartHours& hours() const { return m_hours; }
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    struct Point {
        qint64 ms = 0;
        double value = 0;
    };
    /// A stretch of time in which one limit holds.
    struct LimitSpan {
        qint64 beginMs = 0, endMs = 0;
        double value = 0;
    };
    void describe();
    void paintAxes(QPainter& painter, const QRectF& plot) const;
    void paintLimits(QPainter& painter, const QRectF& plot) const;
    void paintCurve(QPainter& painter, const QRectF& plot) const;
    void paintLatest(QPainter& painter, const QRectF& plot) const;
    [[nodiscard]] QPointF place(const QRectF& plot, qint64 ms, double value) const;
    [[nodiscard]] QString label(double value) const;

    std::vector<Point> m_points;
    std::vector<LimitSpan> m_limits;
    QString m_unit;
    ChartScale m_scale;
    ChartHours m_hours;
};

} // namespace guanjing::app
