// The program and its network before nginx: a piece of the demo city as files, packed and plain, by HTTP/2 and TLS with a
// private authority; COGs by ranges.
#include "geodata/democity/Demo.h"
#include "geodata/gdal/GdalNetwork.h"
#include "geodata/net/CurlAssetAccessor.h"
#include "geodata/raster/RasterInfo.h"
#include "geodata/tiles3d/ImageDecoder.h"
#include "tests/Gzip.h"
#include "tests/NginxServer.h"
#include "tests/Paths.h"
#include "tests/servers/Marks.h"
#include "tests/servers/ServedImagery.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QSet>
#include <QStandardPaths>
#include <QTest>

#include <gdal.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <cstring>
#include <numbers>

using namespace guanjing;
using namespace guanjing::test;
using nlohmann::json;

namespace {

constexpr double kLon = 113.7475, kLat = 22.999, kReach = 0.0012; ///< degrees: what of the city is put up
constexpr int kFirstLevel = 8, kLastLevel = 17;
const QString kView = QStringLiteral("113.7475,22.9975,130,0,-35");

bool writeFile(const QString& path, const std::string& bytes)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes.data(), static_cast<qint64>(bytes.size())) >= 0;
}

enum class Form { Glb, B3dm, Packed };

/// A glb inside a batched model without batches (3D Tiles 1.0).
std::string asB3dm(const std::string& glb)
{
    const std::string table = R"({"BATCH_LENGTH":0})" + std::string(2, ' ');
    const auto word = [](std::size_t value) {
        const auto number = static_cast<std::uint32_t>(value);
        std::string bytes(4, '\0');
        std::memcpy(bytes.data(), &number, 4);
        return bytes;
    };
    return "b3dm" + word(1) + word(28 + table.size() + glb.size()) + word(table.size()) + word(0) + word(0) + word(0)
        + table + glb;
}

/// The tilesets and tiles that touch the piece, from one of the city's names on.
class CityWriter {
public:
    CityWriter(QString folder, Form form) : m_folder(std::move(folder)), m_form(form) { }

    void write(const std::string& name)
    {
        const auto file = democity::buildingFile(name);
        if (!file)
            qFatal("%s", file.error().toString().c_str());
        std::string bytes(file->bytes.begin(), file->bytes.end());
        std::string target = name;
        if (name.ends_with(".json")) {
            json tileset = json::parse(bytes);
            prune(tileset["root"], name);
            bytes = tileset.dump();
        } else if (m_form != Form::Glb) {
            bytes = asB3dm(bytes);
            target = withB3dm(name);
        }
        if (m_form == Form::Packed)
            bytes = gzipped(bytes);
        if (!writeFile(m_folder + "/" + QString::fromStdString(target), bytes))
            qFatal("cannot write");
        ++m_files;
    }
    [[nodiscard]] int files() const { return m_files; }

private:
    static std::string withB3dm(const std::string& name) { return name.substr(0, name.size() - 3) + "b3dm"; }
    [[nodiscard]] static bool touches(const json& tile)
    {
        const auto region = tile.at("boundingVolume").at("region").get<std::vector<double>>();
        const double degree = std::numbers::pi / 180;
        return region[0] < (kLon + kReach) * degree && region[2] > (kLon - kReach) * degree
            && region[1] < (kLat + kReach) * degree && region[3] > (kLat - kReach) * degree;
    }
    void prune(json& tile, const std::string& from)
    {
        if (const auto content = tile.find("content"); content != tile.end()) {
            const std::string uri = content->at("uri");
            write(QDir::cleanPath(QFileInfo(QString::fromStdString(from)).path() + "/" + QString::fromStdString(uri))
                      .toStdString());
            if (m_form != Form::Glb && uri.ends_with(".glb"))
                (*content)["uri"] = withB3dm(uri);
        }
        if (const auto children = tile.find("children"); children != tile.end()) {
            json kept = json::array();
            for (json& child : *children)
                if (touches(child)) {
                    prune(child, from);
                    kept.push_back(child);
                }
            *children = kept;
        }
    }
    QString m_folder;
    Form m_form;
    int m_files = 0;
};

/// Of the orthophoto what lies around the piece.
int writeOrthophoto(const QString& folder)
{
    int count = 0;
    for (int level = kFirstLevel; level <= kLastLevel; ++level) {
        const double side = std::exp2(level), lat = kLat * std::numbers::pi / 180;
        const int x = static_cast<int>((kLon + 180) / 360 * side);
        const int y = static_cast<int>((1 - std::asinh(std::tan(lat)) / std::numbers::pi) / 2 * side);
        const int reach = level < 15 ? 1 : level < 17 ? 4 : 9; // the view reaches so far
        for (int dx = -reach; dx <= reach; ++dx)
            for (int dy = -reach; dy <= reach; ++dy) {
                const auto tile = democity::orthophotoTile(level, x + dx, y + dy);
                if (!tile
                    || !writeFile(folder + QStringLiteral("/%1/%2/%3.jpg").arg(level).arg(x + dx).arg(y + dy),
                                  std::string(tile->begin(), tile->end())))
                    qFatal("cannot write");
                ++count;
            }
    }
    return count;
}

/// Lines "method path status bytes protocol encoding ratio range connection" of what began with a path.
QList<QList<QByteArray>> requestsOf(const NginxServer& server, const QByteArray& path)
{
    QList<QList<QByteArray>> found;
    for (const QByteArray& line : server.logLines())
        if (const QList<QByteArray> words = line.split(' '); words.size() > 8 && words[1].startsWith(path))
            found.append(words);
    return found;
}

} // namespace

class TestNginx : public QObject {
    Q_OBJECT
    NginxServer m_server;
    QString m_openssl = QStandardPaths::findExecutable(QStringLiteral("openssl"));
    std::map<QString, std::vector<glm::dvec2>> m_marks;
    int m_tlsPort = 0;

    [[nodiscard]] QString url(const QString& path) const
    {
        return QStringLiteral("http://") + QString::fromStdString(m_server.address()) + path;
    }
    [[nodiscard]] std::string secureUrl(const std::string& path) const
    {
        return "https://127.0.0.1:" + std::to_string(m_tlsPort) + path;
    }
    bool runOpenssl(const QString& arguments)
    {
        QProcess process;
        process.setWorkingDirectory(m_server.folder());
        process.start(m_openssl, arguments.split(QLatin1Char(' ')));
        return process.waitForFinished() && process.exitCode() == 0;
    }
    /// The picture and what it took.
    QImage render(const QString& scene, QJsonObject& stats)
    {
        const QString path = m_server.at("picture.png"), statsPath = m_server.at("stats.json");
        const ProgramRun run =
            runProgram({"render", scene, "--view", kView, "--size", "640x480", "--out", path, "--stats", statsPath});
        if (run.exitCode != 0) {
            qWarning("%s", run.errors.constData());
            return {};
        }
        QFile file(statsPath);
        if (!file.open(QIODevice::ReadOnly))
            return {};
        stats = QJsonDocument::fromJson(file.readAll()).object();
        return QImage(path);
    }
    QString writeScene(const char* name, const QString& tileset)
    {
        json scene = {{"name", "City"},
                      {"imagery",
                       {{{"name", "Orthophoto"},
                         {"kind", "xyz"},
                         {"minLevel", kFirstLevel},
                         {"maxLevel", kLastLevel},
                         {"url", url("/ortho/{z}/{x}/{y}.jpg").toStdString()}}}},
                      {"tilesets", json::array()}};
        if (!tileset.isEmpty())
            scene["tilesets"].push_back({{"name", "Buildings"}, {"url", url(tileset).toStdString()}});
        const QString path = m_server.at(name);
        return writeFile(path, scene.dump()) ? path : QString();
    }

private slots:
    void initTestCase()
    {
        if (!m_server.isInstalled() || m_openssl.isEmpty())
            QSKIP("needs the packages nginx-light and openssl");
        for (const auto& [folder, form] :
             {std::pair{"/plain", Form::Glb}, std::pair{"/b3dm", Form::B3dm}, std::pair{"/packed", Form::Packed}}) {
            CityWriter city(m_server.folder() + folder, form);
            city.write("tileset.json");
            QVERIFY(city.files() > 10);
        }
        QVERIFY(writeOrthophoto(m_server.at("ortho")) > 80);
        for (const auto& [epsg, pixel] :
             {std::pair{"4547", 0.5}, std::pair{"4490", 0.5 / 111'000}, std::pair{"3857", 0.5 / 0.92}}) {
            const QString plain = m_server.at("marks.tif"), cog = m_server.folder() + "/marks" + epsg + ".tif";
            m_marks[epsg] = writeMarks(plain, std::string("EPSG:") + epsg, pixel);
            GDALDatasetH source = GDALOpen(plain.toUtf8().constData(), GA_ReadOnly);
            const char* options[] = {"BLOCKSIZE=256", "COMPRESS=NONE", nullptr};
            GDALDatasetH written = GDALCreateCopy(GDALGetDriverByName("COG"), cog.toUtf8().constData(), source, FALSE,
                                                  const_cast<char**>(options), nullptr, nullptr);
            QVERIFY(written != nullptr);
            GDALClose(written);
            GDALClose(source);
        }
        // An authority of one's own, which no system knows, and what it vouches for.
        QVERIFY(runOpenssl("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=City-CA"
                           " -keyout ca.key -out ca.pem"));
        QVERIFY(runOpenssl("req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj /CN=127.0.0.1 -keyout"
                           " server.key -out server.csr"));
        QVERIFY(writeFile(m_server.at("names"), "subjectAltName=IP:127.0.0.1\n"));
        QVERIFY(
            runOpenssl("x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile names -out"
                       " server.pem"));
        NginxServer other; // for its port alone
        other.choosePort();
        m_tlsPort = QString::fromStdString(other.address()).section(':', 1).toInt();
        QVERIFY(m_server.start(
            {},
            QStringLiteral("listen 127.0.0.1:%1 ssl http2; ssl_certificate %2; ssl_certificate_key %3;\n"
                           "types { application/json json; model/gltf-binary glb; image/jpeg jpg; image/tiff tif; }\n"
                           "location /zip/ { alias %4/b3dm/; gzip on; gzip_min_length 1; gzip_proxied any;\n"
                           " gzip_types application/json model/gltf-binary application/octet-stream text/plain; }\n"
                           "location /lazy/ { alias %4/; max_ranges 0; }\n")
                .arg(QString::number(m_tlsPort), m_server.at("server.pem"), m_server.at("server.key"),
                     m_server.folder()),
            QStringLiteral("$request_method $uri $status $body_bytes_sent $server_protocol "
                           "$sent_http_content_encoding. $gzip_ratio. $http_range. $connection")));
    }

    /// The same city plain, as b3dm, packed by nginx on the way, and packed on the disk.
    void aCityOfFiles()
    {
        QJsonObject plainStats, stats;
        const QImage plain = render(writeScene("plain.scene.json", "/plain/tileset.json"), plainStats);
        QVERIFY(!plain.isNull());
        QDir().mkpath(buildPath("pictures"));
        plain.save(buildPath("pictures/nginx-city.png"));
        const auto loaded = [](const QJsonObject& one) {
            return one["views"].toArray().first().toObject()["tiles_loaded"].toInt();
        };
        QVERIFY(loaded(plainStats) > 5);
        for (const char* form : {"b3dm", "zip", "packed"}) {
            const QImage picture =
                render(writeScene("form.scene.json", QStringLiteral("/%1/tileset.json").arg(form)), stats);
            QVERIFY2(!picture.isNull(), form);
            QCOMPARE(loaded(stats), loaded(plainStats));
            QVERIFY2(picture == plain, form);
        }
        const auto packed = requestsOf(m_server, "/zip/");
        QVERIFY(packed.size() > 5);
        for (const auto& words : packed)
            QVERIFY2(words[5] == "gzip.", words.join(' ').constData());
        // Another picture would have been told apart.
        const QImage none = render(writeScene("bare.scene.json", {}), stats);
        QVERIFY(!none.isNull() && none != plain);
    }

    void aCogByRanges_data()
    {
        QTest::addColumn<QString>("epsg");
        for (const char* epsg : {"3857", "4490", "4547"})
            QTest::newRow(epsg) << epsg;
    }
    void aCogByRanges()
    {
        QFETCH(QString, epsg);
        const QString name = "/marks" + epsg + ".tif";
        const Drape drape = measureRendered(url(name), m_marks[epsg], 0.5, m_server.at("cog.png"));
        QVERIFY2(drape.defect.empty(), drape.defect.c_str());
        qInfo("worst %.3f source pixels of %d marks", drape.worstPixels, drape.seen);
        QCOMPARE(drape.missing, 0);
        QVERIFY(drape.seen >= 10);
        QVERIFY(drape.worstPixels <= 0.5);
        int parts = 0;
        for (const auto& words : requestsOf(m_server, name.toUtf8()))
            if (words[0] == "GET") {
                QVERIFY2(words[2] == "206" && words[7].startsWith("bytes="), words.join(' ').constData());
                ++parts;
            }
        QVERIFY(parts > 1);
    }

    /// Such a file comes whole, as long as it is no larger than a viewer may fetch.
    void aServerWithoutRanges()
    {
        const Drape drape = measureRendered(url("/lazy/marks3857.tif"), m_marks["3857"], 0.5, m_server.at("lazy.png"));
        QVERIFY2(drape.defect.empty(), drape.defect.c_str());
        QCOMPARE(drape.missing, 0);
        QVERIFY(drape.seen >= 10 && drape.worstPixels <= 0.5);
    }

    /// One connection of HTTP/2 serves all, once the authority is trusted; before that nothing is.
    void aPrivateAuthority()
    {
        AssetRequest request;
        request.url = secureUrl("/plain/tileset.json");
        {
            CurlAssetAccessor distrustful;
            const auto answer = getAndWait(distrustful, request);
            QVERIFY(!answer);
            QCOMPARE(answer.error().code, ErrorCode::TlsFailed);
        }
        CurlAccessorOptions options;
        options.caFile = m_server.at("ca.pem").toStdString();
        CurlAssetAccessor trusting(options);
        const auto tileset = getAndWait(trusting, request);
        QVERIFY2(tileset, tileset ? "" : tileset.error().toString().c_str());
        QFile file(m_server.at("plain/tileset.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(QByteArray(asText(*tileset->body).data(), static_cast<qsizetype>(tileset->body->size())),
                 file.readAll());

        ImageryDescription description;
        description.url = secureUrl("/ortho/{z}/{x}/{y}.jpg");
        const auto opened = openServed(trusting, description);
        QVERIFY(opened);
        const double side = std::exp2(kLastLevel);
        const auto x = static_cast<std::uint32_t>((kLon + 180) / 360 * side);
        std::atomic<int> good{0}, left{0};
        std::vector<AssetHandle> handles;
        for (int level = kFirstLevel; level <= kLastLevel; ++level) {
            const double lat = kLat * std::numbers::pi / 180;
            const auto y =
                static_cast<std::uint32_t>((1 - std::asinh(std::tan(lat)) / std::numbers::pi) / 2 * std::exp2(level));
            AssetRequest tile;
            tile.url = opened->source->urlOf(level, x >> (kLastLevel - level), y);
            ++left;
            handles.push_back(trusting.get(tile, [&](const Result<AssetResponse>& answer) {
                good += answer && tiles3d::decodeImage(*answer->body, "tile") ? 1 : 0;
                --left;
            }));
        }
        QTRY_COMPARE_WITH_TIMEOUT(left.load(), 0, 20'000);
        QCOMPARE(good.load(), kLastLevel - kFirstLevel + 1);

        // Pieces of a file that GDAL reads come the same way.
        setGdalAccessor(&trusting);
        const auto raster = readRasterInfo(secureUrl("/marks4547.tif"));
        setGdalAccessor(nullptr);
        QVERIFY2(raster, raster ? "" : raster.error().toString().c_str());
        QCOMPARE(raster->width, kMarksSide);
        QCOMPARE(raster->bands.size(), std::size_t(3));

        // Another authority's word counts for nothing.
        QVERIFY(runOpenssl("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=City-CA"
                           " -keyout other.key -out other.pem"));
        options.caFile = m_server.at("other.pem").toStdString();
        CurlAssetAccessor deceived(options);
        const auto answer = getAndWait(deceived, request);
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, ErrorCode::TlsFailed);

        // The program, which trusts what the system trusts.
        const ProgramRun run = runProgram({"inspect", QString::fromStdString(request.url)});
        QCOMPARE(run.exitCode, 1);
        QVERIFY2(run.errors.toLower().contains("certificate"), run.errors.constData());

        // And told whom to trust: a tileset by curl, a COG through GDAL.
        const QString authority = m_server.at("ca.pem");
        const ProgramRun told = runProgram({"inspect", QString::fromStdString(request.url), "--ca-file", authority});
        QVERIFY2(told.exitCode == 0, (told.output + told.errors).constData());
        const ProgramRun drawn =
            runProgram({"render", QString::fromStdString(secureUrl("/marks4547.tif")), "--ca-file", authority, "--view",
                        "113.75,23.02,300,0,-90", "--out", m_server.at("tls.png")});
        QVERIFY2(drawn.exitCode == 0, drawn.errors.constData());
        const QImage picture(m_server.at("tls.png"));
        int light = 0;
        for (int row = 0; row < picture.height(); row += 2)
            for (int column = 0; column < picture.width(); column += 2)
                light += qGray(picture.pixel(column, row)) > 150 ? 1 : 0;
        QVERIFY2(light > 50 && light < 5000, qPrintable(QString::number(light)));
    }

    /// Last: only a server that has ended has written all of its log.
    void oneConnectionServedAll()
    {
        QVERIFY(m_server.stop());
        QSet<QByteArray> connections;
        int count = 0;
        for (const auto& words : requestsOf(m_server, "/ortho/"))
            if (words[4] == "HTTP/2.0") {
                connections.insert(words[8]);
                ++count;
            }
        QCOMPARE(count, kLastLevel - kFirstLevel + 1);
        QCOMPARE(connections.size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestNginx)
#include "TestNginx.moc"
