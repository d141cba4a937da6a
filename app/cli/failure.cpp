#include "app/cli/failure.h"

#include "app/cli/cli_text.h"
#include "app/cli/job_json.h"
#include "app/cli/terminal.h"
#include "app/exit_codes.h"
#include "base/error_code.h"
#include "ui/text/cause_text.h"
#include "ui/text/messages.h"
#include "ui/text/sentence.h"

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

/// Of a command line that could be read: what else could be written in it?
QString remedyOf(const base::Error &error, const CommandContext &context)
{
    if (error.kind == base::ErrorKind::Conflict && error.context.path == context.library)
        return CliText::tr("Choose another folder with --library.");
    if (error.kind != base::ErrorKind::Usage || !error.context.path.isEmpty())
        return text::Messages::remedy(error);
    if (const QString own = text::Messages::ownRemedy(error); !own.isEmpty())
        return own;
    const Command &command = *context.line.command;
    const bool isSeveral =
        error.cause.code == base::ErrorCode::MayBeSeveral || error.cause.code == base::ErrorCode::MayBeMany;
    if (isSeveral && command.completes == Completes::Installed)
        return CliText::tr("Give more of its name, or its folder.");
    if (QLatin1StringView(command.words).indexOf("MODEL"_L1) < 0)
        return CliText::tr("'weightyard-cli help %1' says what it takes.")
            .arg(QLatin1StringView(command.name));
    if (context.line.words.isEmpty())
        return CliText::tr("'weightyard-cli list' shows the families and models on offer.");
    return text::Messages::remedy(error);
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
    return tellFailure(error, remedyOf(error, context), context.line.json);
}

void printErrorObject(const base::Error &error)
{
    printObject(error, text::Messages::remedy(error));
}

void printFailures(const QList<base::Error> &errors)
{
    for (qsizetype i = 0; i < errors.size(); ++i) {
        printErrorLine(text::Messages::sentence(errors[i]));
        const QString remedy = text::Messages::remedy(errors[i]);
        const bool isSaidBelow = i + 1 < errors.size() && text::Messages::remedy(errors[i + 1]) == remedy;
        if (!remedy.isEmpty() && !isSaidBelow)
            printErrorLine(remedy, 2);
    }
}

} // namespace weightyard::cli
