// A download script, read as data: which models it downloads, where to, and whether their git history stays. It is never run. Two
// forms are known: `git clone` of a repository with LFS files, with what is done to the clone behind it (mv, rm -rf .git, git
// checkout), and `huggingface-cli download` or `hf download` with --local-dir. What is not sure is named with its line, not guessed.
// No credential of a script is kept. Pure but for `source`, any thread.
#pragma once

#include "catalog/model_location.h"

#include <QList>
#include <functional>

namespace weightyard::scripts {

enum class ScriptForm { Git, HuggingFace };

struct ScriptDownload {
    ScriptForm form = ScriptForm::Git;
    catalog::ModelLocation location; ///< with the revision that the script asks for; without credential
    QString folder;                  ///< absolute
    QString cloneFolder = {}; ///< Git: where the clone lies until it is moved to `folder`; else the same
    bool removesHistory = false;
    bool asksHub = false; ///< it is from `hub`: nothing in the script names another host
    QString name = {};    ///< MODEL_NAME, if the script has one
    QString script;       ///< absolute path
    int line = 0;
};

enum class ScriptKind {
    Other,     ///< downloads no models
    Models,    ///< downloads models, or what may be some
    Template,  ///< has placeholders where the model would be named
    CallsAll,  ///< runs all download scripts below its folder
    CallsSome, ///< runs download scripts that it names
};

struct ScriptReading {
    ScriptKind kind = ScriptKind::Other;
    QList<ScriptDownload> downloads = {};
    QList<base::Error> unsure = {}; ///< with path and line
};

/// A longer script is none that was written by hand.
constexpr qint64 kLongestScript = 256 * 1024;

/// The text of a script's bytes, with LF at the ends of its lines. Usage for what is not UTF-8, or has a NUL.
base::Result<QString> scriptText(const QByteArray &bytes, const QString &path);
/// Whether a text may be a download script at all.
bool mayDownload(QByteArrayView bytes);
/// Or calls on others for that: one that cannot be read is of no matter.
bool mayCall(QByteArrayView bytes);

/// The text of another script that one has come to, by its absolute path; nothing: it is not to be read.
using ScriptSource = std::function<std::optional<QString>(const QString &path)>;

/// `path` is absolute, with '/'. `hub` is where OWNER/NAME is, and what the script finds in HF_ENDPOINT: https://huggingface.co where that
/// is not set.
ScriptReading readScript(const QString &text, const QString &path, const QUrl &hub,
                         const ScriptSource &source = {});

} // namespace weightyard::scripts
