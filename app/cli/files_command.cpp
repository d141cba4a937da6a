// `weightyard-cli files`: the files of a model with their sizes, and the variants among them. Nothing is downloaded.
#include "app/cli/cli_text.h"
#include "app/cli/command_table.h"
#include "app/cli/hub_rows.h"
#include "app/cli/job_json.h"
#include "app/cli/model_arguments.h"
#include "app/cli/model_look_run.h"
#include "app/cli/model_rows.h"
#include "app/cli/terminal.h"
#include "hub/file_roles.h"
#include "ui/text/columns.h"
#include "ui/text/format.h"
#include "ui/text/sentence.h"

#include <QSet>
#include <algorithm>

namespace weightyard::cli {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kFileSize = 9;

QString levelOf(const hub::ModelDetails &details, const QString &path)
{
    for (const hub::ScanIssue &issue : details.issues) {
        if (issue.path == path)
            return issue.level;
    }
    return {};
}

// What is to be known of a file before it is fetched; empty for most.
QString remarkOn(const hub::ModelDetails &details, const QString &path, bool isDouble)
{
    QStringList words;
    if (isDouble)
        words.append(CliText::tr("double"));
    if (const QString format = hub::unsafeFormat(path); !format.isEmpty())
        words.append(CliText::tr("may run code (%1)").arg(format));
    if (const QString level = levelOf(details, path); !level.isEmpty())
        words.append(CliText::tr("scanned: %1").arg(level));
    return text::listed(words);
}

QString fileRow(const hub::HubFile &file, const QString &remark, int columns)
{
    const int room = columns - 2 - kFileSize - 2;
    const QString behind = remark.isEmpty() ? QString() : u"  "_s + remark;
    const QString start = u"  "_s + text::paddedBefore(text::formatBytes(file.size), kFileSize) + u"  "_s;
    if (room - text::columnsOf(behind) >= std::min<qsizetype>(text::columnsOf(file.path), 24))
        return start + shortened(file.path, room - static_cast<int>(text::columnsOf(behind))) + behind
               + u'\n';
    QString row = start + shortened(file.path, room) + u'\n';
    const QStringList lines = wrapped(remark, room - 2, 0).split(u'\n', Qt::SkipEmptyParts);
    for (const QString &line : lines)
        row += QString(kFileSize + 6, u' ') + line + u'\n';
    return row;
}

void printTables(const LookedAt &model)
{
    const int columns = terminalColumns();
    const hub::ModelDetails &details = model.look.details;
    const hub::Variants &variants = model.look.variants;
    const QSet<QString> doubles(variants.doubles.begin(), variants.doubles.end());
    printOut(heading(shortened(details.model.id + u' ' + details.model.commit.left(8), columns)));
    for (const hub::HubFile &file : details.files)
        printOut(fileRow(file, remarkOn(details, file.path, doubles.contains(file.path)), columns));
    printLine(CliText::tr("%n file(s), %1.", nullptr, static_cast<int>(details.files.size()))
                  .arg(text::formatBytes(variants.bytes)));
    if (variants.doubleBytes > 0)
        printLine(CliText::tr("%1 of it are doubles: the same weights in another format.")
                      .arg(text::formatBytes(variants.doubleBytes)));
    if (!variants.list.isEmpty())
        printOut(u'\n' + heading(CliText::tr("Variants")));
    for (const hub::Variant &variant : variants.list)
        printOut(variantRow(variant, rowColumns(variant.name.size() + kVariantColumns)));
    printBranches(model);
}

void printJson(const LookedAt &model)
{
    const hub::ModelDetails &details = model.look.details;
    const hub::Variants &variants = model.look.variants;
    const QSet<QString> doubles(variants.doubles.begin(), variants.doubles.end());
    for (const hub::HubFile &file : details.files) {
        QJsonObject json{{u"model"_s, details.model.id},
                         {u"path"_s, file.path},
                         {u"bytes"_s, file.size},
                         {u"double"_s, doubles.contains(file.path)}};
        if (file.oid)
            json.insert(u"oid"_s, file.oid->toString());
        if (!file.blob.isEmpty())
            json.insert(u"blob"_s, QString::fromLatin1(file.blob));
        if (!file.xetHash.isEmpty())
            json.insert(u"xet_hash"_s, file.xetHash);
        if (const QString format = hub::unsafeFormat(file.path); !format.isEmpty())
            json.insert(u"unsafe_format"_s, format);
        if (const QString level = levelOf(details, file.path); !level.isEmpty())
            json.insert(u"scan"_s, level);
        printOut(QString::fromUtf8(jsonLine(json)));
    }
    for (const hub::Variant &variant : variants.list) {
        QJsonObject json = toJson(variant);
        json.insert(u"model"_s, details.model.id);
        printOut(QString::fromUtf8(jsonLine(json)));
    }
    for (const QJsonValue &branch : branchesJson(model)) {
        QJsonObject json = branch.toObject();
        json.insert(u"model"_s, details.model.id);
        printOut(QString::fromUtf8(jsonLine(json)));
    }
    const QJsonObject summary{{u"model"_s, details.model.id},
                              {u"commit"_s, details.model.commit},
                              {u"files"_s, details.files.size()},
                              {u"bytes"_s, variants.bytes},
                              {u"double_bytes"_s, variants.doubleBytes},
                              {u"variants"_s, variants.list.size()},
                              {u"from_git"_s, model.look.fromManifest},
                              {u"old"_s, details.isOld}};
    printOut(QString::fromUtf8(jsonLine({{u"summary"_s, summary}})));
}

base::Result<int> runFiles(const CommandContext &context)
{
    return lookAtModels(context, {}, [&](const LookedAt &model) {
        if (context.line.json) {
            printJson(model);
            return;
        }
        warnAboutSource(model);
        printTables(model);
    });
}

} // namespace

const Command kFilesCommand{
    .name = "files",
    .words = "MODEL...",
    .completes = Completes::Offered,
    .summary = QT_TRANSLATE_NOOP("Terminal", "list a model's files and variants"),
    .about = QT_TRANSLATE_NOOP(
        "Terminal", "Lists the files of a model with their sizes, and its variants: each\n"
                    "quantisation of GGUF files, each folder with weights. Nothing is downloaded.\n"),
    .options = "revision catalogue",
    .namesModels = true,
    .check = checkModels,
    .run = runFiles,
};

} // namespace weightyard::cli
