#include "ui/workbench/hub_asker.h"

#include <QtConcurrent>

namespace weightyard::ui {

using base::Result;

HubAsker::HubAsker(job::JobServices services, QUrl hub, QObject *parent)
    : QObject(parent),
      m_services(std::move(services)),
      m_hub(std::move(hub))
{
    m_pool.setMaxThreadCount(session::kHubRequestsAtOnce);
}

HubAsker::~HubAsker()
{
    stop();
    m_pool.clear();
    m_pool.waitForDone();
}

void HubAsker::ask(const catalog::ModelLocation &location, const QString &revision, QObject *context,
                   Done done)
{
    const auto work = [location, revision, services = m_services, hub = m_hub, stop = m_stop] {
        return session::factsOf(location, revision, services, hub, stop);
    };
    auto *watcher = new QFutureWatcher<Result<hub::ModelFacts>>(this);
    connect(watcher, &QFutureWatcherBase::finished, watcher, &QObject::deleteLater);
    connect(watcher, &QFutureWatcherBase::finished, context, [watcher, done = std::move(done)] {
        if (watcher->future().resultCount() > 0)
            done(watcher->result());
    });
    watcher->setFuture(QtConcurrent::run(&m_pool, work));
}

void HubAsker::stop()
{
    m_stop.cancel();
}

} // namespace weightyard::ui
