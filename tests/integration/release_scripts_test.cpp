// The scripts that make a release: run in a clone of this tree, with the real git.
#include "child_process.h"
#include "object_source.h"
#include "temp_dir.h"
#include "test_registry.h"

#include <QDir>
#include <QFileInfo>
#include <QTest>

namespace release_scripts_test {

using namespace weightyard::test;
using namespace Qt::Literals::StringLiterals;

class ReleaseScriptsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void version();
    void notes();
    void sources();
    void homebrewAndDigests();

private:
    ProcessResult run(const QString &script, const QStringList &arguments = {}) const
    {
        return runProcess(m_tree + u"/packaging/release/"_s + script, arguments,
                          {.environment = QProcessEnvironment::systemEnvironment(),
                           .workingDirectory = m_folder.path(),
                           .input = {}});
    }
    TempDir m_folder;
    QString m_tree;
};

// What these scripts read, as a repository of its own: the tree that is tested may be changed, or no repository at all.
void ReleaseScriptsTest::initTestCase()
{
    const QString root = QStringLiteral(WEIGHTYARD_SOURCE_DIR);
    m_tree = m_folder.path(u"tree"_s);
    for (const QString &name :
         {u"CMakeLists.txt"_s, u"CHANGELOG.md"_s, u".gitattributes"_s, u".git_archival.txt"_s})
        writeFile(m_tree + u'/' + name, readFile(root + u'/' + name));
    for (const QString &folder : {u"packaging/release"_s, u"packaging/homebrew"_s}) {
        const QFileInfoList files = QDir(root + u'/' + folder).entryInfoList(QDir::Files);
        for (const QFileInfo &file : files) {
            const QString path = m_tree + u'/' + folder + u'/' + file.fileName();
            writeFile(path, readFile(file.filePath()));
            QVERIFY(QFile::setPermissions(path, file.permissions()));
        }
    }
    for (const QStringList &step : QList<QStringList>{
             {u"init"_s, u"-q"_s}, {u"add"_s, u"."_s}, {u"commit"_s, u"-q"_s, u"-m"_s, u"tree"_s}}) {
        const QStringList who{u"-c"_s, u"user.name=Nobody"_s, u"-c"_s, u"user.email=nobody@example.org"_s};
        const ProcessResult git = runProcess(u"git"_s, QStringList{u"-C"_s, m_tree} + who + step);
        QVERIFY2(git.ok(), qPrintable(git.describe()));
    }
}

void ReleaseScriptsTest::version()
{
    const QByteArray version = WEIGHTYARD_VERSION;
    QCOMPARE(run(u"version.sh"_s).out.trimmed(), version);
    const ProcessResult tagged = run(u"version.sh"_s, {u'v' + QString::fromLatin1(version)});
    QVERIFY2(tagged.ok() && tagged.out.trimmed() == version, qPrintable(tagged.describe()));
    const ProcessResult other = run(u"version.sh"_s, {u"v9.9.9"_s});
    QVERIFY(!other.ok());
    QVERIFY2(other.err.contains("v9.9.9") && other.err.contains(version), qPrintable(other.describe()));
}

void ReleaseScriptsTest::notes()
{
    const ProcessResult notes = run(u"notes.sh"_s, {QStringLiteral(WEIGHTYARD_VERSION)});
    QVERIFY2(notes.ok() && notes.out.contains("- "), qPrintable(notes.describe()));
    QVERIFY(!notes.out.contains("\n## "));
    QVERIFY(!run(u"notes.sh"_s, {u"9.9.9"_s}).ok());
}

void ReleaseScriptsTest::sources()
{
    const QString name = u"/weightyard-"_s + QStringLiteral(WEIGHTYARD_VERSION) + u".tar.gz"_s;
    QList<QByteArray> archives;
    for (const QString &out : {m_folder.path(u"one"_s), m_folder.path(u"two"_s)}) {
        const ProcessResult packed = run(u"source.sh"_s, {out});
        QVERIFY2(packed.ok(), qPrintable(packed.describe()));
        archives.append(readFile(out + name));
    }
    QVERIFY(archives.at(0).size() > 1000);
    QVERIFY(archives.at(0) == archives.at(1));
    const ProcessResult unpacked =
        runProcess(u"tar"_s, {u"-xzf"_s, m_folder.path(u"one"_s) + name, u"-C"_s, m_folder.path()});
    QVERIFY2(unpacked.ok(), qPrintable(unpacked.describe()));
    const QString top = m_folder.path(u"weightyard-"_s + QStringLiteral(WEIGHTYARD_VERSION));
    QVERIFY(QFileInfo::exists(top + u"/CMakeLists.txt"_s));
    QVERIFY(!readFile(top + u"/.git_archival.txt"_s).contains("$Format")); // the commit is told

    // Of what is built of them, too, with git and without it.
    const ProcessResult committed =
        runProcess(u"git"_s, {u"-C"_s, m_tree, u"log"_s, u"-1"_s, u"--format=%ct"_s});
    QVERIFY2(committed.out.trimmed().toLongLong() > 0, qPrintable(committed.describe()));
    const ProcessResult here = run(u"epoch.sh"_s);
    QVERIFY2(here.ok() && here.out == committed.out, qPrintable(here.describe()));
    const ProcessResult there = runProcess(top + u"/packaging/release/epoch.sh"_s, {});
    QVERIFY2(there.ok() && there.out == committed.out, qPrintable(there.describe()));
    QProcessEnvironment set = QProcessEnvironment::systemEnvironment();
    set.insert(u"SOURCE_DATE_EPOCH"_s, u"12345"_s);
    const ProcessResult told = runProcess(top + u"/packaging/release/epoch.sh"_s, {},
                                          {.environment = set, .workingDirectory = {}, .input = {}});
    QVERIFY2(told.ok() && told.out == "12345\n", qPrintable(told.describe()));
}

void ReleaseScriptsTest::homebrewAndDigests()
{
    const QString out = m_folder.path(u"out"_s);
    writeFile(out + u"/source.tar.gz"_s, "sources");
    writeFile(out + u"/a file.dmg"_s, "image");
    const ProcessResult made =
        run(u"homebrew.sh"_s, {u"1.2.3"_s, out + u"/source.tar.gz"_s, out + u"/a file.dmg"_s, out});
    QVERIFY2(made.ok(), qPrintable(made.describe()));
    const QByteArray formula = readFile(out + u"/weightyard-cli.rb"_s);
    QVERIFY(formula.contains("/v1.2.3/weightyard-1.2.3.tar.gz\""));
    QVERIFY(formula.contains("sha256 \"" + sha256Hex("sources") + '"'));
    const QByteArray cask = readFile(out + u"/weightyard.rb"_s);
    QVERIFY(cask.contains("version \"1.2.3\""));
    QVERIFY(cask.contains("sha256 \"" + sha256Hex("image") + '"'));
    for (const QByteArray &text : {formula, cask})
        QVERIFY(!text.contains('@' + QByteArray("VERSION")) && !text.contains("SHA256@"));

    QVERIFY(run(u"sums.sh"_s, {out}).ok());
    QVERIFY(run(u"sums.sh"_s, {out}).ok()); // does not count itself
    const ProcessResult good = runProcess(
        u"sha256sum"_s, {u"-c"_s, u"--strict"_s, u"SHA256SUMS"_s},
        {.environment = QProcessEnvironment::systemEnvironment(), .workingDirectory = out, .input = {}});
    QVERIFY2(good.ok(), qPrintable(good.describe()));
    QCOMPARE(good.out.count(": OK"), 4);
}

WEIGHTYARD_TEST(ReleaseScriptsTest)

} // namespace release_scripts_test

#include "release_scripts_test.moc"
