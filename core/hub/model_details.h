// ModelDetails: all that is known of one commit of a model before it is downloaded: what the search shows, gate and licence, files with
// sizes and hashes, what scanners said. One request
// (`/api/models/<id>[/revision/REV]?blobs=true&securityStatus=true`; huggingface_hub's model_info), a few
// more for what does not fit into one answer. Kept on disk: of a full commit for good, of a branch for a while.
// Blocks: worker threads only.
#pragma once

#include "hub/found_model.h"
#include "hub/model_files.h"

namespace weightyard::hub {

struct ScanIssue {
    QString path;
    QString level; ///< the Hub's word: "unsafe", "suspicious", ...
    friend bool operator==(const ScanIssue &, const ScanIssue &) = default;
};

struct ModelDetails {
    FoundModel model;
    QList<HubFile> files;
    QString licenceName; ///< where the licence is "other"
    QString licenceLink; ///< http or https
    QString gatePrompt;  ///< what the author asks to be accepted
    QString architecture;
    qint64 contextLength = 0;     ///< 0: not known
    bool wantsRemoteCode = false; ///< config.json names Python code of the repository (auto_map)
    bool isScanned = false;       ///< scanners have looked at all files; else nobody knows
    QList<ScanIssue> issues;
    qint64 fetchedAtMs = 0; ///< wall clock
    bool isOld = false;     ///< the Hub could not be asked: this is what it said at fetchedAtMs
};

/// From what is kept when that is younger than `maxAgeMs`, or of a full commit; else from the Hub; and when that cannot be reached, what
/// is kept, however old (`isOld`). `revision` empty: the default branch. Usage for a location that is not on the Hub.
/// What is private is not kept: another account may ask next.
base::Result<ModelDetails> modelDetails(const catalog::ModelLocation &location, const QString &revision,
                                        const FactServices &services, qint64 maxAgeMs,
                                        const base::CancelToken &cancel);

/// The files of a commit, where the Hub was asked about it before; `cacheDir`, `hub`: as of FactServices. No network.
QList<HubFile> keptFiles(const QString &cacheDir, const QUrl &hub, const QString &modelPath,
                         const QString &commit);

/// Those that were looked at some time ago, each once: for when the Hub cannot be asked.
QList<FoundModel> keptModels(const FactServices &services, const base::CancelToken &cancel);

/// Of an answer with "siblings". Nothing: no id, no commit, or a file without size. Pure.
std::optional<ModelDetails> detailsIn(const QJsonObject &answer);

} // namespace weightyard::hub
