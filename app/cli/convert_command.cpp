// `weightyard-cli convert`: old download scripts become new ones, and back. No network.
#include "app/cli/cli_text.h"
#include "app/cli/command_table.h"
#include "app/cli/failure.h"
#include "app/cli/job_json.h"
#include "app/cli/model_arguments.h"
#include "app/cli/terminal.h"
#include "app/exit_codes.h"
#include "base/error_code.h"
#include "base/user_path.h"
#include "session/convert_scripts.h"

#include <QDir>

namespace weightyard::cli {

using namespace Qt::Literals::StringLiterals;
using base::Cause;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

Result<void> checkConvert(const CommandLine &line)
{
    const QLatin1StringView name(line.command->name);
    if (line.words.isEmpty() || line.words.first().isEmpty())
        return fail(ErrorKind::Usage, Cause(ErrorCode::NeedsFolder, name));
    return line.words.size() > 1 ? fail(ErrorKind::Usage, Cause(ErrorCode::OneFolder, name)) : Result<void>();
}

/// Tells what was done with one script: as a line, or as an object.
class Teller
{
public:
    Teller(const CommandLine &line, const QString &root) : m_line(line), m_root(root) {}

    void script(const QString &path, const QString &done, const QString &text) const
    {
        if (m_line.json)
            printOut(
                QString::fromUtf8(jsonLine({{u"script"_s, QDir(m_root).filePath(path)}, {u"done"_s, done}})));
        else if (!m_line.quiet)
            printLine(text.arg(path));
    }
    void left(const QList<base::Error> &errors) const
    {
        if (!m_line.json)
            return printFailures(errors, &kConvertCommand);
        for (const base::Error &error : errors)
            printOut(QString::fromUtf8(jsonLine({{u"script"_s, error.context.path},
                                                 {u"done"_s, u"left"_s},
                                                 {u"error"_s, toJson(error, &kConvertCommand)}})));
    }

private:
    const CommandLine &m_line;
    const QString m_root;
};

Result<int> runRollback(const CommandContext &context, const QString &root, bool dry)
{
    const Result<session::Rollback> rollback = session::rollBackScripts(root, dry);
    if (!rollback)
        return fail(rollback.error());
    const Teller teller(context.line, root);
    for (const QString &path : rollback->restored)
        teller.script(path, dry ? u"would_restore"_s : u"restored"_s,
                      dry ? CliText::tr("Would restore %1") : CliText::tr("Restored %1"));
    teller.left(rollback->left);
    return static_cast<int>(rollback->left.isEmpty() ? app::ExitCode::Done : app::ExitCode::Conflict);
}

Result<int> runConvert(const CommandContext &context)
{
    const CommandLine &line = context.line;
    const QString root = base::userPath(line.words.first());
    const bool dry = line.has("dry-run");
    if (line.has("rollback"))
        return runRollback(context, root, dry);
    const auto catalogue = catalogueFor(line, context.configDir);
    if (!catalogue)
        return fail(catalogue.error());
    const auto plan = session::planConversion(root, *catalogue, {});
    if (!plan)
        return fail(plan.error());
    if (plan->files.isEmpty() && plan->alike.isEmpty() && plan->left.isEmpty())
        return fail(ErrorKind::NotFound, ErrorCode::NothingToConvert, {.path = root});
    if (!dry && !plan->files.isEmpty()) {
        if (const Result<void> converted = session::convertScripts(*plan); !converted)
            return fail(converted.error());
    }
    const Teller teller(line, plan->root);
    for (const session::Conversion &file : plan->files)
        teller.script(file.path, dry ? u"would_convert"_s : u"converted"_s,
                      dry ? CliText::tr("Would convert %1") : CliText::tr("Converted %1"));
    for (const QString &path : plan->alike)
        teller.script(path, u"alike"_s, CliText::tr("Is converted already: %1"));
    for (const QString &path : plan->callers)
        teller.script(path, u"kept"_s, CliText::tr("Names the scripts that it runs, and stays as it is: %1"));
    teller.left(plan->left);
    return 0;
}

} // namespace

const Command kConvertCommand{
    .name = "convert",
    .words = "DIR",
    .completes = Completes::Folders,
    .summary = QT_TRANSLATE_NOOP("Terminal", "bring old download scripts up to date"),
    .about = QT_TRANSLATE_NOOP(
        "Terminal", "Puts scripts as export-scripts writes them in the place of the download scripts\n"
                    "in a folder and below it; the originals stay beside them as *.bak. A script that\n"
                    "is not understood is named and stays.\n"),
    .options = "rollback catalogue dry-run",
    .more = QT_TRANSLATE_NOOP("Terminal", "Examples:\n"
                                          "  weightyard-cli convert ~/project/Tests\n"
                                          "  weightyard-cli convert ~/project/Tests --rollback\n"),
    .check = checkConvert,
    .run = runConvert,
};

} // namespace weightyard::cli
