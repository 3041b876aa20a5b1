#include "geodata/exports/ImageryExport.h"

#include "geodata/exports/ExportPlan.h"
#include "geodata/exports/MbTilesFile.h"
#include "geodata/exports/MercatorSampler.h"
#include "geodata/exports/PictureReader.h"
#include "geodata/exports/RasterFile.h"
#include "geodata/exports/TilePyramid.h"
#include "geodata/net/AssetWait.h"
#include "geodata/net/Url.h"
#include "geodata/raster/PictureSource.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <filesystem>

namespace guanjing {
namespace {

namespace fs = std::filesystem;

constexpr int kBlock = 1024; ///< pixels along a side that are at work at once
constexpr std::size_t kSamples = 5;
/// Of the time it takes, what comes after the last picture.
constexpr double kWritingShare = 0.25;

/// Removes what was begun unless it was completed.
class DraftFile {
public:
    explicit DraftFile(std::string path) : m_path(std::move(path)) { remove(); }
    ~DraftFile() { remove(); }
    DraftFile(const DraftFile&) = delete;
    DraftFile& operator=(const DraftFile&) = delete;

    [[nodiscard]] const std::string& path() const { return m_path; }
    [[nodiscard]] Result<void> rename(const std::string& target)
    {
        // What a crash of the machine leaves under the final name must be whole.
        if (const int file = ::open(m_path.c_str(), O_RDONLY | O_CLOEXEC); file >= 0) {
            ::fsync(file);
            ::close(file);
        }
        std::error_code problem;
        fs::rename(m_path, target, problem);
        return problem ? fail(ErrorCode::WriteFailed, target, problem.message()) : Result<void>();
    }

private:
    void remove() const
    {
        std::error_code ignored;
        for (const char* suffix : {"", "-wal", "-shm", "-journal", ".tif", ".aux.xml", ".ovr.tmp", ".msk.ovr.tmp"})
            fs::remove(m_path + suffix, ignored);
    }
    std::string m_path;
};

Result<void> checkTarget(const std::string& path)
{
    std::error_code problem;
    const fs::path folder = fs::path(path).parent_path();
    if (fs::is_directory(path, problem))
        return fail({ErrorCode::WriteFailed, path, "is a folder", ErrorReason::IsFolder});
    if (!fs::is_directory(folder, problem))
        return fail({ErrorCode::WriteFailed, path, "no such folder", ErrorReason::NoSuchFile});
    if (::access(folder.c_str(), W_OK) != 0)
        return fail({ErrorCode::WriteFailed, path, "no permission to write in this folder", ErrorReason::NoPermission});
    return {};
}

Result<void> checkRoom(const std::string& path, const ExportEstimate& estimate)
{
    std::error_code problem;
    const auto space = fs::space(fs::path(path).parent_path(), problem);
    const double needed = estimate.bytes + estimate.temporaryBytes;
    if (problem || needed <= static_cast<double>(space.available))
        return {};
    return fail(ErrorCode::TooLarge, path,
                "about " + sizeText(needed) + " are needed, " + sizeText(static_cast<double>(space.available))
                    + " are free in this folder; choose a smaller area or a coarser level");
}

class Exporter {
public:
    Exporter(const OpenedImagery& imagery, const ExportRequest& request, AssetAccessor& assets,
             const ExportControl& control, ExportPlan plan, std::string path)
        : m_source(*imagery.source)
        , m_request(request)
        , m_control(control)
        , m_plan(std::move(plan))
        , m_path(std::move(path))
        , m_reader(*imagery.source, assets, {request.cache, request.nodata}, control.stop)
    { }

    Result<void> run()
    {
        using Way = ExportPlan::Way;
        return m_plan.way == Way::Copy || m_plan.way == Way::Tiles ? writeTiles() : writeRaster();
    }
    [[nodiscard]] const PictureReader& reader() const { return m_reader; }

private:
    void tell(double fraction, bool isWriting)
    {
        if (!m_control.progress)
            return;
        const auto now = std::chrono::steady_clock::now();
        constexpr auto kEvery = std::chrono::milliseconds(50);
        if (now - m_told < kEvery)
            return;
        m_told = now;
        ExportProgress progress;
        progress.total = m_plan.estimate.pictures;
        const std::uint64_t seen = m_reader.counts().pictures + m_reader.counts().absent;
        progress.done = isWriting ? progress.total : std::min(seen, progress.total);
        progress.isWriting = isWriting;
        progress.fraction = std::clamp(fraction, 0.0, 1.0);
        m_control.progress(progress);
    }

    [[nodiscard]] std::string description() const
    {
        std::string text = m_request.date;
        for (const std::string& note : m_plan.estimate.notes)
            text += (text.empty() ? "" : "; ") + note;
        return text;
    }

    [[nodiscard]] Error nothingThere() const
    {
        if (!m_reader.unreadable().empty())
            return m_reader.unreadable().front();
        return {ErrorCode::NotFound, m_source.name(), "it has no pictures in this area at these levels"};
    }

    Result<void> writeTiles()
    {
        auto file = MbTilesFile::create(m_path);
        if (!file)
            return fail(std::move(file.error()));
        const bool isCopy = m_plan.way == ExportPlan::Way::Copy;
        // Of resampled ones the tiles of the finest level count.
        double total = static_cast<double>(m_plan.estimate.pictures);
        if (!isCopy)
            total = std::max(
                1.0, std::ceil(double(m_plan.estimate.width) / 256) * std::ceil(double(m_plan.estimate.height) / 256));
        const ExportStep step = [&](std::uint64_t done) {
            tell(static_cast<double>(done) / std::max(total, 1.0), false);
        };
        const auto made = isCopy
            ? copyTiles(m_plan, m_source, m_reader, *file, step)
            : resampleTiles(m_plan, m_source, m_reader, m_request.coding, *file, m_control.stop, step);
        if (!made)
            return made;
        if (file->tiles() == 0)
            return fail(nothingThere());
        MbTilesFile::Facts facts;
        facts.name = m_request.name.empty() ? m_source.name() : m_request.name;
        facts.description = description();
        facts.attribution = attribution();
        facts.version = m_request.date;
        facts.bounds = m_plan.bounds;
        facts.minZoom = m_plan.minZoom;
        facts.maxZoom = m_plan.maxZoom;
        return file->finish(facts);
    }

    [[nodiscard]] std::string attribution() const
    {
        return m_request.attribution.empty() ? m_source.attribution() : m_request.attribution;
    }

    Result<std::unique_ptr<RasterFile>> createRaster() const
    {
        RasterFile::Options options;
        options.format = m_request.format;
        options.path = m_path;
        options.window = m_plan.window;
        options.isQuad = m_plan.way == ExportPlan::Way::Resampled || m_source.grid().isWebMercatorQuad();
        const auto& counts = m_reader.counts();
        options.isLossless = m_request.coding == ExportCoding::Lossless
            || (m_request.coding == ExportCoding::Auto && (counts.jpegs == 0 || counts.others > 0));
        options.isWebP = m_request.coding == ExportCoding::WebP;
        options.name = m_request.name.empty() ? m_source.name() : m_request.name;
        options.description = description();
        options.attribution = attribution();
        options.date = m_request.date;
        return RasterFile::create(std::move(options));
    }

    struct Block {
        int x = 0, y = 0, width = 0, height = 0;
    };

    [[nodiscard]] bool isWanted(const Block& block) const
    {
        const auto& t = m_plan.window.geoTransform;
        const double x0 = t[0] + block.x * t[1], y0 = t[3] + block.y * t[5];
        return m_plan.mask->touches({x0, y0 + block.height * t[5], x0 + block.width * t[1], y0});
    }

    std::optional<Block> next(Block block) const
    {
        const ExportWindow& window = m_plan.window;
        for (;;) {
            if (block.width == 0) { // the first
                block = {0, 0, 1, 1};
            } else {
                block.x += kBlock;
                if (block.x >= window.width) {
                    block.x = 0;
                    block.y += kBlock;
                }
            }
            if (block.y >= window.height)
                return std::nullopt;
            block.width = std::min(kBlock, window.width - block.x);
            block.height = std::min(kBlock, window.height - block.y);
            if (isWanted(block))
                return block;
        }
    }

    Result<void> writeRaster()
    {
        const ExportWindow& window = m_plan.window;
        const bool isResampled = m_plan.way == ExportPlan::Way::Resampled;
        MercatorSampler sampler(m_reader, m_source, *m_plan.projector, m_plan.maxLevel);
        const auto expect = [&](const Block& b) {
            if (isResampled) {
                sampler.expect(m_plan.maxZoom, window.x + b.x, window.y + b.y, b.width, b.height);
                return;
            }
            for (const auto& address :
                 m_reader.needed(m_plan.maxLevel, window.x + b.x, window.y + b.y, b.width, b.height))
                m_reader.expect(address);
        };
        const double pixels = double(window.width) * window.height;
        std::unique_ptr<RasterFile> file;
        std::vector<std::uint8_t> rgba;
        std::optional<Block> block = next({});
        if (block)
            expect(*block);
        while (block) {
            if (m_control.stop.stop_requested())
                return fail(ErrorCode::Cancelled, m_request.path, {});
            const std::optional<Block> following = next(*block);
            if (following)
                expect(*following);
            const Block& b = *block;
            auto done = isResampled
                ? sampler.fill(m_plan.maxZoom, window.x + b.x, window.y + b.y, b.width, b.height, rgba)
                : m_reader.readWindow(m_plan.maxLevel, window.x + b.x, window.y + b.y, b.width, b.height, rgba);
            if (!done)
                return done;
            const auto& t = window.geoTransform;
            if (m_request.clips)
                m_plan.mask->clip(rgba, b.width, b.height, {t[0] + b.x * t[1], t[3] + b.y * t[5]}, {t[1], t[5]});
            if (!file && m_reader.counts().pictures > 0) {
                // Only now is it known what the pictures are; all before was empty.
                auto created = createRaster();
                if (!created)
                    return fail(std::move(created.error()));
                file = *std::move(created);
            }
            if (file) {
                if (done = file->write(b.x, b.y, b.width, b.height, rgba); !done)
                    return done;
            }
            tell((1 - kWritingShare) * (double(b.y) * window.width + double(b.height) * (b.x + b.width)) / pixels,
                 false);
            block = following;
        }
        if (!file)
            return fail(nothingThere());
        return file->finish(m_control.stop,
                            [&](double share) { tell(1 - kWritingShare + kWritingShare * share, true); });
    }

    const PictureSource& m_source;
    const ExportRequest& m_request;
    const ExportControl& m_control;
    ExportPlan m_plan;
    std::string m_path;
    PictureReader m_reader;
    std::chrono::steady_clock::time_point m_told{};
};

/// Mean bytes of some pictures around the middle of the area; 0 where none could be had.
double sampleBytes(const OpenedImagery& imagery, const ExportPlan& plan, AssetAccessor& assets, CachePolicy cache,
                   const std::stop_token& stop)
{
    const PictureSource& source = *imagery.source;
    double bytes = 0;
    int count = 0;
    const glm::dvec2 low{plan.bounds.west, plan.bounds.south}, high{plan.bounds.east, plan.bounds.north};
    for (std::size_t i = 0; i < kSamples; ++i) {
        // Along the diagonal, and somewhat beside it.
        const double s = (static_cast<double>(i) + 0.5) / kSamples;
        const glm::dvec2 at = plan.projector->toGrid(low + (high - low) * glm::dvec2(s, std::fmod(s * 3 + 0.1, 1.0)));
        const auto range = source.grid().pictures(plan.maxLevel, {at, at});
        if (!range || source.urlOf(plan.maxLevel, (*range)[0], (*range)[1]).empty())
            continue;
        AssetRequest request;
        request.url = source.urlOf(plan.maxLevel, (*range)[0], (*range)[1]);
        request.cache = cache;
        constexpr double kPatienceSeconds = 10;
        AssetWait wait;
        wait.timeout = std::chrono::duration<double>(kPatienceSeconds);
        wait.stop = stop;
        if (const auto got = getAndWait(assets, std::move(request), wait); got && !got->body->empty()) {
            bytes += static_cast<double>(got->body->size());
            ++count;
        }
    }
    return count == 0 ? 0 : bytes / count;
}

/// The sizes of an estimate by those of some pictures.
void refine(const OpenedImagery& imagery, ExportPlan& plan, const ExportRequest& request, AssetAccessor& assets,
            const std::stop_token& stop)
{
    const double each = sampleBytes(imagery, plan, assets, request.cache, stop);
    if (each <= 0)
        return;
    constexpr double kEncodedAgain = 1.6; // at the quality that is written, with overviews
    constexpr double kPicturePixels = 65536;
    constexpr double kWithoutLoss = 9, kLeastBytesPerPixel = 0.1; // as many times the bytes of a JPEG
    ExportEstimate& e = plan.estimate;
    const std::uint64_t finest = e.levels.empty() ? 0 : e.levels.back().pictures;
    if (e.copiesPictures)
        e.bytes = each * static_cast<double>(e.pictures);
    else if (request.coding != ExportCoding::Lossless)
        e.bytes = each * static_cast<double>(finest) * kEncodedAgain;
    const double draft = static_cast<double>(finest) * kPicturePixels
        * std::max(kLeastBytesPerPixel, kWithoutLoss * each / kPicturePixels);
    e.temporaryBytes = std::min(e.temporaryBytes, draft);
}

} // namespace

Result<OpenedImagery> openForExport(const ImageryDescription& description, AssetAccessor& assets, CachePolicy cache,
                                    const std::stop_token& stop)
{
    const auto fetch = [&](const std::string& url, const std::string& referrer) -> Result<ImageryDocument> {
        AssetRequest request;
        request.url = url;
        request.referrer = referrer;
        request.cache = cache;
        request.maxBytes = limits::kMaxCapabilitiesBytes;
        AssetWait wait;
        wait.stop = stop;
        auto response = getAndWait(assets, std::move(request), wait);
        if (!response)
            return fail(std::move(response.error()));
        return ImageryDocument{response->url, response->body};
    };
    const auto documents = fetchDocuments(description, fetch);
    if (!documents)
        return fail(documents.error());
    return openImagery(description, *documents);
}

Result<ExportEstimate> estimateExport(const OpenedImagery& imagery, const ExportRequest& request, AssetAccessor* assets,
                                      const std::stop_token& stop)
{
    auto plan = planExport(imagery, request);
    if (!plan)
        return fail(std::move(plan.error()));
    if (assets != nullptr)
        refine(imagery, *plan, request, *assets, stop);
    return std::move(plan->estimate);
}

Result<ExportOutcome> exportImagery(const OpenedImagery& imagery, const ExportRequest& request, AssetAccessor& assets,
                                    const ExportControl& control)
{
    if (auto possible = checkTarget(request.path); !possible)
        return fail(std::move(possible.error()));
    auto plan = planExport(imagery, request);
    if (!plan)
        return fail(std::move(plan.error()));
    refine(imagery, *plan, request, assets, control.stop);
    if (auto possible = checkRoom(request.path, plan->estimate); !possible)
        return fail(std::move(possible.error()));
    DraftFile draft(request.path + ".part");
    ExportOutcome outcome;
    outcome.what = plan->estimate;
    {
        Exporter exporter(imagery, request, assets, control, *std::move(plan), draft.path());
        if (auto done = exporter.run(); !done) {
            Error error = done.error();
            if (error.source == draft.path())
                error.source = request.path;
            return fail(std::move(error));
        }
        const auto& counts = exporter.reader().counts();
        outcome.pictures = counts.pictures;
        outcome.absent = counts.absent;
        outcome.coarser = counts.coarser;
        outcome.unreadable = exporter.reader().unreadable();
        outcome.unreadableCount = counts.unreadable;
    }
    if (control.stop.stop_requested())
        return fail(ErrorCode::Cancelled, request.path, {});
    if (auto renamed = draft.rename(request.path); !renamed)
        return fail(std::move(renamed.error()));
    std::error_code problem;
    outcome.bytes = fs::file_size(request.path, problem);
    if (control.progress)
        control.progress({outcome.what.pictures, outcome.what.pictures, true, 1.0});
    return outcome;
}

} // namespace guanjing
