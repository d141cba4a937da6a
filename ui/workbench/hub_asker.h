// HubAsker: asks the Hub what it says of models, on threads of its own, few at a time. GUI thread.
#pragma once

#include "base/cancel_token.h"
#include "job/job_services.h"
#include "session/hub_facts.h"

#include <QObject>
#include <QThreadPool>
#include <functional>

namespace weightyard::ui {

class HubAsker : public QObject
{
    Q_OBJECT
public:
    using Done = std::function<void(const base::Result<hub::ModelFacts> &)>;

    HubAsker(job::JobServices services, QUrl hub, QObject *parent = nullptr);
    ~HubAsker() override; ///< stops, and waits for the requests that are under way

    /// `done` is called on this thread unless `context` is gone by then.
    void ask(const catalog::ModelLocation &location, const QString &revision, QObject *context, Done done);
    void stop();

private:
    const job::JobServices m_services;
    const QUrl m_hub;
    base::CancelToken m_stop;
    QThreadPool m_pool;
};

} // namespace weightyard::ui
