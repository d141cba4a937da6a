#include "app/cli/verify_output.h"

#include "app/cli/cli_text.h"
#include "app/cli/job_json.h"
#include "app/cli/mending_command.h"
#include "app/cli/remedy.h"
#include "app/cli/terminal.h"
#include "base/byte_sum.h"
#include "library/presence.h"
#include "library/record_gaps.h"
#include "ui/text/format.h"
#include "ui/text/messages.h"
#include "ui/text/sentence.h"

#include <QDir>
#include <QJsonArray>
#include <algorithm>
#include <utility>

namespace weightyard::cli {

using namespace Qt::Literals::StringLiterals;
using library::ModelVerdict;

namespace {

constexpr qint64 kTellMs = 100;

// What the next get fetches by itself is mended by it; what is the user's, or may be, only when it was asked for.
bool getMends(const ModelVerdict &verdict)
{
    if (!verdict.recorded)
        return false;
    store::Record record = library::withDamage(verdict.record, verdict, library::DamageNote::ForGet);
    if (!QDir::isRelativePath(record.folder) && library::holdsShortFiles(record, verdict.folder))
        return false;
    const QStringList gaps = library::missingOrShort(record, verdict.folder, record.files.size());
    const QStringList broken = verdict.damaged + verdict.missing;
    return std::all_of(broken.cbegin(), broken.cend(),
                       [&](const QString &path) { return gaps.contains(path); });
}

// No command writes anything through a link.
void printBehindLinks(const ModelVerdict &verdict, const QString &name, const CommandLine &line)
{
    for (const base::Error &error : verdict.behindLinks) {
        printLine(text::withReason(name, text::Messages::sentence(error)));
        printLine(remedyOf(error, line.command), 2);
    }
}

void printBroken(const VerifiedModel &model, const QString &name, const CommandLine &line)
{
    const ModelVerdict &verdict = model.verdict;
    for (const QString &path : verdict.damaged)
        printLine(CliText::tr("%1: damaged: %2").arg(name, path));
    for (const QString &path : verdict.missing)
        printLine(CliText::tr("%1: missing or of another size: %2").arg(name, path));
    if (verdict.error)
        printLine(text::withReason(name, text::Messages::sentence(*verdict.error)));
    else if (model.repaired && *model.repaired)
        printLine(CliText::tr("%1: repaired").arg(name));
    else if (!model.repaired && !verdict.behindLinks.isEmpty())
        printBehindLinks(verdict, name, line);
    else if (!model.repaired) // in one line, whatever its length: it is to be copied
        printOut(u"  "_s + CliText::tr("This fetches just that again:") + u"\n    "_s
                 + (getMends(verdict) ? getCommand(verdict.record, verdict.folder, line)
                                      : repairCommand(verdict.record, verdict.folder, line))
                 + u'\n');
}

void printWords(const VerifiedModel &model, const QString &name, const CommandLine &line)
{
    const ModelVerdict &verdict = model.verdict;
    for (const QString &path : verdict.changed) {
        const bool goes = model.replaces.contains(path) && model.repaired.value_or(true);
        const QString text =
            !goes            ? CliText::tr("%1: changed since it was installed, stays as it is: %2")
            : model.repaired ? CliText::tr("%1: changed since it was installed, replaced by the model's: %2")
                             : CliText::tr("%1: changed since it was installed, would be replaced by the "
                                           "model's, without a copy: %2");
        printLine(text.arg(name, path));
    }
    if (!verdict.isGood())
        printBroken(model, name, line);
    else if (verdict.recorded)
        printLine(CliText::tr("%1: good, %2").arg(name, text::formatBytes(verdict.bytes)));
    else
        printLine(CliText::tr("%1: good by the commit that git has there, %2")
                      .arg(name, text::formatBytes(verdict.bytes)));
}

} // namespace

void printVerified(const VerifiedModel &model, const QString &name, const CommandLine &line)
{
    const ModelVerdict &verdict = model.verdict;
    if (!line.json) {
        if (!line.quiet || !verdict.isGood())
            printWords(model, name, line);
        return;
    }
    QJsonObject json{{u"model"_s, verdict.record.modelPath},
                     {u"folder"_s, verdict.folder},
                     {u"bytes"_s, verdict.bytes},
                     {u"good"_s, verdict.isGood()},
                     {u"by"_s, verdict.recorded ? u"record"_s : u"git"_s},
                     {u"damaged"_s, QJsonArray::fromStringList(verdict.damaged)},
                     {u"missing"_s, QJsonArray::fromStringList(verdict.missing)},
                     {u"changed"_s, QJsonArray::fromStringList(verdict.changed)}};
    if (model.wentOn)
        json.insert(u"moved_on"_s, true);
    if (model.repaired)
        json.insert(u"repaired"_s, *model.repaired);
    if (!model.replaces.isEmpty() && model.repaired.value_or(true))
        json.insert(model.repaired ? u"replaced"_s : u"would_replace"_s,
                    QJsonArray::fromStringList(model.replaces));
    if (verdict.error)
        json.insert(u"error"_s, toJson(*verdict.error, line.command));
    QJsonArray links;
    for (const base::Error &error : verdict.behindLinks)
        links.append(toJson(error, line.command));
    if (!links.isEmpty())
        json.insert(u"behind_links"_s, links);
    printOut(QString::fromUtf8(jsonLine(json)));
}

void printUnknown(const library::ModelOnDisk &model, const QString &name, const CommandLine &line)
{
    if (line.json) {
        QJsonObject json{{u"model"_s, model.modelPath},
                         {u"folder"_s, model.folder},
                         {u"by"_s, u"header"_s},
                         {u"incomplete"_s, QJsonArray::fromStringList(model.problems)}};
        if (!model.problems.isEmpty())
            json.insert(u"good"_s, false);
        printOut(QString::fromUtf8(jsonLine(json)));
        return;
    }
    for (const QString &path : model.problems)
        printLine(CliText::tr("%1: incomplete: %2").arg(name, path));
    if (model.problems.isEmpty() && !line.quiet)
        printLine(
            CliText::tr("%1: not verified: nothing here says what its files should be; adopt asks its host")
                .arg(name));
}

void printMovedOn(const library::InstalledModel &model, const QString &name, const CommandLine &line)
{
    if (line.json)
        printOut(QString::fromUtf8(jsonLine(
            {{u"model"_s, model.record.modelPath}, {u"folder"_s, model.folder}, {u"moved_on"_s, true}})));
    else if (!line.quiet)
        printLine(CliText::tr("%1: not looked at: it was changed since it was installed").arg(name));
}

void printVerifySummary(const QList<VerifiedModel> &models, const session::VerifyChoice &choice)
{
    qint64 bytes = 0;
    qsizetype good = 0;
    qsizetype repaired = 0;
    for (const VerifiedModel &model : models) {
        bytes = base::addBytes(bytes, model.verdict.bytes);
        good += model.verdict.isGood() ? 1 : 0;
        repaired += model.repaired.value_or(false) ? 1 : 0;
    }
    printOut(QString::fromUtf8(jsonLine({{u"summary"_s, QJsonObject{{u"models"_s, models.size()},
                                                                    {u"good"_s, good},
                                                                    {u"repaired"_s, repaired},
                                                                    {u"unknown"_s, choice.unknown.size()},
                                                                    {u"bytes"_s, bytes}}}})));
}

ProgressLine::ProgressLine(QString text, bool shown) : m_text(std::move(text)), m_shown(shown)
{
    m_since.start();
}

void ProgressLine::show(qint64 done, qint64 total)
{
    if (!m_shown || m_since.elapsed() < kTellMs)
        return;
    m_since.restart();
    m_written = true;
    printError(u"\r\x1b[K"_s + m_text.arg(text::formatBytes(done), text::formatBytes(total)));
}

void ProgressLine::clear()
{
    if (std::exchange(m_written, false))
        printError(u"\r\x1b[K"_s);
}

} // namespace weightyard::cli
