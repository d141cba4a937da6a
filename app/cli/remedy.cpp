#include "app/cli/remedy.h"

#include "app/cli/cli_text.h"
#include "app/cli/command_table.h"
#include "base/error_code.h"
#include "ui/text/messages.h"
#include "ui/text/sentence.h"

#include <QRegularExpression>
#include <algorithm>

namespace weightyard::cli {

using namespace Qt::Literals::StringLiterals;
using base::Error;
using base::ErrorKind;

namespace {

bool isNotHeld(const Error &error)
{
    return error.context.reason == base::ErrorReason::NotHeld;
}

bool always(const Error &)
{
    return true;
}

/// Another place: for commands that write to --to, and for those that write where the model is.
struct PlaceRow {
    ErrorKind kind;
    bool (*applies)(const Error &error);
    const char *to;
    const char *here;
};

constexpr PlaceRow kPlaces[] = {
    {ErrorKind::DiskFull, always,
     QT_TRANSLATE_NOOP("Terminal", "Make room, or choose another place with --to; what is here already is "
                                   "kept."),
     QT_TRANSLATE_NOOP("Terminal", "Make room; what is here already is kept.")},
    {ErrorKind::Conflict, isNotHeld,
     QT_TRANSLATE_NOOP("Terminal", "Choose a place on another disk with --to."),
     QT_TRANSLATE_NOOP("Terminal", "Another disk may hold it.")},
    {ErrorKind::Conflict, always,
     QT_TRANSLATE_NOOP("Terminal", "Move what is there away, or choose another place with --to."),
     QT_TRANSLATE_NOOP("Terminal", "Move what is there away.")},
};

/// For commands that download nothing.
struct AgainRow {
    ErrorKind kind;
    const char *text;
};

constexpr AgainRow kAgain[] = {
    {ErrorKind::Network,
     QT_TRANSLATE_NOOP("Terminal", "Check the connection and the proxy settings, then try again.")},
    {ErrorKind::Timeout, QT_TRANSLATE_NOOP("Terminal", "Try again later.")},
    {ErrorKind::Server, QT_TRANSLATE_NOOP("Terminal", "It usually passes: try again in a few minutes.")},
    {ErrorKind::Disconnected,
     QT_TRANSLATE_NOOP("Terminal",
                       "Connect the disk and try again, or choose another folder with --library.")},
};

// The host has named a time.
QString afterThatTime(const Error &error)
{
    if (error.kind == ErrorKind::RateLimited)
        return CliText::tr("Try again after that time. Without a token the limit is lower.");
    return CliText::tr("Try again after that time.");
}

bool takes(const Command &command, const QString &option)
{
    return optionsOf(command).contains(option);
}

// An option behind the name of a command is that one's.
bool isOfOther(const QString &sentence, const Command &command)
{
    static const QRegularExpression words(
        uR"((?:weightyard-cli ([a-z-]+))|(?:([a-z-]+) )?--([a-z][a-z-]*))"_s);
    const Command *meant = &command;
    for (QRegularExpressionMatchIterator all = words.globalMatch(sentence); all.hasNext();) {
        const QRegularExpressionMatch one = all.next();
        const QString name = one.captured(1) + one.captured(2);
        if (const Command *named = findCommand(name))
            meant = named;
        if (!one.captured(3).isEmpty() && !takes(*meant, one.captured(3)))
            return true;
    }
    return false;
}

} // namespace

QString remedyOf(const Error &error, const Command *command)
{
    const QString usual = text::Messages::remedy(error);
    if (command == nullptr)
        return usual;
    const QString own = text::Messages::ownRemedy(error);
    const bool isByCode = !own.isEmpty() && error.cause.code != base::ErrorCode::None;
    if (!command->fetches && own.isEmpty()) {
        if (error.kind == ErrorKind::Disconnected && takes(*command, u"to"_s))
            return CliText::tr("Connect the disk and try again, or choose another place with --to.");
        for (const AgainRow &row : kAgain) {
            if (row.kind == error.kind)
                return CliText::tr(row.text);
        }
    }
    const bool isOfTime = error.kind == ErrorKind::RateLimited || error.kind == ErrorKind::Server;
    if (!command->fetches && isOfTime && !own.isEmpty() && !isByCode && error.retryAfterMs)
        return afterThatTime(error);
    if (!isOfOther(usual, *command))
        return usual;
    for (const PlaceRow &row : kPlaces) {
        if (own.isEmpty() && row.kind == error.kind && row.applies(error))
            return CliText::tr(takes(*command, u"to"_s) ? row.to : row.here);
    }
    QStringList sentences = text::sentencesOf(usual);
    sentences.removeIf([&](const QString &sentence) { return isOfOther(sentence, *command); });
    if (sentences.isEmpty() && error.kind == ErrorKind::Conflict)
        return CliText::tr("Move what is there away, then run the command again.");
    return text::sentences(sentences);
}

} // namespace weightyard::cli
