#include "geodata/vector/VectorInfo.h"

#include "geodata/core/Limits.h"
#include "geodata/gdal/GdalDataset.h"
#include "geodata/gdal/GdalRequests.h"
#include "geodata/gdal/GdalScope.h"

#include <nlohmann/json.hpp>

#include <gdal.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>

#include <algorithm>
#include <cmath>
#include <memory>

namespace guanjing {
namespace {

/// Geometries whose validity is checked; the check costs more than reading.
constexpr std::uint64_t kMostChecked = 20'000;
constexpr int kEdgePoints = 21;

using Feature = std::unique_ptr<void, void (*)(OGRFeatureH)>;
using Reference = std::unique_ptr<void, void (*)(OGRSpatialReferenceH)>;
using Transformation = std::unique_ptr<void, void (*)(OGRCoordinateTransformationH)>;

std::string valueJson(OGRFeatureH feature, int field)
{
    if (OGR_F_IsFieldSetAndNotNull(feature, field) == 0)
        return "null";
    nlohmann::json value;
    switch (OGR_Fld_GetType(OGR_F_GetFieldDefnRef(feature, field))) {
    case OFTInteger:
    case OFTInteger64: value = OGR_F_GetFieldAsInteger64(feature, field); break;
    case OFTReal: value = OGR_F_GetFieldAsDouble(feature, field); break;
    default: value = OGR_F_GetFieldAsString(feature, field); break;
    }
    return value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

class LayerReader {
public:
    LayerReader(OGRLayerH layer, GdalScope& scope, VectorInfo& info) : m_layer(layer), m_scope(scope), m_info(info) { }

    void read()
    {
        m_out.name = OGR_L_GetName(m_layer);
        OGRFeatureDefnH definition = OGR_L_GetLayerDefn(m_layer);
        for (int i = 0; i < OGR_FD_GetFieldCount(definition); ++i) {
            OGRFieldDefnH field = OGR_FD_GetFieldDefn(definition, i);
            m_out.fields.push_back(
                {OGR_Fld_GetNameRef(field), OGR_GetFieldTypeName(OGR_Fld_GetType(field)), "null", "null"});
        }
        readFeatures();
        readBounds();
        m_info.layers.push_back(std::move(m_out));
    }

private:
    void note(Severity severity, std::string message)
    {
        m_info.issues.push_back({severity, m_out.name, std::move(message)});
    }

    void readFeatures()
    {
        m_scope.clear();
        OGR_L_ResetReading(m_layer);
        Feature last(nullptr, OGR_F_Destroy);
        std::uint64_t invalid = 0;
        std::string reason;
        while (m_out.features < limits::kMaxInspectedFeatures) {
            Feature feature(OGR_L_GetNextFeature(m_layer), OGR_F_Destroy);
            if (!feature)
                break;
            const bool isFirst = m_out.features++ == 0;
            for (std::size_t i = 0; isFirst && i < m_out.fields.size(); ++i)
                m_out.fields[i].firstJson = valueJson(feature.get(), static_cast<int>(i));
            OGRGeometryH geometry = OGR_F_GetGeometryRef(feature.get());
            addGeometry(geometry);
            if (geometry != nullptr && m_out.features <= kMostChecked) {
                GdalScope why;
                if (OGR_G_IsValid(geometry) == 0) {
                    ++invalid;
                    if (reason.empty())
                        reason = "feature " + std::to_string(m_out.features) + ": " + why.reason("no reason given");
                }
            }
            last = std::move(feature);
        }
        for (std::size_t i = 0; last && i < m_out.fields.size(); ++i)
            m_out.fields[i].lastJson = valueJson(last.get(), static_cast<int>(i));
        if (m_scope.hasFailures())
            note(Severity::Error, "features cannot be read: " + m_scope.reason({}));
        if (m_out.features >= limits::kMaxInspectedFeatures)
            note(Severity::Info, "only the first " + std::to_string(m_out.features) + " features were looked at");
        if (invalid != 0)
            note(Severity::Warning, std::to_string(invalid) + " geometries are not valid; " + reason);
        if (const auto none = m_out.geometries.find("None"); none != m_out.geometries.end())
            note(Severity::Info, std::to_string(none->second) + " features have no geometry");
        if (m_out.features == 0)
            note(Severity::Warning, "holds no features");
    }

    void addGeometry(OGRGeometryH geometry)
    {
        if (geometry == nullptr || OGR_G_IsEmpty(geometry) != 0) {
            ++m_out.geometries["None"];
            return;
        }
        ++m_out.geometries[OGRGeometryTypeToName(OGR_GT_Flatten(OGR_G_GetGeometryType(geometry)))];
        OGREnvelope box;
        OGR_G_GetEnvelope(geometry, &box);
        m_box = {std::min(m_box[0], box.MinX), std::min(m_box[1], box.MinY), std::max(m_box[2], box.MaxX),
                 std::max(m_box[3], box.MaxY)};
    }

    void readBounds()
    {
        OGRSpatialReferenceH given = OGR_L_GetSpatialRef(m_layer);
        if (given != nullptr) {
            const char* name = OSRGetName(given);
            m_out.crsName = name != nullptr && *name != '\0' ? name : "unnamed";
            const char* authority = OSRGetAuthorityName(given, nullptr);
            const char* code = OSRGetAuthorityCode(given, nullptr);
            if (authority != nullptr && code != nullptr && std::string(authority) == "EPSG")
                m_out.epsg = code;
        }
        if (m_box[0] > m_box[2])
            return; // no geometry at all
        if (given == nullptr) {
            note(Severity::Warning, "names no coordinate system");
            return;
        }
        if (OSRIsGeographic(given) != 0
            && (m_box[0] < -360.01 || m_box[2] > 360.01 || m_box[1] < -90.01 || m_box[3] > 90.01)) {
            note(Severity::Warning,
                 "coordinates are no longitudes and latitudes, which its coordinate system promises");
            return;
        }
        const Reference from(OSRClone(given), OSRDestroySpatialReference);
        const Reference to(OSRNewSpatialReference(nullptr), OSRDestroySpatialReference);
        OSRImportFromEPSG(to.get(), 4326);
        for (void* reference : {from.get(), to.get()})
            OSRSetAxisMappingStrategy(reference, OAMS_TRADITIONAL_GIS_ORDER);
        m_scope.clear();
        const Transformation transformation(OCTNewCoordinateTransformation(from.get(), to.get()),
                                            OCTDestroyCoordinateTransformation);
        std::array<double, 4> out{};
        if (transformation
            && OCTTransformBounds(transformation.get(), m_box[0], m_box[1], m_box[2], m_box[3], &out[0], &out[1],
                                  &out[2], &out[3], kEdgePoints)
                != 0
            && std::all_of(out.begin(), out.end(), [](double value) { return std::isfinite(value); }))
            m_out.bounds = Rectangle{out[0], out[1], out[2], out[3]};
        else
            note(Severity::Warning,
                 "cannot be put on the earth from \"" + m_out.crsName
                     + "\": " + m_scope.reason("its coordinates lie outside of where that system is defined"));
        m_scope.clear();
    }

    OGRLayerH m_layer;
    GdalScope& m_scope;
    VectorInfo& m_info;
    VectorLayerInfo m_out;
    std::array<double, 4> m_box{HUGE_VAL, HUGE_VAL, -HUGE_VAL, -HUGE_VAL};
};

} // namespace

Result<VectorInfo> readVectorInfo(const std::string& url)
{
    const GdalRequests requests; // before the dataset, which asks for its features piece by piece
    GdalScope scope;
    const auto dataset = openDataset(url, GdalKind::Vector, scope);
    if (!dataset)
        return fail(dataset.error());
    VectorInfo info;
    info.driver = GDALGetDriverShortName(GDALGetDatasetDriver(dataset->get()));
    if (!scope.messages().empty()) // and yet it opened
        info.issues.push_back({Severity::Warning, {}, scope.reason({})});
    for (int i = 0; i < GDALDatasetGetLayerCount(dataset->get()); ++i)
        LayerReader(GDALDatasetGetLayer(dataset->get(), i), scope, info).read();
    if (info.layers.empty())
        info.issues.push_back({Severity::Warning, {}, "holds no layers"});
    return info;
}

} // namespace guanjing
