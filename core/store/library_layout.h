// StateLayout: every path in a state folder, once. A library has one (<library>/.weightyard), and so has a download into a
// folder of the user's while it lasts (download_layout.h says where). Any thread; pure, but for what lists a folder, which says so.
//
//   <state>/library.json, into.json    which of the two it is: state_folder.h
//           lock                       store_lock.h
//           records/<model>.json       record.h
//           partials/<oid>.partial     bytes so far: partial.h
//                    <oid>.journal     which of them are on disk: journal.h
//                    <oid>.object      a verified object that nobody has published yet
//                    <model>.wanted    wanted_objects.h
//           staging/<model>/           publisher.h; StagingLayout has what lies in it
//           previous/<model>/          what an update replaced: previous_version.h
//           moving/<model>/            a copy of a model that comes from another library: library/move_model.h
//           removed/                   a model that is being deleted: library/remove_model.h
//           probe                      job/job_cleanup.h asks the disk with it
#pragma once

#include "base/oid.h"

#include <QString>

namespace weightyard::store {

class StateLayout
{
public:
    explicit StateLayout(QString folder) : m_folder(std::move(folder)) {}

    const QString &folder() const { return m_folder; }
    QString libraryMark() const { return in("library.json"); }
    QString intoMark() const { return in("into.json"); }
    QString lock() const { return in("lock"); }
    QString records() const { return in("records"); }
    QString partials() const { return in("partials"); }
    QString staging() const { return in("staging"); }
    QString previous() const { return in("previous"); }
    QString moving() const { return in("moving"); }
    QString removed() const { return in("removed"); }
    QString probe() const { return in("probe"); }

private:
    QString in(const char *name) const { return m_folder + u'/' + QLatin1StringView(name); }

    QString m_folder;
};

/// What lies in one model's staging folder.
class StagingLayout
{
public:
    explicit StagingLayout(QString folder) : m_folder(std::move(folder)) {}

    QString tree() const { return in("tree"); }         ///< the model's files: staging.h
    QString plan() const { return in("plan.json"); }    ///< staging.h
    QString moves() const { return in("moves.json"); }  ///< move_journal.h
    QString swap() const { return in("swap.json"); }    ///< tree_swap.h
    QString old() const { return in("old"); }           ///< likewise
    QString previous() const { return in("previous"); } ///< likewise
    QString git() const { return in("git"); }           ///< what was fetched: git/repository.h

private:
    QString in(const char *name) const { return m_folder + u'/' + QLatin1StringView(name); }

    QString m_folder;
};

/// The state folder of a library.
StateLayout stateOfLibrary(const QString &library);
/// Where a download into a folder works: beside that folder, or inside it.
QString stateBeside(const QString &target);
QString stateInside(const QString &target);
/// Where in a model's folder its git history goes while it is deleted.
QString removedInside(const QString &folder);

/// In a folder of download scripts: which of them were converted (session/convert_scripts.h).
QString conversionFile(const QString &folder);

/// The name of a model's or a folder's own file: readable, fit for every volume, and never the same for two paths, whatever
/// their case.
QString fileStem(const QString &path);
QString recordFile(const QString &recordsDir, const QString &path);
/// The files of a folder that recordFile() names, by name. Blocks on the disk.
QStringList recordFilesIn(const QString &recordsDir);
QString wantedFile(const QString &partialsDir, const QString &modelPath);

// Of the version of a model that an update replaced.
QString previousFolder(const QString &previousDir, const QString &modelPath);
QString previousRecord(const QString &previousFolder);
QString previousFile(const QString &previousFolder,
                     const QString &path); ///< a file of it; `path` as in its record

// Of a copy that is made in `workDir`, <state>/moving/<model>: its files, and the one that is being copied.
QString copiedTree(const QString &workDir);
QString copiedPart(const QString &workDir);
// In <state>/removed: a folder that has moved to another library, and models, several at a time.
QString removedOld(const QString &removedDir);
QString removedModel(const QString &removedDir, int number);

// Of one object.
QString partialPath(const QString &partialsDir, const base::Oid &oid);
QString objectPath(const QString &partialsDir, const base::Oid &oid);
QString journalPath(const QString &partialsDir, const base::Oid &oid);
/// The journals, or the lists of wanted objects, that lie in a partials folder. Blocks on the disk.
QStringList journalsIn(const QString &partialsDir);
QStringList wantedFilesIn(const QString &partialsDir);
/// Whether bytes of any object are there. Blocks on the disk.
bool hasReceivedBytes(const QString &partialsDir);

} // namespace weightyard::store
