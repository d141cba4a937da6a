#include "prerequisites/tool_checks.h"

#include "base/error_code.h"
#include "git/runtime.h"
#include "settings/tool_path.h"

#include <QRegularExpression>
#include <QSslSocket>

namespace weightyard::prerequisites {

using namespace Qt::Literals::StringLiterals;
using base::Result;

namespace {

constexpr qsizetype kLongestDetail = 200;
// Longer than any check may take: the runner's time-out cancels, and that ends the child.
constexpr std::chrono::seconds kChildTime{60};

struct Answer {
    bool ran = false;       ///< to its end, and happily
    QString text;           ///< what it said
    base::Cause cause = {}; ///< what went wrong
};

Answer ask(const QString &program, const QStringList &arguments, const base::Environment &environment,
           const base::CancelToken &cancel)
{
    settings::HelperCall call{.program = program,
                              .arguments = arguments,
                              .environment = settings::toolEnvironment(environment),
                              .timeout = kChildTime};
    call.environment.insert(u"GIT_TERMINAL_PROMPT"_s, u"0"_s);
    call.environment.insert(u"LC_ALL"_s, u"C"_s);
    const Result<settings::HelperOutput> output = settings::runHelper(call, cancel);
    if (!output)
        return {.text = output.error().detail, .cause = output.error().cause};
    if (output->exitCode != 0)
        return {.cause = output->exitCode < 0
                             ? base::ErrorCode::Crashed
                             : base::Cause(base::ErrorCode::EndedWithCode, output->exitCode)};
    return {.ran = true, .text = QString::fromUtf8(output->out).left(kLongestDetail).simplified()};
}

QVersionNumber versionIn(const QString &output, const QRegularExpression &pattern)
{
    const QRegularExpressionMatch match = pattern.match(output);
    return match.hasMatch() ? QVersionNumber::fromString(match.captured(1)) : QVersionNumber();
}

CheckResult cannotRun(CheckId id, const QString &place, const base::Cause &why, const QString &said = {})
{
    return {.id = id,
            .state = CheckState::Advice,
            .finding = Finding::CannotRun,
            .place = place,
            .cause = why,
            .detail = said};
}

CheckResult judgeGitLfs(const QString &output)
{
    const QVersionNumber version = gitLfsVersion(output);
    if (version.isNull())
        return cannotRun(CheckId::GitLfs, {}, base::Cause(base::ErrorCode::NoVersionIn, output));
    const bool tooOld = version < QVersionNumber(2, 0);
    return {.id = CheckId::GitLfs,
            .state = tooOld ? CheckState::Advice : CheckState::Good,
            .finding = tooOld ? Finding::TooOld : Finding::None,
            .version = version.toString()};
}

} // namespace

QVersionNumber gitVersion(const QString &output)
{
    static const QRegularExpression pattern(uR"(^git version (\d+\.\d+(?:\.\d+)*))"_s);
    return versionIn(output, pattern);
}

QVersionNumber gitLfsVersion(const QString &output)
{
    static const QRegularExpression pattern(uR"(^git-lfs/(\d+\.\d+(?:\.\d+)*))"_s);
    return versionIn(output, pattern);
}

CheckResult judgeGit(const QString &output)
{
    const QVersionNumber version = gitVersion(output);
    if (version.isNull())
        return cannotRun(CheckId::Git, {}, base::Cause(base::ErrorCode::NoVersionIn, output));
    CheckResult result{.id = CheckId::Git, .state = CheckState::Good, .version = version.toString()};
    if (version < QVersionNumber(2, 20))
        result.finding = Finding::TooOld;
    if (output.contains(".windows."_L1) && version < QVersionNumber(2, 34))
        result.finding = Finding::Corrupting;
    if (result.finding != Finding::None)
        result.state = CheckState::Advice;
    return result;
}

CheckResult checkGit(const base::Environment &environment, const base::CancelToken &cancel)
{
    const QString path = settings::toolPath(u"git"_s, environment, cancel);
    if (path.isEmpty())
        return {.id = CheckId::Git, .state = CheckState::Advice, .finding = Finding::Missing};
    const Answer answer = ask(path, {u"--version"_s}, environment, cancel);
    if (!answer.ran)
        return cannotRun(CheckId::Git, path, answer.cause, answer.text);
    CheckResult result = judgeGit(answer.text);
    result.place = path;
    return result;
}

CheckResult checkGitLfs(const base::Environment &environment, const base::CancelToken &cancel)
{
    QString path = settings::toolPath(u"git-lfs"_s, environment, cancel);
    QStringList arguments{u"version"_s};
    const bool isOwnProgram = !path.isEmpty();
    if (!isOwnProgram) {
        // Git for Windows and some bundles keep it where only git finds it.
        path = settings::toolPath(u"git"_s, environment, cancel);
        arguments.prepend(u"lfs"_s);
    }
    const Answer answer = path.isEmpty() ? Answer() : ask(path, arguments, environment, cancel);
    if (!answer.ran && !isOwnProgram)
        return {.id = CheckId::GitLfs, .state = CheckState::Advice, .finding = Finding::Missing};
    if (!answer.ran)
        return cannotRun(CheckId::GitLfs, path, answer.cause, answer.text);
    CheckResult result = judgeGitLfs(answer.text);
    result.place = path;
    return result;
}

CheckResult checkLibgit2()
{
    const git::Runtime::Version version = git::Runtime::version();
    // Our own transport carries libgit2's requests, so HTTPS is Qt's. Its name goes without the date that OpenSSL adds.
    const QString tls = QSslSocket::sslLibraryVersionString().section(u' ', 0, 1);
    CheckResult result{
        .id = CheckId::Libgit2, .state = CheckState::Failed, .version = version.text, .detail = tls};
    if (!version.shallowFetch)
        result.finding = Finding::TooOld;
    else if (!version.threads)
        result.finding = Finding::NoThreads;
    else if (!QSslSocket::supportsSsl())
        result.finding = Finding::NoHttps;
    else
        result.state = CheckState::Good;
    return result;
}

} // namespace weightyard::prerequisites
