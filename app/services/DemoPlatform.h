#pragma once

#include "geodata/core/Result.h"

#include <QObject>
#include <QProcess>
#include <QString>

namespace guanjing::app {

class DataServices;

/// The demo platform as a process of its own: `guanjing serve` on a free loopback port, ended with this object (and,
/// should this process die, by its closed standard input). Offline nothing is started: the address only leads to what the
/// cache has kept. The thread that makes it.
class DemoPlatform : public QObject {
    Q_OBJECT
public:
    /// `data` is told the address, and must outlive this.
    explicit DemoPlatform(DataServices& data, QObject* parent = nullptr);
    ~DemoPlatform() override;

    /// Starts it and waits until it serves; returns its base URL with a slash at the end. A second call returns the same.
    /// Blocks for at most timeoutMs; needs no event loop.
    [[nodiscard]] Result<QString> start(int timeoutMs = 15000);
    [[nodiscard]] const QString& baseUrl() const { return m_baseUrl; }

signals:
    /// It ended although nobody asked it to.
    void died(const QString& reason);

private:
    [[nodiscard]] Result<void> launch(const QString& program, int port, int timeoutMs);

    /// Tried first; a free port where it is taken.
    static constexpr int kPreferredPort = 28610;

    DataServices& m_data;
    QProcess m_process;
    int m_port = kPreferredPort; ///< after a first start the one that it had: started again, no address changes
    QString m_baseUrl;
    bool m_stopping = false;
};

} // namespace guanjing::app
