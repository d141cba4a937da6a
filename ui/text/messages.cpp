#include "ui/text/messages.h"

#include "base/config_layout.h"
#include "ui/text/cause_text.h"
#include "ui/text/format.h"
#include "ui/text/sentence.h"
#include "ui/text/special_cases.h"

#include <QDir>
#include <QFileInfo>
#include <QUrl>
#include <algorithm>

namespace weightyard::text {

using namespace Qt::Literals::StringLiterals;
using base::Error;
using base::ErrorKind;

namespace {

constexpr auto kHiddenQuery = "?***"_L1; // base::redacted()
constexpr int kUnauthorized = 401;       // nothing that the Hub takes for an account came with the request

QString printable(const QString &text)
{
    return withoutControls(text).simplified();
}

QString withDetail(const QString &text, const QString &detail)
{
    if (detail.startsWith(text, Qt::CaseInsensitive)) // the cause says what the kind says
        return text::sentence(text + detail.mid(text.size()));
    return text::sentence(withReason(text, withoutStop(detail)));
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
QString cause(const Error &error, bool isBrief)
{
    const QString detail = printable(causeText(error.cause, error.detail));
    const bool isPath = error.context.url.isEmpty() || (isBrief && isObject(error));
    QString where = printable(isPath ? error.context.path : error.context.url);
    if (const QString host = QUrl(error.context.url).authority(); isBrief && !isPath && !host.isEmpty())
        where = printable(host);
    if (where.endsWith(kHiddenQuery)) // which tells a person nothing
        where.chop(kHiddenQuery.size());
    if (error.context.line > 0)
        where = Messages::tr("%1, line %2").arg(where).arg(error.context.line);
    if (isObject(error) && !isBrief) {
        const QString object = printable(error.context.path) + u", "_s
                               + Messages::tr("object %1").arg(printable(error.context.oid));
        where = error.context.url.isEmpty() ? object : object + u", "_s + where;
    }
    if (detail.isEmpty() || where.isEmpty())
        return detail + where;
    if (error.cause.values.contains(where) && detail.contains(where)) // its sentence names it
        return detail;
    return inBrackets(withoutStop(detail), where);
}

bool always(const Error &)
{
    return true;
}

// The repository itself, or the disk, is why a file cannot be put there.
bool isNotHeld(const Error &error)
{
    return error.context.reason == base::ErrorReason::NotHeld;
}

bool isUnauthorized(const Error &error)
{
    return error.context.httpStatus == kUnauthorized;
}

bool hasFigures(const Error &error)
{
    return error.context.bytesNeeded > 0;
}

bool isOfSharedObject(const Error &error)
{
    return !error.context.oid.isEmpty();
}

bool namesFile(const Error &error)
{
    return !error.context.path.isEmpty();
}

/// What went wrong and what helps, by kind; the first row that applies.
struct Row {
    ErrorKind kind;
    bool (*applies)(const Error &error);
    const char *sentence;
    const char *remedy;
};

constexpr Row kRows[] = {
    {ErrorKind::Network, always, QT_TRANSLATE_NOOP("Messages", "The connection failed"),
     QT_TRANSLATE_NOOP("Messages",
                       "Check the connection and the proxy settings, then try again; it goes on where it "
                       "stopped.")},
    {ErrorKind::Timeout, always, QT_TRANSLATE_NOOP("Messages", "The server went silent"),
     QT_TRANSLATE_NOOP("Messages", "Try again later; it goes on where it stopped.")},
    {ErrorKind::Tls, always, QT_TRANSLATE_NOOP("Messages", "The server's certificate was not accepted"),
     QT_TRANSLATE_NOOP("Messages",
                       "If your network has a certificate authority of its own, name its file in git's "
                       "http.sslCAInfo.")},
    {ErrorKind::Auth, always,
     QT_TRANSLATE_NOOP("Messages",
                       "Access was refused; the repository is private, or there is none of this name"),
     QT_TRANSLATE_NOOP(
         "Messages",
         "Check the spelling. For a private model sign in or set HF_TOKEN, or store a credential with git.")},
    {ErrorKind::Gated, isUnauthorized, QT_TRANSLATE_NOOP("Messages", "The model is gated: a token is needed"),
     QT_TRANSLATE_NOOP("Messages",
                       "Open the model's page in a browser, accept its licence, and sign in or set HF_TOKEN, "
                       "with a token of that account.")},
    {ErrorKind::Gated, always,
     QT_TRANSLATE_NOOP("Messages", "The model is gated, and this account has no access to it"),
     QT_TRANSLATE_NOOP("Messages",
                       "Open the model's page in a browser, accept its licence, and sign in or set HF_TOKEN, "
                       "with a token of that account.")},
    {ErrorKind::NotFound, isObject,
     QT_TRANSLATE_NOOP("Messages", "The server does not have one of the model's files"),
     QT_TRANSLATE_NOOP(
         "Messages",
         "The repository names the file, but its bytes are missing on the server: tell the model's "
         "owner. git's lfs.fetchexclude leaves the file out.")},
    {ErrorKind::NotFound, Messages::isUnknownName, QT_TRANSLATE_NOOP("Messages", "Not found"),
     QT_TRANSLATE_NOOP("Messages",
                       "weightyard-cli list shows the names; give a model that is not in it as OWNER/NAME.")},
    {ErrorKind::NotFound, always, QT_TRANSLATE_NOOP("Messages", "Not found"),
     QT_TRANSLATE_NOOP("Messages", "Check the name and the revision on the model's page.")},
    {ErrorKind::RateLimited, always, QT_TRANSLATE_NOOP("Messages", "The server asked to wait"),
     QT_TRANSLATE_NOOP("Messages",
                       "Wait a few minutes, then try again; without a token the limit is lower.")},
    {ErrorKind::Server, always, QT_TRANSLATE_NOOP("Messages", "The server has a problem"),
     QT_TRANSLATE_NOOP("Messages",
                       "It usually passes: try again in a few minutes; it goes on where it stopped.")},
    {ErrorKind::Protocol, isOwnFile,
     QT_TRANSLATE_NOOP("Messages", "A file of Weightyard's own cannot be used"),
     QT_TRANSLATE_NOOP("Messages",
                       "A newer Weightyard may have written it: update. Else move the file away; what it "
                       "was about is looked at anew.")},
    {ErrorKind::Protocol, always, QT_TRANSLATE_NOOP("Messages", "The server's answer makes no sense"),
     QT_TRANSLATE_NOOP("Messages",
                       "A proxy or a sign-in page of the network may be in between; open the address in a "
                       "browser to see.")},
    {ErrorKind::Corrupt, isOwnFile, QT_TRANSLATE_NOOP("Messages", "A file of Weightyard's own is damaged"),
     QT_TRANSLATE_NOOP("Messages",
                       "Move the file away; what it was about is looked at anew, and no model is touched.")},
    {ErrorKind::Corrupt, always, QT_TRANSLATE_NOOP("Messages", "The bytes received are damaged"),
     QT_TRANSLATE_NOOP("Messages",
                       "Try again. If it happens again, the file on the server is damaged: tell the "
                       "model's owner.")},
    {ErrorKind::DiskFull, hasFigures, QT_TRANSLATE_NOOP("Messages", "Not enough room: %1 needed, %2 free"),
     QT_TRANSLATE_NOOP("Messages",
                       "Make room, or choose another folder with --library or --into; what is here "
                       "already is kept.")},
    {ErrorKind::DiskFull, always,
     QT_TRANSLATE_NOOP("Messages", "The disk is full, or cannot hold a file this large"),
     QT_TRANSLATE_NOOP("Messages",
                       "Make room, or choose another folder with --library or --into; what is here "
                       "already is kept.")},
    {ErrorKind::Permission, always, QT_TRANSLATE_NOOP("Messages", "The system does not allow it"),
     QT_TRANSLATE_NOOP("Messages",
                       "Choose a folder that you may write to, or change the folder's permissions.")},
    {ErrorKind::Conflict, isNotHeld,
     QT_TRANSLATE_NOOP("Messages", "This disk cannot hold a file of the repository"),
     QT_TRANSLATE_NOOP("Messages", "Choose a folder on another disk with --library or --into.")},
    {ErrorKind::Conflict, always, QT_TRANSLATE_NOOP("Messages", "Something else is in the way"),
     QT_TRANSLATE_NOOP("Messages",
                       "Move what is there away, or choose another folder with --library or --into.")},
    {ErrorKind::Unsafe, isNotHeld,
     QT_TRANSLATE_NOOP("Messages", "The repository cannot be put on a disk as it is"),
     QT_TRANSLATE_NOOP("Messages", "Tell the repository's owner; nothing was written.")},
    {ErrorKind::Unsafe, always,
     QT_TRANSLATE_NOOP("Messages", "The repository was refused: it could write outside its folder"),
     QT_TRANSLATE_NOOP("Messages", "Do not use this repository, and tell its host about it.")},
    {ErrorKind::Internal, always, QT_TRANSLATE_NOOP("Messages", "Weightyard made a mistake"),
     QT_TRANSLATE_NOOP("Messages", "Try again with --verbose and report what it says.")},
    {ErrorKind::Usage, isOwnFile, QT_TRANSLATE_NOOP("Messages", "A file that was named cannot be used"),
     QT_TRANSLATE_NOOP("Messages", "Mend it, or leave it out.")},
    {ErrorKind::Usage, namesFile, QT_TRANSLATE_NOOP("Messages", "That was not understood"),
     QT_TRANSLATE_NOOP("Messages", "Mend it, or leave it out.")},
    {ErrorKind::Usage, always, QT_TRANSLATE_NOOP("Messages", "That was not understood"),
     QT_TRANSLATE_NOOP("Messages", "Give a model as OWNER/NAME or as the address of its page.")},
    {ErrorKind::Prerequisite, always, QT_TRANSLATE_NOOP("Messages", "Something that this needs is missing"),
     QT_TRANSLATE_NOOP("Messages", "Install it with the system's package manager, then try again.")},
    {ErrorKind::Busy, isOfSharedObject,
     QT_TRANSLATE_NOOP("Messages", "Another download fetches what this one needs too"),
     QT_TRANSLATE_NOOP("Messages", "It goes on by itself when the other one has it.")},
    {ErrorKind::Busy, isWindowLock,
     QT_TRANSLATE_NOOP("Messages", "Another window of Weightyard is open and does not answer"),
     QT_TRANSLATE_NOOP("Messages",
                       "End that process, then start Weightyard again. If it runs nowhere any more, "
                       "delete the file.")},
    {ErrorKind::Busy, always, QT_TRANSLATE_NOOP("Messages", "Another Weightyard is at work in this library"),
     QT_TRANSLATE_NOOP("Messages", "Wait until the other one has finished, or use another library.")},
    {ErrorKind::Disconnected, always,
     QT_TRANSLATE_NOOP("Messages", "The disk is not connected, or does not work"),
     QT_TRANSLATE_NOOP("Messages",
                       "Connect the disk and try again; it goes on where it stopped. Or choose another "
                       "folder with --library.")},
    {ErrorKind::DiskFault, always, QT_TRANSLATE_NOOP("Messages", "The disk failed to read or write"),
     QT_TRANSLATE_NOOP("Messages",
                       "The disk may be wearing out or its file system be damaged: check it, save what "
                       "matters, or choose another folder with --library.")},
    {ErrorKind::Cancelled, always, QT_TRANSLATE_NOOP("Messages", "Stopped."), ""},
};

const Row &rowOf(const Error &error)
{
    const auto row = std::find_if(std::begin(kRows), std::end(kRows), [&](const Row &one) {
        return one.kind == error.kind && one.applies(error);
    });
    Q_ASSERT(row != std::end(kRows)); // messages_test enumerates all kinds
    return *row;
}

QString sentenceOf(const Error &error, const QString &detail)
{
    if (error.context.reason == base::ErrorReason::SetAside)
        return withDetail(Messages::tr("%1 cannot be used and was set aside")
                              .arg(printable(QFileInfo(error.context.path).fileName())),
                          detail);
    if (const QString lead = SpecialCases::lead(error); !lead.isEmpty())
        return withDetail(lead, SpecialCases::withoutCode(detail));
    if (error.kind == ErrorKind::Cancelled)
        return Messages::tr("Stopped.");
    const QString text = Messages::tr(rowOf(error).sentence);
    if (error.kind == ErrorKind::DiskFull && error.context.bytesNeeded > 0)
        return withDetail(
            text.arg(formatBytes(error.context.bytesNeeded), formatBytes(error.context.bytesFree)),
            printable(error.context.path));
    return withDetail(text, error.kind == ErrorKind::Gated ? SpecialCases::withoutCode(detail) : detail);
}

} // namespace

QString Messages::sentence(const Error &error)
{
    return sentenceOf(error, cause(error, false));
}

QString Messages::brief(const Error &error)
{
    return sentenceOf(error, cause(error, true));
}

bool Messages::isUnknownName(const Error &error)
{
    const base::ErrorContext &where = error.context;
    return error.kind == ErrorKind::NotFound && where.url.isEmpty() && where.path.isEmpty()
           && where.oid.isEmpty() && where.httpStatus == 0;
}

QString Messages::ownRemedy(const Error &error)
{
    return SpecialCases::remedy(error);
}

QString Messages::remedy(const Error &error)
{
    if (error.context.reason == base::ErrorReason::SetAside)
        return tr("Weightyard goes on with the defaults. What was in it is kept as %1; mend it and put it "
                  "back, or leave it.")
            .arg(printable(error.context.path + u".damaged"_s));
    if (const QString special = ownRemedy(error); !special.isEmpty())
        return special;
    const char *remedy = rowOf(error).remedy;
    return *remedy == '\0' ? QString() : tr(remedy);
}

} // namespace weightyard::text
