// `weightyard-cli move-library`: another folder becomes the library, with the models of the old one or without them.
#include "app/cli/cli_text.h"
#include "app/cli/command_table.h"
#include "app/cli/job_json.h"
#include "app/cli/remedy.h"
#include "app/cli/terminal.h"
#include "app/cli/verify_output.h"
#include "app/cli/worker_run.h"
#include "app/exit_codes.h"
#include "base/byte_sum.h"
#include "base/error_code.h"
#include "base/user_path.h"
#include "git/runtime.h"
#include "session/move_library.h"
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
using session::LibraryMoved;
using session::MovedModel;
using session::OldLibrary;
using store::FolderMoved;

namespace {

Result<void> checkMoveLibrary(const CommandLine &line)
{
    if (line.has("leave") && line.has("forget"))
        return fail(ErrorKind::Usage, Cause(ErrorCode::OptionsContradict, "leave"_L1, "forget"_L1));
    if (line.words.isEmpty())
        return fail(ErrorKind::Usage, Cause(ErrorCode::NeedsFolder, QLatin1StringView(line.command->name)));
    if (line.words.size() > 1)
        return fail(ErrorKind::Usage, Cause(ErrorCode::OneFolder, QLatin1StringView(line.command->name)));
    return {};
}

QString howName(FolderMoved how)
{
    switch (how) {
    case FolderMoved::Absent:
    case FolderMoved::Renamed:
        return u"renamed"_s;
    case FolderMoved::Copied:
        return u"copied"_s;
    case FolderMoved::WasThere:
        return u"was_there"_s;
    }
    Q_UNREACHABLE();
}

/// One move from begin to end. moveAll() on a worker thread, while the main one is silent.
class MoveRun
{
public:
    explicit MoveRun(const CommandContext &context)
        : m_line(context.line),
          m_progress(CliText::tr("Moving: %1 of %2"), isTerminal(2) && !m_line.json && !m_line.quiet),
          m_move{.from = QDir::cleanPath(context.library),
                 .to = QDir::cleanPath(QDir().absoluteFilePath(base::userPath(m_line.words.first()))),
                 .old = m_line.has("leave")    ? OldLibrary::Leave
                        : m_line.has("forget") ? OldLibrary::Forget
                                               : OldLibrary::Move,
                 .settings = context.settings,
                 .configDir = context.configDir,
                 .dryRun = m_line.has("dry-run"),
                 .failIfBusy = m_line.has("fail-if-busy")}
    {}

    Result<int> run()
    {
        Result<LibraryMoved> moved;
        runInterruptibly([&](const base::CancelToken &cancel) {
            moved = session::moveLibrary(
                m_move,
                {.waiting = [this](const base::Error &why) { tellWaiting(why); },
                 .progress = [this](qint64 done, qint64 total) { m_progress.show(done, total); },
                 .moved = [this](const MovedModel &model) { tell(model); }},
                cancel);
            return 0;
        });
        m_progress.clear();
        if (!moved)
            return fail(moved.error());
        return end(*moved);
    }

private:
    void tellWaiting(const base::Error &why) const
    {
        if (!m_line.quiet)
            printErrorLine(CliText::tr("Waiting. %1").arg(text::Messages::sentence(why)));
    }

    void tell(const MovedModel &model)
    {
        m_progress.clear();
        if (m_line.json) {
            QJsonObject json{{u"model"_s, model.modelPath},  {u"from"_s, m_move.from},
                             {u"to"_s, m_move.to},           {u"bytes"_s, model.bytes},
                             {u"how"_s, howName(model.how)}, {u"moved"_s, !m_move.dryRun && !model.error}};
            if (model.error)
                json.insert(u"error"_s, toJson(*model.error, m_line.command));
            printOut(QString::fromUtf8(jsonLine(json)));
        } else if (!m_line.quiet && !model.error) {
            printLine(sentence(model).arg(model.modelPath, text::formatBytes(model.bytes)));
        }
        if (!model.error)
            return;
        printErrorLine(text::withReason(model.modelPath, text::Messages::sentence(*model.error)));
        if (const QString remedy = remedyOf(*model.error, m_line.command); !remedy.isEmpty())
            printError(u"  "_s + wrapped(remedy, terminalColumns() - 2, 4) + u'\n');
    }

    QString sentence(const MovedModel &model) const
    {
        if (m_move.dryRun)
            return model.how == FolderMoved::Copied ? CliText::tr("%1: %2, would be copied and removed here")
                                                    : CliText::tr("%1: %2, would be renamed");
        if (model.how == FolderMoved::WasThere)
            return CliText::tr("%1: %2, was there already");
        return CliText::tr("%1: %2, moved");
    }

    int end(const LibraryMoved &moved) const
    {
        QList<ErrorKind> failures;
        qint64 bytes = 0;
        for (const MovedModel &model : moved.models)
            bytes = base::addBytes(bytes, model.error ? 0 : model.bytes);
        for (const base::Error &error : moved.errors)
            failures.append(error.kind);
        const int exitCode = static_cast<int>(app::exitCodeFor(failures));
        if (m_line.json)
            printUnfinished(moved);
        if (m_line.json)
            printOut(QString::fromUtf8(
                jsonLine({{u"summary"_s,
                           QJsonObject{{u"models"_s, moved.models.size()},
                                       {u"bytes"_s, bytes},
                                       {u"bytes_copied"_s, moved.bytesCopied},
                                       {u"staying"_s, QJsonArray::fromStringList(moved.staying)},
                                       {u"library"_s, moved.settings.library},
                                       {u"libraries"_s, QJsonArray::fromStringList(moved.settings.libraries)},
                                       {u"dry_run"_s, m_move.dryRun},
                                       {u"exit_code"_s, exitCode}}}})));
        else if (!m_line.quiet)
            printEnd(moved);
        return exitCode;
    }

    void printUnfinished(const LibraryMoved &moved) const
    {
        for (const session::UnfinishedMove &one : moved.unfinished) {
            if (m_line.json) {
                printOut(QString::fromUtf8(jsonLine({{u"model"_s, one.modelPath},
                                                     {u"from"_s, m_move.from},
                                                     {u"to"_s, m_move.to},
                                                     {u"unfinished"_s, true},
                                                     {u"bytes_kept"_s, one.bytes},
                                                     {u"moved"_s, !m_move.dryRun && !one.stays}})));
                continue;
            }
            const QString says = one.stays ? CliText::tr("%1: unfinished, %2 received, stays in %3")
                                 : m_move.dryRun
                                     ? CliText::tr("%1: unfinished, %2 received, would move along")
                                     : CliText::tr("%1: unfinished, %2 received, moved");
            const QString line = says.arg(one.modelPath, text::formatBytes(one.bytes));
            printLine(one.stays ? line.arg(m_move.from) : line);
        }
    }

    void printEnd(const LibraryMoved &moved) const
    {
        printUnfinished(moved);
        for (const QString &folder : moved.staying)
            printLine(CliText::tr("%1 is no model of this library, and stays").arg(folder));
        if (m_move.dryRun) {
            printLine(CliText::tr("Nothing was changed."));
            return;
        }
        printLine(moved.settings.library == moved.to
                      ? CliText::tr("The library is %1 from now on.").arg(moved.to)
                      : CliText::tr("The models are in %1 from now on.").arg(moved.to));
        if (moved.settings.libraries.contains(m_move.from))
            printLine(CliText::tr("%1 is shown as a further library.").arg(m_move.from));
    }

    const CommandLine &m_line;
    ProgressLine m_progress;
    const session::LibraryMove m_move;
};

Result<int> runMoveLibrary(const CommandContext &context)
{
    const git::Runtime runtime(base::Environment::ofProcess());
    return MoveRun(context).run();
}

} // namespace

const Command kMoveLibraryCommand{
    .name = "move-library",
    .words = "DIR",
    .completes = Completes::Folders,
    .summary = QT_TRANSLATE_NOOP("Terminal", "make another folder the library, with its models"),
    .about = QT_TRANSLATE_NOOP(
        "Terminal", "Moves the models of the library to another folder, by renames or, to another\n"
                    "volume, by copies that are checked before the originals go, and makes that\n"
                    "folder the library. Unfinished downloads move, too. A move that was stopped\n"
                    "goes on when the same command is run again: until then the models are in\n"
                    "both folders, and all of them are shown.\n"),
    .options = "leave forget fail-if-busy dry-run",
    .check = checkMoveLibrary,
    .run = runMoveLibrary,
};

} // namespace weightyard::cli
