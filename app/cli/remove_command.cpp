// `weightyard-cli remove`: deletes installed models. Asks before it does.
#include "app/cli/cli_text.h"
#include "app/cli/command_table.h"
#include "app/cli/installed_arguments.h"
#include "app/cli/job_json.h"
#include "app/cli/terminal.h"
#include "app/cli/turn.h"
#include "app/cli/yes_or_no.h"
#include "base/byte_sum.h"
#include "base/error_code.h"
#include "base/name_list.h"
#include "git/runtime.h"
#include "session/removal.h"
#include "store/lock_keeper.h"
#include "ui/text/format.h"

#include <QJsonArray>
#include <algorithm>

namespace weightyard::cli {

using namespace Qt::Literals::StringLiterals;
using base::Cause;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;
using library::RemovalPlan;
using session::Removal;

namespace {

constexpr qsizetype kMostNamed = 3;

Result<void> checkRemove(const CommandLine &line)
{
    if (line.words.isEmpty())
        return fail(ErrorKind::Usage,
                    Cause(ErrorCode::RemoveNeedsModel, QLatin1StringView(line.command->name)));
    if (line.has("variant") && line.words.size() > 1)
        return fail(ErrorKind::Usage, Cause(ErrorCode::OneModelAtATime, QLatin1StringView("variant")));
    if (line.has("variant") && line.has("trash"))
        return fail(ErrorKind::Usage, Cause(ErrorCode::OptionsContradict, QLatin1StringView("variant"),
                                            QLatin1StringView("trash")));
    return {};
}

// All of them, before anything goes.
Result<QList<Removal>> planAll(const CommandContext &context)
{
    const Result<InstalledArguments> models = installedArguments(context);
    if (!models)
        return fail(models.error());
    tellOtherCopies(*models, context.line);
    QList<Removal> removals;
    for (const library::InstalledModel &model : models->models) {
        const Result<Removal> removal =
            session::planRemoval(model, context.library, context.configDir, {}, context.line.list("variant"));
        if (!removal)
            return fail(removal.error());
        removals.append(*removal);
    }
    return removals;
}

QString keptText(const QStringList &kept)
{
    return CliText::tr("%n file(s) that are not the model's stay: %1", nullptr, static_cast<int>(kept.size()))
        .arg(base::firstNames(kept, kMostNamed));
}

void printPlan(const RemovalPlan &plan)
{
    if (!plan.storeOf.isEmpty()) {
        printLine(CliText::tr("%1: its files in %2 are %3's and stay; Weightyard forgets the model.")
                      .arg(plan.model.record.modelPath, plan.model.folder, plan.storeOf));
        return;
    }
    const QString what =
        CliText::tr("%1: %n file(s), %2, in %3", nullptr, plan.files)
            .arg(plan.model.record.modelPath, text::formatBytes(plan.bytes), plan.model.folder);
    printLine(what);
    if (!plan.kept.isEmpty())
        printOut(u"  "_s + wrapped(keptText(plan.kept), terminalColumns() - 2, 4) + u'\n');
}

QJsonObject lineOf(const RemovalPlan &plan, const QStringList &variants, bool removed, bool trashed)
{
    return {{u"model"_s, plan.model.record.modelPath},
            {u"folder"_s, plan.model.folder},
            {u"files"_s, plan.files},
            {u"bytes"_s, plan.bytes},
            {u"frees"_s, trashed ? 0 : plan.freed},
            {u"kept"_s, QJsonArray::fromStringList(plan.kept)},
            {u"removed"_s, removed},
            {u"trashed"_s, removed && trashed && plan.storeOf.isEmpty()},
            {u"part"_s, !variants.isEmpty()},
            {u"store_of"_s, plan.storeOf}};
}

bool onlyForgets(const QList<Removal> &removals)
{
    return std::all_of(removals.cbegin(), removals.cend(),
                       [](const Removal &removal) { return !removal.plan.storeOf.isEmpty(); });
}

// Nothing: there is no terminal.
std::optional<bool> isMeant(const QList<Removal> &removals, qint64 freed, bool trash)
{
    const qsizetype models = removals.size();
    if (onlyForgets(removals))
        return askYesOrNo(
            CliText::tr("Forget %n model(s)? The files stay. [y/N] ", nullptr, static_cast<int>(models)));
    const bool isPart = !removals.first().variants.isEmpty();
    const QString question =
        isPart ? CliText::tr("Delete %n file(s)? That frees %1. [y/N] ", nullptr, removals.first().plan.files)
                     .arg(text::formatBytes(freed))
        : trash ? CliText::tr("Move %n model(s) to the trash? That frees nothing yet. [y/N] ", nullptr,
                              static_cast<int>(models))
                : CliText::tr("Delete %n model(s)? That frees %1. [y/N] ", nullptr, static_cast<int>(models))
                      .arg(text::formatBytes(freed));
    return askYesOrNo(question);
}

Result<int> runRemove(const CommandContext &context)
{
    const git::Runtime runtime(base::Environment::ofProcess());
    const bool trash = context.line.has("trash");
    const bool dry = context.line.has("dry-run");
    const Result<QList<Removal>> removals = planAll(context);
    if (!removals)
        return fail(removals.error());
    const auto kind = trash ? library::RemovalKind::Trash : library::RemovalKind::Delete;
    for (const Removal &removal : *removals) {
        if (const Result<void> can = library::checkKind(removal.plan, kind); !can)
            return fail(can.error());
    }
    qint64 freed = 0;
    const bool tells = !context.line.json && !context.line.quiet;
    for (const Removal &removal : *removals) {
        freed = base::addBytes(freed, removal.plan.freed);
        if (tells)
            printPlan(removal.plan);
    }
    if (!dry && !context.line.has("yes")) {
        const std::optional<bool> meant = isMeant(*removals, freed, trash);
        if (!meant)
            return fail(ErrorKind::Usage, ErrorCode::NeedsYes);
        if (!*meant)
            return 0;
    }
    Turn turn(context.line);
    store::LockKeeper locks;
    for (const Removal &removal : *removals) {
        const Result<void> done =
            dry ? Result<void>() : turn.take([&] { return session::remove(removal, kind, locks, {}); });
        if (!done)
            return fail(done.error());
        if (context.line.json)
            printOut(QString::fromUtf8(jsonLine(lineOf(removal.plan, removal.variants, !dry, trash))));
    }
    if (tells && onlyForgets(*removals))
        printLine(dry ? CliText::tr("That would delete nothing.") : CliText::tr("Nothing was deleted."));
    else if (tells && trash)
        printLine(dry ? CliText::tr("That would go to the trash, and free nothing until that is emptied.")
                      : CliText::tr("Moved to the trash. That frees nothing until it is emptied."));
    else if (tells)
        printLine((dry ? CliText::tr("That would free %1.") : CliText::tr("%1 freed."))
                      .arg(text::formatBytes(freed)));
    return 0;
}

} // namespace

const Command kRemoveCommand{
    .name = "remove",
    .words = "MODEL...",
    .completes = Completes::Installed,
    .summary = QT_TRANSLATE_NOOP("Terminal", "delete installed models"),
    .about = QT_TRANSLATE_NOOP(
        "Terminal", "Deletes installed models, named by id or by a part of it that only one has. Says\n"
                    "first what goes and what that frees, and asks. Files in a model's folder that\n"
                    "are not the model's stay. With --variant just that one goes; what other\n"
                    "chosen files need stays.\n"),
    .options = "yes trash fail-if-busy dry-run variant",
    .check = checkRemove,
    .run = runRemove,
};

} // namespace weightyard::cli
