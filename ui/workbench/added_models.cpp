#include "ui/workbench/added_models.h"

#include "catalog/catalogue.h"
#include "store/file_io.h"

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
    const QString folder = configDir + u"/catalogues"_s;
    const QString file = folder + u"/added.json"_s;
    // What could not be read was written by hand, or by a newer program: it is not ours to throw away.
    const Result<std::optional<QByteArray>> before = store::readWhole(file, kLongestCatalogue);
    const bool readable = before && (!*before || catalog::parseCatalogue(**before, file).has_value());
    Result<void> done = store::makeFolderDurably(folder, true);
    if (done && !readable)
        done = store::renameOver(file, file + u".unreadable"_s);
    return done ? store::writeDurably(file, addedToJson(rows)) : done;
}

} // namespace weightyard::ui
