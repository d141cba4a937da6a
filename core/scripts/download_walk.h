// The commands of a script that download, move and tidy up models, as the walk through it meets them. Pure, one thread.
#pragma once

#include "base/error.h"
#include "scripts/script_reader.h"
#include "scripts/shell_walk.h"

#include <QUrl>

namespace weightyard::scripts {

class DownloadWalk final : public ShellWalk
{
public:
    enum class History { Kept, Removed, Unsure };
    struct Download {
        ScriptForm form = ScriptForm::Git;
        int line = 0;
        Value repository;
        Value repoType;
        Value endpoint = {}; ///< HuggingFace: HF_ENDPOINT as the script has set it; empty: it has not
        Value revision;
        Value folder;                 ///< absolute: where the clone begins to lie, or --local-dir
        QList<Value> moves = {};      ///< folders that all of it is moved into, in order
        base::PickWish pick = {};     ///< files that it names
        QString picked = {};          ///< a file of it that is moved out by itself
        QString withoutCheckout = {}; ///< the option of a clone that no checkout has followed yet
        History history = History::Kept;
        QString name = {};
        std::optional<base::Cause> problem = {};

        const Value &lastFolder() const { return moves.isEmpty() ? folder : moves.last(); }
    };

    /// `hub` as in readScript(): HF_ENDPOINT has its address, or is not set.
    DownloadWalk(const QString &scriptPath, const QUrl &hub);

    const QList<Download> &downloads() const { return m_downloads; }
    /// Downloads in a way that is not read.
    const QList<std::pair<base::Cause, int>> &others() const { return m_others; }
    bool usesLfs() const { return m_usesLfs; }
    bool callsScripts() const { return m_callsScripts; }

protected:
    Outcome called(const Call &call) override;

private:
    Outcome dispatch(const Call &call, const QList<Value> &words);
    void git(const Call &call, QList<Value> words);
    void clone(const Call &call, const QList<Value> &words, const Value &within);
    void lfs(const Call &call, const QList<Value> &words, const Value &within);
    void checkout(const QList<Value> &words, const Value &within);
    void chooseFiles(Download &download);
    void huggingFace(const Call &call, const QList<Value> &words);
    void move(QList<Value> words);
    void remove(const Call &call, const QList<Value> &words);
    void otherTool(const Call &call, const QList<Value> &words);
    void script(const QList<Value> &words);
    Download *lastClone();

    QList<Download> m_downloads;
    QList<std::pair<base::Cause, int>> m_others;
    Value m_fetched; ///< what `git fetch` was last asked for
    bool m_usesLfs = false;
    bool m_callsScripts = false;
};

} // namespace weightyard::scripts
