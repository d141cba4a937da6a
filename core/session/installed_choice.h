// Which installed models a text means: those with our record, in the libraries and in folders of the user's (`--into`). Blocks on the
// disk; worker threads only, or a terminal's main thread.
#pragma once

#include "library/verify_models.h"
#include "store/download_layout.h"

namespace weightyard::session {

struct InstalledModels {
    QList<library::InstalledModel> models; ///< whose folder is there
    QList<base::Error>
        errors; ///< records that cannot be read, links that lead nowhere, a disk that is not there
};

/// Of the first library, of those further ones that are connected, and of folders of the user's.
InstalledModels installedModels(const QStringList &libraries, const QString &configDir);

/// The one in exactly this folder. NotFound; where something could not be looked at, that error.
base::Result<library::InstalledModel> installedAt(const QString &folder, const QStringList &libraries,
                                                  const QString &configDir);

/// The one that a model's path and a revision (empty: any) mean, or none.
const library::InstalledModel *installedVersion(const InstalledModels &installed, const QString &modelPath,
                                                const QString &revision);

/// Where that model's download worked: its record, its lock. In the library that it lies in, else `library`.
base::Result<store::DownloadLayout> placeOf(const library::InstalledModel &model, const QString &library,
                                            const QString &configDir);

/// The one that a text means: its path (or its web address, or a link weightyard://hub/ with the path), its folder (also from the
/// current one), else the only one that has the text in its path; of several copies the one in the first library. A text that begins
/// like a path is a folder and nothing else. NotFound, NotTakenOver for a folder in one of the libraries that we have no record of;
/// Usage, with their names or folders, for several. Blocks on the disk.
base::Result<library::InstalledModel> installedModelNamed(const QList<library::InstalledModel> &models,
                                                          const QString &text, const QStringList &libraries);

/// Where a model is, for words that mean several.
struct ModelPlace {
    QString modelPath;
    QString folder;   ///< absolute
    QString url = {}; ///< of its repository; empty: not known
};
/// Words that are the folder of one of these become its real path, and web addresses and links of the Hub the model's path; the
/// others stay as they are. A model's path goes before a folder. Blocks on the disk.
QStringList wordsAmong(const QStringList &words, const QList<ModelPlace> &known);
/// Such a word is the model's folder, or a part of its path. Blocks on the disk.
bool isMeant(const QString &word, const QString &modelPath, const QString &folder);

/// A text that begins like a path: ".", "..", "/…", "./…", "../…", "~/…".
bool isPath(const QString &text);

} // namespace weightyard::session
