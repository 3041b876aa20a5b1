#pragma once

#include "app/platform/SensorThingsEntities.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace guanjing::app {

/// Answers of one request: an entity with what it expands, or a page of a collection (18-088, 9.3.2 to 9.3.5). Borrows
/// `model` and `root`; any thread; throws SensorThingsFailure.
class SensorThingsPages {
public:
    SensorThingsPages(const SensorThingsModel& model, const std::string& root) : m_model(model), m_entities(model, root)
    { }

    [[nodiscard]] nlohmann::ordered_json entity(EntityRef ref, const ODataQuery& query) const;

    /// A page of a collection: the values under `valueKey` and the annotations, under `prefix` for expanded ones. `owned`:
    /// the collection is one of `owner`. `self` is its address, `encodedQuery` what was asked of it.
    void page(nlohmann::ordered_json& into, const std::string& prefix, const std::string& valueKey, EntityRef owner,
              bool owned, EntityKind kind, std::vector<EntityRef> refs, const ODataQuery& query,
              const std::string& self, std::string_view encodedQuery) const;

private:
    void expandInto(nlohmann::ordered_json& into, EntityRef ref, const ODataQuery::Expand& expand) const;
    [[nodiscard]] std::vector<EntityRef> observations(const std::vector<std::int64_t>& datastreams,
                                                      const ODataQuery& query, std::int64_t top,
                                                      std::int64_t& total) const;

    const SensorThingsModel& m_model;
    SensorThingsEntities m_entities;
};

} // namespace guanjing::app
