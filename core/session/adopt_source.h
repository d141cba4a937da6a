// Which commit of which repository a folder may hold: for adopt.cpp. The same threads.
#pragma once

#include "library/folder_origin.h"
#include "session/adopt.h"

namespace weightyard::session {

/// One answer: what the folder should hold, if it is that model.
struct AdoptSource {
    store::Record record; ///< without folder and time
    QHash<QString, git::FileId> stored = {};
    bool guessed = false; ///< by names alone: only a weight with the right hash proves it
    bool claimed =
        false; ///< by its user's word, and nothing in the folder says so: weights of another model speak against it
};

/// Hands out one source after the other, the likeliest first; the host is asked when one is wanted, and not before.
class AdoptSources
{
public:
    AdoptSources(const AdoptQuestion &question, const AdoptServices &services,
                 const base::CancelToken &cancel);

    /// Nothing: there are no more. A guess that the host does not know is left out.
    base::Result<std::optional<AdoptSource>> next();

private:
    base::Result<void> begin();
    base::Result<git::Clone> cloneAtHost(const catalog::ModelLocation &location) const;
    base::Result<std::optional<AdoptSource>> ofClone(const catalog::ModelLocation &location);
    base::Result<std::optional<AdoptSource>> ofHost(const catalog::ModelLocation &location, bool guessed);
    void addGuesses();

    const AdoptQuestion &m_question;
    const AdoptServices &m_services;
    const base::CancelToken &m_cancel;
    library::FolderOrigin m_origin;
    bool m_begun = false;
    bool m_tookRecord = false;
    std::optional<catalog::ModelLocation> m_named;
    QList<catalog::ModelLocation> m_guesses;
};

} // namespace weightyard::session
