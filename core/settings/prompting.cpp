#include "settings/prompting.h"

#include "settings/tool_path.h"

namespace weightyard::settings {

using namespace Qt::Literals::StringLiterals;
using base::CancelToken;
using base::Credential;
using base::CredentialQuery;
using base::ErrorKind;
using base::fail;
using base::Result;

PromptingCredentials::PromptingCredentials(const PromptOptions &options)
    : m_options(options),
      m_git(options.environment, options.config, options.mayPrompt),
      m_askpass(options.environment, options.config, options.mayPrompt ? options.onTerminal : AskFunction())
{}

PromptingCredentials::Key PromptingCredentials::keyOf(const CredentialQuery &query) const
{
    return {query.origin, usesHttpPath(m_options.config, query.origin) ? query.path : QString()};
}

Result<std::optional<Credential>> PromptingCredentials::find(const CredentialQuery &query,
                                                             const CancelToken &cancel)
{
    if (!m_options.mayPrompt
        && !m_askpass.canAsk()) // no helper asks anybody: it may have a newer secret each time
        return m_git.find(query, cancel);
    std::unique_lock turn(m_turn, std::defer_lock);
    while (!turn.try_lock_for(std::chrono::milliseconds(50))) {
        if (cancel.isCancelled())
            return fail(base::cancelledError());
    }
    const Key key = keyOf(query);
    {
        const std::lock_guard lock(m_mutex);
        const Asked &before = m_asked[key];
        if (before.answer || before.isOver)
            return before.answer;
    }
    Result<std::optional<Credential>> found = askNow(query, cancel);
    if (found || found.error().kind == ErrorKind::Auth) {
        const std::lock_guard lock(m_mutex);
        Asked &asked = m_asked[key];
        asked.answer = found.value_or(std::nullopt);
        asked.isOver = !asked.answer;
    }
    return found;
}

Result<std::optional<Credential>> PromptingCredentials::askNow(const CredentialQuery &query,
                                                               const CancelToken &cancel)
{
    const bool tells = m_options.mayPrompt && m_options.aroundPrompt;
    if (tells)
        m_options.aroundPrompt(true);
    const bool hasGit = !toolPath(u"git"_s, m_options.environment, cancel).isEmpty();
    Result<std::optional<Credential>> found =
        hasGit ? m_git.find(query, cancel) : m_askpass.ask(query, cancel);
    if (tells)
        m_options.aroundPrompt(false);
    return found;
}

void PromptingCredentials::approve(const CredentialQuery &query, const Credential &credential,
                                   const CancelToken &cancel)
{
    {
        const std::lock_guard lock(m_mutex);
        const auto asked = m_asked.find(keyOf(query));
        if (asked != m_asked.end() && asked->second.answer == credential)
            asked->second.worked = true;
    }
    m_git.approve(query, credential, cancel);
}

void PromptingCredentials::reject(const CredentialQuery &query, const Credential &credential,
                                  const CancelToken &cancel)
{
    {
        const std::lock_guard lock(m_mutex);
        const auto asked = m_asked.find(keyOf(query));
        if (asked != m_asked.end() && asked->second.answer == credential)
            asked->second = {.answer = {}, .worked = false, .isOver = !asked->second.worked};
    }
    m_git.reject(query, credential, cancel);
}

} // namespace weightyard::settings
