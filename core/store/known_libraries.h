// KnownLibraries: where the libraries of this user are, so that the empty mount point of a disk that is not connected
// is not taken for a new library; and on which disks the folders of the user's are that have models of ours.
//   <config>/libraries.json   {"version": 1, "libraries": {"<folder>": {"id": "<uuid>", "mountPoint": "<folder>", "models": ["<path>"]}},
//                              "folders": {"<folder>": "<mount point>"}}
// The rule: a library is not connected when its folder does not have its id and nothing is mounted any more where its
// disk was. So a folder that the user deleted is made anew, and another disk in the place of the first one is taken as
// it is. A library that is to lie in the folder below the mount point from now on is forgotten by deleting the file.
// What is remembered is a help only: a file that cannot be read or written stops no download; a damaged one is
// kept beside as *.damaged. Blocking; any thread, any process.
#pragma once

#include "base/result.h"

#include <QHash>
#include <QStringList>
#include <optional>

namespace weightyard::store {

class KnownLibraries
{
public:
    /// Empty: nothing is known, and nothing remembered.
    explicit KnownLibraries(QString file);

    /// Disconnected when the disk of this library's state folder is not there. Creates nothing.
    base::Result<void> checkConnected(const QString &stateDir) const;
    /// Of a state folder with a library's mark.
    void remember(const QString &stateDir) const;
    /// What it has, for as long as it is away; writes only what is new.
    void rememberModels(const QString &stateDir, const QStringList &modelPaths) const;
    /// One more; nothing where that one's disk is not known.
    void rememberModel(const QString &stateDir, const QString &modelPath) const;
    /// What a library had when it was looked at last, by the library.
    QHash<QString, QStringList> models() const;

    /// Folders outside of the libraries that are there now, of `all` that have models; others are forgotten. Writes only what is new.
    void rememberFolders(const QStringList &there, const QStringList &all) const;
    /// Of folders that are not there: those whose disk is not mounted, by the folder, where it was.
    QHash<QString, QString> foldersAway(const QStringList &gone) const;

private:
    void write(const QString &stateDir, const std::optional<QStringList> &modelPaths) const;

    QString m_file;
};

} // namespace weightyard::store
