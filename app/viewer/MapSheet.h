#pragma once

#include "geodata/styling/AttributeStyle.h"

#include <QDateTime>
#include <QImage>
#include <QString>
#include <QStringList>

#include <optional>

class QPainter;
class QRectF;

namespace guanjing::app {

/// What a printed sheet shows besides the picture.
struct MapSheetContent {
    QImage picture;
    QString title;
    double headingDegrees = 0; ///< of the camera; the arrow shows where north is in the picture
    double pictureWidthMeters = 0; ///< ground that the picture's width covers at its centre; 0: no scale bar
    bool isMap = false; ///< from straight above: the scale holds everywhere
    QString position; ///< of the centre
    QDateTime date;
    QStringList sources; ///< attributions
    std::optional<styling::Legend> legend; ///< of a coloured layer
};

/// A round length for a scale bar of at most this many metres: 1, 2 or 5 times a power of ten.
[[nodiscard]] double roundScaleLength(double maxMeters);
/// "500 m", "2 km".
[[nodiscard]] QString scaleLengthText(double meters);

/// Draws a landscape sheet into `page` (in painter units, `unitsPerMillimeter` of them a millimetre): picture in a frame,
/// below it title, north arrow, scale bar, date, sources. Works on any paint device.
void paintMapSheet(QPainter& painter, const QRectF& page, double unitsPerMillimeter, const MapSheetContent& content);

} // namespace guanjing::app
