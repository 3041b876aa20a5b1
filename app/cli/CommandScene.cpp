#include "app/cli/CommandScene.h"

#include "app/cli/Options.h"
#include "app/cli/SilentRequests.h"
#include "app/services/DemoAddresses.h"
#include "app/services/SceneSource.h"

#include <chrono>
#include <utility>

namespace guanjing::app {

CommandScene::CommandScene(const Options& options) : m_options(options), m_services(options), m_demo(m_services.data())
{ }

Result<layers::Scene> CommandScene::open()
{
    StillWaiting stillWaiting;
    auto scene = openScene(
        m_options.source, data().assets(), m_demo, [&](const std::string& url) { stillWaiting.tell(url); },
        std::chrono::duration<double>(m_options.timeoutSeconds), {}, {&data().packs(), m_options.packKey.get()});
    if (scene && usesDemoPlaceholder(*scene)) {
        const auto base = m_demo.start();
        if (!base)
            return fail(base.error());
        scene = withDemoBase(std::move(*scene), base->toStdString());
    }
    if (scene)
        m_services.use(*scene);
    return scene;
}

} // namespace guanjing::app
