#include "settings/git_credential.h"

#include "base/control_characters.h"
#include "base/error_code.h"
#include "base/log.h"
#include "settings/askpass.h"
#include "settings/helper_process.h"
#include "settings/tool_path.h"

#include <QMap>

namespace weightyard::settings {

using namespace Qt::Literals::StringLiterals;
using base::CancelToken;
using base::Cause;
using base::Credential;
using base::CredentialQuery;
using base::ErrorCode;
using base::ErrorKind;
using base::Result;

namespace {

constexpr std::chrono::milliseconds kFillTime{30'000};
constexpr std::chrono::milliseconds kPromptTime{300'000}; // somebody types
constexpr std::chrono::milliseconds kTellTime{5'000};

QString hostField(const base::Origin &origin)
{
    return origin.toString().section(
        u'/', 2); // the default port stays out, as in the URLs that git itself asks for
}

base::Failure nonsense()
{
    return base::fail(ErrorKind::Auth, ErrorCode::NotCredential);
}

} // namespace

Result<QByteArray> credentialLines(const CredentialQuery &query, const Credential &credential)
{
    QByteArray lines;
    const auto fields = {std::pair{"protocol"_ba, query.origin.scheme},
                         std::pair{"host"_ba, hostField(query.origin)}, std::pair{"path"_ba, query.path},
                         std::pair{"username"_ba, credential.user},
                         std::pair{"password"_ba, credential.secret}};
    for (const auto &[name, value] : fields) {
        if (base::hasControls(value))
            return base::fail(ErrorKind::Usage, Cause(ErrorCode::UrlControl, QString::fromLatin1(name)));
        if (!value.isEmpty())
            lines += name + '=' + value.toUtf8() + '\n';
    }
    return lines + '\n';
}

Result<std::optional<Credential>> parseFilled(const QByteArray &output, const base::Origin &origin)
{
    QMap<QByteArray, QString> fields;
    QList<QByteArray> lines = output.split('\n');
    if (lines.takeLast() != QByteArray() || output.contains('\0'))
        return nonsense();
    for (const QByteArray &line : lines) {
        const qsizetype equals = line.indexOf('=');
        if (line.isEmpty())
            break;
        if (equals <= 0)
            return nonsense();
        const QString value = QString::fromUtf8(line.mid(equals + 1));
        if (base::hasControls(value))
            return nonsense();
        fields.insert(line.left(equals), value);
    }
    const QString host = hostField(origin);
    if (fields.value("protocol"_ba, origin.scheme) != origin.scheme
        || fields.value("host"_ba, host).toLower() != host)
        return nonsense();
    const QString secret = fields.value("password"_ba);
    if (secret.isEmpty())
        return std::optional<Credential>();
    return std::optional<Credential>(
        Credential{.user = fields.value("username"_ba), .secret = secret, .source = u"git credential"_s});
}

GitCredential::GitCredential(base::Environment environment, const base::ConfigEntries &config, bool mayPrompt)
    : m_environment(std::move(environment)),
      m_mayPrompt(mayPrompt),
      m_hasAskpass(!askpassProgram(m_environment, config).program.isEmpty())
{}

HelperCall GitCredential::call(const QString &program, const QString &verb, const QByteArray &input) const
{
    HelperCall call{.program = program,
                    .arguments = {u"credential"_s, verb},
                    .environment = toolEnvironment(m_environment),
                    .input = input,
                    .timeout = m_mayPrompt || m_hasAskpass ? kPromptTime : kFillTime,
                    .detachedFromTerminal = !m_mayPrompt};
    if (!m_mayPrompt) {
        call.environment.insert(u"GIT_TERMINAL_PROMPT"_s, u"0"_s);
        call.environment.insert(u"GCM_INTERACTIVE"_s, u"never"_s);
        if (!m_hasAskpass) // which it would leave out, too
            call.arguments = QStringList{u"-c"_s, u"credential.interactive=false"_s} + call.arguments;
    }
    return call;
}

Result<std::optional<Credential>> GitCredential::find(const CredentialQuery &query, const CancelToken &cancel)
{
    const Result<QByteArray> lines = credentialLines(query, {});
    if (!lines)
        return base::fail(lines.error());
    const QString git = toolPath(u"git"_s, m_environment, cancel);
    if (git.isEmpty())
        return std::optional<Credential>();
    const Result<HelperOutput> output = runHelper(call(git, u"fill"_s, *lines), cancel);
    if (!output)
        return base::fail(output.error());
    if (output->exitCode != 0) { // nobody knew and nobody may be asked
        qCDebug(base::lcSettings) << "git credential fill ended with" << output->exitCode;
        return std::optional<Credential>();
    }
    return parseFilled(output->out, query.origin);
}

void GitCredential::tell(const QString &verb, const CredentialQuery &query, const Credential &credential,
                         const CancelToken &cancel) const
{
    const Result<QByteArray> lines = credentialLines(query, credential);
    const QString git = toolPath(u"git"_s, m_environment, cancel);
    if (!lines || git.isEmpty())
        return;
    HelperCall telling = call(git, verb, *lines);
    telling.timeout = kTellTime;
    const auto told = runHelper(telling, cancel);
    if (!cancel.isCancelled() && (!told || told->exitCode != 0))
        qCWarning(base::lcSettings) << "git credential" << verb << "did not work";
}

void GitCredential::approve(const CredentialQuery &query, const Credential &credential,
                            const CancelToken &cancel)
{
    tell(u"approve"_s, query, credential, cancel);
}

void GitCredential::reject(const CredentialQuery &query, const Credential &credential,
                           const CancelToken &cancel)
{
    tell(u"reject"_s, query, credential, cancel);
}

} // namespace weightyard::settings
