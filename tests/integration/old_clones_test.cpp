// Old clones that cleaning would take away whole: what is nowhere else keeps them.
#include "git/runtime.h"
#include "library/script_folder.h"
#include "local_hub.h"
#include "repo_builder.h"
#include "temp_dir.h"
#include "test_registry.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QTest>

namespace old_clones_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;
using namespace weightyard::test;

class OldClonesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void checked_data();
    void checked();
};

void OldClonesTest::checked_data()
{
    QTest::addColumn<bool>("finished");
    QTest::addColumn<QString>("what");
    QTest::addColumn<bool>("goes");
    for (const bool finished : {false, true}) {
        const char *kind = finished ? "clone" : "unfinished clone";
        QTest::addRow("%s", kind) << finished << QString() << true;
        QTest::addRow("%s, clutter", kind) << finished << u".DS_Store"_s << true;
        QTest::addRow("%s, own file", kind) << finished << u"notes.txt"_s << false;
        QTest::addRow("%s, own file below", kind) << finished << u"mine/w.gguf"_s << false;
        QTest::addRow("%s, own repository", kind) << finished << u"tool/.git/HEAD"_s << false;
        QTest::addRow("%s, own work tree", kind) << finished << u"tool/.git"_s << false;
        QTest::addRow("%s, name that is not text", kind) << finished << u"not text"_s << false;
    }
    QTest::newRow("unfinished clone, a file of the commit") << false << u"checked out"_s << true;
    QTest::newRow("unfinished clone without its commit, a file") << false << u"no commit"_s << false;
}

void OldClonesTest::checked()
{
    QFETCH(bool, finished);
    QFETCH(QString, what);
    QFETCH(bool, goes);
    const git::Runtime runtime(base::Environment::ofProcess());
    RepoBuilder repo;
    repo.file(u"config.json"_s, "{}\n").file(u"sub/a.txt"_s, "a\n").commit("one");
    LocalHub hub;
    hub.addRepository(u"owner/name"_s, repo);
    const TempDir dir;
    const QString clone = dir.path(u"clone"_s);
    const ProcessResult cloned = realClone(hub.repositoryUrl(u"owner/name"_s).toString(), clone);
    QVERIFY2(cloned.ok(), qPrintable(cloned.describe()));
    if (!finished) {
        QVERIFY(QFile::remove(clone + u"/.git/index"_s));
        if (what != "checked out"_L1 && what != "no commit"_L1)
            QVERIFY(QFile::remove(clone + u"/config.json"_s) && QDir(clone + u"/sub"_s).removeRecursively());
    }
    if (what == "no commit"_L1)
        QVERIFY(QDir(clone + u"/.git/objects"_s).removeRecursively());
    else if (what == "not text"_L1)
        mustRun(u"sh"_s, {u"-c"_s, u"printf x > \"$1/$(printf 'caf\\351')\""_s, u"sh"_s, clone});
    else if (!what.isEmpty() && what != "checked out"_L1)
        dir.writeFile(u"clone/"_s + what, "mine");
    const qint64 later = QDateTime::currentMSecsSinceEpoch() + 3'600'000;
    const base::Result<void> checked = library::checkOldClone(clone, later);
    if (goes)
        QVERIFY2(checked, checked ? "" : qPrintable(base::describe(checked.error())));
    else
        QVERIFY(!checked && checked.error().kind == base::ErrorKind::Conflict);
}

WEIGHTYARD_TEST(OldClonesTest)

} // namespace old_clones_test

#include "old_clones_test.moc"
