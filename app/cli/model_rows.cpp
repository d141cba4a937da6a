#include "app/cli/model_rows.h"

#include "app/cli/terminal.h"
#include "base/redact.h"
#include "hub/facts_cache.h"
#include "store/library_layout.h"
#include "store/record.h"
#include "ui/text/messages.h"

#include <QDir>
#include <QHash>
#include <algorithm>

namespace weightyard::cli {

using namespace Qt::Literals::StringLiterals;
using base::fail;
using base::Result;
using catalog::ModelEntry;
using library::OnDisk;

namespace {

Result<void> lookAtLibrary(ModelRows &rows, const QString &library)
{
    QStringList paths;
    for (const ModelRow &row : std::as_const(rows.rows))
        paths.append(row.model.location.modelPath);
    const auto contents = library::scanLibrary(library, paths, base::CancelToken());
    if (!contents)
        return fail(contents.error());
    rows.unreadable = contents->unreadable;
    QHash<QString, qint64> counted;
    const store::RecordListing listing = store::listRecords(store::stateOfLibrary(library).records());
    for (const store::Record &record : listing.records)
        counted.insert(record.folder, record.bytes());
    for (ModelRow &row : rows.rows) {
        row.disk = contents->models.value(row.model.location.modelPath);
        // A download counted every byte; what the Hub said may be of another commit, and the catalogue may only guess.
        const auto bytes = counted.constFind(row.model.location.modelPath);
        if (row.disk.state == OnDisk::Here && bytes != counted.constEnd()) {
            row.model.entry.bytes = *bytes;
            row.model.entry.exact = true;
        }
    }
    return {};
}

} // namespace

qint64 ModelRow::bytesMissing() const
{
    return library::bytesToCome(disk, model.entry.bytes, disk.partialBytes);
}

qint64 ModelRow::bytesWanted() const
{
    return library::bytesToCome(disk, model.entry.bytes, disk.allocatedBytes);
}

void takeFacts(ModelRow &row, const hub::ModelFacts &facts)
{
    ModelEntry &entry = row.model.entry;
    entry.bytes = facts.bytes;
    entry.exact = true;
    entry.gated = facts.gated;
    if (!facts.licence.isEmpty())
        entry.licence = facts.licence;
    if (entry.parameters.isEmpty())
        entry.parameters = facts.parameters;
}

Result<ModelRows> modelRows(const CommandLine &line, const Places &places)
{
    const auto loaded = catalogueFor(line, places.configDir);
    if (!loaded)
        return fail(loaded.error());
    CommandLine wanted = line;
    wanted.all = line.all || (line.models.isEmpty() && line.families.isEmpty());
    const auto models = chooseModels(wanted, loaded->catalogue, places.hub);
    if (!models)
        return fail(models.error());

    QHash<QString, hub::ModelFacts> known;
    const QList<hub::ModelFacts> cached = hub::cachedFacts(places.factCache(), places.hub);
    for (const hub::ModelFacts &facts : cached)
        known.insert(facts.modelPath, facts);
    ModelRows rows{.rows = {},
                   .families = loaded->catalogue.families,
                   .refusedCatalogues = loaded->refused,
                   .unreadable = {}};
    for (const ChosenModel &model : *models) {
        ModelRow row{.model = model, .disk = {}, .error = {}};
        const auto facts = known.constFind(model.location.modelPath);
        if (facts != known.constEnd() && model.location.revision.isEmpty() && line.revision.isEmpty())
            takeFacts(row, *facts);
        rows.rows.append(row);
    }
    if (const auto looked = lookAtLibrary(rows, places.library); !looked)
        return fail(looked.error());
    return rows;
}

QJsonObject toJson(const ModelRow &row)
{
    const ModelEntry &entry = row.model.entry;
    return {{u"id"_s, entry.id},
            {u"family"_s, entry.family},
            {u"name"_s, entry.name},
            {u"repo"_s, base::redacted(row.model.location.url)},
            {u"bytes"_s, entry.bytes},
            {u"exact"_s, entry.exact},
            {u"parameters"_s, entry.parameters},
            {u"quantization"_s, entry.quantization},
            {u"licence"_s, entry.licence},
            {u"gated"_s, entry.gated},
            {u"extra"_s, entry.extra},
            {u"state"_s, stateName(row.disk)},
            {u"bytes_missing"_s, row.bytesMissing()}};
}

void warnAbout(const ModelRows &rows, const CommandLine &line)
{
    if (line.quiet)
        return;
    for (const base::Error &error : rows.refusedCatalogues + rows.unreadable)
        printError(wrapped(text::Messages::sentence(error), terminalColumns(), 2) + u'\n');
}

} // namespace weightyard::cli
