// A repository with ten thousand files, and a search with ten thousand results: what the window's thread does for each event is told,
// and does not grow with what has come before.
// label: slow
#include "browse_scene.h"
#include "test_registry.h"

#include "ui/browse/file_tree.h"
#include "ui/browse/pick_presets.h"

#include <QAbstractEventDispatcher>
#include <QScrollBar>
#include <ctime>
#include <functional>
#include <numeric>
#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace browse_many_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;
using test::BrowseScene;
using test::kPatienceMs;

namespace {

const QString kLarge = u"team/large"_s;
constexpr int kFolders = 100;
constexpr int kFilesEach = 100;
constexpr int kPages = 200;
constexpr int kPage = 50;

// Of this thread: tests run beside others, and the clock on the wall is theirs, too.
double processorMs()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

// The longest that the window's thread worked without looking for events.
class LongestRun : public QObject
{
public:
    LongestRun()
    {
        QAbstractEventDispatcher *events = QAbstractEventDispatcher::instance();
        connect(events, &QAbstractEventDispatcher::awake, this, &LongestRun::end);
        connect(events, &QAbstractEventDispatcher::aboutToBlock, this, &LongestRun::end);
    }
    double take()
    {
        end();
        return std::exchange(m_longest, 0);
    }

private:
    void end()
    {
        const double now = processorMs();
        m_longest = std::max(m_longest, now - std::exchange(m_began, now));
    }

    double m_began = processorMs();
    double m_longest = 0;
};

void addLarge(BrowseScene &scene)
{
    test::RepoBuilder repo;
    const QByteArray blob = repo.writeBlob("x");
    QList<test::TreeEntry> files;
    for (int i = 0; i < kFilesEach; ++i)
        files.append({"100644", "part-" + QByteArray::number(i).rightJustified(3, '0') + ".bin", blob});
    const QByteArray folder = repo.writeTree(files);
    QList<test::TreeEntry> folders;
    for (int i = 0; i < kFolders; ++i)
        folders.append({"40000", "folder-" + QByteArray::number(i).rightJustified(3, '0'), folder});
    repo.commitTree(repo.writeTree(folders));
    repo.git({u"repack"_s, u"-adq"_s}); // git looks for a loose object once an entry
    scene.hub().addRepository(kLarge, repo);
    scene.card(kLarge, BrowseScene::mlx(1'000'000'000, 1000));
}

// 0 where the C library does not tell.
qint64 bytesInUse()
{
#ifdef __GLIBC__
    return static_cast<qint64>(mallinfo2().uordblks);
#else
    return 0;
#endif
}

} // namespace

class BrowseManyTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void files();
    void results();
};

void BrowseManyTest::files()
{
    BrowseScene scene;
    addLarge(scene);
    scene.open();
    QTRY_COMPARE_WITH_TIMEOUT(scene.rows(), 1, kPatienceMs);
    LongestRun run;
    scene.click(0);
    auto *tree = scene.window.child<ui::FileTree>();
    QTRY_COMPARE_WITH_TIMEOUT(tree->model()->rowCount(), kFolders, kPatienceMs);
    QTRY_VERIFY(tree->isVisible());
    qInfo("open: longest run %.1f ms", run.take());
    const auto step = [&](const char *what, const std::function<void()> &act) {
        const double before = processorMs();
        act();
        const double direct = processorMs() - before;
        QCoreApplication::processEvents();
        qInfo("%s: %.1f ms, with painting %.1f ms", what, direct, processorMs() - before);
    };
    const QModelIndex first = tree->model()->index(0, 0);
    const auto tick = [&](const QModelIndex &index, Qt::CheckState state) {
        tree->model()->setData(index, state, Qt::CheckStateRole);
    };
    step("one folder off", [&] { tick(first, Qt::Unchecked); });
    QCOMPARE(scene.button(u"Download"_s)->text(), u"Download · 9.90 kB"_s);
    step("one file on", [&] { tick(tree->model()->index(0, 0, first), Qt::Checked); });
    QCOMPARE(first.data(Qt::CheckStateRole).toInt(), int(Qt::PartiallyChecked));
    step("all folders open", [&] { tree->expandAll(); });
    step("to the end", [&] { tree->scrollToBottom(); });
    step("one file off", [&] { tick(tree->model()->index(0, 0, first), Qt::Unchecked); });
    step("the folder on", [&] { tick(first, Qt::Checked); });
    QCOMPARE(scene.button(u"Download"_s)->text(), u"Download · 10.0 kB"_s);
    QTest::mouseClick(scene.button(u"Patterns"_s), Qt::LeftButton);
    auto *exclude = scene.window.child<QLineEdit>(u"Exclude"_s);
    auto *include = scene.window.child<QLineEdit>(u"Include"_s);
    for (const auto &[field, text] : {std::pair(include, u"*/part-00*.bin"_s),
                                      {exclude, u"*1/*, *-02*"_s},
                                      {include, u"*a*b*c*d*, *.bin, folder-0[0-4]?/*"_s}}) {
        step(qPrintable(text), [field = field, text = text] {
            field->setText(text);
            QTest::keyClick(field, Qt::Key_Space); // as typed
            QTest::keyClick(field, Qt::Key_Return);
        });
    }
    QVERIFY(scene.says(u"No file matches “*a*b*c*d*”"_s, &scene.details()));
    qInfo("choosing: longest run %.1f ms", run.take());
}

void BrowseManyTest::results()
{
    BrowseScene scene;
    scene.hub().update([](test::HubSettings &settings) {
        for (int i = 0; i < kPages * kPage; ++i) {
            test::ModelCard card = BrowseScene::mlx(1'000'000'000 + i, 1'000'000 - i);
            for (int tag = 0; tag < 20; ++tag)
                card.tags.append(u"tag-%1-%2"_s.arg(tag).arg(i % 50));
            settings.cards.insert(u"team-%1/model-%2"_s.arg(i % 400).arg(i), card);
        }
    });
    scene.open();
    QTRY_COMPARE_WITH_TIMEOUT(scene.rows(), kPage, kPatienceMs);
    LongestRun run;
    QList<double> longest;
    QList<qint64> bytes;
    for (int page = 1; page < kPages; ++page) {
        run.take();
        scene.view().scrollToBottom();
        QTRY_COMPARE_WITH_TIMEOUT(scene.rows(), (page + 1) * kPage, kPatienceMs);
        QCoreApplication::processEvents();
        longest.append(run.take());
        bytes.append(bytesInUse());
    }
    const auto mean = [](const QList<double> &list, qsizetype from) {
        return std::accumulate(list.begin() + from, list.begin() + from + 20, 0.0) / 20;
    };
    const auto growth = [&](qsizetype from, qsizetype to) {
        return static_cast<long long>((bytes[to] - bytes[from]) / (to - from) / 1000);
    };
    const qsizetype last = bytes.size() - 1;
    qInfo("longest run a page: the first 20 %.1f ms, the last 20 %.1f ms; in use a page: first half %lld kB, "
          "second %lld kB",
          mean(longest, 0), mean(longest, last - 19), growth(0, last / 2), growth(last / 2, last));
    QCOMPARE(scene.rows(), kPages * kPage);
    scene.click(0);
}

WEIGHTYARD_TEST(BrowseManyTest)

} // namespace browse_many_test

#include "browse_many_test.moc"
