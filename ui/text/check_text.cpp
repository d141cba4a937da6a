#include "ui/text/check_text.h"

#include "ui/text/cause_text.h"
#include "ui/text/check_remedy.h"
#include "ui/text/format.h"
#include "ui/text/sentence.h"
#include "ui/text/tr_contexts.h"

#include <QDir>

namespace weightyard::text {

using namespace Qt::Literals::StringLiterals;
using prerequisites::CheckId;
using prerequisites::CheckResult;
using prerequisites::CheckState;
using prerequisites::Finding;

namespace {

QString titleOf(CheckId id)
{
    switch (id) {
    case CheckId::Git:
        return Checks::tr("Git");
    case CheckId::GitLfs:
        return Checks::tr("Git LFS");
    case CheckId::Libgit2:
        return Checks::tr("libgit2");
    case CheckId::Library:
        return Checks::tr("Library folder");
    case CheckId::Space:
        return Checks::tr("Free space");
    case CheckId::Hub:
        return Checks::tr("Hub");
    case CheckId::DataHosts:
        return Checks::tr("Data hosts");
    }
    Q_UNREACHABLE();
}

QString stateOf(CheckState state)
{
    switch (state) {
    case CheckState::Running:
        return Checks::tr("Checking");
    case CheckState::Good:
        return Checks::tr("Good");
    case CheckState::Advice:
        return Checks::tr("Advice");
    case CheckState::Failed:
        return Checks::tr("Failed");
    case CheckState::TimedOut:
        return Checks::tr("No answer");
    }
    Q_UNREACHABLE();
}

QString whyOf(CheckId id)
{
    switch (id) {
    case CheckId::Git:
        return Checks::tr(
            "Downloads do not need it. Passwords that git keeps, and git pull in an installed model, do.");
    case CheckId::GitLfs:
        return Checks::tr(
            "Downloads do not need it: our own LFS client is built in. git pull and git checkout in an "
            "installed model do.");
    case CheckId::Libgit2:
        return Checks::tr("It reads the repositories; it is part of this program.");
    case CheckId::Library:
        return Checks::tr("Models are put there.");
    case CheckId::Space:
        return Checks::tr("A model needs its own size and 64 MiB, and some room stays free for the system.");
    case CheckId::Hub:
        return Checks::tr("Models, their sizes and their licences come from there.");
    case CheckId::DataHosts:
        return Checks::tr(
            "The Hub sends the downloads themselves to these hosts; a firewall must let them through.");
    }
    Q_UNREACHABLE();
}

QString goodText(const CheckResult &result)
{
    const QString place = QDir::toNativeSeparators(result.place);
    switch (result.id) {
    case CheckId::Git:
    case CheckId::GitLfs:
        return Checks::tr("Version %1, %2").arg(result.version, place);
    case CheckId::Libgit2:
        return result.detail.isEmpty()
                   ? Checks::tr("Version %1, with threads and HTTPS").arg(result.version)
                   : Checks::tr("Version %1, with threads and HTTPS (%2)").arg(result.version, result.detail);
    case CheckId::Library:
        return Checks::tr("%1 can be written").arg(place);
    case CheckId::Space:
        return Checks::tr("%1 free on %2").arg(formatBytes(result.bytesFree), place);
    case CheckId::Hub:
        return Checks::tr("%1 answers").arg(place);
    case CheckId::DataHosts:
        return Checks::tr("They answer: %1").arg(result.place);
    }
    Q_UNREACHABLE();
}

QString problemText(const CheckResult &result)
{
    const QString place = QDir::toNativeSeparators(result.place);
    switch (result.finding) {
    case Finding::None:
        return {};
    case Finding::Missing:
        return Checks::tr("Not found on the PATH");
    case Finding::TooOld:
        return place.isEmpty() ? Checks::tr("Version %1 is too old").arg(result.version)
                               : Checks::tr("Version %1 is too old, %2").arg(result.version, place);
    case Finding::Corrupting:
        return Checks::tr("Version %1 damages files over 4 GiB, %2").arg(result.version, place);
    case Finding::CannotRun:
        return inBrackets(Checks::tr("%1 does not work").arg(place), causeText(result.cause, result.detail));
    case Finding::NoHttps:
        return Checks::tr("No TLS library for HTTPS was found");
    case Finding::NoThreads:
        return Checks::tr("Version %1 was built without threads").arg(result.version);
    case Finding::NotWritable:
        return inBrackets(Checks::tr("%1 cannot be written").arg(place),
                          causeText(result.cause, result.detail));
    case Finding::NotConnected:
        return Checks::tr("The disk of %1 is not connected").arg(place);
    case Finding::LittleSpace:
        return Checks::tr("Only %1 free on %2").arg(formatBytes(result.bytesFree), place);
    case Finding::Unreachable:
        return inBrackets(Checks::tr("No connection to %1").arg(place),
                          causeText(result.cause, result.detail));
    case Finding::TlsTrouble:
        return inBrackets(Checks::tr("The certificate of %1 was not accepted").arg(place),
                          causeText(result.cause, result.detail));
    case Finding::WantsLogin:
        return Checks::tr("The proxy on the way to %1 wants a user and a password").arg(place);
    case Finding::ServerTrouble:
        return inBrackets(Checks::tr("%1 has a problem").arg(place), causeText(result.cause, result.detail));
    case Finding::TokenRefused:
        return Checks::tr("%1 answers, and refuses the token in %2").arg(place, result.tokenPlace);
    }
    Q_UNREACHABLE();
}

QString foundText(const CheckResult &result)
{
    switch (result.state) {
    case CheckState::Running:
        return Checks::tr("Looking…");
    case CheckState::Good:
        return goodText(result);
    case CheckState::TimedOut:
        return result.place.isEmpty()
                   ? Checks::tr("Nothing came in time")
                   : Checks::tr("Nothing came in time from %1").arg(QDir::toNativeSeparators(result.place));
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
