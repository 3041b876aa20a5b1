#include "geodata/democity/Changes.h"

#include "geodata/democity/Districts.h"
#include "geodata/democity/Filler.h"
#include "geodata/democity/Hash.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

namespace guanjing::democity {

namespace {

/// How much is built around a place, a little below 1 on average.
double activity(V2 place)
{
    return 0.46 + 1.9 * smoothStep(0.55, 0.85, valueNoise(place.x / 5200, place.y / 5200, 171));
}

/// What a block that is in use now was before; nothing where it was the same.
std::optional<Use> useBefore(const Block& now)
{
    const std::uint64_t h = hashOf(now.seed, 0xB10CC);
    const double r = unitOf(h);
    const double kind = unitOf(mix(h));
    const double f = activity(now.quad.centre());
    switch (now.use) {
    case Use::Business:
    case Use::Commerce:
    case Use::Estate:
    case Use::Campus:
    case Use::School:
    case Use::Factory:
    case Use::Logistics: {
        if (r > 0.009 * f)
            return std::nullopt;
        if (kind < 0.5)
            return Use::Building;
        if (kind < 0.75)
            return now.urban > 0.5 ? Use::Vacant : Use::Orchard;
        return kind < 0.96 ? Use::Fields : Use::Village;
    }
    case Use::Building: // sites are young, or old ones on which nothing moved
        if (r > 0.8)
            return std::nullopt;
        return kind < 0.55 ? Use::Vacant : (kind < 0.575 ? Use::Village : (kind < 0.85 ? Use::Factory : Use::Orchard));
    case Use::Vacant:
        if (r > 0.04 * f)
            return std::nullopt;
        return kind < 0.965 ? Use::Factory : Use::Village;
    default: return std::nullopt;
    }
}

enum class Fate : std::uint8_t { None, New, Vanished, Storeys, Shed };

/// A flat roof that carries another storey or a shed.
bool carries(const Part& part)
{
    return part.bottom < 1 && (part.roof == Roof::Parapet || part.roof == Roof::Plain) && part.facade != Facade::Steel
        && part.cut <= 0 && part.halfWidth > 2.4;
}

bool isShed(const Part& part) { return part.facade == Facade::Steel && part.bottom > 4; }

/// The part on the ground with the largest plan.
const Part& mainPart(const BlockContent& content, const Building& building)
{
    const Part* largest = &content.parts[building.firstPart];
    for (std::uint32_t k = 1; k < building.partCount; ++k) {
        const Part& part = content.parts[building.firstPart + k];
        if (part.bottom < 1 && part.halfLength * part.halfWidth > largest->halfLength * largest->halfWidth)
            largest = &part;
    }
    return *largest;
}

Fate fateOf(const Block& block, const Building& building, const BlockContent& content, double f)
{
    if (block.changes || building.partCount == 0)
        return Fate::None;
    struct Chances {
        double isNew = 0.001, vanished = 0.0005, storeys = 0, shed = 0;
    } chances;
    switch (block.use) {
    case Use::Village: chances = {0.0020, 0.0020, 0.0055, 0.0085}; break;
    case Use::Slabs: chances = {0.0010, 0.0012, 0.0020, 0.012}; break;
    case Use::Factory: chances = {0.0070, 0.0035, 0.0040, 0.013}; break;
    case Use::Logistics: chances = {0.012, 0.003, 0, 0}; break;
    case Use::Villas: chances = {0.003, 0.001, 0, 0}; break;
    case Use::School:
    case Use::Campus:
    case Use::Public:
    case Use::Commerce: chances = {0.004, 0.002, 0, 0}; break;
    case Use::Fields:
    case Use::Ponds:
    case Use::Orchard: chances = {0.02, 0.02, 0, 0}; break;
    default: break;
    }
    double r = unitOf(hashOf(building.id, 0xFA7E)) / f;
    const auto falls = [&r](double chance) {
        const bool in = r >= 0 && r < chance;
        r -= chance;
        return in;
    };
    if (falls(chances.isNew))
        return Fate::New;
    if (falls(chances.vanished))
        return Fate::Vanished;
    const Part& main = mainPart(content, building);
    if (falls(chances.storeys))
        return carries(main) && main.storeys() >= 3 ? Fate::Storeys : Fate::None;
    if (falls(chances.shed))
        return carries(main) ? Fate::Shed : Fate::None;
    return Fate::None;
}

int storeysAdded(const Building& building) { return 1 + static_cast<int>(hashOf(building.id, 0x57) % 2); }

/// A steel shelter over most of a roof, lower in the middle than what stands on the roof is high.
Part shedOn(const Part& roof, std::uint64_t id)
{
    Rng rng(hashOf(id, 0x5EED));
    Part shed;
    shed.axis = roof.axis;
    const double share = rng.range(0.55, 0.92);
    shed.halfLength = std::min(roof.halfLength - 0.4, std::max(2.2, roof.halfLength * share));
    shed.halfWidth = std::min(roof.halfWidth - 0.4, std::max(1.8, roof.halfWidth * rng.range(0.7, 0.92)));
    shed.centre = roof.centre + roof.axis * (rng.range(-1, 1) * (roof.halfLength - 0.4 - shed.halfLength))
        + roof.axis.left() * (rng.range(-1, 1) * (roof.halfWidth - 0.4 - shed.halfWidth));
    shed.bottom = roof.top;
    shed.top = roof.top + rng.range(2.9, 3.4);
    shed.rise = 0.9;
    shed.roof = Roof::Gable;
    shed.facade = Facade::Steel;
    shed.roofColor = rng.chance(0.6) ? varied(rng, {82, 122, 168}, 0.08) : steelRoof(rng);
    shed.wallColor = {204, 206, 204};
    shed.floorHeight = 3;
    shed.building = roof.building;
    shed.seed = rng.next();
    return shed;
}

/// The ground where a building does not stand.
void paintSite(BlockContent& content, std::span<const Part> parts, Rgb color)
{
    for (const Part& part : parts) {
        if (part.bottom > 1)
            continue;
        const Outline outline = part.outline(-1.6);
        Paint paint;
        paint.first = static_cast<std::uint32_t>(content.points.size());
        paint.count = static_cast<std::uint32_t>(outline.count);
        paint.color = color;
        paint.detail = static_cast<float>(2 * std::min(part.halfLength, part.halfWidth));
        content.points.insert(content.points.end(), outline.p.begin(),
                              outline.p.begin() + static_cast<std::ptrdiff_t>(outline.count));
        content.paints.push_back(paint);
    }
}

Rgb siteColor(Fate fate, std::uint64_t id)
{
    Rng rng(hashOf(id, 0xC0105));
    if (fate == Fate::New) // before it was built
        return varied(rng, rng.chance(0.65) ? Rgb{172, 142, 112} : Rgb{116, 124, 82}, 0.06);
    const double r = rng.unit();
    return varied(rng, r < 0.5 ? Rgb{170, 162, 150} : (r < 0.8 ? Rgb{164, 136, 106} : Rgb{112, 122, 80}), 0.06);
}

void measure(BlockContent& content, Building& building)
{
    building.height = 0;
    const std::span<const Part> parts = std::span(content.parts).subspan(building.firstPart, building.partCount);
    for (const Part& part : parts)
        building.height = std::max(building.height, part.highest());
    building.floors = floorsOf(parts);
}

/// Cars that were parked then are not those of now; containers neither.
void moveThings(const Block& block, BlockContent& content)
{
    const std::uint64_t salt = hashOf(block.seed, 0xCA2, static_cast<int>(block.epoch));
    std::size_t k = 0;
    std::erase_if(content.vehicles,
                  [&](const Vehicle&) { return unitOf(hashOf(salt, static_cast<std::int64_t>(k++))) < 0.26; });
    if (block.epoch == Epoch::June2026)
        return;
    static constexpr Rgb kCars[] = {{226, 226, 224}, {62, 64, 68},  {150, 152, 154}, {234, 234, 230},
                                    {126, 44, 40},   {54, 72, 106}, {194, 194, 196}, {168, 150, 120}};
    for (Vehicle& vehicle : content.vehicles) {
        const std::uint64_t h = hashOf(salt, static_cast<std::int64_t>(k++), 1);
        if (!vehicle.lorry && vehicle.height < 2.5)
            vehicle.color = kCars[h % 8];
        else if (vehicle.lorry)
            vehicle.color = h % 2 == 0 ? Rgb{208, 208, 204} : Rgb{92, 118, 152};
    }
}

bool isContainer(const Part& part)
{
    return part.building == kNoBuilding && part.facade == Facade::Steel && part.bottom < 1;
}

void rebuild(const Block& block, BlockContent& content, const std::vector<Fate>& fates)
{
    const bool before = block.epoch == Epoch::June2023;
    const bool withGround = !content.paints.empty();
    const std::vector<Building> buildings = std::move(content.buildings);
    const std::vector<Part> parts = std::move(content.parts);
    content.buildings.clear();
    content.parts.clear();
    content.buildings.reserve(buildings.size());
    content.parts.reserve(parts.size() + 8);
    const std::uint64_t salt = hashOf(block.seed, 0xB0, static_cast<int>(block.epoch));
    std::size_t next = 0;
    const auto copyThings = [&](std::size_t until) { // what belongs to no building
        for (; next < until; ++next)
            if (!isContainer(parts[next]) || unitOf(hashOf(salt, static_cast<std::int64_t>(next))) > 0.16)
                content.parts.push_back(parts[next]);
    };
    for (std::size_t b = 0; b < buildings.size(); ++b) {
        Building building = buildings[b];
        copyThings(building.firstPart);
        const std::span<const Part> own = std::span(parts).subspan(building.firstPart, building.partCount);
        next = building.firstPart + building.partCount;
        const Fate fate = fates[b];
        if ((fate == Fate::New && before) || (fate == Fate::Vanished && !before)) {
            if (withGround)
                paintSite(content, own, siteColor(fate, building.id));
            continue;
        }
        const auto number = static_cast<std::uint32_t>(content.buildings.size());
        building.firstPart = static_cast<std::uint32_t>(content.parts.size());
        const bool hadShed = std::any_of(own.begin(), own.end(), isShed);
        for (const Part& part : own) {
            if (fate == Fate::Shed && before && isShed(part))
                continue;
            content.parts.push_back(part);
            content.parts.back().building = number;
        }
        building.partCount = static_cast<std::uint32_t>(content.parts.size()) - building.firstPart;
        if (fate == Fate::New)
            building.year = 2024 + static_cast<int>(hashOf(building.id, 0x7EA2) % 3);
        if (fate == Fate::Storeys && before) {
            Part main;
            for (std::uint32_t k = 0; k < building.partCount; ++k)
                if (const Part& part = content.parts[building.firstPart + k];
                    part.bottom < 1 && part.halfLength * part.halfWidth > main.halfLength * main.halfWidth)
                    main = part;
            const double less =
                std::min(storeysAdded(building), main.storeys() - 1) * (main.top - main.bottom) / main.storeys();
            for (std::uint32_t k = 0; k < building.partCount; ++k) {
                Part& part = content.parts[building.firstPart + k];
                const bool onTop = part.bottom >= main.top - 0.7;
                if (onTop)
                    part.bottom -= less;
                if (onTop || (part.bottom < 1 && std::fabs(part.top - main.top) < 0.7))
                    part.top -= less;
            }
        }
        if (fate == Fate::Shed && !before && !hadShed) {
            const Part roof = [&] {
                BlockContent view;
                view.parts.assign(own.begin(), own.end());
                Building alone = building;
                alone.firstPart = 0;
                alone.partCount = static_cast<std::uint32_t>(own.size());
                return mainPart(view, alone);
            }();
            Part shed = shedOn(roof, building.id);
            shed.building = number;
            content.parts.push_back(shed);
            ++building.partCount;
        }
        if (fate != Fate::None)
            measure(content, building);
        content.buildings.push_back(building);
    }
    copyThings(parts.size());
}

} // namespace

Block blockAt(const Block& now, Epoch epoch)
{
    Block block = now;
    block.epoch = epoch;
    const std::optional<Use> before = useBefore(now);
    block.changes = before.has_value();
    if (!before || epoch == Epoch::June2026)
        return block;
    block.use = *before;
    block.seed = hashOf(now.seed, 2023); // other buildings, other identities
    block.heightLimit = heightLimitOf(block);
    return block;
}

void applyEpoch(const Block& block, BlockContent& content)
{
    moveThings(block, content);
    const double f = activity(block.quad.centre());
    std::vector<Fate> fates;
    fates.reserve(content.buildings.size());
    for (const Building& building : content.buildings)
        fates.push_back(fateOf(block, building, content, f));
    if (block.use == Use::Port || std::any_of(fates.begin(), fates.end(), [](Fate fate) { return fate != Fate::None; }))
        rebuild(block, content, fates);
}

std::string Change::name() const
{
    Building building;
    building.id = id;
    return building.name();
}

namespace {

double groundArea(const BlockContent& content, const Building& building, bool sheds)
{
    double area = 0;
    for (std::uint32_t k = 0; k < building.partCount; ++k) {
        const Part& part = content.parts[building.firstPart + k];
        if (sheds ? isShed(part) : part.bottom < 1)
            area += 4 * part.halfLength * part.halfWidth - 2 * part.cut * part.cut;
    }
    return area;
}

void addOutlines(Change& change, const BlockContent& content, const Building& building)
{
    for (std::uint32_t k = 0; k < building.partCount; ++k) {
        const Part& part = content.parts[building.firstPart + k];
        if (change.kind == ChangeKind::RoofExtension ? isShed(part) : part.bottom < 1)
            change.outlines.push_back(part.outline());
    }
}

void changesOf(const Block& before, const Block& after, const Box& box, std::vector<Change>& out)
{
    const std::shared_ptr<const BlockContent> then = blockContent(before, Wanted::Buildings);
    const std::shared_ptr<const BlockContent> now = blockContent(after, Wanted::Buildings);
    std::map<std::uint64_t, const Building*> gone;
    for (const Building& building : then->buildings)
        gone.emplace(building.id, &building);
    const auto started = [&](const Building& building, ChangeKind kind) {
        Change change;
        change.kind = kind;
        change.id = building.id;
        change.useBefore = before.use;
        change.useAfter = after.use;
        change.town = building.town;
        return change;
    };
    for (const Building& building : now->buildings) {
        const auto found = gone.find(building.id);
        const Building* old = found == gone.end() ? nullptr : found->second;
        if (old)
            gone.erase(found);
        if (!box.holds(building.centre))
            continue;
        const bool isHigher = old && std::fabs(old->height - building.height) > 0.01;
        const double shedBefore = old ? groundArea(*then, *old, true) : 0;
        const double shedAfter = groundArea(*now, building, true);
        if (old && !isHigher && std::fabs(shedAfter - shedBefore) < 0.01)
            continue;
        Change change = started(building,
                                !old                                ? ChangeKind::New
                                    : shedAfter > shedBefore + 0.01 ? ChangeKind::RoofExtension
                                                                    : ChangeKind::Storeys);
        addOutlines(change, *now, building);
        const bool sheds = change.kind == ChangeKind::RoofExtension;
        change.heightAfter = building.height;
        change.floorsAfter = building.floors;
        change.areaAfter = groundArea(*now, building, sheds);
        if (old) {
            change.heightBefore = old->height;
            change.floorsBefore = old->floors;
            change.areaBefore = groundArea(*then, *old, sheds);
        }
        out.push_back(std::move(change));
    }
    for (const Building& building : then->buildings) {
        if (!gone.contains(building.id) || !box.holds(building.centre))
            continue;
        Change change = started(building, ChangeKind::Vanished);
        addOutlines(change, *then, building);
        change.heightBefore = building.height;
        change.floorsBefore = building.floors;
        change.areaBefore = groundArea(*then, building, false);
        out.push_back(std::move(change));
    }
}

} // namespace

std::vector<Change> changesIn(const Box& box)
{
    std::vector<Change> result;
    const MeshRange range = meshesIn(box);
    for (int j = range.minJ; j <= range.maxJ; ++j)
        for (int i = range.minI; i <= range.maxI; ++i) {
            const std::shared_ptr<const MeshPlan> then = meshPlan(i, j, Epoch::June2023);
            const std::shared_ptr<const MeshPlan> now = meshPlan(i, j, Epoch::June2026);
            for (std::size_t k = 0; k < now->blocks.size(); ++k)
                if (now->blocks[k].use != Use::Forest && now->blocks[k].quad.box().meets(box))
                    changesOf(then->blocks[k], now->blocks[k], box, result);
        }
    return result;
}

} // namespace guanjing::democity
