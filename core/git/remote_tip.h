// The commit at which a revision of a remote repository stands now, by its list of refs alone: one request, nothing is fetched. Blocks;
// worker threads only.
#pragma once

#include "net/auth_session.h"

#include <QString>
#include <QStringList>
#include <QUrl>

namespace weightyard::git {

struct RemoteTip {
    /// 40 hex digits; of an annotated tag what it points to. Empty: the repository has no commits.
    QString commit;
    QString refName; ///< "refs/heads/main"
};

/// `url` as git::remoteAddress() has it; `revision` empty: the remote's HEAD. NotFound and the errors of Repository::fetch().
base::Result<RemoteTip> remoteTip(const QUrl &url, const QString &revision, net::AuthSession &session,
                                  const base::CancelToken &cancel);

/// The first of these names that the remote has as a branch or a tag; empty: none of them. One request. Errors as remoteTip().
base::Result<QString> firstRevision(const QUrl &url, const QStringList &names, net::AuthSession &session,
                                    const base::CancelToken &cancel);

/// All branches and tags of the remote, in its order, and not more than kMostRevisions. One request. Errors as remoteTip().
base::Result<QList<RemoteTip>> branchesAndTags(const QUrl &url, net::AuthSession &session,
                                               const base::CancelToken &cancel);

constexpr qsizetype kMostRevisions = 5000;

} // namespace weightyard::git
