// ObjectFetch: brings the objects of one model to its partials folder, verified: taken over from installed models, or
// fetched. An object that another job of this process works on is left to it and then taken over. Claims on objects and
// reserved space are kept until it is destroyed, so that nobody touches the objects while they are published. The job's
// thread.
#pragma once

#include "job/download_request.h"
#include "job/job_reporter.h"
#include "job/job_services.h"
#include "lfs/batch_client.h"
#include "lfs/manifest.h"
#include "store/download_layout.h"
#include "store/object_claims.h"
#include "store/space.h"

namespace weightyard::job {

class ObjectFetch
{
public:
    ObjectFetch(const DownloadRequest &request, const JobServices &services,
                const store::DownloadLayout &place, JobReporter &reporter);
    ~ObjectFetch();

    /// oid -> verified file. `manifest` has what is still missing. DiskFull before the first byte when it does not fit.
    /// An error about one object names the first path that it has in the repository.
    base::Result<QHash<base::Oid, QString>> run(lfs::BatchClient &batch, const lfs::Manifest &manifest,
                                                const base::CancelToken &cancel);

private:
    class Round;
    struct Mirrors;
    void findMirrors(const lfs::Manifest &manifest);
    void findElsewhere(const lfs::Manifest &manifest, const base::CancelToken &cancel);
    base::Error withPath(base::Error error, const lfs::Manifest &manifest) const;
    base::Result<void> reserve(const lfs::Manifest &manifest, const QList<lfs::Pointer> &objects);
    base::Result<void> fetchRound(lfs::BatchClient &batch, const QList<lfs::Pointer> &objects,
                                  const base::CancelToken &cancel);
    base::Result<void> takeOver(const QList<lfs::Pointer> &objects, const base::CancelToken &cancel);
    void countWritten(const base::Oid &oid, qint64 bytesOnDisk);

    const DownloadRequest &m_request;
    const JobServices &m_services;
    const store::DownloadLayout &m_place;
    JobReporter &m_reporter;
    std::unique_ptr<Mirrors> m_mirrors; ///< null: none
    store::ObjectClaims::Ticket m_ticket;
    store::SpaceLedger::Reservation m_reservation;
    struct Written {
        qint64 size = 0;
        qint64 onDisk = 0; ///< of it, when last looked at; the rest is reserved
    };
    QHash<base::Oid, Written> m_written;
    qint64 m_allocated = 0; ///< sum of onDisk
    QHash<base::Oid, QString> m_verified;
    QHash<base::Oid, QStringList> m_elsewhere; ///< files outside of the libraries which may be objects
    lfs::TransferProgress m_whole;             ///< the totals, and what earlier rounds brought
};

} // namespace weightyard::job
