// The demo platform asked over HTTP, as a viewer would.
#include "app/platform/DemoServer.h"
#include "app/platform/ODataQuery.h"
#include "geodata/democity/Demo.h"

#include <QtTest>

#include <httplib.h>
#include <nlohmann/json.hpp>

#include <chrono>
#include <set>
#include <thread>

using namespace guanjing;
using nlohmann::json;

class TestDemoServer : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY(m_server.start().has_value());
        m_base = m_server.baseUrl();
        QVERIFY(m_base.starts_with("http://127.0.0.1:"));
        m_client = std::make_unique<httplib::Client>(m_base.substr(0, m_base.size() - 1));
        m_client->set_keep_alive(true);
        // A tile takes seconds under a sanitizer on a machine that builds beside it.
        m_client->set_read_timeout(std::chrono::seconds(120));
    }

    void servesTilesWithEtag()
    {
        const auto first = m_client->Get("/ortho/17/106955/57180.jpg");
        QVERIFY(first);
        QCOMPARE(first->status, 200);
        QCOMPARE(first->get_header_value("Content-Type"), std::string("image/jpeg"));
        QVERIFY(first->body.size() > 2000);
        QCOMPARE(static_cast<unsigned char>(first->body[0]), 0xFF);
        QVERIFY(first->get_header_value("Cache-Control").find("max-age") != std::string::npos);
        const std::string etag = first->get_header_value("ETag");
        QVERIFY(!etag.empty());
        const auto again = m_client->Get("/ortho/17/106955/57180.jpg", {{"If-None-Match", etag}});
        QVERIFY(again);
        QCOMPARE(again->status, 304);
        QVERIFY(again->body.empty());
    }

    void addressesOfTheSceneNameTheVersion()
    {
        // what is kept for good lies where only this version of the city is; elsewhere caches ask again within the hour
        const json scene = json::parse(m_client->Get("/scene.json")->body);
        const std::string version = "v" + std::string(democity::contentVersion()) + "/";
        for (const char* kind : {"terrain", "imagery", "tilesets"})
            for (const json& layer : scene[kind])
                QVERIFY2(layer["url"].get<std::string>().starts_with(m_base + version), kind);
        const auto lifetime = [&](const std::string& path) {
            const auto answer = m_client->Get(path);
            return answer && answer->status == 200 ? answer->get_header_value("Cache-Control") : std::string("failed");
        };
        for (const std::string path :
             {"ortho/2026-06/17/106955/57180.jpg", "buildings-on-ground/2026-06/implicit.json", "terrain/layer.json"}) {
            QVERIFY2(lifetime("/" + version + path).find("immutable") != std::string::npos, path.c_str());
            QCOMPARE(lifetime("/v00000000/" + path), std::string("public, max-age=3600"));
            QCOMPARE(lifetime("/" + path), std::string("public, max-age=3600"));
        }
        QCOMPARE(m_client->Get("/" + version + "ortho/17/106955/57180.jpg")->body,
                 m_client->Get("/ortho/17/106955/57180.jpg")->body);
    }

    void servesBothDates()
    {
        const auto bodyOf = [&](const char* path) {
            const auto answer = m_client->Get(path);
            return answer && answer->status == 200 ? answer->body : std::string();
        };
        const std::string now = bodyOf("/ortho/18/213903/113740.jpg");
        QVERIFY(now.size() > 2000);
        QCOMPARE(bodyOf("/ortho/2026-06/18/213903/113740.jpg"), now);
        // the ground under the models differs where a bridge is, which the scene's pictures leave to them
        QCOMPARE(bodyOf("/ortho-ground/2026-06/18/213903/113740.jpg"), now);
        QVERIFY(bodyOf("/ortho-ground/17/106951/56906.jpg") != bodyOf("/ortho/17/106951/56906.jpg"));
        const std::string then = bodyOf("/ortho/2023-06/18/213903/113740.jpg");
        QVERIFY(then.size() > 2000);
        QVERIFY(then != now);
        QVERIFY(!bodyOf("/buildings/2023-06/tileset.json").empty());
        const std::string tile = bodyOf("/buildings/t/2/28_16.glb");
        QCOMPARE(bodyOf("/buildings/2026-06/t/2/28_16.glb"), tile);
        QVERIFY(bodyOf("/buildings/2023-06/t/2/28_16.glb") != tile);
        const json truth = get("/truth/changes.geojson?bbox=113.74,23.00,113.76,23.02");
        QVERIFY(truth["features"].size() > 3);
        for (const char* bad : {"/truth/changes.geojson", "/truth/changes.geojson?bbox=1,2,3",
                                "/truth/changes.geojson?bbox=113,22,114,23"}) {
            const auto answer = m_client->Get(bad);
            QVERIFY(answer);
            QCOMPARE(answer->status, 400);
        }
    }

    void namesItsSceneInTheLanguageAskedFor()
    {
        const json chinese = get("/scene.json"), english = get("/scene.json?language=en");
        QCOMPARE(chinese["viewpoints"].size(), english["viewpoints"].size());
        const auto hasChinese = [](const json& name) {
            const QString text = QString::fromStdString(name.get<std::string>());
            return std::any_of(text.begin(), text.end(), [](QChar c) { return c.script() == QChar::Script_Han; });
        };
        for (const char* list : {"viewpoints", "imagery", "tilesets", "live"})
            for (std::size_t i = 0; i < english[list].size(); ++i) {
                const std::string name = english[list][i]["name"];
                QVERIFY2(!hasChinese(english[list][i]["name"]), name.c_str());
                QVERIFY2(hasChinese(chinese[list][i]["name"]), name.c_str());
            }
        QVERIFY(!hasChinese(english["name"]));
        const auto wished = m_client->Get("/scene.json", {{"Accept-Language", "en-GB,en;q=0.8"}});
        QVERIFY(wished);
        QCOMPARE(json::parse(wished->body), english);
    }

    void answersUnknownWith404_data()
    {
        QTest::addColumn<QString>("path");
        for (const char* path : {"/nothing",
                                 "/ortho/23/0/0.jpg",
                                 "/ortho/2/4/0.jpg",
                                 "/ortho/17/1.jpg",
                                 "/ortho/2024-06/2/1/0.jpg",
                                 "/lights/19/427806/227480.jpg",
                                 "/lights/2/4/0.jpg",
                                 "/buildings/2024-06/tileset.json",
                                 "/buildings/x.json",
                                 "/buildings/../scene.json",
                                 "/buildings/t/9/1_1.glb",
                                 "/buildings/t/4/999_1.glb",
                                 "/terrain/16/53000/20000.terrain",
                                 "/terrain/8/0/0.terrain",
                                 "/dem/x.tif",
                                 "/mesh/x.json",
                                 "/mesh/2024-06/tileset.json",
                                 "/sensorthings/v1.1/Cars",
                                 "/sensorthings/v1.1/Things(99999)",
                                 "/sensorthings/v1.1/Things(1)/Sensors"})
            QTest::newRow(path) << path;
    }
    void answersUnknownWith404()
    {
        QFETCH(QString, path);
        const auto answer = m_client->Get(path.toStdString());
        QVERIFY(answer);
        QCOMPARE(answer->status, 404);
        QVERIFY(!answer->body.empty());
    }

    void buildingsCanBeWalkedFromTheRoot()
    {
        const json root = get("/buildings/tileset.json");
        QCOMPARE(root["asset"]["version"].get<std::string>(), std::string("1.1"));
        QVERIFY(root["root"]["children"].size() > 100);
        // the cell of the centre of the city: 113.75, 23.02
        bool found = false;
        for (const json& child : root["root"]["children"]) {
            const auto region = child["boundingVolume"]["region"].get<std::vector<double>>();
            const double lon = 113.75 * M_PI / 180;
            const double lat = 23.02 * M_PI / 180;
            if (region[0] > lon || region[2] < lon || region[1] > lat || region[3] < lat)
                continue;
            found = true;
            const json cell = get("/buildings/" + child["content"]["uri"].get<std::string>());
            if (QTest::currentTestFailed())
                return;
            QVERIFY(cell["root"]["children"].size() == 4);
            const std::string uri = cell["root"]["content"]["uri"].get<std::string>();
            QVERIFY(uri.starts_with("../t/0/"));
            const auto glb = m_client->Get("/buildings/" + uri.substr(3));
            QVERIFY(glb);
            QCOMPARE(glb->status, 200);
            QCOMPARE(glb->body.substr(0, 4), std::string("glTF"));
            break;
        }
        QVERIFY(found);
    }

    void servesTheMeshOfADistrict()
    {
        const json mesh = get("/mesh/2023-06/tileset.json");
        QCOMPARE(mesh["root"]["refine"].get<std::string>(), std::string("REPLACE"));
        const auto tile = m_client->Get("/mesh/2023-06/" + mesh["root"]["content"]["uri"].get<std::string>());
        QVERIFY(tile);
        QCOMPARE(tile->status, 200);
        QCOMPARE(tile->body.substr(0, 4), std::string("glTF"));
    }

    void servesTerrain()
    {
        const json layer = get("/terrain/layer.json");
        QCOMPARE(layer["format"].get<std::string>(), std::string("quantized-mesh-1.0"));
        const auto tile = m_client->Get("/terrain/14/26740/10275.terrain?v=1.0.0");
        QVERIFY(tile);
        QCOMPARE(tile->status, 200);
        QCOMPARE(tile->get_header_value("Content-Type"), std::string("application/vnd.quantized-mesh"));
        QVERIFY(tile->body.size() > 10000);
    }

    void servesRangesOfFilesThatExistNowhere_data()
    {
        QTest::addColumn<QString>("path");
        QTest::newRow("DEM") << "/dem/city.tif";
        QTest::newRow("orthophoto") << "/cog/2023-06/dongguan.tif";
    }
    void servesRangesOfFilesThatExistNowhere()
    {
        QFETCH(QString, path);
        const std::string name = path.toStdString();
        const auto head = m_client->Head(name);
        QVERIFY(head);
        QCOMPARE(head->status, 200);
        const std::uint64_t size = std::stoull(head->get_header_value("Content-Length"));
        QVERIFY(size > 100'000'000);
        const auto first = m_client->Get(name, {{"Range", "bytes=0-15"}});
        QVERIFY(first);
        QCOMPARE(first->status, 206);
        QCOMPARE(first->body, std::string("II+\0\x08\0\0\0\x10\0\0\0\0\0\0\0", 16));
        QCOMPARE(first->get_header_value("Content-Range"), "bytes 0-15/" + std::to_string(size));
        const std::uint64_t from = size / 2 + 13;
        const auto range = [&](std::uint64_t a, std::uint64_t b) {
            const auto answer =
                m_client->Get(name, {{"Range", "bytes=" + std::to_string(a) + "-" + std::to_string(b)}});
            return answer && answer->status == 206 ? answer->body : std::string();
        };
        const std::string whole = range(from, from + 99999);
        QCOMPARE(whole.size(), std::size_t(100000));
        QCOMPARE(range(from, from + 39999) + range(from + 40000, from + 99999), whole);
        QCOMPARE(range(size - 10, size - 1).size(), std::size_t(10));
    }

    void sceneNamesThisServer()
    {
        const json scene = get("/scene.json");
        QVERIFY(scene["viewpoints"].size() >= 8);
        QVERIFY(scene["imagery"][0]["url"].get<std::string>().starts_with(m_base));
        QCOMPARE(scene["imagery"][0]["maxLevel"].get<int>(), 22);
        QVERIFY(scene["imagery"].back()["lights"].get<bool>());
        const auto lights = m_client->Get("/lights/16/53475/28459.jpg");
        QVERIFY(lights && lights->status == 200 && lights->body.size() > 4000);
        QVERIFY(scene["tilesets"][0]["url"].get<std::string>().starts_with(m_base));
        QCOMPARE(scene["live"].size(), std::size_t(3));
    }

    void thingsPageThrough()
    {
        std::set<std::int64_t> ids;
        std::string next = "/sensorthings/v1.1/Things?$count=true&$top=70";
        int pages = 0;
        while (!next.empty() && pages < 20) {
            const json page = get(next);
            QCOMPARE(page["@iot.count"].get<int>(), 300);
            for (const json& thing : page["value"])
                ids.insert(thing["@iot.id"].get<std::int64_t>());
            next = page.contains("@iot.nextLink") ? page["@iot.nextLink"].get<std::string>().substr(m_base.size() - 1)
                                                  : "";
            ++pages;
        }
        QCOMPARE(ids.size(), std::size_t(300));
        QCOMPARE(pages, 5);
    }

    void thingsExpandToTheirLatestValue()
    {
        const json page = get("/sensorthings/v1.1/"
                              "Things?$expand=Locations,Datastreams($expand=ObservedProperty,Observations($orderby="
                              "phenomenonTime%20desc;$top=1))&$filter=properties/kind%20eq%20%27air%27&$top=5");
        QCOMPARE(page["value"].size(), std::size_t(5));
        for (const json& thing : page["value"]) {
            QCOMPARE(thing["properties"]["kind"].get<std::string>(), std::string("air"));
            QCOMPARE(thing["Locations"][0]["location"]["type"].get<std::string>(), std::string("Point"));
            QCOMPARE(thing["Datastreams"].size(), std::size_t(6));
            for (const json& stream : thing["Datastreams"]) {
                QVERIFY(!stream["ObservedProperty"]["name"].get<std::string>().empty());
                QCOMPARE(stream["Observations"].size(), std::size_t(1));
                const auto time = app::parseIsoTime(stream["Observations"][0]["phenomenonTime"].get<std::string>());
                QVERIFY(time.has_value());
                const auto age = std::chrono::system_clock::now() - *time;
                QVERIFY(age >= std::chrono::seconds(-1) && age < std::chrono::seconds(75));
                QVERIFY(stream["Observations@iot.nextLink"].get<std::string>().starts_with(m_base));
            }
        }
    }

    void filtersCount_data()
    {
        QTest::addColumn<QString>("filter");
        QTest::addColumn<int>("count");
        QTest::newRow("air") << "properties/kind eq 'air'" << 120;
        QTest::newRow("water") << "properties/kind eq 'water'" << 70;
        QTest::newRow("or") << "properties/kind eq 'water' or properties/kind eq 'noise'" << 180;
        QTest::newRow("not") << "not (properties/kind eq 'air')" << 180;
        QTest::newRow("id") << "id le 10" << 10;
        QTest::newRow("none") << "properties/town eq 'nowhere'" << 0;
    }
    void filtersCount()
    {
        QFETCH(QString, filter);
        QFETCH(int, count);
        const json page = get("/sensorthings/v1.1/Things?$count=true&$top=1&$filter="
                              + QUrl::toPercentEncoding(filter).toStdString());
        QCOMPARE(page["@iot.count"].get<int>(), count);
    }

    void townFilterHoldsChinese()
    {
        const json page =
            get("/sensorthings/v1.1/Things?$count=true&$filter="
                + QUrl::toPercentEncoding(QStringLiteral("properties/town eq '虎门' and properties/kind eq 'noise'"))
                      .toStdString());
        QVERIFY(page["@iot.count"].get<int>() >= 3);
        for (const json& thing : page["value"])
            QCOMPARE(thing["properties"]["town"].get<std::string>(), std::string("虎门"));
    }

    void aDayOfObservationsPages()
    {
        // a fixed window yesterday: 1,440 minutes
        const auto now = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
        const app::UtcTime from = now - std::chrono::days(1);
        const std::string filter =
            QUrl::toPercentEncoding(QString::fromStdString("phenomenonTime ge " + app::formatIsoTime(from)
                                                           + " and phenomenonTime lt " + app::formatIsoTime(now)))
                .toStdString();
        std::string next =
            "/sensorthings/v1.1/Datastreams(10)/Observations?$orderby=phenomenonTime%20asc&$count=true&$filter="
            + filter;
        int seen = 0;
        app::UtcTime last = from - std::chrono::minutes(1);
        while (!next.empty() && seen < 5000) {
            const json page = get(next);
            QCOMPARE(page["@iot.count"].get<int>(), 1440);
            for (const json& observation : page["value"]) {
                const auto time = app::parseIsoTime(observation["phenomenonTime"].get<std::string>());
                QVERIFY(time.has_value());
                QVERIFY(*time - last == std::chrono::minutes(1));
                last = *time;
                QVERIFY(observation["result"].get<double>() > 0);
                ++seen;
            }
            next = page.contains("@iot.nextLink") ? page["@iot.nextLink"].get<std::string>().substr(m_base.size() - 1)
                                                  : "";
        }
        QCOMPARE(seen, 1440);
    }

    void badQueriesAreRefused_data()
    {
        QTest::addColumn<QString>("query");
        for (const char* query :
             {"$filter=properties/kind like 'air'", "$filter=properties/kind eq 'air", "$filter=(id eq 1",
              "$filter=nothing eq 1", "$top=-1", "$top=x", "$orderby=id sideways", "$expand=Wheels",
              "$expand=Datastreams($top=1", "$count=maybe", "$search=x", "$filter=id eq 1 garbage"})
            QTest::newRow(query) << query;
    }
    void badQueriesAreRefused()
    {
        QFETCH(QString, query);
        const QString path = "/sensorthings/v1.1/Things?" + QString::fromLatin1(QUrl::toPercentEncoding(query, "=&"));
        const auto answer = m_client->Get(path.toStdString());
        QVERIFY(answer);
        QCOMPARE(answer->status, 400);
        const json body = json::parse(answer->body);
        QVERIFY(!body["message"].get<std::string>().empty());
    }

    void manyConnectionsAtOnce()
    {
        // each keeps its connection for several requests
        std::atomic<int> good = 0;
        std::vector<std::thread> threads;
        for (int t = 0; t < 64; ++t)
            threads.emplace_back([&, t] {
                httplib::Client client(m_base.substr(0, m_base.size() - 1));
                client.set_keep_alive(true);
                client.set_read_timeout(60);
                for (int i = 0; i < 8; ++i) {
                    const auto answer = client.Get("/ortho/18/" + std::to_string(213900 + t % 8) + "/"
                                                   + std::to_string(114360 + i) + ".jpg");
                    good += answer && answer->status == 200 ? 1 : 0;
                }
            });
        for (std::thread& thread : threads)
            thread.join();
        QCOMPARE(good.load(), 64 * 8);
    }

    void aTakenPortIsAnError()
    {
        app::DemoServer::Options options;
        options.port = std::stoi(m_base.substr(m_base.rfind(':') + 1));
        app::DemoServer second(options);
        QVERIFY(!second.start().has_value());
    }

private:
    json get(const std::string& path)
    {
        const auto answer = m_client->Get(path);
        if (!answer || answer->status != 200) {
            QTest::qFail(
                ("GET " + path + ": " + (answer ? std::to_string(answer->status) + " " + answer->body : "no answer"))
                    .c_str(),
                __FILE__, __LINE__);
            return json::object();
        }
        return json::parse(answer->body);
    }

    app::DemoServer m_server{{}};
    std::string m_base;
    std::unique_ptr<httplib::Client> m_client;
};

QTEST_GUILESS_MAIN(TestDemoServer)
#include "TestDemoServer.moc"
