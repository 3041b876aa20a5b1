// The city's limits and towns by OGC API - Features: asked over HTTP, read by GDAL.
#include "app/platform/DemoServer.h"

#include <QtTest>

#include <gdal_priv.h>
#include <httplib.h>
#include <nlohmann/json.hpp>
#include <ogrsf_frmts.h>

#include <cmath>
#include <set>

using namespace guanjing;
using nlohmann::json;

class TestFeatureService : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY(m_server.start().has_value());
        m_base = m_server.baseUrl();
        m_client = std::make_unique<httplib::Client>(m_base.substr(0, m_base.size() - 1));
        m_client->set_read_timeout(std::chrono::seconds(120));
        GDALAllRegister();
        CPLSetConfigOption("NO_PROXY", "*");
        CPLSetConfigOption("GDAL_HTTP_PROXY", "");
    }
    void cleanupTestCase()
    {
        m_client.reset();
        m_server.stop();
    }

    void everyLinkLeadsSomewhere()
    {
        std::set<std::string> seen;
        std::vector<std::string> todo{"/"};
        while (!todo.empty()) {
            const std::string path = todo.back();
            todo.pop_back();
            if (!seen.insert(path).second)
                continue;
            const auto answer = m_client->Get(path);
            QVERIFY2(answer && answer->status == 200, path.c_str());
            const json body = json::parse(answer->body);
            const std::function<void(const json&)> follow = [&](const json& node) {
                if (node.is_object() && node.contains("href") && node.contains("rel")) {
                    const std::string href = node["href"];
                    QVERIFY2(href.starts_with(m_base), href.c_str());
                    todo.push_back(href.substr(m_base.size() - 1));
                }
                if (node.is_structured())
                    for (const json& child : node)
                        follow(child);
            };
            follow(body);
        }
        for (const char* path : {"/collections", "/collections/towns", "/conformance", "/api"})
            QVERIFY2(seen.contains(path), path);
        const json conformance = json::parse(m_client->Get("/conformance")->body);
        QCOMPARE(conformance["conformsTo"][0].get<std::string>(),
                 std::string("http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core"));
    }

    void pagesHoldAllTowns()
    {
        std::set<std::string> codes;
        std::string path = "/collections/towns/items?limit=10";
        int pages = 0;
        while (!path.empty()) {
            const auto answer = m_client->Get(path);
            QVERIFY(answer && answer->status == 200);
            QCOMPARE(answer->get_header_value("Content-Type"), std::string("application/geo+json"));
            const json body = json::parse(answer->body);
            QCOMPARE(body["numberMatched"].get<int>(), 33);
            QCOMPARE(body["numberReturned"].get<std::size_t>(), body["features"].size());
            for (const json& feature : body["features"])
                QVERIFY(codes.insert(feature["id"]).second);
            path.clear();
            for (const json& link : body["links"])
                if (link["rel"] == "next")
                    path = link["href"].get<std::string>().substr(m_base.size() - 1);
            ++pages;
        }
        QCOMPARE(pages, 4);
        QCOMPARE(codes.size(), std::size_t(33));
    }

    void itemsAreFiltered_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("count");
        QTest::newRow("all") << "" << 200 << 33;
        QTest::newRow("a box in the sea") << "bbox=113.0,22.0,113.1,22.1" << 200 << 0;
        QTest::newRow("a box within a town") << "bbox=113.6700,22.8200,113.6701,22.8201" << 200 << 1;
        QTest::newRow("a box in a town's extent only") << "bbox=114.115,22.79,114.120,22.795" << 200 << 1;
        QTest::newRow("a box with heights") << "bbox=113.6,22.8,0,113.7,22.8001,9" << 200 << 2;
        QTest::newRow("name") << "name=Songshan%20Lake" << 200 << 1;
        QTest::newRow("code") << "code=441900119" << 200 << 1;
        QTest::newRow("any time") << "datetime=2023-06-01T00:00:00Z" << 200 << 33;
        QTest::newRow("too many") << "limit=100000" << 200 << 33;
        QTest::newRow("past the end") << "offset=40" << 200 << 0;
        QTest::newRow("limit 0") << "limit=0" << 400 << 0;
        QTest::newRow("half a box") << "bbox=113,22" << 400 << 0;
        QTest::newRow("no number") << "bbox=a,b,c,d" << 400 << 0;
        QTest::newRow("unknown parameter") << "colour=red" << 400 << 0;
        QTest::newRow("unknown form") << "f=html" << 400 << 0;
    }
    void itemsAreFiltered()
    {
        QFETCH(QString, query);
        QFETCH(int, status);
        QFETCH(int, count);
        const auto answer = m_client->Get("/collections/towns/items?" + query.toStdString());
        QVERIFY(answer);
        QCOMPARE(answer->status, status);
        const json body = json::parse(answer->body);
        if (status == 200)
            QCOMPARE(body["features"].size(), std::size_t(count));
        else
            QVERIFY(!body["description"].get<std::string>().empty());
    }

    void unknownIs404_data()
    {
        QTest::addColumn<QString>("path");
        for (const char* path : {"/collections/rivers", "/collections/towns/items/1", "/collections/towns/schema",
                                 "/collections/towns/items/441900119/more"})
            QTest::newRow(path) << path;
    }
    void unknownIs404()
    {
        QFETCH(QString, path);
        const auto answer = m_client->Get(path.toStdString());
        QVERIFY(answer);
        QCOMPARE(answer->status, 404);
    }

    void gdalReadsThem()
    {
        const auto data = std::unique_ptr<GDALDataset>(
            GDALDataset::Open(("OAPIF:" + m_base).c_str(), GDAL_OF_VECTOR | GDAL_OF_VERBOSE_ERROR));
        QVERIFY(data != nullptr);
        OGRLayer* const towns = data->GetLayerByName("towns");
        QVERIFY(towns != nullptr);
        QCOMPARE(towns->GetFeatureCount(), GIntBig(33));
        double sum = 0;
        for (const OGRFeatureUniquePtr& feature : *towns) {
            QVERIFY(feature->GetGeometryRef()->IsValid());
            sum += feature->GetFieldAsDouble("areaKm2");
        }
        QVERIFY2(std::fabs(sum - 2460) < 24.6, qPrintable(QString::number(sum)));
        towns->SetSpatialFilterRect(113.76, 22.78, 113.78, 22.80);
        QVERIFY(towns->GetFeatureCount() >= 1);
        OGRLayer* const boundary = data->GetLayerByName("boundary");
        QVERIFY(boundary != nullptr);
        const OGRFeatureUniquePtr city(boundary->GetNextFeature());
        QVERIFY(city != nullptr);
        QVERIFY(city->GetGeometryRef()->IsValid());
        QVERIFY(std::fabs(city->GetFieldAsDouble("areaKm2") - sum) < 0.5);
    }

private:
    app::DemoServer m_server{app::DemoServer::Options{}};
    std::string m_base;
    std::unique_ptr<httplib::Client> m_client;
};

QTEST_GUILESS_MAIN(TestFeatureService)
#include "TestFeatureService.moc"
