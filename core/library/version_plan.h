// From one version of an installed model to another: what differs between two records, and what that means for the folder as it is
// now. The folder's files belong to the user as well: what the user changed is never replaced unasked. Reads, changes nothing. Blocks
// on the disk (hashes files that are to be replaced); worker threads only.
#pragma once

#include "base/cancel_token.h"
#include "git/history_move.h"
#include "library/mine_or_new.h"
#include "store/record.h"

#include <QSet>
#include <functional>

namespace weightyard::library {

struct VersionDifference {
    QStringList changed; ///< in both versions, with other bytes
    QStringList added;
    QStringList removed;
    qint64 bytes = 0; ///< of what is changed or added, in the newer version

    qsizetype files() const { return changed.size() + added.size() + removed.size(); }
};

/// Files of which one version does not know the bytes (links, pointers that were left out, .gitattributes) count as equal where both
/// have them. Pure.
VersionDifference differenceOf(const QList<store::RecordFile> &before, const QList<store::RecordFile> &after);

struct VersionQuestion {
    store::Record before;
    QList<store::RecordFile> after;
    QString folder;
    MineOrNew choice = MineOrNew::Refuse;
    QSet<QString> mine =
        {}; ///< of `after`: there the user's file stood then, too, and stays where nothing else is chosen
    QHash<QString, git::IndexState> index = {}; ///< of the clone; empty: without history
    QSet<QString> executable = {};              ///< of `after`, as far as the volume keeps that
    bool knowsExecutable = false;
    /// The bytes in `after` of a file whose record does not tell (a link's target). Nothing: not known; it is put there again.
    std::function<std::optional<QByteArray>(const QString &path)> content = {};
};

struct VersionPlan {
    QSet<QString> staying; ///< of `after`: they lie there already, or the user's file stays in their place
    QStringList replaced;  ///< files of the folder that go aside
    QSet<QString> unclean; ///< of `staying`: not the bytes of `after`
};

/// Files of the new version that stay as their user has them, for its record: nothing replaces them unasked from then on. Pure.
QStringList filesKept(const VersionPlan &plan, const QList<store::RecordFile> &after);

/// OtherKindInTheWay for a folder or a file where there must be the other, whatever the choice; Cancelled.
base::Result<VersionPlan> planVersion(const VersionQuestion &question, const base::CancelToken &cancel);

} // namespace weightyard::library
