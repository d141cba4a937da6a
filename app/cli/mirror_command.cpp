// `weightyard-cli mirror`: fills a folder that any web server can give out as a mirror.
#include "app/cli/cli_text.h"
#include "app/cli/command_table.h"
#include "app/cli/installed_arguments.h"
#include "app/cli/job_json.h"
#include "app/cli/not_taken_over.h"
#include "app/cli/terminal.h"
#include "app/cli/turn.h"
#include "app/exit_codes.h"
#include "base/error_code.h"
#include "base/user_path.h"
#include "git/runtime.h"
#include "session/fill_mirror.h"
#include "session/installed_choice.h"
#include "ui/text/format.h"
#include "ui/text/messages.h"
#include "ui/text/sentence.h"

#include <QDir>
#include <QJsonArray>

namespace weightyard::cli {

using namespace Qt::Literals::StringLiterals;
using base::Cause;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;
using library::MirrorFilled;

namespace {

Result<void> checkMirror(const CommandLine &line)
{
    const QString verb = QLatin1StringView(line.command->name);
    if (line.words.isEmpty() && !line.has("all"))
        return fail(ErrorKind::Usage, Cause(ErrorCode::MirrorNeedsModel, verb));
    if (line.text("to").isEmpty())
        return fail(ErrorKind::Usage, Cause(ErrorCode::NeedsOption, verb, u"to"_s, u"DIR"_s));
    return {};
}

QString mirrorText(const QString &name, const MirrorFilled &filled, bool dry)
{
    if (filled.added == 0)
        return CliText::tr("%1: all of %n object(s) are there", nullptr, filled.objects).arg(name);
    const QString bytes = text::formatBytes(filled.bytesAdded);
    if (dry)
        return CliText::tr("%1: %n object(s), %2, would be added", nullptr, filled.added).arg(name, bytes);
    return filled.copied > 0
               ? CliText::tr("%1: %n object(s) added, %2", nullptr, filled.added).arg(name, bytes)
               : CliText::tr("%1: %n object(s) added, %2, without taking room", nullptr, filled.added)
                     .arg(name, bytes);
}

QJsonObject countsOf(const MirrorFilled &filled)
{
    return {{u"objects"_s, filled.objects},        {u"bytes"_s, filled.bytes},   {u"added"_s, filled.added},
            {u"bytes_added"_s, filled.bytesAdded}, {u"shared"_s, filled.shared}, {u"linked"_s, filled.linked},
            {u"copied"_s, filled.copied}};
}

void tell(const library::InstalledModel &model, const QString &name, const MirrorFilled &filled,
          const CommandLine &line)
{
    if (line.json) {
        QJsonObject object = countsOf(filled);
        object.insert(u"model"_s, model.record.modelPath);
        object.insert(u"folder"_s, model.folder);
        QJsonArray errors;
        for (const base::Error &error : filled.errors)
            errors.append(toJson(error, line.command));
        if (!errors.isEmpty())
            object.insert(u"errors"_s, errors);
        return printOut(QString::fromUtf8(jsonLine(object)));
    }
    if (!line.quiet && (filled.added > 0 || filled.errors.isEmpty()))
        printLine(mirrorText(name, filled, line.has("dry-run")));
    for (const base::Error &error : filled.errors)
        printErrorLine(text::withReason(name, text::Messages::sentence(error)));
}

Result<int> runMirror(const CommandContext &context)
{
    const git::Runtime runtime(base::Environment::ofProcess()); // reads the configuration of clones
    const CommandLine &line = context.line;
    const QString folder = QDir().absoluteFilePath(base::userPath(line.text("to")));
    const session::InstalledModels installed = session::installedModels(context.libraries, context.configDir);
    const Result<InstalledArguments> arguments = installedArguments(context);
    if (!arguments)
        return fail(arguments.error());
    const QList<library::InstalledModel> &models = arguments->models;
    tellOtherCopies(*arguments, line);
    if (models.isEmpty() && !installed.errors.isEmpty())
        return fail(installed.errors.first());
    Result<library::MirrorFolder> mirror = Turn(line).take([&] {
        return library::MirrorFolder::open(folder, installed.models, context.library, line.has("dry-run"));
    });
    if (!mirror)
        return fail(mirror.error());
    QList<ErrorKind> failures;
    const auto told = [&](const library::InstalledModel &model, const MirrorFilled &filled) {
        tell(model, arguments->names.of(model), filled, line);
        for (const base::Error &error : filled.errors)
            failures.append(error.kind);
    };
    const Result<MirrorFilled> sum = session::fillMirror(*mirror, models, told, {});
    if (!sum)
        return fail(sum.error());
    const auto left = line.words.isEmpty() ? notTakenOver(context) : QList<library::ModelOnDisk>();
    const bool isTold = tellNotTakenOver(left, line);
    if (line.json) {
        QJsonObject summary = countsOf(*sum);
        summary.insert(u"models"_s, models.size());
        summary.insert(u"not_taken_over"_s, left.size());
        summary.insert(u"to"_s, folder);
        printOut(QString::fromUtf8(jsonLine({{u"summary"_s, summary}})));
    } else if (models.isEmpty() && !isTold && !line.quiet) {
        printOut(
            wrapped(CliText::tr("No models are installed in %1.").arg(context.library), terminalColumns(), 2)
            + u'\n');
    }
    return static_cast<int>(app::exitCodeFor(failures));
}

} // namespace

const Command kMirrorCommand{
    .name = "mirror",
    .words = "MODEL...",
    .completes = Completes::Installed,
    .summary = QT_TRANSLATE_NOOP("Terminal", "fill a folder that serves others as a mirror"),
    .about = QT_TRANSLATE_NOOP(
        "Terminal", "Puts the large files of installed models, or with --all of every one, into a\n"
                    "folder that any web server, bucket or CDN can give out: DIR/ab/cd/OID. By\n"
                    "reflink, hard link or copy; what is there already stays. Others use it with\n"
                    "'settings set mirrors ADDRESS#static'.\n"),
    .options = "all to fail-if-busy dry-run",
    .check = checkMirror,
    .run = runMirror,
};

} // namespace weightyard::cli
