// Sharer: puts things into another program's folder, one after the other, and keeps the list of them first. Each thing is made under a
// name of ours beside its place, and then moved to it; never over something, never through a link. For share_*.cpp only; one thread.
#pragma once

#include "base/cancel_token.h"
#include "library/foreign_stores.h"
#include "library/share_model.h"
#include "library/share_record.h"
#include "platform/file_move.h"

namespace weightyard::library {

class Sharer
{
public:
    Sharer(const ShareWish &wish, ForeignTool tool, const base::CancelToken &cancel);

    // What is to be put there, if it is not there: paths below the place.
    void planFile(const ShareableFile &file, const QString &to);
    void planLink(const QString &path, const QByteArray &target);
    void planText(const QString &path, const QByteArray &text);
    /// A text of ours that another one follows: it is replaced.
    void planText(const QString &path, const QByteArray &text, const QByteArray &before);

    bool isThere(const QString &path) const;
    qint64 bytes() const;
    bool hasNothingToDo() const { return m_planned.isEmpty(); }
    /// By an earlier run.
    std::optional<QByteArray> ownText(const QString &path) const;

    /// Makes the place, looks whether it can take the files without a copy or has the room for one, and writes the record. `workplace`
    /// is the folder below the place where things are made.
    base::Result<void> begin(const QString &workplace);
    base::Result<void> makeFolder(const QString &path) { return m_target->makeFolder(path); }
    /// `lockOf` names the lock that the other program takes while it writes such a file; empty: none. Busy when it has it.
    base::Result<void> putFiles(ShareOutcome &outcome,
                                const std::function<QString(const QString &to)> &lockOf);
    /// Links whose folder is not there yet come with it, all at once.
    base::Result<void> putLinks(const QString &folder);
    base::Result<void> putTexts();

private:
    QString temporary() const { return absolute(m_workplace) + m_temporary; }
    QString absolute(const QString &path) const { return m_root + u'/' + path; }
    base::Result<void> checkPlacing() const;
    base::Result<void> putFile(const ShareableFile &file, const QString &to, const PlacingWish &wish,
                               ShareOutcome &outcome);
    base::Result<void> putLink(const SharedText &link, const QString &at) const;

    struct Planned {
        ShareableFile file;
        QString to;
    };
    const ShareWish &m_wish;
    const base::CancelToken m_cancel;
    const QString m_temporary;
    ShareRecord m_before;  ///< of earlier runs
    ShareRecord m_planned; ///< of this one
    QList<Planned> m_files;
    QString m_root; ///< the place, without links
    QString m_workplace;
    std::optional<platform::TargetFolder> m_target;
};

} // namespace weightyard::library
