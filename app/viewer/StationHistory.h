#pragma once

#include "layers/live/ObservationSnapshot.h"
#include "layers/scene/Scene.h"

#include <QObject>
#include <QString>

#include <memory>
#include <string>
#include <vector>

namespace guanjing::app {

class DataServices;

/// Fetches the last 24 hours of one datastream from the server of its live source. A new request cancels the one before.
class StationHistory : public QObject {
    Q_OBJECT

public:
    explicit StationHistory(DataServices& services, QObject* parent = nullptr);
    ~StationHistory() override;

    void fetch(const layers::LiveSourceSpec& source, const std::string& stationId, const std::string& datastreamId);
    void cancel();

signals:
    void fetched(const std::string& datastreamId, const std::vector<guanjing::layers::Observation>& observations);
    void failed(const std::string& datastreamId, const QString& text);

private:
    struct Request;
    DataServices& m_services;
    std::unique_ptr<Request> m_request;
    int m_generation = 0;
};

} // namespace guanjing::app
