#include "app/cli/model_rows.h"

#include "app/cli/cli_text.h"
#include "app/cli/model_arguments.h"
#include "app/cli/terminal.h"
#include "base/byte_sum.h"
#include "base/redact.h"
#include "ui/text/columns.h"
#include "ui/text/format.h"
#include "ui/text/messages.h"
#include "ui/text/sentence.h"

#include <algorithm>

namespace weightyard::cli {

using namespace Qt::Literals::StringLiterals;
using base::fail;
using base::Result;
using catalog::ModelEntry;
using library::OnDisk;

namespace {

constexpr int kParameters = 6;
constexpr int kQuantization = 9;
constexpr int kSize = 9;
constexpr int kLast = 18;
constexpr int kNarrowestName = 12;

// "4-bit" of "4-bit (group 64), embeddings kept 16-bit"; "bf16" of "none (bf16)".
QString inShort(const QString &text)
{
    const QString before = text.section(u',', 0, 0).section(u" ("_s, 0, 0).trimmed();
    if (before == "none"_L1)
        return text.section(u'(', 1).section(u')', 0, 0);
    return before;
}

QString cell(const QString &text, int columns)
{
    return text::padded(elided(text, columns), columns);
}

// "≈ 1.76 GB"; "?" when nobody knows
QString sizeText(const ModelRow &row)
{
    const qint64 bytes = bytesOf(row);
    if (bytes <= 0)
        return u"?"_s;
    const QString size = text::formatBytes(bytes);
    return isExact(row) ? size : u"≈ "_s + size;
}

} // namespace

qint64 bytesOf(const ModelRow &row)
{
    return row.cost ? row.cost->bytes : session::bytesOf(row.model);
}

qint64 bytesMissing(const ModelRow &row)
{
    return row.cost ? std::max<qint64>(row.cost->bytesMissing - row.model.disk.partialBytes, 0)
                    : session::bytesMissing(row.model);
}

qint64 bytesToWrite(const ModelRow &row)
{
    return row.cost ? std::max<qint64>(row.cost->bytesMissing - row.model.disk.allocatedBytes, 0)
                    : session::bytesToWrite(row.model);
}

bool isExact(const ModelRow &row)
{
    return row.cost || session::isExact(row.model);
}

Result<ModelRows> modelRows(const CommandContext &context, const QUrl &hub)
{
    const CommandLine &line = context.line;
    const auto catalogue = catalogueFor(line, context.configDir);
    if (!catalogue)
        return fail(catalogue.error());
    session::ModelWish wish = wishOf(line);
    wish.all = wish.all || (wish.texts.isEmpty() && wish.families.isEmpty());
    const auto names = session::chooseModels(wish, *catalogue, hub);
    if (!names)
        return fail(names.error());
    const auto known = cli::knownModels(context, *names, hub);
    if (!known)
        return fail(known.error());
    ModelRows rows{.rows = {},
                   .families = catalogue->families,
                   .catalogue = *catalogue,
                   .unreadable = known->unreadable,
                   .onDisk = known->onDisk};
    for (qsizetype i = 0; i < names->size(); ++i)
        rows.rows.append({.location = names->at(i).location, .model = known->models.at(i)});
    return rows;
}

QString stateText(const library::ModelOnDisk &disk)
{
    switch (disk.state) {
    case OnDisk::Absent:
        return session::isUnfinished(disk) ? CliText::tr("Unfinished") : QString();
    case OnDisk::Here:
        return CliText::tr("Here");
    case OnDisk::HereUnverified:
        return CliText::tr("Here, not verified");
    case OnDisk::Incomplete:
        return CliText::tr("Incomplete");
    case OnDisk::NotRecognised:
        return CliText::tr("Not recognised");
    }
    Q_UNREACHABLE();
}

QString stateText(const session::KnownModel &model)
{
    return model.awayIn.isEmpty() ? stateText(model.disk) : CliText::tr("Not connected");
}

QString placeOf(const session::KnownModel &model)
{
    return model.awayIn.isEmpty() ? model.library : model.awayIn;
}

QString stateName(const library::ModelOnDisk &disk)
{
    return session::isUnfinished(disk) ? u"unfinished"_s : library::onDiskName(disk.state);
}

QJsonObject toJson(const ModelRow &row)
{
    const ModelEntry &entry = row.model.entry;
    QJsonObject json{
        {u"id"_s, entry.id},
        {u"family"_s, entry.family},
        {u"name"_s, entry.name},
        {u"repo"_s, base::redacted(row.location.url)},
        {u"bytes"_s, bytesOf(row)},
        {u"exact"_s, isExact(row)},
        {u"parameters"_s, session::parametersOf(row.model)},
        {u"quantization"_s, entry.quantization},
        {u"licence"_s, session::licenceOf(row.model)},
        {u"gated"_s, session::isGated(row.model)},
        {u"extra"_s, entry.extra},
        {u"state"_s, row.model.awayIn.isEmpty() ? stateName(row.model.disk) : u"not_connected"_s},
        {u"bytes_missing"_s, bytesMissing(row)}};
    if (row.cost) {
        json.insert(u"pick"_s, base::toJson(row.pick));
        json.insert(u"object_bytes"_s, row.cost->objectBytes);
        json.insert(u"object_bytes_missing"_s, row.cost->objectBytesMissing);
    }
    if (row.model.disk.state != OnDisk::Absent || session::isUnfinished(row.model.disk)
        || !row.model.awayIn.isEmpty())
        json.insert(u"library"_s, placeOf(row.model));
    return json;
}

QString tableLine(const ModelRow &row, const QString &last, int columns)
{
    const ModelEntry &entry = row.model.entry;
    const int others = 2 + 1 + kParameters + 2 + kQuantization + 2 + kSize + 2 + kLast;
    const int name = std::max(columns - others, kNarrowestName);
    const QString called =
        entry.family.isEmpty() ? entry.id : entry.name; // of no catalogue: as it was asked for
    QString line =
        u"  "_s + nameCell(called, name, 2) + u' '
        + text::paddedBefore(inShort(session::parametersOf(row.model)).left(kParameters), kParameters)
        + u"  "_s + cell(inShort(entry.quantization), kQuantization) + u"  "_s
        + text::paddedBefore(sizeText(row), kSize);
    if (!last.isEmpty())
        line += u"  "_s + last;
    return line + u'\n';
}

QString totalsLine(const QList<session::KnownModel> &models)
{
    qint64 bytes = 0;
    qint64 missing = 0;
    int here = 0;
    int unknown = 0;
    bool exact = true;
    for (const session::KnownModel &model : models) {
        bytes = base::addBytes(bytes, session::bytesOf(model));
        missing = base::addBytes(missing, model.awayIn.isEmpty() ? session::bytesMissing(model) : 0);
        here += session::isHere(model.disk) ? 1 : 0;
        unknown += session::bytesOf(model) <= 0 ? 1 : 0;
        exact = exact && session::isExact(model);
    }
    if (unknown == models.size() && unknown > 0)
        return CliText::tr("%n model(s), of a size that is not known yet; %1 here.", nullptr, unknown)
            .arg(here);
    const QString about = exact ? QString() : u"≈ "_s;
    const QString text =
        CliText::tr("%n model(s), %1; %2 here, %3 to get.", nullptr, static_cast<int>(models.size()))
            .arg(about + text::formatBytes(bytes))
            .arg(here)
            .arg(about + text::formatBytes(missing));
    return unknown == 0
               ? text
               : text::sentences({text, CliText::tr("The size of %n is not known yet.", nullptr, unknown)});
}

QString heading(const QString &text)
{
    return isTerminal(1) ? u"\x1b[1m%1\x1b[0m\n"_s.arg(text) : text + u'\n';
}

void warnAbout(const ModelRows &rows, const CommandLine &line)
{
    if (line.quiet)
        return;
    for (const base::Error &error : rows.unreadable)
        printErrorLine(text::Messages::sentence(error));
}

} // namespace weightyard::cli
