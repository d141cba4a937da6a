#include "ui/workbench/adopter.h"

#include "library/hash_memory.h"
#include "session/adopt_found.h"
#include "session/repair_models.h"

namespace weightyard::ui {

using base::fail;
using base::Result;
using session::Adoption;

Adopter::Adopter(const CareParts &parts, QObject *parent)
    : QObject(parent),
      m_parts(parts),
      m_memory(std::make_shared<library::HashMemory>())
{
    connect(&m_parts.downloads, &Downloads::ended, this, &Adopter::downloadEnded);
}

void Adopter::find(Done<QList<session::ForeignFind>> done)
{
    const auto work = [services = &m_parts.services, library = m_parts.library.library(),
                       catalogue = m_parts.offer.catalogue(), cancel = m_cancel] {
        const session::AdoptServices adopt{
            .library = library, .catalogue = catalogue, .jobs = *services, .progress = [](qint64, qint64) {}};
        return session::findForeignModels(adopt, cancel);
    };
    m_parts.background.run(work, std::move(done));
}

void Adopter::adopt(const session::AdoptQuestion &question, Done<Result<Adoption>> done)
{
    m_waiting.append({question, std::move(done)});
    next();
}

// Hashing two folders at once on one disk takes longer than one after the other. What a comparison has hashed, adopting does not
// hash again.
void Adopter::next()
{
    if (m_working || m_waiting.isEmpty())
        return;
    m_working = true;
    const Waiting now = m_waiting.takeFirst();
    m_progress = std::make_shared<CareProgress>();
    const auto work = [question = now.question, services = &m_parts.services,
                       library = m_parts.library.library(), catalogue = m_parts.offer.catalogue(),
                       progress = m_progress, memory = m_memory, cancel = m_cancel] {
        const session::AdoptServices adopt{
            .library = library,
            .catalogue = catalogue,
            .jobs = *services,
            .progress = [&](qint64 bytes, qint64 total) { progress->set(bytes, total); },
            .memory = memory.get()};
        return session::adoptFolder(question, adopt, cancel);
    };
    m_parts.background.run(
        work, [this, dry = now.question.dryRun, done = now.done](const Result<Adoption> &adoption) {
            m_working = false;
            if (!dry && adoption)
                Q_EMIT diskChanged();
            done(adoption);
            next();
        });
}

void Adopter::copy(const session::ForeignFind &found, Done<Result<QString>> done)
{
    const auto work = [found, services = &m_parts.services, library = m_parts.library.library(),
                       catalogue = m_parts.offer.catalogue(), settings = m_parts.settings,
                       cancel = m_cancel] {
        const session::AdoptServices adopt{
            .library = library, .catalogue = catalogue, .jobs = *services, .progress = [](qint64, qint64) {}};
        return session::requestToCopy(found, adopt, settings, cancel);
    };
    m_parts.background.run(work, [this, done = std::move(done)](const Result<job::DownloadRequest> &request) {
        if (!request)
            return done(fail(request.error()));
        const QString key = m_parts.downloads.queue().enqueue(*request);
        m_copying.insert(key);
        done(key);
    });
}

void Adopter::downloadEnded(const QString &key)
{
    if (!m_copying.remove(key))
        return;
    const ModelRow *row = m_parts.tree.row(key);
    std::optional<base::Error> error;
    if (!row || !row->job || row->job->state != job::JobState::Installed)
        error = row && row->job && row->job->error ? *row->job->error : base::cancelledError();
    Q_EMIT copyEnded(key, error);
}

Result<QString> Adopter::complete(const Adoption &adoption)
{
    const auto request =
        session::requestFor({.record = adoption.match.record, .folder = adoption.folder},
                            m_parts.library.library(), m_parts.settings, m_parts.services.hub);
    return request ? Result<QString>(m_parts.downloads.queue().enqueue(*request)) : fail(request.error());
}

void Adopter::cancel()
{
    m_cancel.cancel();
    m_cancel = base::CancelToken();
    for (const Waiting &waiting : std::exchange(m_waiting, {}))
        waiting.done(fail(base::cancelledError()));
}

} // namespace weightyard::ui
