// PromptingCredentials: the sources that may ask a person, last in the list: git's credential helpers, and what git asks by (askpass,
// terminal); where git is not installed, the same by askpass.h. A person is asked once for a host in the whole process, however many
// downloads want it: the answer is kept in memory; one that was refused, and none, end the asking, unless the credential had worked
// before. One question at a time. Thread-safe; blocks as git_credential.h and askpass.h say, plus while others are asked.
#pragma once

#include "settings/askpass.h"
#include "settings/git_credential.h"

#include <map>
#include <mutex>
#include <tuple>

namespace weightyard::settings {

/// Told true before somebody may be asked on the terminal, false after.
using PromptFunction = std::function<void(bool asking)>;

struct PromptOptions {
    base::Environment environment;
    base::ConfigEntries config = {};
    /// A terminal is there, and the user may be asked on it.
    bool mayPrompt = false;
    /// Told true before somebody may be asked on the terminal, false after; by one thread at a time.
    PromptFunction aroundPrompt = {};
    /// Asks on that terminal where git does not; null: nobody can be asked there without git.
    AskFunction onTerminal = {};
};

class PromptingCredentials final : public base::Credentials
{
public:
    explicit PromptingCredentials(const PromptOptions &options);

    base::Result<std::optional<base::Credential>> find(const base::CredentialQuery &query,
                                                       const base::CancelToken &cancel) override;
    void approve(const base::CredentialQuery &query, const base::Credential &credential,
                 const base::CancelToken &cancel) override;
    void reject(const base::CredentialQuery &query, const base::Credential &credential,
                const base::CancelToken &cancel) override;

private:
    using Key = std::tuple<base::Origin, QString>; ///< the path is empty, but for credential.useHttpPath
    struct Asked {
        std::optional<base::Credential> answer;
        bool worked = false;
        bool isOver = false;
    };
    Key keyOf(const base::CredentialQuery &query) const;
    base::Result<std::optional<base::Credential>> askNow(const base::CredentialQuery &query,
                                                         const base::CancelToken &cancel);

    PromptOptions m_options;
    GitCredential m_git;
    Askpass m_askpass;
    std::timed_mutex m_turn; ///< one question at a time
    std::mutex m_mutex;
    std::map<Key, Asked> m_asked; ///< under the mutex
};

} // namespace weightyard::settings
