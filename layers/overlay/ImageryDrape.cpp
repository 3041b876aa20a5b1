#include "layers/overlay/ImageryDrape.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace guanjing::layers {

namespace {

constexpr double kFadeSeconds = 0.3;
constexpr int kGroundLevels = 25; ///< the ground's own tiles stay below; polar caps lie above

/// Where a rectangle (west, north, east, south in units 0..1) lies in a picture.
OverlayBinding bindingFor(const Picture& picture, const glm::dvec4& rectangle, float opacity)
{
    const double scale = std::ldexp(1.0, picture.address().level);
    OverlayBinding binding;
    binding.image = picture.image();
    binding.scale = glm::vec2(static_cast<float>((rectangle.z - rectangle.x) * scale),
                              static_cast<float>((rectangle.w - rectangle.y) * scale));
    binding.offset = glm::vec2(static_cast<float>(rectangle.x * scale - picture.address().x),
                               static_cast<float>(rectangle.y * scale - picture.address().y));
    binding.opacity = opacity;
    return binding;
}

glm::dvec4 groundRectangle(const Tile& tile)
{
    const double size = std::ldexp(1.0, -int{tile.level});
    return {tile.x * size, tile.y * size, (tile.x + 1.0) * size, (tile.y + 1.0) * size};
}

/// Texels along a side of the ground's own pictures.
constexpr double kGroundTexels = 256;

bool isCap(const Tile& tile) { return tile.level >= kGroundLevels; }

bool isExpected(ImageryLayer& layer, PictureAddress address) { return layer.bestFor(address) != nullptr; }
bool isReady(ImageryLayer& layer, PictureAddress address) { return layer.readyFor(address) != nullptr; }

} // namespace

void ImageryDrape::setLayers(std::uint32_t treeId, std::vector<ImageryLayer*> layers)
{
    if (layers.empty())
        m_layers.erase(treeId);
    else
        m_layers[treeId] = std::move(layers);
}

std::size_t ImageryDrape::mostOf(const std::vector<ImageryLayer*>& layers) const
{
    const auto loaded =
        std::count_if(layers.begin(), layers.end(), [&](ImageryLayer* layer) { return isLoaded(*layer); });
    return std::max<std::size_t>(1, kMaxOverlaysPerTile / std::max<std::size_t>(1, static_cast<std::size_t>(loaded)));
}

void ImageryDrape::clear() { m_layers.clear(); }

const std::vector<ImageryLayer*>* ImageryDrape::layersOf(const TileTree& tree) const
{
    const auto found = m_layers.find(tree.id());
    return found == m_layers.end() ? nullptr : &found->second;
}

void ImageryDrape::addressesOn(const ImageryLayer& layer, const Tile& tile, std::size_t most) const
{
    m_addresses.clear();
    if (!tile.content || tile.content->overlayRectangle() == glm::dvec4(0.0))
        return;
    const glm::dvec4& r = tile.content->overlayRectangle();
    // The finest level at which the tile touches no more pictures than it may be drawn with.
    for (int level = layer.source()->maxLevel(); level >= layer.source()->minLevel(); --level) {
        const double scale = std::ldexp(1.0, level);
        const auto cell = [scale](double unit) {
            return static_cast<std::uint32_t>(std::clamp(std::floor(unit * scale), 0.0, scale - 1));
        };
        const std::uint32_t west = cell(r.x), east = cell(r.z), north = cell(r.y), south = cell(r.w);
        if (std::size_t{east - west + 1} * (south - north + 1) > most)
            continue;
        for (std::uint32_t y = north; y <= south; ++y) {
            for (std::uint32_t x = west; x <= east; ++x)
                m_addresses.push_back({level, x, y});
        }
        return;
    }
}

const GridPictures::Place* ImageryDrape::placeOn(const ImageryLayer& layer, const TileTree& tree, const Tile& tile,
                                                 std::size_t most)
{
    const GridPictures::Place* place = nullptr;
    if (tree.isGround())
        place = isCap(tile) ? nullptr : &layer.grid()->on(groundRectangle(tile), kGroundTexels, most);
    else if (tile.content && tile.content->overlayRectangle() != glm::dvec4(0.0))
        place = &layer.grid()->on(tile.content->overlayRectangle(), 0, most);
    return place && !place->addresses.empty() ? place : nullptr;
}

void ImageryDrape::bestOn(ImageryLayer& layer, const GridPictures::Place& place,
                          bool (*suits)(ImageryLayer&, PictureAddress)) const
{
    m_addresses = place.addresses;
    if (layer.source()->grid().isNested())
        return; // the layer itself knows what stands in for what
    for (std::size_t i = 0; i < m_addresses.size();) {
        const PictureAddress address = m_addresses[i];
        if (address.level <= layer.source()->minLevel() || suits(layer, address)) {
            ++i;
            continue;
        }
        m_addresses.erase(m_addresses.begin() + static_cast<std::ptrdiff_t>(i));
        int next = address.level - 1;
        while (next > layer.source()->minLevel()
               && layer.source()->grid().levels[static_cast<std::size_t>(next)].id.empty())
            --next; // levels that the service leaves out
        for (const PictureAddress& coarser : layer.grid()->touching(place, next, address))
            if (std::find(m_addresses.begin(), m_addresses.end(), coarser) == m_addresses.end())
                m_addresses.push_back(coarser);
    }
}

bool ImageryDrape::isComplete(const TileTree& tree, const Tile& tile) const
{
    const auto* layers = layersOf(tree);
    if (!layers)
        return true;
    for (ImageryLayer* layer : *layers) {
        if (!isLoaded(*layer) || !layer->isOpen())
            continue;
        if (layer->grid()) {
            if (const auto* place = placeOn(*layer, tree, tile, mostOf(*layers))) {
                bestOn(*layer, *place, isExpected);
                for (const PictureAddress& address : m_addresses)
                    if (!layer->isComplete(address))
                        return false;
            }
            continue;
        }
        if (tree.isGround()) {
            if (!isCap(tile) && !layer->isComplete({tile.level, tile.x, tile.y}))
                return false;
            continue;
        }
        addressesOn(*layer, tile, mostOf(*layers));
        for (const PictureAddress& address : m_addresses) {
            if (!layer->isComplete(address))
                return false;
        }
    }
    return true;
}

void ImageryDrape::want(const TileTree& tree, const Tile& tile, const WantedTile& wanted, Need need)
{
    const auto* layers = layersOf(tree);
    if (!layers)
        return;
    const bool isReplacement = need == Need::Now && wanted.isReplacement;
    for (ImageryLayer* layer : *layers) {
        if (!isLoaded(*layer) || !layer->isOpen())
            continue;
        if (layer->grid()) {
            if (const auto* place = placeOn(*layer, tree, tile, mostOf(*layers))) {
                bestOn(*layer, *place, isExpected);
                for (const PictureAddress& address : m_addresses)
                    layer->want(address, wanted.priority, need, isReplacement);
            }
            continue;
        }
        if (tree.isGround()) {
            if (!isCap(tile))
                layer->want({tile.level, tile.x, tile.y}, wanted.priority, need, isReplacement);
            continue;
        }
        addressesOn(*layer, tile, mostOf(*layers));
        for (const PictureAddress& address : m_addresses)
            layer->want(address, wanted.priority, need, isReplacement);
    }
}

void ImageryDrape::finishWants()
{
    for (const auto& [tree, layers] : m_layers) {
        for (ImageryLayer* layer : layers) {
            if (isLoaded(*layer))
                layer->open();
            layer->finishWants();
        }
    }
}

void ImageryDrape::bindGrid(ImageryLayer& layer, const GridPictures::Place& place, std::vector<OverlayBinding>& out)
{
    const float opacity = opacityOf(layer);
    const bool isNested = layer.source()->grid().isNested();
    std::vector<std::pair<int, OverlayBinding>> drawn; // by level
    const auto add = [&](Picture& picture, float share) {
        layer.markDrawn(picture);
        for (const auto& [level, binding] : drawn)
            if (binding.image == picture.image())
                return;
        for (OverlayBinding& binding : layer.grid()->bindings(place, picture.address())) {
            binding.image = picture.image();
            binding.opacity = share;
            binding.isLight = layer.isLights;
            binding.tone = layer.tone;
            drawn.emplace_back(picture.address().level, binding);
        }
    };
    bestOn(layer, place, isReady);
    for (const PictureAddress& address : m_addresses) {
        Picture* picture = layer.readyFor(address);
        if (!picture)
            continue;
        const auto shown = m_fades ? static_cast<float>(layer.secondsShown(*picture) / kFadeSeconds) : 1.0f;
        Picture* before = shown < 1.0f && isNested && picture->address().level > 0
            ? layer.readyFor(picture->address().parent())
            : nullptr;
        if (!before) {
            add(*picture, opacity);
            continue;
        }
        m_isFading = true;
        const float above = opacity * shown;
        add(*before, opacity * (1.0f - shown) / (1.0f - above));
        add(*picture, above);
    }
    // A coarser picture that stands in for one of them covers the others too, so it lies below.
    std::stable_sort(drawn.begin(), drawn.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    for (auto& [level, binding] : drawn)
        out.push_back(binding);
}

std::uint32_t ImageryDrape::bind(const TileTree& tree, const Tile& tile, std::vector<OverlayBinding>& out)
{
    const auto* layers = layersOf(tree);
    if (!layers || (tree.isGround() && isCap(tile)))
        return 0;
    const std::size_t first = out.size();
    const auto addPicture = [&](ImageryLayer& layer, Picture& picture, const glm::dvec4& rectangle, float opacity) {
        layer.markDrawn(picture);
        // Neighbouring addresses may fall back to the same ancestor: once is enough.
        for (std::size_t i = first; i < out.size(); ++i) {
            if (out[i].image == picture.image())
                return;
        }
        out.push_back(bindingFor(picture, rectangle, opacity));
        out.back().isLight = layer.isLights;
        out.back().tone = layer.tone;
    };
    const auto add = [&](ImageryLayer& layer, const PictureAddress& address, const glm::dvec4& rectangle) {
        Picture* picture = layer.readyFor(address);
        if (!picture)
            return;
        const auto share = m_fades ? static_cast<float>(layer.secondsShown(*picture) / kFadeSeconds) : 1.0f;
        Picture* before = share < 1.0f ? layer.readyFor(picture->address().parent()) : nullptr;
        if (!before) {
            addPicture(layer, *picture, rectangle, opacityOf(layer));
            return;
        }
        // Together as opaque as the layer: a₁(1 − a₂) = o(1 − t) below a₂ = o·t.
        m_isFading = true;
        const float opacity = opacityOf(layer), above = opacity * share;
        addPicture(layer, *before, rectangle, opacity * (1.0f - share) / (1.0f - above));
        addPicture(layer, *picture, rectangle, above);
    };
    for (ImageryLayer* layer : *layers) {
        if (opacityOf(*layer) <= 0.0f || !layer->isOpen())
            continue;
        if (layer->grid()) {
            if (const auto* place = placeOn(*layer, tree, tile, mostOf(*layers)))
                bindGrid(*layer, *place, out);
            continue;
        }
        if (tree.isGround()) {
            add(*layer, {tile.level, tile.x, tile.y}, groundRectangle(tile));
            continue;
        }
        addressesOn(*layer, tile, mostOf(*layers));
        const std::size_t firstOfLayer = out.size();
        for (const PictureAddress& address : m_addresses)
            add(*layer, address, tile.content->overlayRectangle());
        // A coarser picture that stands in for one of them covers the others too, so it lies below.
        std::sort(out.begin() + static_cast<std::ptrdiff_t>(firstOfLayer), out.end(),
                  [](const OverlayBinding& a, const OverlayBinding& b) { return a.scale.x < b.scale.x; });
    }
    if (out.size() - first > kMaxOverlaysPerTile)
        out.erase(out.begin() + static_cast<std::ptrdiff_t>(first), out.end() - kMaxOverlaysPerTile);
    return static_cast<std::uint32_t>(out.size() - first);
}

} // namespace guanjing::layers
