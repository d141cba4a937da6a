#include "ui/text/check_remedy.h"

#include "ui/text/tr_contexts.h"

namespace weightyard::text {

using namespace Qt::Literals::StringLiterals;
using prerequisites::CheckId;
using prerequisites::CheckResult;
using prerequisites::CheckState;
using prerequisites::Finding;

namespace {

/// `package` is called the same everywhere but by winget.
QString installCommand(Packages packages, const QString &package, const QString &wingetId)
{
    switch (packages) {
    case Packages::Apt:
        return u"sudo apt install "_s + package;
    case Packages::Dnf:
        return u"sudo dnf install "_s + package;
    case Packages::Pacman:
        return u"sudo pacman -S "_s + package;
    case Packages::Zypper:
        return u"sudo zypper install "_s + package;
    case Packages::Apk:
        return u"sudo apk add "_s + package;
    case Packages::Brew:
        return u"brew install "_s + package;
    case Packages::Winget:
        return u"winget install --exact --id "_s + wingetId;
    case Packages::Unknown:
        return {};
    }
    Q_UNREACHABLE();
}

Remedy toolRemedy(const CheckResult &result, Packages packages)
{
    const bool isGit = result.id == CheckId::Git;
    const QString command =
        installCommand(packages, isGit ? u"git"_s : u"git-lfs"_s, isGit ? u"Git.Git"_s : u"GitHub.GitLFS"_s);
    const QString page = isGit ? u"https://git-scm.com/downloads"_s : u"https://git-lfs.com"_s;
    if (result.state == CheckState::TimedOut || result.finding == Finding::CannotRun)
        return {.sentence = Checks::tr(
                    "Run it in a terminal to see what it says; installing it anew helps most of the time."),
                .command = command};
    const bool isThere = result.finding == Finding::TooOld || result.finding == Finding::Corrupting;
    if (command.isEmpty())
        return {.sentence =
                    isThere ? Checks::tr("Update it: %1").arg(page) : Checks::tr("Install it: %1").arg(page),
                .command = {}};
    return {.sentence = isThere
                            ? Checks::tr("Update it; where the system's own is this old, see %1.").arg(page)
                            : Checks::tr("Install it if you want these."),
            .command = command};
}

Remedy networkRemedy(const CheckResult &result)
{
    switch (result.finding) {
    case Finding::TlsTrouble:
        return {.sentence = Checks::tr(
                    "If your network has a certificate authority of its own, name its file to git; we "
                    "read the same setting. Check the clock, too."),
                .command = u"git config --global http.sslCAInfo /path/to/ca.pem"_s};
    case Finding::WantsLogin:
        return {.sentence =
                    Checks::tr("Name the proxy with user and password to git; we read the same setting."),
                .command = u"git config --global http.proxy http://USER:PASSWORD@HOST:PORT"_s};
    case Finding::ServerTrouble:
        return {.sentence = Checks::tr("Try again later, or use a mirror: set HF_ENDPOINT to its address."),
                .command = {}};
    case Finding::TokenRefused:
        return {.sentence =
                    Checks::tr("Models that are open to all can be had without. For others make a new "
                               "token on the Hub's page and put it there in place of this one."),
                .command = {}};
    default:
        break;
    }
    if (result.id == CheckId::DataHosts && result.state == CheckState::Advice)
        return {.sentence = Checks::tr(
                    "Downloads may work all the same. If they stall, ask whoever runs the firewall to let "
                    "these hosts through."),
                .command = {}};
    return {.sentence =
                Checks::tr("Check the connection, the proxy settings and the firewall; or use a mirror: set "
                           "HF_ENDPOINT to its address."),
            .command = {}};
}

Remedy libraryRemedy(const CheckResult &result)
{
    switch (result.finding) {
    case Finding::NotConnected:
        return {.sentence = Checks::tr("Connect the disk, or choose another library folder."), .command = {}};
    case Finding::LittleSpace:
        return {.sentence = Checks::tr("Make room, or choose a library folder on another disk."),
                .command = {}};
    default:
        break;
    }
    if (result.state == CheckState::TimedOut)
        return {.sentence =
                    Checks::tr("A network drive that is gone answers like this: connect it again, or choose "
                               "another library folder."),
                .command = {}};
    return {.sentence =
                Checks::tr("Choose another library folder, or give yourself the right to write there."),
            .command = {}};
}

} // namespace

Remedy remedyFor(const CheckResult &result, Packages packages)
{
    if (result.state == CheckState::Good || result.state == CheckState::Running)
        return {};
    switch (result.id) {
    case CheckId::Git:
    case CheckId::GitLfs:
        return toolRemedy(result, packages);
    case CheckId::Libgit2:
        return {.sentence = Checks::tr(
                    "Build or install this program anew: it needs libgit2 1.9 or later with threads, and "
                    "a TLS library (OpenSSL 3)."),
                .command = {}};
    case CheckId::Library:
    case CheckId::Space:
        return libraryRemedy(result);
    case CheckId::Hub:
    case CheckId::DataHosts:
        return networkRemedy(result);
    }
    Q_UNREACHABLE();
}

} // namespace weightyard::text
