// `weightyard-cli info`: what is known of a model before anything of it is downloaded.
#include "app/cli/cli_text.h"
#include "app/cli/command_table.h"
#include "app/cli/hub_rows.h"
#include "app/cli/job_json.h"
#include "app/cli/model_arguments.h"
#include "app/cli/model_look_run.h"
#include "app/cli/model_rows.h"
#include "app/cli/remedy.h"
#include "app/cli/terminal.h"
#include "base/redact.h"
#include "hub/file_roles.h"
#include "hub/parameters.h"
#include "ui/text/columns.h"
#include "ui/text/format.h"
#include "ui/text/messages.h"
#include "ui/text/sentence.h"

#include <QJsonArray>
#include <QLocale>
#include <QMap>
#include <algorithm>

namespace weightyard::cli {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kLabelColumns = 14;
constexpr qsizetype kMostNamesShown = 12; // revisions, base models

// Of each format that may run code, how many files.
QMap<QString, int> unsafeFormats(const QList<hub::HubFile> &files)
{
    QMap<QString, int> formats;
    for (const hub::HubFile &file : files) {
        if (const QString format = hub::unsafeFormat(file.path); !format.isEmpty())
            ++formats[format];
    }
    return formats;
}

QStringList pythonFiles(const QList<hub::HubFile> &files)
{
    QStringList paths;
    for (const hub::HubFile &file : files) {
        if (file.path.endsWith(".py"_L1, Qt::CaseInsensitive))
            paths.append(file.path);
    }
    return paths;
}

// The label in a column of its own; below it where the terminal is narrow.
void printField(const QString &label, const QString &value)
{
    if (value.isEmpty())
        return;
    const int columns = terminalColumns();
    const bool isNarrow = columns < 2 * kLabelColumns + 20;
    const int room = isNarrow ? columns - 2 : columns - kLabelColumns;
    if (isNarrow && !label.isEmpty())
        printOut(label + u'\n');
    const QString before(isNarrow ? 2 : kLabelColumns, u' ');
    const QStringList lines = wrapped(value, room, 0).split(u'\n', Qt::SkipEmptyParts);
    for (qsizetype i = 0; i < lines.size(); ++i)
        printOut((i == 0 && !isNarrow ? text::padded(label, kLabelColumns) : before) + lines.at(i) + u'\n');
}

QString dateText(const QDateTime &time)
{
    return time.isValid() ? QLocale().toString(time.toLocalTime().date(), QLocale::ShortFormat) : QString();
}

QString licenceText(const hub::ModelDetails &details)
{
    QStringList parts{details.model.licence};
    if (!details.licenceName.isEmpty())
        parts.append(details.licenceName);
    if (!details.licenceLink.isEmpty())
        parts.append(details.licenceLink);
    parts.removeAll(QString());
    return text::listed(parts);
}

QString parametersLine(const hub::FoundModel &model)
{
    const QString text = hub::parametersText(model.parameters);
    return model.parametersByName ? CliText::tr("%1, by its name").arg(text) : text;
}

QString shown(QStringList names)
{
    const qsizetype more = names.size() - kMostNamesShown;
    names = names.mid(0, kMostNamesShown);
    return more > 0 ? text::listed(names) + CliText::tr(" and %n other(s)", nullptr, static_cast<int>(more))
                    : text::listed(names);
}

QString scanText(const LookedAt &model)
{
    if (model.look.fromManifest)
        return {};
    const hub::ModelDetails &details = model.look.details;
    QStringList issues;
    for (const hub::ScanIssue &issue : details.issues)
        issues.append(u"%1: %2"_s.arg(issue.path, issue.level));
    if (!issues.isEmpty())
        return shown(issues);
    return details.isScanned ? CliText::tr("scanned, nothing found") : CliText::tr("not scanned");
}

QString codeText(const hub::ModelDetails &details)
{
    const QStringList python = pythonFiles(details.files);
    if (details.wantsRemoteCode)
        return CliText::tr("its configuration names Python code to run: %1").arg(shown(python));
    return python.isEmpty() ? QString() : CliText::tr("it has Python files: %1").arg(shown(python));
}

QString formatsText(const hub::ModelDetails &details)
{
    QStringList texts;
    const QMap<QString, int> formats = unsafeFormats(details.files);
    for (auto one = formats.cbegin(); one != formats.cend(); ++one)
        texts.append(CliText::tr("%1 (%n file(s))", nullptr, *one).arg(one.key()));
    return texts.isEmpty() ? QString() : CliText::tr("may run code when loaded: %1").arg(text::listed(texts));
}

QString popularityText(const hub::FoundModel &found)
{
    if (found.downloads < 0)
        return {};
    const QString downloads = countText(found.downloads);
    return found.likes == 1 ? CliText::tr("%1 a month, 1 like").arg(downloads)
                            : CliText::tr("%1 a month, %2 likes")
                                  .arg(downloads, countText(std::max<qint64>(found.likes, 0)));
}

QStringList refNames(const LookedAt &model, hub::ModelRef::Kind kind)
{
    QStringList names;
    if (!model.revisions)
        return names;
    for (const hub::ModelRef &ref : *model.revisions) {
        if (ref.kind == kind)
            names.append(ref.name);
    }
    return names;
}

// Anything else says nothing of the gate.
bool isRefusal(const base::Error &error)
{
    return error.kind == base::ErrorKind::Gated || error.kind == base::ErrorKind::Auth;
}

QString troubleText(const base::Error &error)
{
    return text::sentences({text::Messages::sentence(error), remedyOf(error, &kInfoCommand)});
}

// Whether a gate opens for who asks.
QString accessText(const base::Result<hub::Access> &access)
{
    if (access)
        return *access == hub::Access::Yes ? CliText::tr("it opens for you")
                                           : CliText::tr("this host does not tell whether it opens for you");
    const QString trouble = troubleText(access.error());
    return isRefusal(access.error()) ? trouble
                                     : CliText::tr("whether it opens for you is not known: %1").arg(trouble);
}

QString accessName(const base::Result<hub::Access> &access)
{
    if (access)
        return *access == hub::Access::Yes ? u"granted"_s : u"not_told"_s;
    return isRefusal(access.error()) ? u"refused"_s : u"not_known"_s;
}

QString branchesText(const LookedAt &model)
{
    return model.revisions ? shown(refNames(model, hub::ModelRef::Kind::Branch))
                           : CliText::tr("not known: %1").arg(troubleText(model.revisions.error()));
}

void printText(const LookedAt &model)
{
    const hub::ModelDetails &details = model.look.details;
    const hub::FoundModel &found = details.model;
    printOut(heading(shortened(found.id, terminalColumns())));
    printField(CliText::tr("Address"), base::redacted(model.named.location.url));
    printField(CliText::tr("Commit"), found.commit);
    printField(CliText::tr("Changed"), dateText(found.modified));
    printField(CliText::tr("Task"), found.task);
    printField(CliText::tr("Architecture"), details.architecture);
    printField(CliText::tr("Parameters"), parametersLine(found));
    printField(CliText::tr("Context"),
               details.contextLength > 0 ? CliText::tr("%1 tokens").arg(details.contextLength) : QString());
    printField(CliText::tr("Licence"), licenceText(details));
    printField(CliText::tr("Access"), gateText(found.gate));
    if (model.access)
        printField(QString(), accessText(*model.access));
    printField(CliText::tr("Terms"), found.isGated() ? text::withoutControls(details.gatePrompt) : QString());
    printField(CliText::tr("Base model"), shown(found.baseModels));
    printField(CliText::tr("Downloads"), popularityText(found));
    printField(CliText::tr("Size"),
               CliText::tr("%1 in %n file(s)", nullptr, static_cast<int>(details.files.size()))
                   .arg(text::formatBytes(model.look.variants.bytes)));
    if (model.look.variants.doubleBytes > 0)
        printField(QString(), CliText::tr("%1 of it are doubles: the same weights in another format.")
                                  .arg(text::formatBytes(model.look.variants.doubleBytes)));
    printField(CliText::tr("Formats"), formatsText(details));
    printField(CliText::tr("Code"), codeText(details));
    printField(CliText::tr("Scan"), scanText(model));
    printField(CliText::tr("Branches"), branchesText(model));
    printField(CliText::tr("Tags"), shown(refNames(model, hub::ModelRef::Kind::Tag)));
    if (!model.look.variants.list.isEmpty())
        printOut(heading(CliText::tr("Variants")));
    for (const hub::Variant &variant : model.look.variants.list)
        printOut(variantRow(variant, rowColumns(variant.name.size() + kVariantColumns)));
    printBranches(model);
}

QJsonObject infoJson(const LookedAt &model)
{
    const hub::ModelDetails &details = model.look.details;
    QJsonObject json = cli::toJson(details.model);
    QJsonArray variants;
    for (const hub::Variant &variant : model.look.variants.list)
        variants.append(cli::toJson(variant));
    QJsonArray issues;
    for (const hub::ScanIssue &issue : details.issues)
        issues.append(QJsonObject{{u"path"_s, issue.path}, {u"level"_s, issue.level}});
    json.insert(u"url"_s, base::redacted(model.named.location.url));
    json.insert(u"licence_name"_s, details.licenceName);
    json.insert(u"licence_link"_s, details.licenceLink);
    json.insert(u"gate_prompt"_s, details.gatePrompt);
    json.insert(u"architecture"_s, details.architecture);
    json.insert(u"context_length"_s, details.contextLength);
    json.insert(u"files"_s, details.files.size());
    json.insert(u"bytes"_s, model.look.variants.bytes);
    json.insert(u"double_bytes"_s, model.look.variants.doubleBytes);
    json.insert(u"unsafe_formats"_s, QJsonArray::fromStringList(unsafeFormats(details.files).keys()));
    json.insert(u"python_files"_s, QJsonArray::fromStringList(pythonFiles(details.files)));
    json.insert(u"remote_code"_s, details.wantsRemoteCode);
    json.insert(u"scanned"_s, details.isScanned);
    json.insert(u"scan_issues"_s, issues);
    json.insert(u"branches"_s, QJsonArray::fromStringList(refNames(model, hub::ModelRef::Kind::Branch)));
    json.insert(u"tag_names"_s, QJsonArray::fromStringList(refNames(model, hub::ModelRef::Kind::Tag)));
    json.insert(u"variants"_s, variants);
    json.insert(u"branch_variants"_s, branchesJson(model));
    json.insert(u"from_git"_s, model.look.fromManifest);
    json.insert(u"old"_s, details.isOld);
    if (!model.revisions)
        json.insert(u"branches_error"_s, cli::toJson(model.revisions.error(), &kInfoCommand));
    if (model.access)
        json.insert(u"access"_s, accessName(*model.access));
    if (model.access && !*model.access)
        json.insert(u"access_error"_s, cli::toJson(model.access->error(), &kInfoCommand));
    return json;
}

base::Result<int> runInfo(const CommandContext &context)
{
    return lookAtModels(context, {.revisions = true, .access = true}, [&](const LookedAt &model) {
        if (context.line.json) {
            printOut(QString::fromUtf8(jsonLine(infoJson(model))));
            return;
        }
        warnAboutSource(model);
        printText(model);
    });
}

} // namespace

const Command kInfoCommand{
    .name = "info",
    .words = "MODEL...",
    .completes = Completes::Offered,
    .summary = QT_TRANSLATE_NOOP("Terminal", "what is known of a model"),
    .about = QT_TRANSLATE_NOOP("Terminal",
                               "Says what is known of a model before anything is downloaded: size, licence,\n"
                               "gate and whether it opens for you, variants, branches, formats that may run\n"
                               "code, what scanners said.\n"),
    .options = "revision catalogue",
    .namesModels = true,
    .check = checkModels,
    .run = runInfo,
};

} // namespace weightyard::cli
