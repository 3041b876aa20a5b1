#include "geodata/crs/CoordinateTransform.h"

#include "geodata/crs/ChinaOffset.h"

#include <proj.h>

#include <cmath>
#include <limits>
#include <string>

namespace guanjing {

namespace {

enum class Offset { None, Gcj02, Bd09 };

struct System {
    std::string definition;
    Offset offset = Offset::None;
};

System systemOf(std::string_view name)
{
    if (name == "GCJ-02" || name == "GCJ02")
        return {"EPSG:4326", Offset::Gcj02};
    if (name == "BD-09" || name == "BD09")
        return {"EPSG:4326", Offset::Bd09};
    return {std::string(name), Offset::None};
}

void removeOffset(Offset offset, std::span<glm::dvec3> positions)
{
    if (offset == Offset::None)
        return;
    for (glm::dvec3& p : positions)
        p = glm::dvec3(offset == Offset::Gcj02 ? gcj02ToWgs84({p.x, p.y}) : bd09ToWgs84({p.x, p.y}), p.z);
}

void addOffset(Offset offset, std::span<glm::dvec3> positions)
{
    if (offset == Offset::None)
        return;
    for (glm::dvec3& p : positions)
        p = glm::dvec3(offset == Offset::Gcj02 ? wgs84ToGcj02({p.x, p.y}) : wgs84ToBd09({p.x, p.y}), p.z);
}

struct ContextDeleter {
    void operator()(PJ_CONTEXT* context) const { proj_context_destroy(context); }
};
struct OperationDeleter {
    void operator()(PJ* operation) const { proj_destroy(operation); }
};
using Context = std::unique_ptr<PJ_CONTEXT, ContextDeleter>;
using Operation = std::unique_ptr<PJ, OperationDeleter>;

std::string lastError(PJ_CONTEXT* context)
{
    const int code = proj_context_errno(context);
    const char* text = code == 0 ? nullptr : proj_context_errno_string(context, code);
    return text ? text : "unknown to PROJ";
}

} // namespace

struct CoordinateTransform::Impl {
    System from, to;
    Context context; // before the operation, which it outlives
    Operation operation; // none when both systems have the same definition

    std::size_t run(PJ_DIRECTION direction, std::span<glm::dvec3> positions)
    {
        const bool isForward = direction == PJ_FWD;
        removeOffset(isForward ? from.offset : to.offset, positions);
        if (operation && !positions.empty()) {
            static_assert(sizeof(glm::dvec3) == 3 * sizeof(double));
            constexpr std::size_t kStride = sizeof(glm::dvec3);
            const std::size_t n = positions.size();
            glm::dvec3& first = positions.front();
            proj_trans_generic(operation.get(), direction, &first.x, kStride, n, &first.y, kStride, n, &first.z,
                               kStride, n, nullptr, 0, 0);
        }
        std::size_t failed = 0;
        for (glm::dvec3& p : positions)
            if (!std::isfinite(p.x) || !std::isfinite(p.y) || !std::isfinite(p.z)) {
                p = glm::dvec3(std::numeric_limits<double>::infinity());
                ++failed;
            }
        addOffset(isForward ? to.offset : from.offset, positions);
        return failed;
    }

    Result<glm::dvec3> runOne(PJ_DIRECTION direction, glm::dvec3 position)
    {
        if (operation)
            proj_errno_reset(operation.get());
        if (run(direction, {&position, 1}) == 0)
            return position;
        const int code = operation ? proj_errno(operation.get()) : 0;
        const char* text = code == 0 ? nullptr : proj_context_errno_string(context.get(), code);
        return fail(ErrorCode::BadValue, from.definition + " to " + to.definition,
                    text ? text : "position has no finite counterpart");
    }
};

CoordinateTransform::CoordinateTransform(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) { }
CoordinateTransform::~CoordinateTransform() = default;
CoordinateTransform::CoordinateTransform(CoordinateTransform&&) noexcept = default;
CoordinateTransform& CoordinateTransform::operator=(CoordinateTransform&&) noexcept = default;

Result<CoordinateTransform> CoordinateTransform::create(std::string_view from, std::string_view to)
{
    auto impl = std::make_unique<Impl>();
    impl->from = systemOf(from);
    impl->to = systemOf(to);
    impl->context = Context(proj_context_create());
    PJ_CONTEXT* context = impl->context.get();
    proj_context_set_enable_network(context, 0);
    proj_log_level(context, PJ_LOG_NONE);

    Operation systems[2];
    const System* const named[2] = {&impl->from, &impl->to};
    for (int i = 0; i < 2; ++i) {
        systems[i] = Operation(proj_create(context, named[i]->definition.c_str()));
        if (!systems[i] || !proj_is_crs(systems[i].get()))
            return fail(ErrorCode::NoPlace, named[i]->definition, "not a coordinate system that is known here");
    }
    if (impl->from.definition != impl->to.definition) {
        const Operation plain(
            proj_create_crs_to_crs_from_pj(context, systems[0].get(), systems[1].get(), nullptr, nullptr));
        if (plain)
            impl->operation = Operation(proj_normalize_for_visualization(context, plain.get()));
        if (!impl->operation)
            return fail(ErrorCode::UnsupportedFeature, impl->from.definition + " to " + impl->to.definition,
                        "no operation between the systems: " + lastError(context));
    }
    return CoordinateTransform(std::move(impl));
}

Result<glm::dvec3> CoordinateTransform::forward(const glm::dvec3& position) { return m_impl->runOne(PJ_FWD, position); }
Result<glm::dvec3> CoordinateTransform::inverse(const glm::dvec3& position) { return m_impl->runOne(PJ_INV, position); }
std::size_t CoordinateTransform::forward(std::span<glm::dvec3> positions) { return m_impl->run(PJ_FWD, positions); }
std::size_t CoordinateTransform::inverse(std::span<glm::dvec3> positions) { return m_impl->run(PJ_INV, positions); }

} // namespace guanjing
