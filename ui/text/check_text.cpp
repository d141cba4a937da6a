#include "ui/text/check_text.h"

#include "ui/text/check_remedy.h"
#include "ui/text/format.h"

#include <QCoreApplication>
#include <QDir>

namespace weightyard::text {

using namespace Qt::Literals::StringLiterals;
using prerequisites::CheckId;
using prerequisites::CheckResult;
using prerequisites::CheckState;
using prerequisites::Finding;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Checks", text);
}

QString titleOf(CheckId id)
{
    switch (id) {
    case CheckId::Git:
        return tr("Git");
    case CheckId::GitLfs:
        return tr("Git LFS");
    case CheckId::Libgit2:
        return tr("libgit2");
    case CheckId::Library:
        return tr("Library folder");
    case CheckId::Space:
        return tr("Free space");
    case CheckId::Hub:
        return tr("Hub");
    case CheckId::DataHosts:
        return tr("Data hosts");
    }
    Q_UNREACHABLE();
}

QString stateOf(CheckState state)
{
    switch (state) {
    case CheckState::Running:
        return tr("Checking");
    case CheckState::Good:
        return tr("Good");
    case CheckState::Advice:
        return tr("Advice");
    case CheckState::Failed:
        return tr("Failed");
    case CheckState::TimedOut:
        return tr("No answer");
    }
    Q_UNREACHABLE();
}

QString whyOf(CheckId id)
{
    switch (id) {
    case CheckId::Git:
        return tr(
            "Downloads do not need it. Passwords that git keeps, and git pull in an installed model, do.");
    case CheckId::GitLfs:
        return tr("Downloads do not need it: our own LFS client is built in. git pull and git checkout in an "
                  "installed model do.");
    case CheckId::Libgit2:
        return tr("It reads the repositories; it is part of this program.");
    case CheckId::Library:
        return tr("Models are put there.");
    case CheckId::Space:
        return tr("A model needs its own size and 64 MiB, and some room stays free for the system.");
    case CheckId::Hub:
        return tr("Models, their sizes and their licences come from there.");
    case CheckId::DataHosts:
        return tr("The Hub sends the downloads themselves to these hosts; a firewall must let them through.");
    }
    Q_UNREACHABLE();
}

QString goodText(const CheckResult &result)
{
    const QString place = QDir::toNativeSeparators(result.place);
    switch (result.id) {
    case CheckId::Git:
    case CheckId::GitLfs:
        return tr("Version %1, %2").arg(result.version, place);
    case CheckId::Libgit2:
        return result.detail.isEmpty()
                   ? tr("Version %1, with threads and HTTPS").arg(result.version)
                   : tr("Version %1, with threads and HTTPS (%2)").arg(result.version, result.detail);
    case CheckId::Library:
        return tr("%1 can be written").arg(place);
    case CheckId::Space:
        return tr("%1 free on %2").arg(formatBytes(result.bytesFree), place);
    case CheckId::Hub:
        return tr("%1 answers").arg(place);
    case CheckId::DataHosts:
        return tr("They answer: %1").arg(result.place);
    }
    Q_UNREACHABLE();
}

QString withDetail(const QString &text, const QString &detail)
{
    return detail.isEmpty() ? text : u"%1 (%2)"_s.arg(text, detail);
}

QString problemText(const CheckResult &result)
{
    const QString place = QDir::toNativeSeparators(result.place);
    switch (result.finding) {
    case Finding::None:
        return {};
    case Finding::Missing:
        return tr("Not found on the PATH");
    case Finding::TooOld:
        return place.isEmpty() ? tr("Version %1 is too old").arg(result.version)
                               : tr("Version %1 is too old, %2").arg(result.version, place);
    case Finding::Corrupting:
        return tr("Version %1 damages files over 4 GiB, %2").arg(result.version, place);
    case Finding::CannotRun:
        return withDetail(tr("%1 does not work").arg(place), result.detail);
    case Finding::NoHttps:
        return tr("No TLS library for HTTPS was found");
    case Finding::NoThreads:
        return tr("Version %1 was built without threads").arg(result.version);
    case Finding::NotWritable:
        return withDetail(tr("%1 cannot be written").arg(place), result.detail);
    case Finding::NotConnected:
        return tr("The disk of %1 is not connected").arg(place);
    case Finding::LittleSpace:
        return tr("Only %1 free on %2").arg(formatBytes(result.bytesFree), place);
    case Finding::Unreachable:
        return withDetail(tr("No connection to %1").arg(place), result.detail);
    case Finding::TlsTrouble:
        return withDetail(tr("The certificate of %1 was not accepted").arg(place), result.detail);
    case Finding::WantsLogin:
        return tr("The proxy on the way to %1 wants a user and a password").arg(place);
    case Finding::ServerTrouble:
        return withDetail(tr("%1 has a problem").arg(place), result.detail);
    }
    Q_UNREACHABLE();
}

QString foundText(const CheckResult &result)
{
    switch (result.state) {
    case CheckState::Running:
        return tr("Looking…");
    case CheckState::Good:
        return goodText(result);
    case CheckState::TimedOut:
        return result.place.isEmpty()
                   ? tr("Nothing came in time")
                   : tr("Nothing came in time from %1").arg(QDir::toNativeSeparators(result.place));
    case CheckState::Advice:
    case CheckState::Failed:
        return problemText(result);
    }
    Q_UNREACHABLE();
}

} // namespace

CheckText checkText(const CheckResult &result, Packages packages)
{
    const Remedy remedy = remedyFor(result, packages);
    return {.title = titleOf(result.id),
            .state = stateOf(result.state),
            .found = foundText(result),
            .why = whyOf(result.id),
            .remedy = remedy.sentence,
            .command = remedy.command};
}

} // namespace weightyard::text
