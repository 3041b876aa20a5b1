#include "app/platform/DemoServer.h"

#include "app/platform/DemoScene.h"
#include "app/platform/FeatureService.h"
#include "app/platform/GeneratedFiles.h"
#include "app/platform/SensorThingsService.h"
#include "app/platform/TileServices.h"
#include "geodata/core/Log.h"
#include "geodata/democity/Demo.h"
#include "geodata/democity/PhotoMesh.h"
#include "geodata/democity/Rasters.h"
#include "geodata/democity/TerrainTiles.h"

#include <httplib.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <charconv>
#include <optional>
#include <system_error>
#include <thread>

namespace guanjing::app {

namespace {

/// One path segment or file stem as a number; false when it is anything else.
bool parseInteger(std::string_view text, int& value)
{
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() && !text.empty();
}

void textError(httplib::Response& response, int status, const std::string& text)
{
    response.status = status;
    response.set_content(text + "\n", "text/plain; charset=utf-8");
}

/// The date that an address names; without one the present.
std::optional<democity::Epoch> epochOf(std::string_view name)
{
    return name.empty() ? democity::Epoch::June2026 : democity::epochNamed(name);
}

std::string_view queryOf(const httplib::Request& request)
{
    const std::size_t mark = request.target.find('?');
    return mark == std::string::npos ? std::string_view() : std::string_view(request.target).substr(mark + 1);
}

} // namespace

struct DemoServer::Implementation {
    explicit Implementation(Options o) : options(std::move(o)), files(options.cacheBytes) { }

    Options options;
    GeneratedFiles files;
    SensorThingsService sensors;
    httplib::Server server;
    std::thread thread;
    std::thread warmUp;
    std::string baseUrl;
    std::atomic<std::uint64_t> orthoRequests = 0, buildingRequests = 0, terrainRequests = 0, rasterRequests = 0,
                               sensorRequests = 0, otherRequests = 0, bytesSent = 0, notModified = 0, notFound = 0;

    /// The address under which the client sees this server.
    std::string baseFor(const httplib::Request& request) const
    {
        const std::string host = request.get_header_value("Host");
        return host.empty() ? baseUrl : "http://" + host + "/";
    }

    void answer(const httplib::Request& request, httplib::Response& response, const GeneratedFiles::Make& make)
    {
        answer(request.path, request, response, make);
    }

    /// Routes below "/" and below "/v" with any version: the scene's addresses name the version of the city's content, and
    /// what they hold may be kept; another program makes it under another address.
    void getVersioned(const std::string& pattern, httplib::Server::Handler handler)
    {
        server.Get("(?:/v[0-9a-f]{8})?" + pattern, std::move(handler));
    }
    static const char* lifetimeOf(const httplib::Request& request)
    {
        static const std::string current = "/v" + std::string(democity::contentVersion()) + "/";
        return request.path.starts_with(current) ? "public, max-age=31536000, immutable" : "public, max-age=3600";
    }
    /// `key` stands for the file, whatever address asked for it.
    void answer(const std::string& key, const httplib::Request& request, httplib::Response& response,
                const GeneratedFiles::Make& make)
    {
        const auto file = files.get(key, make);
        if (!file) {
            ++notFound;
            textError(response, file.error().code == ErrorCode::NotFound ? 404 : 500, file.error().toString());
            return;
        }
        response.set_header("ETag", (*file)->etag);
        response.set_header("Cache-Control", lifetimeOf(request));
        if (request.get_header_value("If-None-Match") == (*file)->etag) {
            ++notModified;
            response.status = 304;
            return;
        }
        bytesSent += (*file)->bytes.size();
        response.set_content(reinterpret_cast<const char*>((*file)->bytes.data()), (*file)->bytes.size(),
                             (*file)->contentType);
    }

    struct TileIndices {
        int z = 0, x = 0, y = 0;
    };
    /// From three groups of the route's pattern.
    static std::optional<TileIndices> tileOf(const httplib::Request& request, std::size_t firstGroup)
    {
        TileIndices tile;
        const auto read = [&](std::size_t group, int& value) {
            return parseInteger(request.matches[firstGroup + group].str(), value);
        };
        return read(0, tile.z) && read(1, tile.x) && read(2, tile.y) ? std::optional(tile) : std::nullopt;
    }
    void answerTile(const char* contentType, Result<Bytes> (*make)(int z, int x, int y),
                    const httplib::Request& request, httplib::Response& response)
    {
        const auto tile = tileOf(request, 1);
        if (!tile) {
            textError(response, 404, "no such tile");
            return;
        }
        answer(request, response, [contentType, make, tile]() -> Result<GeneratedFiles::File> {
            Result<Bytes> bytes = make(tile->z, tile->x, tile->y);
            if (!bytes)
                return fail(bytes.error());
            return GeneratedFiles::File{contentType, std::move(*bytes), {}};
        });
    }

    void ortho(const httplib::Request& request, httplib::Response& response)
    {
        ++orthoRequests;
        const auto epoch = epochOf(request.matches[1].str());
        const auto tile = tileOf(request, 2);
        if (!epoch || !tile) {
            textError(response, 404, "no such tile");
            return;
        }
        const auto decks = request.path.find("/ortho-ground/") != std::string::npos ? democity::Decks::LeftToModels
                                                                                    : democity::Decks::Shown;
        orthoTile({*epoch, false, tile->z, tile->x, tile->y, decks}, request, response);
    }

    void orthoTile(const OrthoTileName& tile, const httplib::Request& request, httplib::Response& response)
    {
        const char* const kind = tile.decks == democity::Decks::LeftToModels ? "g/" : "/ortho/";
        const std::string key = (tile.geographic ? "c/" : kind) + std::string(democity::epochName(tile.epoch)) + "/"
            + std::to_string(tile.level) + "/" + std::to_string(tile.x) + "/" + std::to_string(tile.y) + ".jpg";
        if (tile.level <= democity::kFinestLevelOfOverview) // not while it keeps others from being made
            democity::prepareOverview(tile.epoch);
        answer(key, request, response, [tile]() -> Result<GeneratedFiles::File> {
            Result<Bytes> bytes = tile.geographic
                ? democity::orthophotoGeographicTile(tile.level, tile.x, tile.y, tile.epoch)
                : democity::orthophotoTile(tile.level, tile.x, tile.y, tile.epoch, tile.decks);
            if (!bytes)
                return fail(bytes.error());
            return GeneratedFiles::File{"image/jpeg", std::move(*bytes), {}};
        });
    }

    void lights(const httplib::Request& request, httplib::Response& response)
    {
        ++orthoRequests;
        if (const auto tile = tileOf(request, 1); tile && tile->z <= democity::kFinestLevelOfOverview)
            democity::prepareLights();
        answerTile("image/jpeg", democity::lightsTile, request, response);
    }

    void photoMesh(const httplib::Request& request, httplib::Response& response)
    {
        ++buildingRequests;
        const auto epoch = epochOf(request.matches[1].str());
        if (!epoch) {
            textError(response, 404, "there are 2023-06 and 2026-06");
            return;
        }
        answer(request, response, [path = request.matches[2].str(), epoch]() -> Result<GeneratedFiles::File> {
            Result<democity::NamedBytes> file = democity::photoMeshFile(path, *epoch);
            if (!file)
                return fail(file.error());
            return GeneratedFiles::File{file->contentType, std::move(file->bytes), {}};
        });
    }

    void wmts(const httplib::Request& request, httplib::Response& response)
    {
        ++orthoRequests;
        ServiceParameters parameters;
        for (const auto& [name, value] : request.params) {
            std::string upper = name;
            for (char& c : upper)
                c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
            parameters.emplace(upper, value);
        }
        const ServiceAnswer said = answerWmts(parameters, baseFor(request));
        if (const auto* tile = std::get_if<OrthoTileName>(&said)) {
            orthoTile(*tile, request, response);
            return;
        }
        const auto& document = std::get<ServiceDocument>(said);
        response.status = document.status;
        response.set_content(document.body, document.contentType);
    }

    void tileServiceRoutes()
    {
        getVersioned(
            R"(/lights/(\d{1,2})/(\d{1,8})/(\d{1,8})\.jpg)",
            [this](const httplib::Request& request, httplib::Response& response) { lights(request, response); });
        getVersioned(
            R"(/mesh/(?:(\d{4}-\d\d)/)?([a-z0-9_./]{1,64}))",
            [this](const httplib::Request& request, httplib::Response& response) { photoMesh(request, response); });
        server.Get("/wmts",
                   [this](const httplib::Request& request, httplib::Response& response) { wmts(request, response); });
        server.Get("/wmts/1.0.0/WMTSCapabilities.xml",
                   [this](const httplib::Request& request, httplib::Response& response) {
                       ++otherRequests;
                       response.set_content(wmtsCapabilities(baseFor(request)), "application/xml");
                   });
        getVersioned(R"(/wmts/rest/orthophoto/default/([\w-]+)/(\w+)/(\d{1,2})/(\d{1,8})/(\d{1,8})\.jpg)",
                     [this](const httplib::Request& request, httplib::Response& response) {
                         ++orthoRequests;
                         const auto& m = request.matches;
                         const auto tile = wmtsTile(m[1].str(), m[2].str(), m[3].str(), m[4].str(), m[5].str());
                         if (tile)
                             orthoTile(*tile, request, response);
                         else
                             textError(response, 404, "no such tile");
                     });
        getVersioned(R"(/tms/(?:(\d{4}-\d\d)/)?tilemapresource\.xml)",
                     [this](const httplib::Request& request, httplib::Response& response) {
                         ++otherRequests;
                         if (const auto epoch = epochOf(request.matches[1].str()))
                             response.set_content(tileMapResource(*epoch), "application/xml");
                         else
                             textError(response, 404, "there are 2023-06 and 2026-06");
                     });
        getVersioned(R"(/tms/(?:(\d{4}-\d\d)/)?(\d{1,2})/(\d{1,8})/(\d{1,8})\.jpg)",
                     [this](const httplib::Request& request, httplib::Response& response) {
                         ++orthoRequests;
                         OrthoTileName tile;
                         int fromSouth = 0;
                         const auto epoch = epochOf(request.matches[1].str());
                         if (!epoch || !parseInteger(request.matches[2].str(), tile.level)
                             || !parseInteger(request.matches[3].str(), tile.x)
                             || !parseInteger(request.matches[4].str(), fromSouth) || tile.level > 22) {
                             textError(response, 404, "no such tile");
                             return;
                         }
                         tile.epoch = *epoch;
                         tile.y = (1 << tile.level) - 1 - fromSouth;
                         orthoTile(tile, request, response);
                     });
        getVersioned(R"(/cog/(?:(\d{4}-\d\d)/)?([a-z]{1,32}\.tif))",
                     [this](const httplib::Request& request, httplib::Response& response) {
                         if (const auto epoch = epochOf(request.matches[1].str()))
                             rasterFile(request, response, democity::orthophotoFile(request.matches[2].str(), *epoch));
                         else
                             textError(response, 404, "there are 2023-06 and 2026-06");
                     });
    }

    void buildings(const httplib::Request& request, httplib::Response& response, democity::Relief relief)
    {
        ++buildingRequests;
        const auto epoch = epochOf(request.matches[1].str());
        if (!epoch) {
            textError(response, 404, "there are 2023-06 and 2026-06");
            return;
        }
        answer(request, response, [path = request.matches[2].str(), epoch, relief]() -> Result<GeneratedFiles::File> {
            Result<democity::NamedBytes> file = democity::buildingFile(path, *epoch, relief);
            if (!file)
                return fail(file.error());
            return GeneratedFiles::File{file->contentType, std::move(file->bytes), {}};
        });
    }

    void terrain(const httplib::Request& request, httplib::Response& response)
    {
        ++terrainRequests;
        answerTile("application/vnd.quantized-mesh", democity::terrainTile, request, response);
    }

    void truth(const httplib::Request& request, httplib::Response& response)
    {
        std::array<double, 4> bounds{}; // west, south, east, north
        const std::string text = request.get_param_value("bbox");
        const char* at = text.data();
        const char* const end = at + text.size();
        std::size_t count = 0;
        for (; count < bounds.size(); ++count) {
            const auto [next, error] = std::from_chars(at, end, bounds[count]);
            if (error != std::errc() || (count < 3 ? next == end || *next != ',' : next != end))
                break;
            at = next + (count < 3 ? 1 : 0);
        }
        const Result<Bytes> changes = count == bounds.size()
            ? democity::changesGeoJson({bounds[0], bounds[1], bounds[2], bounds[3]})
            : fail(ErrorCode::BadValue, "bbox", "four numbers: west,south,east,north in degrees");
        if (!changes) {
            textError(response, 400, changes.error().toString());
            return;
        }
        bytesSent += changes->size();
        response.set_content(reinterpret_cast<const char*>(changes->data()), changes->size(), "application/geo+json");
    }

    /// A file that is made as it is read: whole or by ranges. httplib cuts the ranges.
    void rasterFile(const httplib::Request& request, httplib::Response& response,
                    const Result<democity::RasterFile>& found)
    {
        ++rasterRequests;
        if (!found) {
            ++notFound;
            textError(response, 404, found.error().toString());
            return;
        }
        const auto fetch = [this, path = request.path, make = found->make](int level, std::uint32_t x,
                                                                           std::uint32_t y) -> Result<SharedBytes> {
            const std::string key =
                path + "#" + std::to_string(level) + "/" + std::to_string(x) + "/" + std::to_string(y);
            const auto file = files.get(key, [&]() -> Result<GeneratedFiles::File> {
                const Result<SharedBytes> tile = make(level, x, y);
                if (!tile)
                    return fail(tile.error());
                return GeneratedFiles::File{{}, **tile, {}};
            });
            if (!file)
                return fail(file.error());
            return SharedBytes(*file, &(*file)->bytes);
        };
        response.set_header("Cache-Control", lifetimeOf(request));
        response.set_header("Accept-Ranges", "bytes");
        response.set_header("ETag",
                            "\"" + std::to_string(found->tiff->byteSize()) + "-"
                                + std::string(democity::contentVersion()) + "\"");
        response.set_content_provider(
            static_cast<std::size_t>(found->tiff->byteSize()), "image/tiff",
            [this, tiff = found->tiff, fetch](std::size_t offset, std::size_t length, httplib::DataSink& sink) {
                constexpr std::size_t kPieceBytes = 256u << 10;
                const Result<Bytes> bytes = tiff->read(offset, std::min(length, kPieceBytes), fetch);
                if (!bytes)
                    return false;
                bytesSent += bytes->size();
                return sink.write(reinterpret_cast<const char*>(bytes->data()), bytes->size());
            });
    }

    void sensorThings(const httplib::Request& request, httplib::Response& response)
    {
        ++sensorRequests;
        const auto now = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
        const SensorThingsService::Answer answer =
            sensors.get(request.matches[1].str(), queryOf(request), baseFor(request) + "sensorthings/v1.1", now);
        response.status = answer.status;
        response.set_header("Cache-Control", "no-store");
        bytesSent += answer.body.size();
        response.set_content(answer.body, "application/json; charset=utf-8");
    }

    void routes()
    {
        server.Get("/", [this](const httplib::Request& request, httplib::Response& response) {
            ++otherRequests;
            const std::string base = baseFor(request);
            nlohmann::ordered_json landing{{"title", "Guanjing demo platform"},
                                           {"scene", base + "scene.json"},
                                           {"orthophoto", base + "ortho/{z}/{x}/{y}.jpg"},
                                           {"lights", base + "lights/{z}/{x}/{y}.jpg"},
                                           {"buildings", base + "buildings/tileset.json"},
                                           {"mesh", base + "mesh/tileset.json"},
                                           {"buildingsOnGround", base + "buildings-on-ground/implicit.json"},
                                           {"dates", {"2023-06", "2026-06"}},
                                           {"orthophotoOfDate", base + "ortho/{date}/{z}/{x}/{y}.jpg"},
                                           {"groundOfDate", base + "ortho-ground/{date}/{z}/{x}/{y}.jpg"},
                                           {"buildingsOfDate", base + "buildings/{date}/tileset.json"},
                                           {"changes", base + "truth/changes.geojson?bbox={west,south,east,north}"},
                                           {"terrain", base + "terrain/layer.json"},
                                           {"dem", base + "dem/city.tif"},
                                           {"wmts", base + "wmts/1.0.0/WMTSCapabilities.xml"},
                                           {"tms", base + "tms/tilemapresource.xml"},
                                           {"cog", base + "cog/dongguan.tif"},
                                           {"sensorthings", base + "sensorthings/v1.1"},
                                           {"towns", base + "collections/towns/items"},
                                           {"boundary", base + "collections/boundary/items"},
                                           {"stats", base + "stats"}};
            for (const LandingLink& link : featureLinks())
                landing["links"].push_back(
                    {{"href", base + link.path}, {"rel", link.relation}, {"type", link.type}, {"title", link.title}});
            response.set_content(landing.dump(2) + "\n", "application/json; charset=utf-8");
        });
        server.Get(R"(/(conformance|api|collections(?:/.*)?))",
                   [this](const httplib::Request& request, httplib::Response& response) {
                       ++otherRequests;
                       const QueryParameters parameters(request.params.begin(), request.params.end());
                       const ServiceDocument said =
                           answerFeatures(request.matches[1].str(), parameters, baseFor(request));
                       response.status = said.status;
                       response.set_header("Cache-Control", "no-cache");
                       response.set_content(said.body, said.contentType);
                   });
        server.Get("/scene.json", [this](const httplib::Request& request, httplib::Response& response) {
            ++otherRequests;
            // ?language=zh|en, else what the client would like to read.
            const std::string asked = request.get_param_value("language");
            const bool english =
                asked.empty() ? request.get_header_value("Accept-Language").starts_with("en") : asked.starts_with("en");
            response.set_header("Cache-Control", "no-cache");
            response.set_header("Vary", "Accept-Language");
            response.set_content(demoSceneJson(baseFor(request), english), "application/json; charset=utf-8");
        });
        server.Get("/stats", [this](const httplib::Request&, httplib::Response& response) {
            const nlohmann::ordered_json stats{{"requests",
                                                {{"ortho", orthoRequests.load()},
                                                 {"buildings", buildingRequests.load()},
                                                 {"terrain", terrainRequests.load()},
                                                 {"rasters", rasterRequests.load()},
                                                 {"sensorthings", sensorRequests.load()},
                                                 {"other", otherRequests.load()}}},
                                               {"notModified", notModified.load()},
                                               {"failed", notFound.load()},
                                               {"bytes", bytesSent.load()},
                                               {"cacheBytes", files.bytes()}};
            response.set_header("Cache-Control", "no-store");
            response.set_content(stats.dump(2) + "\n", "application/json; charset=utf-8");
        });
        getVersioned(
            R"(/ortho(?:-ground)?/(?:(\d{4}-\d\d)/)?(\d{1,2})/(\d{1,8})/(\d{1,8})\.jpg)",
            [this](const httplib::Request& request, httplib::Response& response) { ortho(request, response); });
        for (const auto& [prefix, relief] :
             {std::pair{"/buildings", democity::Relief::Flat}, {"/buildings-on-ground", democity::Relief::Terrain}})
            getVersioned(prefix + std::string(R"(/(?:(\d{4}-\d\d)/)?([A-Za-z0-9_./]{1,64}))"),
                         [this, relief = relief](const httplib::Request& request, httplib::Response& response) {
                             buildings(request, response, relief);
                         });
        tileServiceRoutes();
        server.Get("/truth/changes.geojson", [this](const httplib::Request& request, httplib::Response& response) {
            ++otherRequests;
            truth(request, response);
        });
        getVersioned("/terrain/layer.json", [this](const httplib::Request& request, httplib::Response& response) {
            ++terrainRequests;
            answer(request, response, []() -> Result<GeneratedFiles::File> {
                return GeneratedFiles::File{"application/json", democity::terrainLayerJson(), {}};
            });
        });
        getVersioned(
            R"(/terrain/(\d{1,2})/(\d{1,8})/(\d{1,8})\.terrain)",
            [this](const httplib::Request& request, httplib::Response& response) { terrain(request, response); });
        getVersioned(R"(/dem/([a-z0-9_.]{1,64}))",
                     [this](const httplib::Request& request, httplib::Response& response) {
                         rasterFile(request, response, democity::demFile(request.matches[1].str()));
                     });
        server.Get(
            R"(/sensorthings/v1\.1(/.*)?)",
            [this](const httplib::Request& request, httplib::Response& response) { sensorThings(request, response); });
        server.set_logger([](const httplib::Request& request, const httplib::Response& response) {
            if (logEnabled(LogLevel::Debug))
                log(LogLevel::Debug, "serve",
                    request.method + ' ' + request.path + ": HTTP " + std::to_string(response.status));
        });
        server.set_error_handler([this](const httplib::Request& request, httplib::Response& response) {
            if (response.status == 404 && response.body.empty()) {
                ++notFound;
                response.set_content("nothing at " + request.path + "\n", "text/plain; charset=utf-8");
            }
        });
    }
};

DemoServer::DemoServer(Options options) : m_implementation(std::make_unique<Implementation>(std::move(options))) { }

DemoServer::~DemoServer() { stop(); }

Result<void> DemoServer::start()
{
    Implementation& self = *m_implementation;
    const int connections = self.options.connections;
    // a connection holds its thread while it is kept alive: threads by connections, work bounded by GeneratedFiles
    self.server.new_task_queue = [connections] {
        return new httplib::ThreadPool(static_cast<std::size_t>(connections));
    };
    self.server.set_keep_alive_max_count(1'000'000);
    self.server.set_keep_alive_timeout(5); // stop() waits for idle connections so long
    self.server.set_tcp_nodelay(true);
    self.server.set_read_timeout(10);
    self.server.set_write_timeout(30);
    socket_t listening = INVALID_SOCKET;
    self.server.set_socket_options([&listening](socket_t socket) {
        listening = socket;
        // not SO_REUSEPORT, the library's default: two servers would share a port without a word
        const int yes = 1;
        setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    });
    self.routes();
    int port = self.options.port;
    errno = 0;
    if (port == 0)
        port = self.server.bind_to_any_port(self.options.host);
    else if (!self.server.bind_to_port(self.options.host, port))
        port = -1;
    if (port <= 0) {
        const int number = errno;
        Error error{ErrorCode::ConnectionFailed, self.options.host + ":" + std::to_string(self.options.port),
                    "cannot be bound: " + std::generic_category().message(number)};
        if (number == EADDRINUSE)
            error.reason = ErrorReason::AddressInUse;
        error.first = self.options.port;
        return fail(std::move(error));
    }
    // the library lets five wait to be accepted: of more that come at once some would try again after seconds
    ::listen(listening, self.options.connections);
    self.server.set_socket_options(nullptr);
    const std::string shown = self.options.host == "0.0.0.0" ? "127.0.0.1" : self.options.host;
    self.baseUrl = "http://" + shown + ":" + std::to_string(port) + "/";
    self.thread = std::thread([&self] { self.server.listen_after_bind(); });
    self.warmUp = std::thread([] {
        democity::prepareDocuments();
        democity::prepareOverview();
        democity::prepareLights();
        democity::prepareOverview(democity::Epoch::June2023);
    });
    return {};
}

void DemoServer::stop()
{
    Implementation& self = *m_implementation;
    if (!self.thread.joinable())
        return;
    while (!self.server.is_running()) // started, but not yet in its loop: stop() would be lost
        std::this_thread::yield();
    self.server.stop();
    self.thread.join();
    self.warmUp.join();
}

std::string DemoServer::baseUrl() const { return m_implementation->baseUrl; }

} // namespace guanjing::app
