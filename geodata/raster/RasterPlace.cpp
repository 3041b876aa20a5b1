#include "geodata/raster/RasterPlace.h"

#include "geodata/gdal/GdalScope.h"
#include "geodata/raster/RasterInfo.h"

#include <gdal.h>
#include <gdal_alg.h>
#include <ogr_srs_api.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <memory>

namespace guanjing {
namespace {

/// Points along each edge when a projected rectangle is turned into degrees.
constexpr int kEdgePoints = 21;

using Reference = std::unique_ptr<void, void (*)(OGRSpatialReferenceH)>;
using Transformation = std::unique_ptr<void, void (*)(OGRCoordinateTransformationH)>;

void note(RasterInfo& info, Severity severity, std::string message)
{
    info.issues.push_back({severity, {}, std::move(message)});
}

std::string plainNumber(double value)
{
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.10g", value);
    return text.data();
}

std::string epsgOf(OGRSpatialReferenceH reference)
{
    const char* authority = OSRGetAuthorityName(reference, nullptr);
    const char* code = OSRGetAuthorityCode(reference, nullptr);
    if (authority != nullptr && code != nullptr && std::string(authority) == "EPSG")
        return code;
    return {};
}

/// Where pixels lie: the source's own transform, or the best through its control points.
std::optional<std::array<double, 6>> transformOf(GDALDatasetH dataset, RasterInfo& info)
{
    std::array<double, 6> transform{};
    if (GDALGetGeoTransform(dataset, transform.data()) == CE_None) {
        info.geoTransform = transform;
        return transform;
    }
    info.hasControlPoints = GDALGetGCPCount(dataset) > 0;
    if (info.hasControlPoints
        && GDALGCPsToGeoTransform(GDALGetGCPCount(dataset), GDALGetGCPs(dataset), transform.data(), TRUE) != 0)
        return transform;
    return std::nullopt;
}

/// Least x, least y, greatest x, greatest y of the picture's corners.
std::array<double, 4> envelopeOf(const std::array<double, 6>& t, int width, int height)
{
    std::array<double, 4> box{HUGE_VAL, HUGE_VAL, -HUGE_VAL, -HUGE_VAL};
    for (int corner = 0; corner < 4; ++corner) {
        const double column = (corner & 1) != 0 ? width : 0, row = (corner & 2) != 0 ? height : 0;
        const double x = t[0] + column * t[1] + row * t[2], y = t[3] + column * t[4] + row * t[5];
        box = {std::min(box[0], x), std::min(box[1], y), std::max(box[2], x), std::max(box[3], y)};
    }
    return box;
}

void readBounds(OGRSpatialReferenceH reference, const std::array<double, 4>& box, GdalScope& scope, RasterInfo& info)
{
    if (OSRIsGeographic(reference) != 0) {
        const double unit = OSRGetAngularUnits(reference, nullptr) * 180.0 / M_PI; // degrees
        if (box[0] * unit < -360.0 || box[2] * unit > 360.0 || box[1] * unit < -90.01 || box[3] * unit > 90.01) {
            note(info, Severity::Warning,
                 "coordinates " + plainNumber(box[0]) + ".." + plainNumber(box[2]) + ", " + plainNumber(box[1]) + ".."
                     + plainNumber(box[3]) + " are no longitudes and latitudes, which its coordinate system promises");
            return;
        }
    }
    const Reference degrees(OSRNewSpatialReference(nullptr), OSRDestroySpatialReference);
    OSRImportFromEPSG(degrees.get(), 4326);
    OSRSetAxisMappingStrategy(degrees.get(), OAMS_TRADITIONAL_GIS_ORDER);
    scope.clear();
    const Transformation transformation(OCTNewCoordinateTransformation(reference, degrees.get()),
                                        OCTDestroyCoordinateTransformation);
    std::array<double, 4> out{};
    if (transformation
        && OCTTransformBounds(transformation.get(), box[0], box[1], box[2], box[3], &out[0], &out[1], &out[2], &out[3],
                              kEdgePoints)
            != 0
        && std::all_of(out.begin(), out.end(), [](double value) { return std::isfinite(value); })) {
        info.bounds = Rectangle{out[0], out[1], out[2], out[3]};
    } else {
        note(info, Severity::Warning,
             "cannot be put on the earth from \"" + info.crsName
                 + "\": " + scope.reason("its coordinates lie outside of where that system is defined"));
    }
    scope.clear();
}

} // namespace

void readPlace(void* dataset, GdalScope& scope, RasterInfo& info)
{
    scope.clear();
    const auto transform = transformOf(dataset, info);
    OGRSpatialReferenceH given = info.hasControlPoints ? GDALGetGCPSpatialRef(dataset) : GDALGetSpatialRef(dataset);
    if (given != nullptr) {
        const char* name = OSRGetName(given);
        info.crsName = name != nullptr && *name != '\0' ? name : "unnamed";
        info.epsg = epsgOf(given);
    }
    if (!transform)
        note(info, Severity::Warning, "says neither where its pixels lie nor has it control points");
    if (info.crsName.empty())
        note(info, Severity::Warning, kNoSystemDetail);
    if (info.geoTransform && (*info.geoTransform)[5] > 0 && (*info.geoTransform)[2] == 0)
        note(info, Severity::Info, "rows run from south to north");
    if (!transform || info.crsName.empty())
        return;
    if (OSRIsLocal(given) != 0) {
        note(info, Severity::Warning, "its coordinate system \"" + info.crsName + "\" is a local one");
        return;
    }
    const Reference reference(OSRClone(given), OSRDestroySpatialReference);
    OSRSetAxisMappingStrategy(reference.get(), OAMS_TRADITIONAL_GIS_ORDER);
    readBounds(reference.get(), envelopeOf(*transform, info.width, info.height), scope, info);
}

} // namespace guanjing
