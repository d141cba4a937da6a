#include "settings/askpass.h"

#include "base/error_code.h"
#include "base/log.h"
#include "settings/helper_process.h"
#include "settings/tool_path.h"

#include <QDir>
#include <algorithm>

namespace weightyard::settings {

using namespace Qt::Literals::StringLiterals;
using base::CancelToken;
using base::Cause;
using base::Credential;
using base::CredentialQuery;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

constexpr std::chrono::milliseconds kTypingTime{300'000};

// credential_describe() in git's credential.c. What could leave the line, or change what is read, is encoded.
QString described(const CredentialQuery &query, const QString &user, bool withPath)
{
    QString place = query.origin.scheme + "://"_L1;
    if (!user.isEmpty())
        place += QString::fromLatin1(QUrl::toPercentEncoding(user)) + u'@';
    place += query.origin.toString().section(u'/', 2);
    if (withPath && !query.path.isEmpty())
        place += u'/' + QString::fromLatin1(QUrl::toPercentEncoding(query.path, "/"));
    return place;
}

} // namespace

AskpassProgram askpassProgram(const base::Environment &environment, const base::ConfigEntries &config)
{
    const auto variable = [&](const QString &name) -> std::optional<AskpassProgram> {
        const auto set = environment.all().constFind(name);
        if (set == environment.all().cend())
            return {};
        return AskpassProgram{.program = *set, .setting = name};
    };
    if (const auto given = variable(u"GIT_ASKPASS"_s))
        return *given;
    if (const auto configured = config.last(u"core.askpass"_s))
        return {.program = *configured, .setting = u"core.askPass"_s};
    return variable(u"SSH_ASKPASS"_s).value_or(AskpassProgram());
}

bool usesHttpPath(const base::ConfigEntries &config, const base::Origin &origin)
{
    constexpr auto kSection = "credential."_L1;
    constexpr auto kKey = ".usehttppath"_L1;
    bool uses = config.boolean(u"credential.usehttppath"_s, false);
    for (const base::ConfigEntry &entry : config.all()) {
        const qsizetype length = entry.key.size() - kSection.size() - kKey.size();
        if (length <= 0 || !entry.key.startsWith(kSection) || !entry.key.endsWith(kKey))
            continue;
        const QUrl place(entry.key.mid(kSection.size(), length));
        if (base::Origin::of(place) == origin)
            uses = base::ConfigEntries({{u"a.b"_s, entry.value}}).boolean(u"a.b"_s, uses);
    }
    return uses;
}

Askpass::Askpass(base::Environment environment, base::ConfigEntries config, AskFunction onTerminal)
    : m_environment(std::move(environment)),
      m_config(std::move(config)),
      m_onTerminal(std::move(onTerminal)),
      m_program(askpassProgram(m_environment, m_config))
{}

bool Askpass::mayUseTerminal() const
{
    const QString value = m_environment.value(u"GIT_TERMINAL_PROMPT"_s).value_or(u"true"_s);
    return m_onTerminal && base::ConfigEntries({{u"a.b"_s, value}}).boolean(u"a.b"_s, true);
}

bool Askpass::canAsk() const
{
    return !m_program.program.isEmpty() || mayUseTerminal();
}

Result<std::optional<QString>> Askpass::run(const QString &prompt, const CancelToken &cancel) const
{
    const QString &named = m_program.program;
    const bool isPath = named.contains(u'/') || QDir::isAbsolutePath(named);
    const QString program = isPath ? named : toolPath(named, m_environment, cancel);
    if (!QDir::isAbsolutePath(program)) // nothing of the folder that this was started in
        return fail(ErrorKind::Auth, Cause(ErrorCode::HelperNotStarted, named), {.path = m_program.setting});
    const Result<HelperOutput> output = runHelper({.program = program,
                                                   .arguments = {prompt},
                                                   .environment = toolEnvironment(m_environment),
                                                   .timeout = kTypingTime,
                                                   .detachedFromTerminal = !m_onTerminal},
                                                  cancel);
    if (!output)
        return fail(output.error());
    if (output->exitCode != 0) { // "Cancel" of a dialog ends like this
        qCDebug(base::lcSettings).noquote() << m_program.setting << "ended with" << output->exitCode;
        return std::optional<QString>();
    }
    const auto end =
        std::find_if(output->out.begin(), output->out.end(), [](char c) { return c == '\r' || c == '\n'; });
    return std::optional(QString::fromUtf8(QByteArrayView(output->out.begin(), end)));
}

Result<std::optional<Askpass::Answer>> Askpass::answerTo(const QString &prompt, bool isSecret,
                                                         const CancelToken &cancel) const
{
    if (!m_program.program.isEmpty()) {
        const Result<std::optional<QString>> answer = run(prompt, cancel);
        if (!answer && (answer.error().kind != ErrorKind::Auth || !mayUseTerminal()))
            return fail(answer.error());
        if (answer && *answer)
            return std::optional(Answer{.text = **answer, .source = m_program.setting});
    }
    if (!mayUseTerminal())
        return std::optional<Answer>();
    const std::optional<QString> typed = m_onTerminal(prompt, isSecret, cancel);
    if (cancel.isCancelled())
        return fail(base::cancelledError());
    if (!typed)
        return std::optional<Answer>();
    return std::optional(Answer{.text = *typed, .source = u"terminal"_s});
}

Result<std::optional<Credential>> Askpass::ask(const CredentialQuery &query, const CancelToken &cancel) const
{
    const bool withPath = usesHttpPath(m_config, query.origin);
    const auto prompt = [&](QLatin1StringView what, const QString &user) -> QString {
        return what + " for '"_L1 + described(query, user, withPath) + "': "_L1;
    };
    const auto user = answerTo(prompt("Username"_L1, {}), false, cancel);
    if (!user)
        return fail(user.error());
    if (!*user)
        return std::optional<Credential>();
    const auto secret = answerTo(prompt("Password"_L1, (*user)->text), true, cancel);
    if (!secret)
        return fail(secret.error());
    if (!*secret || (*secret)->text.isEmpty())
        return std::optional<Credential>();
    return std::optional(
        Credential{.user = (*user)->text, .secret = (*secret)->text, .source = (*secret)->source});
}

} // namespace weightyard::settings
