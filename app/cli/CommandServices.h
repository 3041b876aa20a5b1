#pragma once

#include "app/services/DataServices.h"
#include "app/services/NetworkSetup.h"

namespace guanjing::layers {
struct Scene;
}

namespace guanjing::app {

struct Options;

/// What every command that reads sources starts with: proxy, certificates and logins as the options and the window's
/// settings have them, and the data services over them. One thread.
class CommandServices {
public:
    explicit CommandServices(const Options& options);

    [[nodiscard]] DataServices& data() { return m_data; }
    /// The logins that a scene's sources name hold from now on.
    void use(const layers::Scene& scene);

private:
    NetworkSetup m_network;
    DataServices m_data;
};

} // namespace guanjing::app
