// Models that other programs keep on this machine, and where: the Hugging Face cache (huggingface_hub's guide "Manage your cache"),
// LM Studio (lmstudio-ai/lms, findLMStudioHome), Ollama (its FAQ), Jan. Reading only: nothing is ever written, renamed or deleted in
// a folder of theirs. What lies there is anybody's: links that lead out of a store, names with "..", folders without end and texts
// that are no JSON are left out without a word.
//
// foreignPlaces() and foreignModels() block on the disk: worker threads only.
#pragma once

#include "base/cancel_token.h"
#include "base/config_entries.h"
#include "base/oid.h"

#include <QList>
#include <QStringList>
#include <optional>

namespace weightyard::library {

enum class ForeignTool { HubCache, LmStudio, Ollama, Jan };

/// "hf-cache", "lm-studio", "ollama", "jan": in options and --json.
QString foreignToolName(ForeignTool tool);

/// Absolute folders.
struct ForeignPlaces {
    QString hubCache = {};   ///< may not be there yet; empty: there is no home
    QString lmStudio = {};   ///< its models; empty: there is no LM Studio
    QStringList ollama = {}; ///< those that are there
    QStringList jan = {};    ///< likewise
};

ForeignPlaces foreignPlaces(const base::Environment &environment);

struct ForeignFile {
    QString path; ///< as the repository has it, or the name that the tool gives it
    QString file; ///< absolute, links followed: where the bytes are
    qint64 size = 0;
    std::optional<base::Oid> oid = {}; ///< by the name of its blob; nobody has hashed it
};

struct ForeignModel {
    ForeignTool tool = ForeignTool::HubCache;
    QString repo;             ///< "owner/name", "datasets/owner/name"; empty: not known
    QString name;             ///< what the tool calls it; the same as `repo` where that is known
    QString folder;           ///< of the snapshot, or of the model; Ollama: its manifest
    QString commit;           ///< 40 hex digits; empty: not known
    QStringList refs;         ///< branches and tags that name the commit in the cache
    QList<ForeignFile> files; ///< sorted by path
    QStringList missing = {}; ///< files that the store names, and whose bytes are not there

    qint64 bytes() const;
};

/// All of them, sorted by tool, name and commit. After a cancel what was found so far.
QList<ForeignModel> foreignModels(const ForeignPlaces &places, const base::CancelToken &cancel);

} // namespace weightyard::library
