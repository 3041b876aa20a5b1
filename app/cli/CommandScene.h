#pragma once

#include "app/cli/CommandServices.h"
#include "app/services/DemoPlatform.h"
#include "layers/scene/Scene.h"

namespace guanjing::app {

/// What a command that works on a scene starts with: the services of all commands, the demo platform beside them, and the one
/// way in which SCENE is opened by the options. One thread.
class CommandScene {
public:
    /// `options` must outlive this.
    explicit CommandScene(const Options& options);

    [[nodiscard]] DataServices& data() { return m_services.data(); }
    [[nodiscard]] DemoPlatform& demo() { return m_demo; }
    /// Blocks; who does not answer is named on standard error meanwhile. A scene of the demo city has the address of a
    /// platform that runs; the logins that the scene names hold from now on. Errors as openScene.
    [[nodiscard]] Result<layers::Scene> open();

private:
    const Options& m_options;
    CommandServices m_services;
    DemoPlatform m_demo;
};

} // namespace guanjing::app
