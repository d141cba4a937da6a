// What is said while browsing of a model some of which is here, and of one that is asked for with a tag.
#include "browse_scene.h"
#include "test_registry.h"

#include "ui/browse/variant_list.h"

#include <QFile>
#include <QFileInfo>

namespace browse_here_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;
using test::BrowseScene;
using test::kCoder;
using test::kPatienceMs;

namespace {

// A window that has looked at the coder: each folder's weights are 100 kB times its bits.
class HereScene : public BrowseScene
{
public:
    HereScene() { addCoder("# R\n", 100'000, true); }
    ui::VariantList &variants() { return *window.child<ui::VariantList>(); }
    QModelIndex variant(const QString &name)
    {
        for (int i = 0; i < variants().model()->rowCount(); ++i) {
            if (variants().model()->index(i, 0).data().toString() == name)
                return variants().model()->index(i, 0);
        }
        return {};
    }
    QString spoken(const QString &name) { return variant(name).data(Qt::AccessibleTextRole).toString(); }
    bool isChosen(const QString &name) { return spoken(name).endsWith(u", chosen"_s); }
    bool saysHere(const QString &name) { return spoken(name).contains(u"is here"_s); }
    void choose(const QString &name)
    {
        variants().scrollTo(variant(name));
        QTest::mouseClick(variants().viewport(), Qt::LeftButton, {},
                          variants().visualRect(variant(name)).center());
    }
    /// Types it, and Return.
    void ask(const QString &text)
    {
        field().setFocus();
        field().selectAll();
        QTest::keyClicks(&field(), text);
        QTest::keyClick(&field(), Qt::Key_Return);
    }
    void get(const QString &name)
    {
        choose(name);
        QTRY_VERIFY(button(u"Download · "_s) && button(u"Download · "_s)->isEnabled());
        QTest::mouseClick(button(u"Download · "_s), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(window.state(kCoder), std::optional(job::JobState::Installed), kPatienceMs);
    }
};

} // namespace

class BrowseHereTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void oneVariantIsHere();
    void tagInAnyCase();
    void noSuchTag();
    void notListed();
    void unseenPick_data();
    void unseenPick();
    void wholeThatDoesNotFit();
    void branchesAsVariants();
    void branchWithSlashes();
};

void BrowseHereTest::oneVariantIsHere()
{
    HereScene scene;
    scene.open();
    scene.ask(kCoder);
    QTRY_VERIFY_WITH_TIMEOUT(scene.variant(u"4-bit"_s).isValid(), kPatienceMs);
    QVERIFY(!scene.saysHere(u"4-bit"_s));
    scene.get(u"4-bit"_s);
    QTRY_VERIFY_WITH_TIMEOUT(scene.saysHere(u"4-bit"_s), kPatienceMs);
    QVERIFY(!scene.saysHere(u"3-bit"_s) && !scene.saysHere(u"Everything"_s));
    QTRY_VERIFY(scene.button(u"Show in my models"_s));
    scene.choose(u"3-bit"_s);
    QTRY_VERIFY(scene.button(u"Download these, too"_s));
    scene.choose(u"4-bit"_s); // again: nothing of it is to be downloaded
    QTRY_VERIFY(scene.button(u"Show in my models"_s));

    // Opened anew, by its name and by a tag: what is chosen then is not here.
    scene.ask(u"demo/catalogued"_s);
    QTRY_VERIFY_WITH_TIMEOUT(!scene.variant(u"4-bit"_s).isValid(), kPatienceMs);
    scene.ask(kCoder);
    QTRY_VERIFY_WITH_TIMEOUT(scene.isChosen(u"8-bit"_s), kPatienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(scene.button(u"Download these, too"_s), kPatienceMs);
    QVERIFY(scene.button(u"Download these, too"_s)->isEnabled());
    scene.ask(kCoder + u":6-bit"_s);
    QTRY_VERIFY_WITH_TIMEOUT(scene.isChosen(u"6-bit"_s), kPatienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(scene.button(u"Download these, too"_s), kPatienceMs);
    scene.ask(kCoder + u":4-bit"_s);
    QTRY_VERIFY_WITH_TIMEOUT(scene.isChosen(u"4-bit"_s), kPatienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(scene.button(u"Show in my models"_s), kPatienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(scene.saysHere(u"4-bit"_s), kPatienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(scene.rows(), 1, kPatienceMs); // listed anew: with the sizes that are known
    QTRY_COMPARE_WITH_TIMEOUT(scene.view().model()->index(0, 1).data().toString(), u"300–800 kB"_s,
                              kPatienceMs);
}

void BrowseHereTest::unseenPick_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("action");
    QTest::addColumn<base::PickWish>("wish");
    QTest::addColumn<bool>("gitTells");
    base::PickWish best;
    best.variants = {u"8-bit"_s};
    base::PickWish variant;
    variant.variants = {u"4-bit"_s};
    base::PickWish file;
    file.paths = {u"4-bit/model.safetensors"_s};
    base::PickWish usual;
    usual.variants = {u"default"_s};
    const QString page = u"https://huggingface.co/"_s + kCoder;
    for (const QString &action : {u"Download"_s, u"Add to list"_s}) {
        for (const bool git : {true, false}) {
            const QByteArray name = action.toLatin1() + (git ? ", git tells" : ", nobody tells");
            QTest::addRow("tag, %s", name.constData()) << kCoder + u":4-bit"_s << action << variant << git;
            QTest::addRow("file, %s", name.constData())
                << page + u"/resolve/main/4-bit/model.safetensors"_s << action << file << git;
            QTest::addRow("model, %s", name.constData()) << kCoder << action << (git ? best : usual) << git;
        }
    }
}

// While the Hub does not tell what is in it, what was asked for is what comes.
void BrowseHereTest::unseenPick()
{
    QFETCH(QString, text);
    QFETCH(QString, action);
    QFETCH(base::PickWish, wish);
    HereScene scene;
    scene.open();
    QTRY_COMPARE_WITH_TIMEOUT(scene.rows(), 1, kPatienceMs);
    scene.hub().addFault(
        test::Fault::statusOf(test::Endpoint::Api, 429).withHeader("Retry-After", "120").always());
    QFETCH(bool, gitTells);
    if (!gitTells) // as often as it is asked before the download
        scene.hub().addFault(test::Fault::statusOf(test::Endpoint::Git, 503).forTimes(3));
    scene.ask(text);
    QTRY_VERIFY_WITH_TIMEOUT(scene.button(u"Try again"_s) && scene.button(u"Try again"_s)->isVisible(),
                             kPatienceMs);
    QCOMPARE(scene.variant(u"4-bit"_s).isValid(), gitTells);
    QTest::mouseClick(scene.button(action), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(scene.window.row(kCoder), kPatienceMs);
    QCOMPARE(scene.window.row(kCoder)->entry.pick, wish);
    if (action != u"Download"_s)
        return;
    QTRY_COMPARE_WITH_TIMEOUT(scene.window.state(kCoder), std::optional(job::JobState::Installed),
                              kPatienceMs);
    const QString folder = scene.window.row(kCoder)->disk.folder;
    const bool isBest = wish.variants == QStringList{u"8-bit"_s};
    const bool isUsual = wish.variants == QStringList{u"default"_s};
    QCOMPARE(QFileInfo::exists(folder + u"/4-bit/model.safetensors"_s), !isBest);
    QCOMPARE(QFileInfo::exists(folder + u"/8-bit/model.safetensors"_s), isBest || isUsual);
}

// Memory says nothing of all variants together, the disk does.
void BrowseHereTest::wholeThatDoesNotFit()
{
    HereScene scene;
    test::RepoBuilder repo;
    repo.lfsTrack(u"*.gguf"_s).file(u"README.md"_s, "# R\n");
    repo.lfsPointer(u"m-Q4_K_M.gguf"_s, scene.hub().addGenerated(7, 100'000));
    repo.lfsPointer(u"m-Q8_0.gguf"_s, {QByteArray(64, 'a'), 1LL << 50}).commit("weights");
    scene.hub().addRepository(u"o/large"_s, repo);
    scene.open();
    scene.ask(kCoder);
    QTRY_VERIFY_WITH_TIMEOUT(scene.variant(u"Everything"_s).isValid(), kPatienceMs);
    QVERIFY2(!scene.spoken(u"Everything"_s).contains(u"fits"_s), qPrintable(scene.spoken(u"Everything"_s)));
    scene.ask(u"o/large"_s);
    QTRY_VERIFY_WITH_TIMEOUT(scene.variant(u"Q4_K_M"_s).isValid(), kPatienceMs);
    QVERIFY2(scene.spoken(u"Q4_K_M"_s).contains(u"fits"_s), qPrintable(scene.spoken(u"Q4_K_M"_s)));
    QVERIFY2(scene.spoken(u"Everything"_s).contains(u"disk too full"_s),
             qPrintable(scene.spoken(u"Everything"_s)));
}

// A repository with its weights on branches.
void BrowseHereTest::branchesAsVariants()
{
    HereScene scene;
    test::RepoBuilder repo;
    repo.lfsTrack(u"*.safetensors"_s).file(u"README.md"_s, "see the branches\n").commit("main");
    for (const int bits : {4, 6}) {
        const QString name = u"%1.0bpw"_s.arg(bits);
        repo.branch(name, u"main"_s).checkout(name).file(u"config.json"_s, "{}\n");
        repo.lfsPointer(u"model.safetensors"_s, scene.hub().addGenerated(7, bits * 100'000))
            .commit("weights");
    }
    repo.checkout(u"main"_s);
    scene.hub().addRepository(u"o/exl"_s, repo);
    scene.open();
    scene.ask(u"o/exl"_s);
    QTRY_VERIFY_WITH_TIMEOUT(scene.variant(u"6.0bpw"_s).isValid(), kPatienceMs);
    QVERIFY(scene.variants().isVisible() && !scene.isChosen(u"6.0bpw"_s));
    QVERIFY2(scene.spoken(u"6.0bpw"_s).contains(u"600 kB"_s), qPrintable(scene.spoken(u"6.0bpw"_s)));
    scene.choose(u"6.0bpw"_s);
    QTRY_VERIFY_WITH_TIMEOUT(scene.isChosen(u"6.0bpw"_s), kPatienceMs);
    QVERIFY(scene.variant(u"4.0bpw"_s).isValid() && !scene.isChosen(u"4.0bpw"_s));
    QTRY_VERIFY_WITH_TIMEOUT(scene.button(u"Download · 600 kB"_s), kPatienceMs);
    QTest::mouseClick(scene.button(u"Download · 600 kB"_s), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(scene.window.state(u"o/exl"_s), std::optional(job::JobState::Installed),
                              kPatienceMs);
    const QString folder = scene.window.row(u"o/exl"_s)->disk.folder;
    QCOMPARE(QFileInfo(folder + u"/model.safetensors"_s).size(), 600'000);
}

// The address of a page on such a branch: what it names is chosen.
void BrowseHereTest::branchWithSlashes()
{
    HereScene scene;
    test::RepoBuilder repo;
    repo.lfsTrack(u"*.safetensors"_s).file(u"README.md"_s, "one\n").commit("main");
    repo.branch(u"feature/x"_s).checkout(u"feature/x"_s);
    repo.lfsPointer(u"sub/a.safetensors"_s, scene.hub().addGenerated(8, 500'000)).commit("weights");
    repo.checkout(u"main"_s);
    scene.hub().addRepository(u"o/slashes"_s, repo);
    scene.open();
    scene.ask(u"https://huggingface.co/o/slashes/blob/feature/x/sub/a.safetensors"_s);
    QTRY_VERIFY_WITH_TIMEOUT(scene.button(u"Download · 500 kB"_s), kPatienceMs);
    QTest::mouseClick(scene.button(u"Download · 500 kB"_s), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(scene.window.state(u"o/slashes"_s), std::optional(job::JobState::Installed),
                              kPatienceMs);
    const QString folder = scene.window.row(u"o/slashes"_s)->disk.folder;
    QVERIFY(QFileInfo::exists(folder + u"/sub/a.safetensors"_s));
    QVERIFY(!QFileInfo::exists(folder + u"/README.md"_s));
}

void BrowseHereTest::tagInAnyCase()
{
    HereScene scene;
    scene.open();
    scene.ask(kCoder + u":4-BIT"_s);
    QTRY_VERIFY_WITH_TIMEOUT(scene.button(u"Download · 400 kB"_s), kPatienceMs);
    QVERIFY(scene.isChosen(u"4-bit"_s));
    QTRY_COMPARE_WITH_TIMEOUT(scene.rows(), 1, kPatienceMs); // the list has the model
    QCOMPARE(scene.view().currentIndex().row(), 0);
    QVERIFY(!scene.says(u"no model called"_s));
    QVERIFY(scene.isChosen(u"4-bit"_s)); // what was found has not opened it anew
    scene.choose(u"6-bit"_s);
    QTRY_VERIFY(scene.isChosen(u"6-bit"_s));
    scene.ask(kCoder + u":4-BIT"_s); // it is asked for once more
    QTRY_VERIFY_WITH_TIMEOUT(scene.isChosen(u"4-bit"_s), kPatienceMs);
}

void BrowseHereTest::noSuchTag()
{
    HereScene scene;
    scene.open();
    scene.ask(kCoder + u":nope"_s);
    QTRY_VERIFY_WITH_TIMEOUT(
        scene.says(u"“nope”"_s, &scene.details()) || scene.says(u"'nope'"_s, &scene.details()), kPatienceMs);
    QVERIFY(scene.says(u"4-bit"_s, &scene.details())); // what there is
    QVERIFY(scene.isChosen(u"8-bit"_s));
    scene.choose(u"3-bit"_s);
    QTRY_VERIFY(!scene.says(u"nope"_s, &scene.details()));
}

// A search with filters may not list what is there.
void BrowseHereTest::notListed()
{
    HereScene scene;
    scene.open();
    QTRY_COMPARE_WITH_TIMEOUT(scene.rows(), 1, kPatienceMs);
    QTest::mouseClick(scene.window.button(u"GGUF"_s), Qt::LeftButton); // which it is not
    QTRY_COMPARE_WITH_TIMEOUT(scene.rows(), 0, kPatienceMs);
    scene.ask(kCoder);
    QTRY_VERIFY_WITH_TIMEOUT(scene.says(u"search does not list “"_s), kPatienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(scene.isChosen(u"8-bit"_s), kPatienceMs);
}

WEIGHTYARD_TEST(BrowseHereTest)

} // namespace browse_here_test

#include "browse_here_test.moc"
