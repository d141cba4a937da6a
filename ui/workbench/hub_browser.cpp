#include "ui/workbench/hub_browser.h"

#include "library/files_here.h"

namespace weightyard::ui {

using base::Result;

HubBrowser::HubBrowser(job::JobServices services, QUrl hub, base::Background &background, QObject *parent)
    : QObject(parent),
      m_services(std::move(services)),
      m_hub(std::move(hub)),
      m_background(background)
{}

HubBrowser::~HubBrowser()
{
    stop();
}

void HubBrowser::renew(Line &line)
{
    line.cancel.cancel();
    line.cancel = base::CancelToken();
    ++line.asked;
}

template<typename T, typename Work>
void HubBrowser::run(const Line &line, Work work, QObject *context, Done<T> done)
{
    m_background.run([work = std::move(work), quota = m_quota, cancel = line.cancel] { return work(cancel); },
                     [self = QPointer(this), &line, asked = line.asked, context = QPointer(context),
                      done = std::move(done)](const Result<T> &answer) {
                         if (self && context && asked == line.asked)
                             done(answer);
                     });
}

hub::FactServices HubBrowser::services() const
{
    return session::hubServices(m_services, m_hub, asking());
}

void HubBrowser::search(const hub::SearchWish &wish, QObject *context, Done<hub::SearchPage> done)
{
    renew(m_search);
    run<hub::SearchPage>(
        m_search,
        [wish, services = services()](const base::CancelToken &cancel) {
            return hub::searchModels(wish, services, cancel);
        },
        context, std::move(done));
}

void HubBrowser::nextPage(const QUrl &next, QObject *context, Done<hub::SearchPage> done)
{
    run<hub::SearchPage>(
        m_search,
        [next, services = services()](const base::CancelToken &cancel) {
            return hub::searchPage(next, services, cancel);
        },
        context, std::move(done));
}

void HubBrowser::searchKept(const session::KeptSearch &search, QObject *context,
                            Done<QList<hub::FoundModel>> done)
{
    run<QList<hub::FoundModel>>(
        m_search,
        [search, services = services()](const base::CancelToken &cancel) {
            return Result<QList<hub::FoundModel>>(session::searchKept(search, services, cancel));
        },
        context, std::move(done));
}

void HubBrowser::stopSearch()
{
    renew(m_search);
}

void HubBrowser::look(const catalog::ModelLocation &location, const QString &revision, QObject *context,
                      Done<session::ModelLook> done)
{
    renew(m_look);
    run<session::ModelLook>(
        m_look,
        [location, revision, services = m_services, hub = m_hub,
         asking = asking()](const base::CancelToken &cancel) {
            session::HubAsking any = asking;
            any.orRepository = true;
            return session::lookAtModel(location, revision, services, hub, any, cancel);
        },
        context, std::move(done));
}

void HubBrowser::askAccess(const catalog::ModelLocation &location, QObject *context, Done<hub::Access> done)
{
    run<hub::Access>(
        m_look,
        [location, services = services()](const base::CancelToken &cancel) {
            return hub::checkAccess(location, services, cancel);
        },
        context, std::move(done));
}

void HubBrowser::askRevisions(const catalog::ModelLocation &location, QObject *context,
                              Done<QList<hub::ModelRef>> done)
{
    run<QList<hub::ModelRef>>(
        m_look,
        [location, services = m_services, hub = m_hub, asking = asking()](const base::CancelToken &cancel) {
            return session::revisionsOf(location, services, hub, asking, cancel);
        },
        context, std::move(done));
}

void HubBrowser::askBranches(const catalog::ModelLocation &location, const QList<hub::ModelRef> &refs,
                             const session::ModelLook &seen, QObject *context,
                             Done<QList<session::BranchVariant>> done)
{
    run<QList<session::BranchVariant>>(
        m_look,
        [location, refs, seen, services = m_services, hub = m_hub,
         asking = asking()](const base::CancelToken &cancel) -> Result<QList<session::BranchVariant>> {
            return session::branchVariants(location, refs, seen, services, hub, asking, cancel);
        },
        context, std::move(done));
}

void HubBrowser::readReadme(const catalog::ModelLocation &location, const QString &commit,
                            const QString &path, QObject *context, Done<hub::Readme> done)
{
    run<hub::Readme>(
        m_look,
        [location, commit, path, services = services()](const base::CancelToken &cancel) {
            return hub::readme(location, commit, path, services, cancel);
        },
        context, std::move(done));
}

void HubBrowser::askHere(const QString &folder, const QList<hub::HubFile> &files, QObject *context,
                         Done<QSet<QString>> done)
{
    run<QSet<QString>>(
        m_look,
        [folder, files](const base::CancelToken &cancel) {
            return Result<QSet<QString>>(library::filesHere(folder, files, cancel));
        },
        context, std::move(done));
}

void HubBrowser::stopLook()
{
    renew(m_look);
}

void HubBrowser::stop()
{
    stopSearch();
    stopLook();
}

} // namespace weightyard::ui
