#include "geodata/vector/AreaFile.h"

#include "geodata/gdal/GdalDataset.h"
#include "geodata/gdal/GdalScope.h"

#include <gdal.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>

#include <cmath>
#include <memory>

namespace guanjing {
namespace {

using Feature = std::unique_ptr<void, void (*)(OGRFeatureH)>;
using Reference = std::unique_ptr<void, void (*)(OGRSpatialReferenceH)>;
using Transformation = std::unique_ptr<void, void (*)(OGRCoordinateTransformationH)>;

constexpr std::size_t kMostPoints = 1'000'000;

void addRings(OGRGeometryH geometry, std::vector<std::vector<glm::dvec2>>& rings)
{
    if (geometry == nullptr)
        return;
    const OGRwkbGeometryType type = wkbFlatten(OGR_G_GetGeometryType(geometry));
    if (type == wkbPolygon) {
        for (int i = 0; i < OGR_G_GetGeometryCount(geometry); ++i) {
            OGRGeometryH ring = OGR_G_GetGeometryRef(geometry, i);
            const int count = OGR_G_GetPointCount(ring);
            std::vector<glm::dvec2> points;
            for (int k = 0; k + 1 < count; ++k) // the last one is the first again
                points.emplace_back(OGR_G_GetX(ring, k), OGR_G_GetY(ring, k));
            constexpr std::size_t kLeast = 3;
            if (points.size() >= kLeast)
                rings.push_back(std::move(points));
        }
        return;
    }
    if (type == wkbMultiPolygon || type == wkbGeometryCollection)
        for (int i = 0; i < OGR_G_GetGeometryCount(geometry); ++i)
            addRings(OGR_G_GetGeometryRef(geometry, i), rings);
}

/// Index of the field that is most likely the name; −1 for none.
int nameField(OGRFeatureDefnH definition, const std::string& wanted)
{
    if (const int field = OGR_FD_GetFieldIndex(definition, wanted.c_str()); !wanted.empty() && field >= 0)
        return field;
    for (const char* word : {"name", "NAME", "Name", "名称", "名字", "title", "name_zh", "NAME_ZH", "镇街"})
        if (const int field = OGR_FD_GetFieldIndex(definition, word); field >= 0)
            return field;
    return -1;
}

} // namespace

Result<std::vector<NamedArea>> readAreas(const std::string& path, const std::string& wantedName, std::size_t most)
{
    GdalScope scope;
    auto dataset = openDataset(path, GdalKind::Vector, scope);
    if (!dataset)
        return fail(std::move(dataset.error()));
    const Reference degrees(OSRNewSpatialReference(nullptr), OSRDestroySpatialReference);
    OSRImportFromEPSG(degrees.get(), 4326);
    OSRSetAxisMappingStrategy(degrees.get(), OAMS_TRADITIONAL_GIS_ORDER);
    std::vector<NamedArea> areas;
    std::size_t points = 0;
    for (int i = 0; i < GDALDatasetGetLayerCount(dataset->get()); ++i) {
        OGRLayerH layer = GDALDatasetGetLayer(dataset->get(), i);
        OGRSpatialReferenceH given = OGR_L_GetSpatialRef(layer);
        const OGRwkbGeometryType type = wkbFlatten(OGR_L_GetGeomType(layer));
        if (type == wkbPoint || type == wkbLineString || type == wkbNone)
            continue;
        if (given == nullptr)
            return fail(ErrorCode::BadReference, path, "names no coordinate system");
        const Reference from(OSRClone(given), OSRDestroySpatialReference);
        OSRSetAxisMappingStrategy(from.get(), OAMS_TRADITIONAL_GIS_ORDER);
        const Transformation transformation(OCTNewCoordinateTransformation(from.get(), degrees.get()),
                                            OCTDestroyCoordinateTransformation);
        if (!transformation)
            return fail(ErrorCode::BadReference, path, scope.reason("its coordinate system cannot be used"));
        const int named = nameField(OGR_L_GetLayerDefn(layer), wantedName);
        OGR_L_ResetReading(layer);
        std::size_t number = 0;
        while (areas.size() < most) {
            const Feature feature(OGR_L_GetNextFeature(layer), OGR_F_Destroy);
            if (!feature)
                break;
            ++number;
            NamedArea area;
            OGRGeometryH geometry = OGR_F_GetGeometryRef(feature.get());
            if (geometry == nullptr || OGR_G_Transform(geometry, transformation.get()) != OGRERR_NONE)
                continue;
            addRings(geometry, area.rings);
            bool isPlaced = !area.rings.empty();
            for (const auto& ring : area.rings) {
                points += ring.size();
                for (const glm::dvec2& p : ring)
                    isPlaced = isPlaced && std::abs(p.x) <= 180 && std::abs(p.y) <= 90;
            }
            if (points > kMostPoints)
                return fail(ErrorCode::TooLarge, path,
                            std::to_string(points) + " points, at most " + std::to_string(kMostPoints)
                                + " are allowed");
            if (!isPlaced)
                continue;
            if (named >= 0)
                area.name = OGR_F_GetFieldAsString(feature.get(), named);
            if (area.name.empty())
                area.name = std::to_string(number);
            areas.push_back(std::move(area));
        }
    }
    if (areas.empty())
        return fail(ErrorCode::BadValue, path, "holds no polygons");
    return areas;
}

} // namespace guanjing
