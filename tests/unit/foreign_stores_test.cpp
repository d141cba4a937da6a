// What other programs keep on this machine: where, and what of it is theirs to find.
#include "library/foreign_stores.h"
#include "library/hub_cache.h"
#include "library/object_sources.h"
#include "library/ollama_store.h"
#include "store_results.h"
#include "support/home_variable.h"
#include "temp_dir.h"
#include "test_registry.h"

#include <QFile>
#include <QFileInfo>
#include <QtTest>

namespace foreign_stores_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;
using namespace weightyard::library;
using namespace weightyard::test;
using base::Environment;

namespace {

const QString kCommit = QString(40, u'a');
const QString kOther = QString(40, u'b');

QString blobName(const QByteArray &bytes)
{
    return oidOf(bytes).toString();
}

/// A cache as huggingface_hub leaves it.
struct Cache {
    TempDir dir;
    QString root = dir.makeFolder(u"hub"_s);

    QString repo(const QString &name = u"models--owner--model"_s) const { return root + u'/' + name; }
    void blob(const QString &etag, const QByteArray &bytes,
              const QString &name = u"models--owner--model"_s) const
    {
        writeFile(repo(name) + u"/blobs/"_s + etag, bytes);
    }
    void pointer(const QString &path, const QString &target, const QString &commit = kCommit,
                 const QString &name = u"models--owner--model"_s) const
    {
        const QString link = repo(name) + u"/snapshots/"_s + commit + u'/' + path;
        QVERIFY(QDir().mkpath(QFileInfo(link).absolutePath()));
        QVERIFY(QFile::link(target, link));
    }
    void usual() const
    {
        blob(blobName("weights"), "weights");
        blob(QString(40, u'c'), "{}");
        pointer(u"model.safetensors"_s, u"../../blobs/"_s + blobName("weights"));
        pointer(u"sub/config.json"_s, u"../../../blobs/"_s + QString(40, u'c'));
        writeFile(repo() + u"/refs/main"_s, kCommit.toLatin1());
        writeFile(repo() + u"/refs/refs/pr/1"_s, kCommit.toLatin1());
    }
    QList<ForeignModel> models() const { return foreignModels({.hubCache = root}, {}); }
};

QStringList pathsOf(const ForeignModel &model)
{
    QStringList paths;
    for (const ForeignFile &file : model.files)
        paths.append(file.path);
    return paths;
}

} // namespace

class ForeignStoresTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void hubCachePlace_data();
    void hubCachePlace();
    void lmStudioPlace();
    void ollamaPlace();
    void folderNames_data();
    void folderNames();
    void hubCacheModels();
    void sharedBlobs();
    void hostileCache();
    void lmStudioModels();
    void ollamaModels();
    void janModels();
    void sources();
};

void ForeignStoresTest::hubCachePlace_data()
{
    QTest::addColumn<QString>("variables");
    QTest::addColumn<QString>("place");
    QTest::newRow("default") << u"~=/h"_s << u"/h/.cache/huggingface/hub"_s;
    QTest::newRow("XDG_CACHE_HOME") << u"~=/h XDG_CACHE_HOME=/x"_s << u"/x/huggingface/hub"_s;
    QTest::newRow("HF_HOME") << u"~=/h XDG_CACHE_HOME=/x HF_HOME=~/f"_s << u"/h/f/hub"_s;
    QTest::newRow("HUGGINGFACE_HUB_CACHE") << u"~=/h HF_HOME=/f HUGGINGFACE_HUB_CACHE=/c/"_s << u"/c"_s;
    QTest::newRow("HF_HUB_CACHE") << u"~=/h HUGGINGFACE_HUB_CACHE=/c HF_HUB_CACHE=$D/${E}/k D=/d E=e"_s
                                  << u"/d/e/k"_s;
    QTest::newRow("empty ones are not set")
        << u"~=/h HF_HUB_CACHE= HF_HOME="_s << u"/h/.cache/huggingface/hub"_s;
    QTest::newRow("nowhere") << QString() << QString();
}

void ForeignStoresTest::hubCachePlace()
{
    QFETCH(QString, variables);
    QFETCH(QString, place);
    QHash<QString, QString> all;
    const QStringList words = variables.split(u' ', Qt::SkipEmptyParts);
    for (const QString &word : words)
        all.insert(word.section(u'=', 0, 0).replace(u'~', test::homeVariable), word.section(u'=', 1));
    QCOMPARE(foreignPlaces(Environment(all)).hubCache, place);
}

void ForeignStoresTest::lmStudioPlace()
{
    const TempDir home;
    const Environment environment({{test::homeVariable, home.path()}});
    QCOMPARE(foreignPlaces(environment).lmStudio, QString()); // there is none
    home.makeFolder(u".lmstudio"_s);
    QCOMPARE(foreignPlaces(environment).lmStudio, home.path(u".lmstudio/models"_s));
    home.makeFolder(u".cache/lm-studio"_s);
    QCOMPARE(foreignPlaces(environment).lmStudio, home.path(u".cache/lm-studio/models"_s));
    home.makeFolder(u"elsewhere"_s);
    home.writeFile(u".lmstudio-home-pointer"_s, home.path(u"elsewhere"_s).toUtf8() + '\n');
    QCOMPARE(foreignPlaces(environment).lmStudio, home.path(u"elsewhere/models"_s));
    const QString moved = home.makeFolder(u"disk/models"_s);
    home.writeFile(u"elsewhere/settings.json"_s, "{\"downloadsFolder\": \"" + moved.toUtf8() + "\"}");
    QCOMPARE(foreignPlaces(environment).lmStudio, moved);
    home.writeFile(u".lmstudio-home-pointer"_s, "../up");
    QCOMPARE(foreignPlaces(environment).lmStudio, home.path(u".cache/lm-studio/models"_s));
}

void ForeignStoresTest::ollamaPlace()
{
    const TempDir home;
    const QString own = home.makeFolder(u".ollama/models"_s);
    const QString set = home.makeFolder(u"set"_s);
    const auto placesWith = [&](const QString &variable) {
        QStringList places =
            foreignPlaces(Environment({{test::homeVariable, home.path()}, {u"OLLAMA_MODELS"_s, variable}}))
                .ollama;
        places.removeAll(u"/usr/share/ollama/.ollama/models"_s);
        return places;
    };
    QCOMPARE(placesWith({}), QStringList{own});
    QCOMPARE(placesWith(set), (QStringList{set, own}));
    QCOMPARE(placesWith(u"relative"_s), QStringList{own});
}

void ForeignStoresTest::folderNames_data()
{
    QTest::addColumn<QString>("folder");
    QTest::addColumn<QString>("path");
    QTest::newRow("model") << u"models--Owner--Name-v1.5"_s << u"Owner/Name-v1.5"_s;
    QTest::newRow("old model") << u"models--gpt2"_s << u"gpt2"_s;
    QTest::newRow("dataset") << u"datasets--owner--data"_s << u"datasets/owner/data"_s;
    QTest::newRow("space") << u"spaces--owner--space"_s << QString();
    QTest::newRow("dots") << u"models--..--x"_s << QString();
    QTest::newRow("git") << u"models--.git--x"_s << QString();
    QTest::newRow("three parts") << u"models--a--b--c"_s << QString();
    QTest::newRow("nothing") << u"models--"_s << QString();
    QTest::newRow("other") << u"blobs"_s << QString();
}

void ForeignStoresTest::folderNames()
{
    QFETCH(QString, folder);
    QFETCH(QString, path);
    QCOMPARE(modelPathOfHubCache(folder), path);
    if (!path.isEmpty())
        QCOMPARE(hubCacheFolderName(path), folder);
}

void ForeignStoresTest::hubCacheModels()
{
    const Cache cache;
    cache.usual();
    cache.blob(blobName("new"), "new");
    cache.pointer(u"model.safetensors"_s, u"../../blobs/"_s + blobName("new"), kOther);
    const QList<ForeignModel> models = cache.models();
    QCOMPARE(models.size(), 2);
    QCOMPARE(models[0].repo, u"owner/model"_s);
    QCOMPARE(models[0].commit, kCommit);
    QCOMPARE(models[0].refs, (QStringList{u"main"_s, u"refs/pr/1"_s}));
    QCOMPARE(pathsOf(models[0]), (QStringList{u"model.safetensors"_s, u"sub/config.json"_s}));
    QCOMPARE(models[0].files[0].oid, std::optional(oidOf("weights")));
    QCOMPARE(readFile(models[0].files[0].file), QByteArray("weights"));
    QVERIFY(!models[0].files[1].oid);
    QCOMPARE(models[0].bytes(), 9);
    QCOMPARE(models[1].commit, kOther);
    QVERIFY(models[1].refs.isEmpty());
}

// huggingface_hub 1.32: two links deep, and the second name is no SHA-256.
void ForeignStoresTest::sharedBlobs()
{
    const Cache cache;
    const QString xet = QString(64, u'd');
    writeFile(cache.root + u"/blobs/.huggingface-shared-blobs"_s, "1\n");
    writeFile(cache.root + u"/blobs/dd/"_s + xet, "weights");
    QVERIFY(QDir().mkpath(cache.repo() + u"/blobs"_s));
    QVERIFY(QFile::link(u"../../blobs/dd/"_s + xet, cache.repo() + u"/blobs/"_s + blobName("weights")));
    cache.pointer(u"w.safetensors"_s, u"../../blobs/"_s + blobName("weights"));
    const QList<ForeignModel> models = cache.models();
    QCOMPARE(models.size(), 1);
    QCOMPARE(models[0].files.value(0).oid, std::optional(oidOf("weights")));
    QCOMPARE(models[0].files.value(0).size, 7);
    QCOMPARE(hubCacheBlobs(cache.root, hubCacheRepos(cache.root), blobName("weights")).size(), 1);
}

void ForeignStoresTest::hostileCache()
{
    const Cache cache;
    cache.usual();
    cache.dir.writeFile(u"secret"_s, "secret");
    cache.pointer(u"out"_s, cache.dir.path(u"secret"_s));
    cache.pointer(u"up"_s, u"../../../../secret"_s);
    cache.pointer(u"nowhere"_s, u"../../blobs/none"_s);
    cache.pointer(u".git/config"_s, u"../../../blobs/"_s + blobName("weights"));
    QVERIFY(QFile::link(cache.dir.path(), cache.repo() + u"/snapshots/"_s + kCommit + u"/folder"_s));
    QVERIFY(QFile::link(cache.dir.path(), cache.repo() + u"/snapshots/"_s + kOther));
    QVERIFY(QFile::link(cache.dir.path(u"secret"_s), cache.repo() + u"/blobs/"_s + blobName("secret")));
    QVERIFY(QDir().mkpath(cache.repo() + u"/snapshots/short"_s));
    writeFile(cache.repo() + u"/refs/bad"_s, QByteArray(100'000, 'x'));
    writeFile(cache.root + u"/models--file"_s, "no folder");
    const QList<ForeignModel> models = cache.models();
    QCOMPARE(models.size(), 1);
    QCOMPARE(pathsOf(models[0]), (QStringList{u"model.safetensors"_s, u"sub/config.json"_s}));
    QCOMPARE(models[0].refs, (QStringList{u"main"_s, u"refs/pr/1"_s}));
    QVERIFY(hubCacheBlobs(cache.root, hubCacheRepos(cache.root), blobName("secret")).isEmpty());
    const base::CancelToken cancel;
    cancel.cancel();
    QVERIFY(foreignModels({.hubCache = cache.root}, cancel).isEmpty());
}

void ForeignStoresTest::lmStudioModels()
{
    const TempDir dir;
    dir.writeFile(u"models/publisher/repo-GGUF/model-Q4_K_M.gguf"_s, "gguf");
    dir.writeFile(u"models/publisher/repo-GGUF/.DS_Store"_s, "x");
    dir.writeFile(u"models/publisher/loose.gguf"_s, "x");
    dir.writeFile(u"models/.hidden/repo/a.gguf"_s, "x");
    dir.makeFolder(u"models/publisher/empty"_s);
    const QList<ForeignModel> models = foreignModels({.lmStudio = dir.path(u"models"_s)}, {});
    QCOMPARE(models.size(), 1);
    QCOMPARE(models[0].repo, u"publisher/repo-GGUF"_s);
    QCOMPARE(pathsOf(models[0]), QStringList{u"model-Q4_K_M.gguf"_s});
    QVERIFY(!models[0].files[0].oid);
}

void ForeignStoresTest::ollamaModels()
{
    const TempDir dir;
    const QString hex = blobName("gguf");
    dir.writeFile(u"o/blobs/sha256-"_s + hex, "gguf");
    const QByteArray manifest = R"({"schemaVersion":2,"layers":[
        {"mediaType":"application/vnd.ollama.image.model","digest":"sha256:)"
                                + hex.toLatin1() + R"(","size":4},
        {"mediaType":"application/vnd.ollama.image.license","digest":"sha256:)"
                                + QByteArray(64, '0') + R"("},
        {"mediaType":"application/vnd.ollama.image.params","digest":"../../../etc/passwd"}, 7]})";
    dir.writeFile(u"o/manifests/registry.ollama.ai/library/tiny/1b"_s, manifest);
    dir.writeFile(u"o/manifests/hf.co/owner/name-GGUF/Q4_K_M"_s, manifest);
    dir.writeFile(u"o/manifests/registry.ollama.ai/library/broken/latest"_s, "{");
    const QList<ForeignModel> models = foreignModels({.ollama = {dir.path(u"o"_s)}}, {});
    QCOMPARE(models.size(), 2);
    QCOMPARE(models[0].name, u"hf.co/owner/name-GGUF:Q4_K_M"_s);
    QCOMPARE(models[0].repo, u"owner/name-GGUF"_s);
    QCOMPARE(models[1].name, u"tiny:1b"_s);
    QCOMPARE(models[1].repo, QString());
    QCOMPARE(models[1].files.size(), 1);
    QCOMPARE(models[1].files[0].oid, std::optional(oidOf("gguf")));
    QVERIFY(
        QFile::link(dir.path(u"o/blobs/sha256-"_s + hex), dir.path(u"o/blobs/sha256-"_s + blobName("y"))));
    QCOMPARE(ollamaBlob(dir.path(u"o"_s), oidOf("y")), QString());
}

void ForeignStoresTest::janModels()
{
    const TempDir dir;
    dir.writeFile(u"jan/llamacpp/models/own/tiny/model.gguf"_s, "gguf");
    dir.writeFile(u"jan/llamacpp/models/own/tiny/model.yml"_s,
                  "name: Tiny\nmodel_path: llamacpp/models/own/tiny/model.gguf\nsize_bytes: 4\n");
    dir.writeFile(u"disk/big.gguf"_s, "big");
    dir.writeFile(u"jan/llamacpp/models/moved/model.yml"_s,
                  "model_path: \"" + dir.path(u"disk/big.gguf"_s).toUtf8() + "\"\n");
    dir.writeFile(u"jan/llamacpp/models/gone/model.yml"_s, "model_path: nowhere.gguf\n");
    const QList<ForeignModel> models = foreignModels({.jan = {dir.path(u"jan"_s)}}, {});
    QCOMPARE(models.size(), 2);
    QCOMPARE(models[0].name, u"moved"_s);
    QCOMPARE(readFile(models[0].files.value(0).file), QByteArray("big"));
    QCOMPARE(models[1].name, u"own/tiny"_s);
}

void ForeignStoresTest::sources()
{
    const Cache cache;
    cache.usual();
    const TempDir dir;
    const QString hex = blobName("weights");
    dir.writeFile(u"ollama/blobs/sha256-"_s + hex, "weights");
    const QString inStore = u".git/lfs/objects/"_s + hex.left(2) + u'/' + hex.mid(2, 2) + u'/' + hex;
    dir.writeFile(u"library/owner/clone/"_s + inStore, "weights");
    dir.writeFile(u"target/"_s + inStore, "weights");
    dir.writeFile(u"library/owner/clone/vendor/other/"_s + inStore, "weights"); // inside a model
    const ObjectSources all({dir.path(u"absent"_s), dir.path(u"library"_s)}, dir.path(u"target"_s),
                            {.hubCache = cache.root, .ollama = {dir.path(u"ollama"_s)}});
    QCOMPARE(all.of(oidOf("weights"), 7).size(), 4);
    QVERIFY(all.of(oidOf("weights"), 8).isEmpty()); // of another size: a lie
    QVERIFY(all.of(oidOf("other"), 7).isEmpty());
    QVERIFY(ObjectSources({}, {}, {}).of(oidOf("weights"), 7).isEmpty());
}

WEIGHTYARD_TEST(ForeignStoresTest)

} // namespace foreign_stores_test

#include "foreign_stores_test.moc"
