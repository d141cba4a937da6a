// The .git of a published model: git status has nothing to say, and nothing to read.
#include "git_fixture.h"
#include "test_registry.h"

#include <QStandardPaths>

namespace git_history_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;
using test::LocalHub;
using test::ObjectId;
using test::ProcessResult;
using test::RepoBuilder;

class GitHistoryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void statusIsCleanAndQuick_data();
    void statusIsCleanAndQuick();
    void hugeSparseObject();
    void leftOutPointersAreClean();
    void changesAreSeen();

private:
    test::GitFixture m_git;
};

namespace {

/// A PATH with git and without git-lfs.
QString pathWithoutLfs(const test::TempDir &dir)
{
    const QString folder = dir.makeFolder(u"nolfs"_s);
    for (const QString &program : {u"git"_s, u"sh"_s})
        QFile::link(QStandardPaths::findExecutable(program), folder + u'/' + program);
    return folder;
}

} // namespace

void GitHistoryTest::statusIsCleanAndQuick_data()
{
    QTest::addColumn<bool>("withLfs");
    QTest::newRow("git-lfs in PATH") << true;
    QTest::newRow("without git-lfs") << false;
}

void GitHistoryTest::statusIsCleanAndQuick()
{
    QFETCH(bool, withLfs);
    LocalHub hub;
    RepoBuilder repo;
    const QByteArray weights = test::generatedBytes(1, 100'000);
    repo.lfsTrack(u"*.bin"_s)
        .lfsFile(u"model.bin"_s, weights)
        .file(u"README.md"_s, "hi\n")
        .executable(u"run.sh"_s, "#!/bin/sh\n");
    repo.symlink(u"link"_s, u"README.md"_s).submodule(u"module"_s, QByteArray(40, '1'));
    repo.rawBlob(u"sub/.gitattributes"_s,
                 "*.txt text eol=crlf\n*.id ident\n*.u16 working-tree-encoding=UTF-16\n");
    repo.rawBlob(u"sub/a.txt"_s, "one\ntwo\n")
        .rawBlob(u"sub/a.id"_s, "$Id$\n")
        .rawBlob(u"sub/a.u16"_s, "text\n");
    repo.rawBlob(u"sub.txt"_s, "x").rawBlob(u"empty"_s, QByteArray());
    repo.commit();
    hub.addRepository(u"owner/name"_s, repo);

    // Fetched, written and published within one second: every file is as young as the index.
    const test::TempDir dir;
    const QString folder = dir.path(u"model"_s);
    QCOMPARE(
        test::publish(m_git, hub.repositoryUrl(u"owner/name"_s), {}, folder, {{u"model.bin"_s, weights}}),
        QString());
    const QString path = withLfs ? QString() : pathWithoutLfs(dir);
    for (int round = 0; round < 2; ++round) { // the first may have refreshed the index
        QElapsedTimer timer;
        timer.start();
        const ProcessResult status =
            test::gitIn(folder, {u"status"_s, u"--porcelain"_s, u"--ignored"_s}, path);
        const qint64 elapsed = timer.elapsed();
        QVERIFY2(status.ok() && status.out.isEmpty() && status.err.isEmpty(), qPrintable(status.describe()));
        QVERIFY2(elapsed < test::patient(200), QByteArray::number(elapsed).constData());
    }
    QVERIFY(test::mustGit(folder, {u"fsck"_s, u"--full"_s}) != "failed");
    QCOMPARE(test::mustGit(folder, {u"log"_s, u"--format=%H"_s}), repo.revision());
}

void GitHistoryTest::hugeSparseObject()
{
    constexpr qint64 kSize = (qint64(5) << 30) + 1; // more than 32 bits hold
    LocalHub hub;
    RepoBuilder repo;
    const ObjectId object{.oid = QByteArray(64, 'a'), .size = kSize};
    repo.lfsTrack(u"*.bin"_s).lfsPointer(u"big.bin"_s, object).lfsPointer(u"four.bin"_s, object).commit();
    hub.addRepository(u"owner/name"_s, repo);

    const test::TempDir dir;
    const QString folder = dir.path(u"model"_s);
    QDir().mkpath(folder);
    const auto fetched = m_git.fetch(hub.repositoryUrl(u"owner/name"_s), {}, dir.path(u"fetched"_s));
    QVERIFY_OK(fetched);
    QCOMPARE(test::writeTree(**fetched, folder), QString());
    for (const QString &name : {u"big.bin"_s, u"four.bin"_s}) {
        QFile file(folder + u'/' + name);
        QVERIFY(file.resize(kSize));
    }
    QVERIFY(QDir().rename(dir.path(u"fetched"_s), folder + u"/.git"_s));
    QVERIFY_OK(
        (*fetched)->finishHistory(folder + u"/.git"_s, folder, hub.repositoryUrl(u"owner/name"_s), {}));
    for (const QString &path : {QString(), pathWithoutLfs(dir)}) {
        QElapsedTimer timer;
        timer.start();
        const ProcessResult status = test::gitIn(folder, {u"status"_s, u"--porcelain"_s}, path);
        const qint64 elapsed = timer.elapsed();
        QVERIFY2(status.ok() && status.out.isEmpty() && status.err.isEmpty(), qPrintable(status.describe()));
        QVERIFY2(elapsed < test::patient(200), QByteArray::number(elapsed).constData());
    }
}

void GitHistoryTest::leftOutPointersAreClean()
{
    LocalHub hub;
    RepoBuilder repo;
    const QByteArray weights = test::generatedBytes(1, 50'000);
    repo.lfsTrack(u"*.bin"_s).lfsFile(u"here.bin"_s, weights).lfsFile(u"left.bin"_s, weights + '1').commit();
    hub.addRepository(u"owner/name"_s, repo);
    const test::TempDir dir;
    const QString folder = dir.path(u"model"_s);
    QCOMPARE(test::publish(m_git, hub.repositoryUrl(u"owner/name"_s), {}, folder, {{u"here.bin"_s, weights}}),
             QString());
    QCOMPARE(test::mustGit(folder, {u"status"_s, u"--porcelain"_s}), QByteArray());
    QVERIFY(test::mustGit(folder, {u"lfs"_s, u"pull"_s}) != "failed");
    QCOMPARE(test::readFile(folder + u"/left.bin"_s), weights + '1');
    QCOMPARE(test::mustGit(folder, {u"status"_s, u"--porcelain"_s}), QByteArray());
}

void GitHistoryTest::changesAreSeen()
{
    LocalHub hub;
    RepoBuilder repo;
    repo.file(u"a"_s, "a\n").file(u"b"_s, "b\n").executable(u"c"_s, "c\n").commit();
    hub.addRepository(u"owner/name"_s, repo);
    const test::TempDir dir;
    const QString folder = dir.path(u"model"_s);
    QCOMPARE(test::publish(m_git, hub.repositoryUrl(u"owner/name"_s), {}, folder), QString());
    // Same size; the publisher leaves at least two seconds between a file and anything that comes after it.
    test::writeFile(folder + u"/a"_s, "A\n");
    QFile changed(folder + u"/a"_s);
    QVERIFY(changed.open(QIODevice::ReadWrite));
    QVERIFY(changed.setFileTime(QDateTime::currentDateTime().addSecs(5), QFileDevice::FileModificationTime));
    changed.close();
    QVERIFY(QFile::remove(folder + u"/b"_s));
    QVERIFY(QFile(folder + u"/c"_s).setPermissions(QFile::ReadOwner | QFile::WriteOwner));
    QCOMPARE(test::mustGit(folder, {u"status"_s, u"--porcelain"_s}), "M a\n D b\n M c"_ba);
}

WEIGHTYARD_TEST(GitHistoryTest)

} // namespace git_history_test

#include "git_history_test.moc"
