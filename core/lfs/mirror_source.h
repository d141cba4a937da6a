// MirrorSource: where one mirror has objects of one model. Blocks where it asks the mirror; one thread at a time.
// A mirror with a batch API is asked by it; one that answers that with anything but a batch, and one that does not know an object there,
// by the address of the file at this commit, as the Hub has it; a static one by the object's name alone, without asking.
#pragma once

#include "base/mirror.h"
#include "lfs/attempt.h"
#include "lfs/batch_client.h"

#include <QHash>
#include <memory>

namespace weightyard::lfs {

/// What a mirror has to be told of a model.
struct MirrorModel {
    QString modelPath = {}; ///< "owner/name"; empty: not of the Hub, so only static mirrors can have it
    QString commit = {};
    QString refName = {};
    QHash<base::Oid, QString> paths = {}; ///< one of each object's
};

class MirrorSource
{
public:
    /// The references outlive it.
    MirrorSource(base::Mirror mirror, const MirrorModel &model, net::AuthSession &session);
    ~MirrorSource();

    const base::Mirror &mirror() const { return m_mirror; }
    /// Nothing has to be asked: actions() answers at once.
    bool answersAtOnce() const { return m_mirror.isStatic && !m_mirror.mayHaveToken; }
    /// Where these are; one that is missing in the answer is not to be had here. Fails when the mirror is of no use at all.
    base::Result<QHash<base::Oid, Action>> actions(const QList<Pointer> &objects,
                                                   const base::CancelToken &cancel);
    net::Exchange start(const Action &action, const AttemptPlan &plan,
                        std::shared_ptr<Attempt> attempt) const;

private:
    base::Result<QHash<base::Oid, Action>> byBatch(const QList<Pointer> &objects,
                                                   const base::CancelToken &cancel);
    base::Result<void> signIn(const QUrl &url, const base::CancelToken &cancel);
    std::optional<QUrl> addressOf(const base::Oid &oid) const;

    base::Mirror m_mirror;
    const MirrorModel &m_model;
    net::AuthSession &m_session;
    bool m_hasBatch = true;
    bool m_signedIn = false;
};

} // namespace weightyard::lfs
