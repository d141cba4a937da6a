// HubBrowser: what the window asks the Hub while its user browses: pages of a search, and one model at a time. On threads of its own; a
// new search ends the one before, whose answer comes nowhere, and so does a look at another model. GUI thread.
#pragma once

#include "base/background.h"
#include "base/cancel_token.h"
#include "hub/access_check.h"
#include "hub/model_search.h"
#include "hub/quota.h"
#include "hub/readme.h"
#include "session/branch_variants.h"
#include "session/search_kept.h"

#include <QPointer>
#include <functional>

namespace weightyard::ui {

class HubBrowser : public QObject
{
    Q_OBJECT
public:
    template<typename T>
    using Done = std::function<void(const base::Result<T> &)>;

    HubBrowser(job::JobServices services, QUrl hub, base::Background &background, QObject *parent = nullptr);
    ~HubBrowser() override; ///< stops

    /// `done` is called on this thread, unless `context` is gone by then or another question has taken its place.
    void search(const hub::SearchWish &wish, QObject *context, Done<hub::SearchPage> done);
    void nextPage(const QUrl &next, QObject *context, Done<hub::SearchPage> done);
    /// Models that are here or were looked at before, for when the Hub does not answer; instead of the search.
    void searchKept(const session::KeptSearch &search, QObject *context, Done<QList<hub::FoundModel>> done);
    void stopSearch();

    void look(const catalog::ModelLocation &location, const QString &revision, QObject *context,
              Done<session::ModelLook> done);
    /// Of the model that is looked at; the next look ends them.
    void askAccess(const catalog::ModelLocation &location, QObject *context, Done<hub::Access> done);
    void askRevisions(const catalog::ModelLocation &location, QObject *context,
                      Done<QList<hub::ModelRef>> done);
    void askBranches(const catalog::ModelLocation &location, const QList<hub::ModelRef> &refs,
                     const session::ModelLook &seen, QObject *context,
                     Done<QList<session::BranchVariant>> done);
    void readReadme(const catalog::ModelLocation &location, const QString &commit, const QString &path,
                    QObject *context, Done<hub::Readme> done);
    /// Which of the files lie in the folder.
    void askHere(const QString &folder, const QList<hub::HubFile> &files, QObject *context,
                 Done<QSet<QString>> done);
    void stopLook();

    void stop();
    QUrl hub() const { return m_hub; }

private:
    /// Questions that a newer one makes void.
    struct Line {
        base::CancelToken cancel;
        int asked = 0;
    };
    static void renew(Line &line);
    template<typename T, typename Work>
    void run(const Line &line, Work work, QObject *context, Done<T> done);
    hub::FactServices services() const;
    session::HubAsking asking() const { return {.quota = m_quota.get(), .patience = {}}; }

    const job::JobServices m_services;
    const QUrl m_hub;
    base::Background &m_background;
    /// Threads that hang in the system may outlive this object.
    const std::shared_ptr<hub::Quota> m_quota = std::make_shared<hub::Quota>();
    Line m_search;
    Line m_look;
};

} // namespace weightyard::ui
