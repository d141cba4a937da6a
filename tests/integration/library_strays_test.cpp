// What other people's files in a library do to the list of what is in it: nothing. And a name or a pipe that would keep
// the scan busy.
#include "test_registry.h"

#include "git/runtime.h"
#include "library/library_scan.h"
#include "store/record.h"
#include "support/store_results.h"
#include "support/temp_dir.h"

#include <QtTest>
#include <sys/stat.h>

namespace library_strays_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;
using namespace weightyard::library;
using namespace weightyard::test;

namespace {

LibraryContents scanOf(const TempDir &library, const QStringList &paths = {})
{
    return valueOf(scanLibrary(library.path(), paths, base::CancelToken()));
}

void install(const TempDir &library, const QString &modelPath)
{
    library.writeFile(modelPath + u"/model.bin"_s, QByteArray(1000, 'm'));
    valueOf(store::writeRecord(
        library.path(u".weightyard/records/%1.json"_s.arg(QString(modelPath).replace(u'/', u'-'))),
        {.url = u"https://h/"_s + modelPath,
         .modelPath = modelPath,
         .revision = {},
         .commit = QString(40, u'a'),
         .folder = modelPath,
         .installedAt = QDateTime::currentDateTimeUtc(),
         .withHistory = false,
         .files = {{.path = u"model.bin"_s, .size = 1000, .oid = oidOf(QByteArray(1000, 'm'))}},
         .ref = {},
         .leftAsPointers = {}}));
}

} // namespace

class LibraryStraysTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void strayFileBesideModels_data();
    void strayFileBesideModels();
    void recordsAreAlwaysThere();
    void absurdShards();
    void pipe();

private:
    git::Runtime m_git{base::Environment()};
};

void LibraryStraysTest::strayFileBesideModels_data()
{
    QTest::addColumn<QString>("stray");
    QTest::newRow("in the owner's folder") << u"own/notes.txt"_s;
    QTest::newRow("hidden") << u"own/.DS_Store"_s;
    QTest::newRow("in the library's own") << u"notes.txt"_s;
    QTest::newRow("one level up") << u"host/group/notes.txt"_s;
}

void LibraryStraysTest::strayFileBesideModels()
{
    QFETCH(QString, stray);
    const TempDir library;
    install(library, u"own/m"_s);
    install(library, u"host/group/sub/n"_s);
    library.writeFile(u"own/wanted/model.safetensors"_s, QByteArray(500, 'w'));
    library.writeFile(u"own/clone/.git/config"_s, "[core]\n");
    library.writeFile(u"own/clone/model.safetensors"_s, QByteArray(100, 'w'));
    library.writeFile(stray, "mine");
    const LibraryContents contents = scanOf(library, {u"own/wanted"_s});
    QStringList found = contents.models.keys();
    found.sort();
    QCOMPARE(found, (QStringList{u"host/group/sub/n"_s, u"own/clone"_s, u"own/m"_s, u"own/wanted"_s}));
    QCOMPARE(contents.models.value(u"own/m"_s).state, OnDisk::Here);
    QCOMPARE(contents.models.value(u"own/wanted"_s).state, OnDisk::HereUnverified);
}

// Even below a folder that is a model itself.
void LibraryStraysTest::recordsAreAlwaysThere()
{
    const TempDir library;
    install(library, u"own"_s);
    install(library, u"own/below"_s);
    install(library, u"a/b/c/d/e/f/g/h/i"_s); // deeper than folders are looked through
    const LibraryContents contents = scanOf(library);
    for (const QString &path : {u"own"_s, u"own/below"_s, u"a/b/c/d/e/f/g/h/i"_s})
        QCOMPARE(contents.models.value(path).state, OnDisk::Here);
}

void LibraryStraysTest::absurdShards()
{
    const TempDir library;
    library.writeFile(u"o/n/x-00001-of-99999.gguf"_s, "x");
    const ModelOnDisk found = scanOf(library, {u"o/n"_s}).models.value(u"o/n"_s);
    QCOMPARE(found.state, OnDisk::Incomplete);
    QCOMPARE(found.problems.size(), 20);
}

void LibraryStraysTest::pipe()
{
    const TempDir library;
    library.writeFile(u"o/n/model.safetensors"_s, "x");
    for (const QString &name : {u"o/n/model.safetensors.index.json"_s, u"o/n/tokens.bin"_s})
        QCOMPARE(mkfifo(QFile::encodeName(library.path(name)).constData(), 0600), 0);
    const ModelOnDisk found = scanOf(library, {u"o/n"_s}).models.value(u"o/n"_s); // comes to an end
    QVERIFY(found.state != OnDisk::Absent);
}

WEIGHTYARD_TEST(LibraryStraysTest)

} // namespace library_strays_test

#include "library_strays_test.moc"
