// The commands of a script that download, move and tidy up models, as the walk through it meets them. Pure, one thread.
#pragma once

#include "base/error.h"
#include "scripts/clone_places.h"
#include "scripts/command_walk.h"

#include <QUrl>

namespace weightyard::scripts {

class DownloadWalk final : public CommandWalk
{
public:
    using History = ClonePlaces::History;
    struct Download {
        ScriptForm form = ScriptForm::Git;
        int line = 0;
        Value repository;
        Value repoType;
        Value endpoint = {}; ///< HuggingFace: HF_ENDPOINT as the script has set it; empty: it has not
        Value revision;
        ClonePlaces places;           ///< the first is where the clone begins to lie, or --local-dir
        base::PickWish pick = {};     ///< files that it names
        QString withoutCheckout = {}; ///< the option of a clone that no checkout has followed yet
        QString name = {};
        std::optional<base::Cause> problem = {};
    };

    /// `hub` as in readScript(): HF_ENDPOINT has its address, or is not set.
    DownloadWalk(const QString &scriptPath, const QUrl &hub, ScriptSource source);

    const QList<Download> &downloads() const { return m_downloads; }
    /// Downloads in a way that is not read.
    const QList<std::pair<base::Cause, int>> &others() const { return m_others; }
    bool usesLfs() const { return m_usesLfs; }

protected:
    Outcome program(const Call &call) override;
    void foundRemoved(const Value &start, const QString &name, bool isGuessed) override;

private:
    void git(const Call &call, QList<Value> words);
    void clone(const Call &call, const QList<Value> &words, const Value &within);
    void lfs(const Call &call, const QList<Value> &words, const Value &within);
    void checkout(const QList<Value> &words, const Value &within);
    void chooseFiles(Download &download);
    void huggingFace(const Call &call, const QList<Value> &words);
    void move(const Call &call);
    void remove(const Call &call);
    void setDotGlob(const Call &call);
    void otherTool(const Call &call, const QList<Value> &words);
    Download *lastClone();
    bool isThere(const Value &folder) const;
    Value dotGlob() const;

    QList<Download> m_downloads;
    QList<std::pair<base::Cause, int>> m_others;
    Value m_fetched;    ///< what `git fetch` was last asked for
    QStringList m_made; ///< folders that it has made
    bool m_usesLfs = false;
};

} // namespace weightyard::scripts
