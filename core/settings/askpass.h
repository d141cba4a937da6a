// Asking a person for user and password where git is not installed, as git does it (gitcredentials(7); git's prompt.c and
// credential.c): the program of GIT_ASKPASS, else of core.askPass, else of SSH_ASKPASS, run with the prompt as its argument, the first
// line of its output being the answer; then the terminal, unless GIT_TERMINAL_PROMPT=0. One that is set and empty means none, and ends
// the search. Keeps nothing. Blocks while somebody types, 5 minutes at most for a program; not for the GUI thread.
#pragma once

#include "base/config_entries.h"
#include "base/credentials.h"

#include <functional>

namespace weightyard::settings {

/// What was typed behind this prompt; nothing: nobody answers. `isSecret`: not to be shown.
using AskFunction = std::function<std::optional<QString>(const QString &prompt, bool isSecret,
                                                         const base::CancelToken &cancel)>;

struct AskpassProgram {
    QString program; ///< as it is written; empty: none
    QString setting; ///< that names it
};
AskpassProgram askpassProgram(const base::Environment &environment, const base::ConfigEntries &config);

/// credential.useHttpPath, or credential.<url>.useHttpPath for this origin: each repository has a credential of its own.
bool usesHttpPath(const base::ConfigEntries &config, const base::Origin &origin);

class Askpass
{
public:
    /// `onTerminal`: null where there is none.
    Askpass(base::Environment environment, base::ConfigEntries config, AskFunction onTerminal);

    /// Whether there is anybody to be asked at all.
    bool canAsk() const;
    /// Nothing: no answer, or an empty one. Auth for a program that cannot be started or hangs; Cancelled.
    base::Result<std::optional<base::Credential>> ask(const base::CredentialQuery &query,
                                                      const base::CancelToken &cancel) const;

private:
    struct Answer {
        QString text;
        QString source;
    };
    bool mayUseTerminal() const;
    base::Result<std::optional<Answer>> answerTo(const QString &prompt, bool isSecret,
                                                 const base::CancelToken &cancel) const;
    base::Result<std::optional<QString>> run(const QString &prompt, const base::CancelToken &cancel) const;

    base::Environment m_environment;
    base::ConfigEntries m_config;
    AskFunction m_onTerminal;
    AskpassProgram m_program;
};

} // namespace weightyard::settings
