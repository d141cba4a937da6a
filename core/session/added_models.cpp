#include "session/added_models.h"

#include "base/config_layout.h"
#include "catalog/catalogue.h"
#include "catalog/catalogue_parser.h"
#include "platform/file_io.h"
#include "platform/file_names.h"
#include "platform/versioned_file.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace weightyard::session {

using namespace Qt::Literals::StringLiterals;
using base::Result;

namespace {

constexpr qint64 kLongestCatalogue = 16LL * 1024 * 1024;

QByteArray catalogueOf(const QJsonArray &models)
{
    return QJsonDocument(QJsonObject{{u"version"_s, 1}, {u"models"_s, models}}).toJson();
}

QJsonObject toJson(const AddedModel &added)
{
    const KnownModel &known = added.model;
    QJsonObject json{{u"id"_s, catalogueId(added.key)},     {u"family"_s, known.entry.family},
                     {u"name"_s, known.entry.name},         {u"url"_s, known.entry.url},
                     {u"revision"_s, known.entry.revision}, {u"licence"_s, licenceOf(known)},
                     {u"gated"_s, isGated(known)}};
    const bool isWhole = known.entry.pick.isWhole();
    if (!isWhole)
        json.insert(u"pick"_s, base::toJson(known.entry.pick));
    const bool isOfHub = known.facts && isWhole;
    const qint64 bytes = isOfHub ? known.facts->bytes : known.entry.bytes;
    if (bytes > 0) {
        json.insert(u"bytes"_s, bytes);
        json.insert(u"exact"_s, isOfHub || known.entry.exact);
    }
    return json;
}

} // namespace

// The schema wants OWNER/NAME; what is not on the Hub has a path of another form.
QString catalogueId(const QString &modelPath)
{
    const auto location = catalog::parseModelLocation(modelPath, catalog::hubEndpoint({}));
    if (location && location->onHub && location->modelPath == modelPath)
        return modelPath;
    const QByteArray hash = QCryptographicHash::hash(modelPath.toUtf8(), QCryptographicHash::Sha256).toHex();
    return u"added/"_s + QString::fromLatin1(hash.first(16));
}

QByteArray addedToJson(const QList<AddedModel> &models)
{
    QJsonArray array;
    for (const AddedModel &added : models) {
        const QJsonObject model = toJson(added);
        // A file is taken whole or refused whole: one odd name must not cost the others.
        if (catalog::parseCatalogue(catalogueOf({model}), {}))
            array.append(model);
    }
    return catalogueOf(array);
}

Result<void> writeAdded(const QString &configDir, const QList<AddedModel> &models)
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
    return done ? platform::writeDurably(file, addedToJson(models)) : done;
}

} // namespace weightyard::session
