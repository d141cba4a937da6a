#include "app/cli/failure.h"

#include "app/cli/cli_text.h"
#include "app/cli/job_json.h"
#include "app/cli/remedy.h"
#include "app/cli/terminal.h"
#include "app/exit_codes.h"
#include "base/error_code.h"
#include "ui/text/cause_text.h"
#include "ui/text/messages.h"
#include "ui/text/sentence.h"

#include <algorithm>

namespace weightyard::cli {

using namespace Qt::Literals::StringLiterals;

namespace {

void tell(const base::Error &error, const QString &remedy)
{
    printError(wrapped(u"weightyard-cli: "_s + text::Messages::sentence(error), terminalColumns(), 2)
               + u"\n  "_s + wrapped(remedy, terminalColumns() - 2, 2) + u'\n');
    // Which of several models are too much for a disk.
    if (error.cause.code != base::ErrorCode::NoneFits && error.cause.code != base::ErrorCode::SomeDoNotFit)
        return;
    QString which = text::causeText(error.cause);
    which[0] = which[0].toUpper();
    printError(wrapped(text::sentence(which), terminalColumns(), 2) + u'\n');
}

/// What was not understood is how a model is named.
bool isOfName(base::ErrorCode code)
{
    using enum base::ErrorCode;
    constexpr base::ErrorCode kCodes[] = {None,
                                          MayBeSeveral,
                                          MayBeMany,
                                          ModelNameEmpty,
                                          ModelAddressEmpty,
                                          NotModelAddress,
                                          NotHttpAddress,
                                          HubPageNotModel,
                                          NotPageOfModel,
                                          PageOfRepository,
                                          SshAddress,
                                          NotPartOfPath,
                                          NotFolderName,
                                          FolderNameTooLong,
                                          HubNameCharacter,
                                          HubNameEnd,
                                          UrlWithoutRepository};
    return std::find(std::begin(kCodes), std::end(kCodes), code) != std::end(kCodes);
}

/// Of a command line that could be read: what else could be written in it?
QString remedyInContext(const base::Error &error, const CommandContext &context)
{
    const Command &command = *context.line.command;
    if (error.kind == base::ErrorKind::Conflict && error.context.path == context.library)
        return CliText::tr("Choose another folder with --library.");
    if (error.kind != base::ErrorKind::Usage || !error.context.path.isEmpty()
        || !text::Messages::ownRemedy(error).isEmpty())
        return remedyOf(error, &command);
    const bool isSeveral =
        error.cause.code == base::ErrorCode::MayBeSeveral || error.cause.code == base::ErrorCode::MayBeMany;
    const bool isInstalled = command.completes == Completes::Installed;
    if (isSeveral && isInstalled)
        return CliText::tr("Give more of its name, or its folder.");
    const bool takesAddress = !isInstalled && QLatin1StringView(command.words).indexOf("MODEL"_L1) >= 0;
    if (!takesAddress || (!isOfName(error.cause.code) && !context.line.words.isEmpty()))
        return CliText::tr("'weightyard-cli help %1' says what it takes.")
            .arg(QLatin1StringView(command.name));
    if (context.line.words.isEmpty())
        return CliText::tr("'weightyard-cli list' shows the families and models on offer.");
    return remedyOf(error, &command);
}

void printObject(const base::Error &error, const QString &remedy)
{
    QJsonObject json = toJson(error);
    json.insert(u"remedy"_s, remedy);
    printOut(QString::fromUtf8(jsonLine({{u"error"_s, json}})));
}

} // namespace

int tellFailure(const base::Error &error, const QString &remedy, bool json)
{
    tell(error, remedy);
    if (json)
        printObject(error, remedy);
    return static_cast<int>(app::exitCodeFor(error.kind));
}

int tellFailure(const base::Error &error, const CommandContext &context)
{
    return tellFailure(error, remedyInContext(error, context), context.line.json);
}

void printErrorObject(const base::Error &error, const CommandLine &line)
{
    printObject(error, remedyOf(error, line.command));
}

void printFailures(const QList<base::Error> &errors, const Command *command)
{
    for (qsizetype i = 0; i < errors.size(); ++i) {
        printErrorLine(text::Messages::sentence(errors[i]));
        const QString remedy = remedyOf(errors[i], command);
        const bool isSaidBelow = i + 1 < errors.size() && remedyOf(errors[i + 1], command) == remedy;
        if (!remedy.isEmpty() && !isSaidBelow)
            printErrorLine(remedy, 2);
    }
}

void FailuresByCause::add(const QString &name, const base::Error &error)
{
    const auto same = std::find_if(m_failed.begin(), m_failed.end(), [&](const Failed &one) {
        // The end of a quota is counted anew for each.
        const bool isQuota = error.cause.code == base::ErrorCode::HubQuota
                             || error.cause.code == base::ErrorCode::HubQuotaOfAccount;
        const bool isSameCause =
            one.error.cause == error.cause || (isQuota && one.error.cause.code == error.cause.code);
        return one.error.kind == error.kind && isSameCause && one.error.detail == error.detail;
    });
    if (same == m_failed.end())
        m_failed.append({error, {name}});
    else
        same->names.append(name);
}

void FailuresByCause::print(const Command *command) const
{
    for (const Failed &one : m_failed) {
        base::Error error = one.error;
        const QString remedy = remedyOf(error, command);
        const int count = static_cast<int>(one.names.size());
        if (count > 1)
            error.context.url.clear(); // each has its own
        const QString whose = count == 1 ? one.names.first() : CliText::tr("%n model(s)", nullptr, count);
        printErrorLine(text::withReason(whose, text::sentences({text::Messages::sentence(error), remedy})));
    }
}

} // namespace weightyard::cli
