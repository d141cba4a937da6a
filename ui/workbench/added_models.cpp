#include "ui/workbench/added_models.h"

#include "base/config_layout.h"
#include "catalog/catalogue.h"
#include "platform/file_io.h"
#include "platform/versioned_file.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace weightyard::ui {

using namespace Qt::Literals::StringLiterals;
using base::Result;

namespace {

constexpr qint64 kLongestCatalogue = 16LL * 1024 * 1024;

QByteArray catalogueOf(const QJsonArray &models)
{
    return QJsonDocument(QJsonObject{{u"version"_s, 1}, {u"models"_s, models}}).toJson();
}

// The schema wants OWNER/NAME; what is not on the Hub has a path of another form.
QString idOf(const QString &key)
{
    const auto location = catalog::parseModelLocation(key, catalog::hubEndpoint({}));
    if (location && location->onHub && location->modelPath == key)
        return key;
    const QByteArray hash = QCryptographicHash::hash(key.toUtf8(), QCryptographicHash::Sha256).toHex();
    return u"added/"_s + QString::fromLatin1(hash.first(16));
}

QJsonObject toJson(const ModelRow &row)
{
    QJsonObject json{{u"id"_s, idOf(row.key)},
                     {u"family"_s, row.entry.family},
                     {u"name"_s, row.entry.name},
                     {u"url"_s, row.entry.url},
                     {u"revision"_s, row.entry.revision},
                     {u"licence"_s, row.facts ? row.facts->licence : row.entry.licence},
                     {u"gated"_s, row.facts ? row.facts->gated : row.entry.gated}};
    const qint64 bytes = row.facts ? row.facts->bytes : row.entry.bytes;
    if (bytes > 0) {
        json.insert(u"bytes"_s, bytes);
        json.insert(u"exact"_s, row.facts || row.entry.exact);
    }
    return json;
}

} // namespace

QByteArray addedToJson(const QList<ModelRow> &rows)
{
    QJsonArray models;
    for (const ModelRow &row : rows) {
        const QJsonObject model = toJson(row);
        // A file is taken whole or refused whole: one odd name must not cost the others.
        if (catalog::parseCatalogue(catalogueOf({model}), {}))
            models.append(model);
    }
    return catalogueOf(models);
}

Result<void> writeAdded(const QString &configDir, const QList<ModelRow> &rows)
{
    const base::ConfigLayout config(configDir);
    const QString file = config.addedModels();
    // What was written by hand and is not understood is not ours to throw away; a newer program's file stays as it is.
    const Result<std::optional<QByteArray>> before = platform::readWhole(file, kLongestCatalogue);
    if (!before)
        return base::fail(before.error());
    Result<void> done = platform::makeFolderDurably(config.catalogues(), true);
    const Result<catalog::Catalogue> read =
        *before ? catalog::parseCatalogue(**before, file) : catalog::Catalogue();
    if (done && !read)
        done = platform::isOfNoUse(read.error()) ? platform::setAside(file) : base::fail(read.error());
    return done ? platform::writeDurably(file, addedToJson(rows)) : done;
}

} // namespace weightyard::ui
