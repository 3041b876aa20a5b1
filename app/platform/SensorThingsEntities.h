#pragma once

#include "app/platform/SensorThingsModel.h"

#include <nlohmann/json_fwd.hpp>

#include <functional>
#include <string>
#include <vector>

namespace guanjing::app {

/// Entities as JSON and their properties as values to filter and sort by (18-088, 8.2 and 9.3). Borrows `model` and `root`;
/// any thread.
class SensorThingsEntities {
public:
    /// Yields a property by its path; throws SensorThingsFailure where the entity has no such property.
    using ValueReader = std::function<ODataValue(const std::string&)>;

    /// `root` is the service's address, absolute without a slash at the end.
    SensorThingsEntities(const SensorThingsModel& model, const std::string& root) : m_model(model), m_root(root) { }

    [[nodiscard]] std::string link(EntityRef ref) const;
    /// The entity with links to the relations that `query` does not expand; what it expands is the caller's to add.
    [[nodiscard]] nlohmann::ordered_json describe(EntityRef ref, const ODataQuery& query) const;
    [[nodiscard]] ValueReader valueReader(EntityRef ref) const;
    void sort(std::vector<EntityRef>& refs, const ODataQuery& query) const;

private:
    const SensorThingsModel& m_model;
    const std::string& m_root;
};

} // namespace guanjing::app
