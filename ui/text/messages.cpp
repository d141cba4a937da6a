#include "ui/text/messages.h"

#include "base/config_layout.h"
#include "ui/text/format.h"
#include "ui/text/special_cases.h"

#include <QDir>
#include <QFileInfo>

namespace weightyard::text {

using namespace Qt::Literals::StringLiterals;
using base::Error;
using base::ErrorKind;
using job::JobState;
using job::Notice;

namespace {

constexpr int kUnauthorized = 401; // nothing that the Hub takes for an account came with the request

QString printable(const QString &text)
{
    return withoutControls(text).simplified();
}

QString withoutStop(QString text)
{
    while (text.endsWith(u'.'))
        text.chop(1);
    return text;
}

QString withDetail(const QString &text, const QString &detail)
{
    return detail.isEmpty() ? text + u'.' : text + u": "_s + withoutStop(detail) + u'.';
}

// A record, a journal, a mark: nothing that a server sent.
bool isOwnFile(const Error &error)
{
    return error.context.url.isEmpty() && error.context.oid.isEmpty()
           && QDir::isAbsolutePath(error.context.path);
}

// One object of the model, which the repository has under this path.
bool isObject(const Error &error)
{
    return !error.context.oid.isEmpty() && !error.context.path.isEmpty()
           && !QDir::isAbsolutePath(error.context.path);
}

// Another window of the same settings (app/gui/single_instance.h).
bool isWindowLock(const Error &error)
{
    return base::ConfigLayout::isWindowLock(error.context.path);
}

// What the technical text says and where it happened.
QString cause(const Error &error)
{
    const QString detail = printable(error.detail);
    QString where = printable(error.context.url.isEmpty() ? error.context.path : error.context.url);
    if (isObject(error)) {
        const QString object = printable(error.context.path) + u", "_s
                               + Messages::tr("object %1").arg(printable(error.context.oid));
        where = error.context.url.isEmpty() ? object : object + u", "_s + where;
    }
    if (detail.isEmpty() || where.isEmpty())
        return detail + where;
    return u"%1 (%2)"_s.arg(withoutStop(detail), where);
}

} // namespace

QString Messages::sentence(const Error &error)
{
    const QString detail = cause(error);
    if (error.context.reason == base::ErrorReason::SetAside)
        return withDetail(tr("%1 cannot be used and was set aside")
                              .arg(printable(QFileInfo(error.context.path).fileName())),
                          detail);
    if (const QString lead = SpecialCases::lead(error); !lead.isEmpty())
        return withDetail(lead, SpecialCases::withoutCode(detail));
    switch (error.kind) {
    case ErrorKind::Network:
        return withDetail(tr("The connection failed"), detail);
    case ErrorKind::Timeout:
        return withDetail(tr("The server went silent"), detail);
    case ErrorKind::Tls:
        return withDetail(tr("The server's certificate was not accepted"), detail);
    case ErrorKind::Auth:
        return withDetail(tr("Access was refused; the repository is private, or there is none of this name"),
                          detail);
    case ErrorKind::Gated:
        if (error.context.httpStatus == kUnauthorized)
            return withDetail(tr("The model is gated: a token is needed"), SpecialCases::withoutCode(detail));
        return withDetail(tr("The model is gated, and this account has no access to it"),
                          SpecialCases::withoutCode(detail));
    case ErrorKind::NotFound:
        if (isObject(error))
            return withDetail(tr("The server does not have one of the model's files"), detail);
        return withDetail(tr("Not found"), detail);
    case ErrorKind::RateLimited:
        return withDetail(tr("The server asked to wait"), detail);
    case ErrorKind::Server:
        return withDetail(tr("The server has a problem"), detail);
    case ErrorKind::Protocol:
        if (isOwnFile(error))
            return withDetail(tr("A file of Weightyard's own cannot be used"), detail);
        return withDetail(tr("The server's answer makes no sense"), detail);
    case ErrorKind::Corrupt:
        if (isOwnFile(error))
            return withDetail(tr("A file of Weightyard's own is damaged"), detail);
        return withDetail(tr("The bytes received are damaged"), detail);
    case ErrorKind::DiskFull:
        if (error.context.bytesNeeded > 0)
            return withDetail(
                tr("Not enough room: %1 needed, %2 free")
                    .arg(formatBytes(error.context.bytesNeeded), formatBytes(error.context.bytesFree)),
                printable(error.context.path));
        return withDetail(tr("The disk is full, or cannot hold a file this large"), detail);
    case ErrorKind::Permission:
        return withDetail(tr("The system does not allow it"), detail);
    case ErrorKind::Conflict:
        if (error.context.reason == base::ErrorReason::NotHeld)
            return withDetail(tr("This disk cannot hold a file of the repository"), detail);
        return withDetail(tr("Something else is in the way"), detail);
    case ErrorKind::Unsafe:
        if (error.context.reason == base::ErrorReason::NotHeld)
            return withDetail(tr("The repository cannot be put on a disk as it is"), detail);
        return withDetail(tr("The repository was refused: it could write outside its folder"), detail);
    case ErrorKind::Internal:
        return withDetail(tr("Weightyard made a mistake"), detail);
    case ErrorKind::Usage:
        if (isOwnFile(error))
            return withDetail(tr("A file that was named cannot be used"), detail);
        return withDetail(tr("That was not understood"), detail);
    case ErrorKind::Prerequisite:
        return withDetail(tr("Something that this needs is missing"), detail);
    case ErrorKind::Busy:
        if (!error.context.oid.isEmpty())
            return withDetail(tr("Another download fetches what this one needs too"), detail);
        if (isWindowLock(error))
            return withDetail(tr("Another window of Weightyard is open and does not answer"), detail);
        return withDetail(tr("Another Weightyard is at work in this library"), detail);
    case ErrorKind::Disconnected:
        return withDetail(tr("The disk is not connected, or does not work"), detail);
    case ErrorKind::DiskFault:
        return withDetail(tr("The disk failed to read or write"), detail);
    case ErrorKind::Cancelled:
        return tr("Stopped.");
    }
    Q_UNREACHABLE();
}

bool Messages::isUnknownName(const Error &error)
{
    const base::ErrorContext &where = error.context;
    return error.kind == ErrorKind::NotFound && where.url.isEmpty() && where.path.isEmpty()
           && where.oid.isEmpty() && where.httpStatus == 0;
}

QString Messages::remedy(const Error &error)
{
    if (error.context.reason == base::ErrorReason::SetAside)
        return tr("Weightyard goes on with the defaults. What was in it is kept as %1; mend it and put it "
                  "back, or leave it.")
            .arg(printable(error.context.path + u".damaged"_s));
    if (const QString special = SpecialCases::remedy(error); !special.isEmpty())
        return special;
    switch (error.kind) {
    case ErrorKind::Network:
        return tr(
            "Check the connection and the proxy settings, then try again; it goes on where it stopped.");
    case ErrorKind::Timeout:
        return tr("Try again later; it goes on where it stopped.");
    case ErrorKind::Tls:
        return tr(
            "If your network has a certificate authority of its own, name its file in git's http.sslCAInfo.");
    case ErrorKind::Auth:
        return tr("Check the spelling. For a private model set HF_TOKEN, or store a credential with git.");
    case ErrorKind::Gated:
        return tr("Open the model's page in a browser, accept its licence, and set HF_TOKEN to a token of "
                  "that account.");
    case ErrorKind::NotFound:
        if (isUnknownName(error))
            return tr("weightyard-cli list shows the names; give a model that is not in it as OWNER/NAME.");
        if (isObject(error))
            return tr(
                "The repository names the file, but its bytes are missing on the server: tell the model's "
                "owner. git's lfs.fetchexclude leaves the file out.");
        return tr("Check the name and the revision on the model's page.");
    case ErrorKind::RateLimited:
        return tr("Wait a few minutes, then try again; signing in (HF_TOKEN) raises the limit.");
    case ErrorKind::Server:
        return tr("It usually passes: try again in a few minutes; it goes on where it stopped.");
    case ErrorKind::Protocol:
        if (isOwnFile(error))
            return tr("A newer Weightyard may have written it: update. Else move the file away; what it was "
                      "about is "
                      "looked at anew.");
        return tr("A proxy or a sign-in page of the network may be in between; open the address in a browser "
                  "to see.");
    case ErrorKind::Corrupt:
        if (isOwnFile(error))
            return tr("Move the file away; what it was about is looked at anew, and no model is touched.");
        return tr(
            "Try again. If it happens again, the file on the server is damaged: tell the model's owner.");
    case ErrorKind::DiskFull:
        return tr(
            "Make room, or choose another folder with --library or --into; what is here already is kept.");
    case ErrorKind::Permission:
        return tr("Choose a folder that you may write to, or change the folder's permissions.");
    case ErrorKind::Conflict:
        if (error.context.reason == base::ErrorReason::NotHeld)
            return tr("Choose a folder on another disk with --library or --into.");
        return tr("Move what is there away, or choose another folder with --library or --into.");
    case ErrorKind::Unsafe:
        if (error.context.reason == base::ErrorReason::NotHeld)
            return tr("Tell the repository's owner; nothing was written.");
        return tr("Do not use this repository, and tell its host about it.");
    case ErrorKind::Internal:
        return tr("Try again with --verbose and report what it says.");
    case ErrorKind::Usage:
        if (!error.context.path.isEmpty()) // a file or a setting that was named
            return tr("Mend it, or leave it out.");
        return tr("Give a model as OWNER/NAME or as the address of its page.");
    case ErrorKind::Prerequisite:
        return tr("Install it with the system's package manager, then try again.");
    case ErrorKind::Busy:
        if (!error.context.oid.isEmpty())
            return tr("It goes on by itself when the other one has it.");
        if (isWindowLock(error))
            return tr(
                "End that process, then start Weightyard again. If it runs nowhere any more, delete the "
                "file.");
        return tr("Wait until the other one has finished, or use another library.");
    case ErrorKind::Disconnected:
        return tr("Connect the disk and try again; it goes on where it stopped. Or choose another folder "
                  "with --library.");
    case ErrorKind::DiskFault:
        return tr(
            "The disk may be wearing out or its file system be damaged: check it, save what matters, or "
            "choose another folder with --library.");
    case ErrorKind::Cancelled:
        return {};
    }
    Q_UNREACHABLE();
}

QString Messages::notice(const Notice &notice)
{
    const QString detail = printable(notice.detail);
    switch (notice.kind) {
    case Notice::Kind::HistoryNested:
        return tr("The folder is inside the git work tree %1; the model gets a .git of its own.").arg(detail);
    case Notice::Kind::HistoryLeftOut:
        return tr("The folder is inside the git work tree %1, so the git history is left out.").arg(detail);
    case Notice::Kind::FullHistory:
        return tr("The server does not give out this commit by itself; fetching the whole history of %1.")
            .arg(detail);
    case Notice::Kind::Submodules:
        return tr("Submodules are not fetched; their folders stay empty: %1").arg(detail);
    case Notice::Kind::PartialBySettings:
        return tr("Partial by your settings: lfs.fetchinclude or lfs.fetchexclude leave %1.")
            .arg(counted(notice.count, tr("1 file as a pointer"), tr("%1 files as pointers")));
    case Notice::Kind::EmptyRepository:
        return tr("The repository has no files.");
    case Notice::Kind::HistoryKept:
        return tr("The model is here with its git history, which stays. To be rid of it, delete .git in %1.")
            .arg(detail);
    }
    Q_UNREACHABLE();
}

QString Messages::noticeOption(const Notice &notice)
{
    return notice.kind == Notice::Kind::HistoryLeftOut ? tr("With --keep-git it stays.") : QString();
}

QString Messages::state(const job::JobSnapshot &job, qint64 wallNowMs)
{
    switch (job.state) {
    case JobState::Queued:
        return tr("Queued");
    case JobState::Resolving:
        return tr("Resolving");
    case JobState::Transferring:
        return tr("Downloading");
    case JobState::Verifying:
        return tr("Verifying");
    case JobState::Publishing:
        return tr("Publishing");
    case JobState::Waiting:
        if (job.error && job.error->kind == ErrorKind::DiskFull)
            return tr("Waiting for room");
        if (job.error && job.error->kind == ErrorKind::Busy)
            return tr("Waiting for another model");
        if (job.waitUntilMs <= wallNowMs)
            return tr("Trying again"); // and no byte has come yet
        return tr("Waiting %1").arg(formatDuration(job.waitUntilMs - wallNowMs));
    case JobState::Paused:
        return tr("Paused");
    case JobState::Installed:
        return job.alreadyInstalled ? tr("Already here") : tr("Done");
    case JobState::Failed:
        return tr("Failed");
    case JobState::Cancelled:
        return tr("Stopped");
    }
    Q_UNREACHABLE();
}

} // namespace weightyard::text
