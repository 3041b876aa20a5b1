#include "app/services/Keychain.h"

#include <qt6keychain/keychain.h>

#include <QThread>

#include <atomic>
#include <chrono>
#include <future>

namespace guanjing::app {

namespace {

constexpr auto kLongestWait = std::chrono::minutes(2);
const QString kService = QStringLiteral("guanjing");

Keychain::Outcome outcomeOf(const QKeychain::Job& job)
{
    switch (job.error()) {
    case QKeychain::NoError: return Keychain::Outcome::Done;
    case QKeychain::EntryNotFound: return Keychain::Outcome::Absent;
    case QKeychain::AccessDenied:
    case QKeychain::AccessDeniedByUser: return Keychain::Outcome::Denied;
    default: return Keychain::Outcome::Unavailable;
    }
}

template <class Result> Result waitFor(std::future<Result> future, Result otherwise)
{
    return future.wait_for(kLongestWait) == std::future_status::ready ? future.get() : otherwise;
}

} // namespace

struct Keychain::Impl {
    Impl()
    {
        worker.moveToThread(&thread);
        thread.setObjectName(QStringLiteral("keychain"));
        thread.start();
    }
    ~Impl()
    {
        thread.quit();
        thread.wait();
    }
    /// Starts a job on the keychain's thread; `told` is called there when it has ended.
    template <class Job, class Prepare, class Told> void start(const std::string& name, Prepare prepare, Told told)
    {
        QMetaObject::invokeMethod(
            &worker,
            [this, name, prepare, told] {
                auto* job = new Job(kService, &worker);
                job->setInsecureFallback(false);
                job->setKey(QString::fromStdString(name));
                prepare(*job);
                QObject::connect(job, &QKeychain::Job::finished, &worker, [this, told, job](QKeychain::Job*) {
                    isThere = outcomeOf(*job) != Outcome::Unavailable;
                    told(*job);
                });
                job->start();
            },
            Qt::QueuedConnection);
    }
    std::atomic<bool> isThere{true};
    QThread thread;
    QObject worker;
};

Keychain::Keychain() : m_impl(std::make_unique<Impl>()) { }

Keychain::~Keychain() = default;

bool Keychain::isThere() const { return m_impl->isThere; }

void Keychain::read(const std::string& name, std::function<void(Answer)> done)
{
    m_impl->start<QKeychain::ReadPasswordJob>(
        name, [](QKeychain::ReadPasswordJob&) {},
        [done = std::move(done)](const QKeychain::ReadPasswordJob& job) {
            const Outcome outcome = outcomeOf(job);
            done({outcome, outcome == Outcome::Done ? job.textData().toStdString() : std::string()});
        });
}

void Keychain::write(const std::string& name, const std::string& text, std::function<void(Outcome)> done)
{
    m_impl->start<QKeychain::WritePasswordJob>(
        name, [text](QKeychain::WritePasswordJob& job) { job.setTextData(QString::fromStdString(text)); },
        [done = std::move(done)](const QKeychain::WritePasswordJob& job) { done(outcomeOf(job)); });
}

void Keychain::remove(const std::string& name, std::function<void(Outcome)> done)
{
    m_impl->start<QKeychain::DeletePasswordJob>(
        name, [](QKeychain::DeletePasswordJob&) {},
        [done = std::move(done)](const QKeychain::DeletePasswordJob& job) { done(outcomeOf(job)); });
}

Keychain::Answer Keychain::readAndWait(const std::string& name)
{
    const auto promise = std::make_shared<std::promise<Answer>>();
    read(name, [promise](Answer answer) { promise->set_value(std::move(answer)); });
    return waitFor(promise->get_future(), Answer{});
}

Keychain::Outcome Keychain::writeAndWait(const std::string& name, const std::string& text)
{
    const auto promise = std::make_shared<std::promise<Outcome>>();
    write(name, text, [promise](Outcome outcome) { promise->set_value(outcome); });
    return waitFor(promise->get_future(), Outcome::Unavailable);
}

} // namespace guanjing::app
