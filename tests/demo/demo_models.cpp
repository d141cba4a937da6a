#include "demo_models.h"

#include "catalog/catalogue_files.h"
#include "repo_builder.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace weightyard::demo {

using namespace Qt::Literals::StringLiterals;
using test::Fault;
using test::LocalHub;
using test::ObjectId;
using test::RepoBuilder;

namespace {

// A 23 GB model becomes one of 39 MB.
constexpr qint64 kSmaller = 600;
constexpr qint64 kSmallest = 300'000;
constexpr qint64 kSlowBytesPerSecond = 400'000;
constexpr int kShards = 3;

QByteArray shardIndex(qint64 bytes)
{
    QJsonObject map;
    for (int i = 1; i <= kShards; ++i)
        map.insert(u"layers.%1.weight"_s.arg(i), u"model-0000%1-of-0000%2.safetensors"_s.arg(i).arg(kShards));
    return QJsonDocument(
               QJsonObject{{u"metadata"_s, QJsonObject{{u"total_size"_s, bytes}}}, {u"weight_map"_s, map}})
        .toJson();
}

QList<ObjectId> addWeights(LocalHub &hub, RepoBuilder &repo, Fate fate, quint64 seed, qint64 bytes)
{
    if (fate != Fate::Sharded) {
        const ObjectId object = hub.addGenerated(seed, bytes);
        repo.lfsPointer(u"model.safetensors"_s, object);
        return {object};
    }
    QList<ObjectId> objects;
    for (int i = 1; i <= kShards; ++i) {
        const ObjectId object = hub.addGenerated(seed + static_cast<quint64>(i) * 1000, bytes / kShards);
        repo.lfsPointer(u"model-0000%1-of-0000%2.safetensors"_s.arg(i).arg(kShards), object);
        objects.append(object);
    }
    repo.file(u"model.safetensors.index.json"_s, shardIndex(bytes));
    return objects;
}

void addModel(LocalHub &hub, catalog::ModelEntry &entry, quint64 seed)
{
    const Fate fate = fateOf(entry.id);
    const qint64 weights = std::max(entry.bytes / kSmaller, kSmallest);
    const QByteArray config =
        "{\n  \"model_type\": \"demo\",\n  \"name\": \"" + entry.name.toUtf8() + "\"\n}\n";
    const QByteArray readme = "# " + entry.name.toUtf8() + "\n\nGenerated for the demo; not a real model.\n";
    const QByteArray tokenizer = test::generatedBytes(seed, 40'000).toBase64();
    entry.bytes = weights + config.size() + readme.size() + tokenizer.size();
    entry.exact = false;
    entry.gated = fate == Fate::Gated;
    if (fate == Fate::Missing)
        return;
    RepoBuilder repo;
    repo.lfsTrack(u"*.safetensors"_s)
        .file(u"config.json"_s, config)
        .file(u"README.md"_s, readme)
        .file(u"tokenizer.json"_s, tokenizer);
    const QList<ObjectId> objects = addWeights(hub, repo, fate, seed, weights);
    repo.commit("Generated for the demo");
    hub.addRepository(entry.id, repo);
    if (fate == Fate::Gated)
        hub.setAccess(entry.id, test::AccessRule::gatedTo({}));
    if (fate == Fate::Corrupt)
        hub.addFault(Fault::corrupt(weights / 2).forOid(objects.first().oid));
    if (fate == Fate::Slow)
        hub.addFault(
            Fault::rate(test::Endpoint::Storage, kSlowBytesPerSecond).forOid(objects.first().oid).always());
}

} // namespace

Fate fateOf(const QString &id)
{
    static const QHash<QString, Fate> fates{
        {u"mlx-community/Phi-3.5-mini-instruct-4bit"_s, Fate::Slow},
        {u"mlx-community/Phi-3.5-MoE-instruct-4bit"_s, Fate::Sharded},
        {u"mlx-community/gemma-2-2b-it-4bit"_s, Fate::Gated},
        {u"mlx-community/gemma-3n-E2B-it-lm-4bit"_s, Fate::Missing},
        {u"mlx-community/Qwen1.5-0.5B-Chat-4bit"_s, Fate::Corrupt},
    };
    return fates.value(id, Fate::Good);
}

QString expectedError(Fate fate)
{
    switch (fate) {
    case Fate::Good:
    case Fate::Sharded:
    case Fate::Slow:
        return {};
    case Fate::Gated:
        return u"Gated"_s;
    case Fate::Missing:
        return u"Auth"_s; // a hub does not tell strangers what is private and what is not there
    case Fate::Corrupt:
        return u"Corrupt"_s;
    }
    Q_UNREACHABLE();
}

Demo makeDemo(qint64 bytesPerSecond)
{
    test::HubSettings settings;
    settings.bytesPerSecond = bytesPerSecond;
    Demo demo{.hub = std::make_unique<LocalHub>(test::ListenerOptions{}, settings),
              .catalogue = catalog::builtInCatalogue()};
    demo.catalogue.models.removeIf([](const catalog::ModelEntry &entry) { return entry.extra; });
    quint64 seed = 1;
    for (catalog::ModelEntry &entry : demo.catalogue.models)
        addModel(*demo.hub, entry, seed++);
    return demo;
}

QByteArray catalogueJson(const catalog::Catalogue &catalogue)
{
    QJsonArray models;
    for (const catalog::ModelEntry &entry : catalogue.models) {
        models.append(QJsonObject{{u"id"_s, entry.id},
                                  {u"family"_s, entry.family},
                                  {u"name"_s, entry.name},
                                  {u"parameters"_s, entry.parameters},
                                  {u"quantization"_s, entry.quantization},
                                  {u"licence"_s, entry.licence},
                                  {u"bytes"_s, entry.bytes},
                                  {u"exact"_s, entry.exact},
                                  {u"gated"_s, entry.gated}});
    }
    return QJsonDocument(QJsonObject{{u"version"_s, 1},
                                     {u"families"_s, QJsonArray::fromStringList(catalogue.families)},
                                     {u"models"_s, models}})
        .toJson();
}

} // namespace weightyard::demo
