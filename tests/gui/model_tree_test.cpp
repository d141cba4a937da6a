// The tree of models as an item model: structure, ticks, filter, and that rows keep what the user did.
#include "test_registry.h"

#include "base/byte_sum.h"
#include "ui/model/model_filter.h"
#include "ui/model/model_tree.h"
#include "ui/theme/accent.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>
#include <limits>

namespace model_tree_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;
using namespace weightyard::ui;
using job::JobState;
using library::OnDisk;

namespace {

const QUrl kHub(u"https://hub.example"_s);

catalog::Catalogue sample()
{
    return {.families = {u"One"_s, u"Two"_s},
            .models = {{.id = u"o/a"_s, .family = u"One"_s, .name = u"Alpha"_s, .bytes = 100},
                       {.id = u"o/b"_s, .family = u"One"_s, .name = u"Beta"_s, .bytes = 300},
                       {.id = u"o/c"_s, .family = u"Two"_s, .name = u"Gamma"_s, .bytes = 200},
                       {.id = u"o/x"_s, .family = u"Two"_s, .name = u"Xtra"_s, .bytes = 50, .extra = true}}};
}

library::LibraryContents with(const QString &key, OnDisk state)
{
    library::LibraryContents contents;
    contents.models.insert(key, {.modelPath = key, .folder = {}, .state = state});
    return contents;
}

// The box of several together, counted anew.
Qt::CheckState tickOf(const QList<const ModelRow *> &rows)
{
    const bool any = std::any_of(rows.begin(), rows.end(), [](const ModelRow *row) { return row->ticked; });
    const bool all = std::all_of(rows.begin(), rows.end(),
                                 [](const ModelRow *row) { return row->ticked || !isWanted(*row); });
    return !any ? Qt::Unchecked : all ? Qt::Checked : Qt::PartiallyChecked;
}

} // namespace

class ModelTreeTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void structure();
    void extraSetOnRequest();
    void tickFamily();
    void tickFamilyLeavesOutWhatIsHere();
    void ticksSurviveANewCatalogue();
    void startedModelLosesItsTick();
    void addedModelHasItsFamily();
    void whatNoCatalogueHas();
    void addedModelKeepsItsStateBesideFolders();
    void keepsModelContractThroughAll();
    void familiesBySize();
    void familiesByStatus();
    void tickFamilyUnderASearch();
    void figuresOfWhatIsSeen();
    void addedEntryGoes();
    void factsOfAnotherRevision();
    void hugeSizesDoNotWrap();
    void sumsFollowEveryChange();
    void search_data();
    void search();
    void chips();
    void chosenStayUnderTheirChip();
    void keptRowsObeyTheWords();
    void countsFollowTheTexts();
    void damagedBytesAreMissing();
    void sortingKeepsFamilies();
    void coloursCanBeRead_data();
    void coloursCanBeRead();
    void paletteTellsTheColours();
    void accentIsTheDesktops();

private:
    QStringList ticked() const;
    base::SystemClock m_clock;
    std::unique_ptr<ModelTree> m_tree;
};

void ModelTreeTest::init()
{
    m_tree = std::make_unique<ModelTree>(m_clock);
    m_tree->setCatalogue(sample(), kHub, false);
}

QStringList ModelTreeTest::ticked() const
{
    QStringList keys;
    for (const ModelRow &row : m_tree->rows()) {
        if (row.ticked)
            keys.append(row.key);
    }
    return keys;
}

void ModelTreeTest::structure()
{
    QCOMPARE(m_tree->rowCount(), 2);
    QCOMPARE(m_tree->rowCount(m_tree->index(0, 0)), 2);
    QCOMPARE(m_tree->rowCount(m_tree->index(1, 0)), 1);
    QCOMPARE(m_tree->index(0, 0).data().toString(), u"One"_s);
    QCOMPARE(m_tree->indexOf(u"o/c"_s).data().toString(), u"Gamma"_s);
    QCOMPARE(m_tree->index(0, ModelTree::Size).data().toString(), u"≈ 400 bytes"_s);
    QCOMPARE(m_tree->index(0, 0).data(ModelTree::CountRole).toString(), u"0 of 2 here"_s);
}

void ModelTreeTest::extraSetOnRequest()
{
    QVERIFY(!m_tree->row(u"o/x"_s));
    m_tree->setCatalogue(sample(), kHub, true);
    QVERIFY(m_tree->row(u"o/x"_s));
}

void ModelTreeTest::tickFamily()
{
    const QModelIndex family = m_tree->index(0, 0);
    QSignalSpy spy(m_tree.get(), &ModelTree::ticksChanged);
    QVERIFY(m_tree->setData(family, Qt::Checked, Qt::CheckStateRole));
    QCOMPARE(ticked(), (QStringList{u"o/a"_s, u"o/b"_s}));
    QCOMPARE(family.data(Qt::CheckStateRole).toInt(), static_cast<int>(Qt::Checked));
    m_tree->setTicked(u"o/a"_s, false);
    QCOMPARE(family.data(Qt::CheckStateRole).toInt(), static_cast<int>(Qt::PartiallyChecked));
    QVERIFY(m_tree->setData(family, Qt::Unchecked, Qt::CheckStateRole));
    QCOMPARE(ticked(), QStringList());
    QCOMPARE(spy.size(), 3);
}

void ModelTreeTest::tickFamilyLeavesOutWhatIsHere()
{
    m_tree->setContents(with(u"o/a"_s, OnDisk::Here));
    m_tree->setData(m_tree->index(0, 0), Qt::Checked, Qt::CheckStateRole);
    QCOMPARE(ticked(), QStringList{u"o/b"_s});
    QCOMPARE(m_tree->index(0, 0).data(Qt::CheckStateRole).toInt(), static_cast<int>(Qt::Checked));
}

void ModelTreeTest::ticksSurviveANewCatalogue()
{
    m_tree->setTicked(u"o/c"_s, true);
    m_tree->setCatalogue(sample(), kHub, true);
    QCOMPARE(ticked(), QStringList{u"o/c"_s});
}

void ModelTreeTest::startedModelLosesItsTick()
{
    m_tree->setTicked(u"o/c"_s, true);
    m_tree->setJob(u"o/c"_s, {.modelPath = u"o/c"_s, .state = JobState::Queued});
    QCOMPARE(ticked(), QStringList());
    m_tree->removeJob(u"o/c"_s);
    QVERIFY(isWanted(*m_tree->row(u"o/c"_s)));
}

void ModelTreeTest::addedModelHasItsFamily()
{
    QCOMPARE(m_tree->addEntry({.id = u"me/own"_s, .family = {}, .name = u"own"_s}, u"me/own"_s), u"me/own"_s);
    QCOMPARE(m_tree->family(m_tree->indexOf(u"me/own"_s)), u"Added"_s);
    m_tree->addEntry({.id = u"o/a"_s, .family = {}, .name = u"a"_s}, u"o/a"_s);
    QCOMPARE(m_tree->rows().size(), 4);
    m_tree->setCatalogue(sample(), kHub, false);
    QVERIFY(m_tree->row(u"me/own"_s));
}

// A model got in the terminal, or by git: it is here, so it has a row.
void ModelTreeTest::whatNoCatalogueHas()
{
    const auto setAlsoHere = [this](const library::LibraryContents &contents) {
        return m_tree->setAlsoHere({.contents = contents, .away = {}, .awayModels = {}, .elsewhere = {}}, {});
    };
    const auto families = [&] {
        QStringList names;
        for (int i = 0; i < m_tree->rowCount(); ++i)
            names.append(m_tree->index(i, 0).data().toString());
        return names;
    };
    library::LibraryContents contents = with(u"o/a"_s, OnDisk::Here);
    contents.models.insert(u"me/tuned"_s,
                           {.modelPath = u"me/tuned"_s, .folder = {}, .state = OnDisk::HereUnverified});
    contents.models.insert(u"me/stuff"_s,
                           {.modelPath = u"me/stuff"_s, .folder = {}, .state = OnDisk::NotRecognised});
    QVERIFY(setAlsoHere(contents));
    m_tree->setContents(contents);
    QCOMPARE(families(), (QStringList{u"One"_s, u"Two"_s, u"Also here"_s}));
    QVERIFY(m_tree->row(u"me/tuned"_s) && isHere(*m_tree->row(u"me/tuned"_s)));
    QVERIFY(!m_tree->row(u"me/tuned"_s)->added && !m_tree->row(u"me/stuff"_s));
    QVERIFY(!setAlsoHere(contents)); // nothing new: no view loses its place
    // It stays beside other families, goes over to a catalogue that has it, and goes when it is gone.
    m_tree->addEntry({.id = u"me/own"_s, .name = u"own"_s}, u"me/own"_s);
    m_tree->setFolders({{.name = u"Tests"_s, .rows = {}, .ofFolder = true}});
    QCOMPARE(families(), (QStringList{u"One"_s, u"Two"_s, u"Also here"_s, u"Added"_s}));
    catalog::Catalogue more = sample();
    more.models.append({.id = u"me/tuned"_s, .family = u"Two"_s, .name = u"Tuned"_s, .bytes = 9});
    m_tree->setCatalogue(more, kHub, false);
    QCOMPARE(families(), (QStringList{u"One"_s, u"Two"_s, u"Added"_s}));
    QVERIFY(isHere(*m_tree->row(u"me/tuned"_s)));
    m_tree->setCatalogue(sample(), kHub, false);
    QVERIFY(setAlsoHere(contents));
    m_tree->setContents(contents);
    contents.models.remove(u"me/tuned"_s);
    QVERIFY(setAlsoHere(contents));
    QVERIFY(!m_tree->row(u"me/tuned"_s));
}

// Folders of scripts are read after the disk: what is known of the user's own models stays.
void ModelTreeTest::addedModelKeepsItsStateBesideFolders()
{
    m_tree->addEntry({.id = u"me/own"_s, .name = u"own"_s}, u"me/own"_s);
    m_tree->addEntry({.id = u"me/next"_s, .name = u"next"_s}, u"me/next"_s);
    m_tree->setContents(with(u"me/own"_s, OnDisk::Here));
    m_tree->setTicked(u"me/next"_s, true);
    ModelRow script;
    script.key = u"/tests/one"_s;
    script.entry.name = u"one"_s;
    m_tree->setFolders({{.name = u"Tests"_s, .rows = {script}, .ofFolder = true}});
    QVERIFY(m_tree->row(u"/tests/one"_s));
    QVERIFY(isHere(*m_tree->row(u"me/own"_s)) && m_tree->row(u"me/own"_s)->added);
    QVERIFY(m_tree->row(u"me/next"_s)->ticked);
}

void ModelTreeTest::keepsModelContractThroughAll()
{
    const QAbstractItemModelTester tester(m_tree.get(),
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    ModelFilter filter;
    filter.setSourceModel(m_tree.get());
    const QAbstractItemModelTester filterTester(&filter,
                                                QAbstractItemModelTester::FailureReportingMode::QtTest);
    m_tree->setTicked(u"o/a"_s, true);
    m_tree->setContents(with(u"o/b"_s, OnDisk::Incomplete));
    filter.setChip(Chip::Problems);
    m_tree->setJob(u"o/b"_s, {.modelPath = u"o/b"_s, .state = JobState::Transferring, .bytesTotal = 300});
    m_tree->addEntry({.id = u"me/own"_s, .family = {}, .name = u"own"_s}, u"me/own"_s);
    filter.setChip(Chip::NotHere);
    m_tree->setCatalogue(sample(), kHub, true);
    m_tree->setRoom(120);
    m_tree->setQueueOrder({u"o/c"_s});
    filter.setSearch(u"gam"_s);
    m_tree->setCatalogue({}, kHub, false);
    QCOMPARE(m_tree->rows().size(), 1); // the user's own
}

// "What is the biggest?" has an answer across the families.
void ModelTreeTest::familiesBySize()
{
    ModelFilter filter;
    filter.setSourceModel(m_tree.get());
    const auto sums = [&] {
        QList<qint64> bytes;
        for (int i = 0; i < filter.rowCount(); ++i)
            bytes.append(m_tree->familySums(filter.mapToSource(filter.index(i, 0))).bytes.value());
        return bytes;
    };
    const QList<qint64> asInTheCatalogue = sums();
    QVERIFY(asInTheCatalogue.size() > 1);
    QList<qint64> sorted = asInTheCatalogue;
    std::sort(sorted.begin(), sorted.end());
    QVERIFY(sorted.first() != sorted.last());
    filter.sort(ModelTree::Size, Qt::AscendingOrder);
    QCOMPARE(sums(), sorted);
    filter.sort(ModelTree::Size, Qt::DescendingOrder);
    QCOMPARE(sums(), (QList<qint64>(sorted.crbegin(), sorted.crend())));
    filter.sort(ModelTree::Name, Qt::DescendingOrder);
    QCOMPARE(sums(), asInTheCatalogue);
}

void ModelTreeTest::familiesByStatus()
{
    ModelFilter filter;
    filter.setSourceModel(m_tree.get());
    filter.sort(ModelTree::Status, Qt::AscendingOrder);
    const auto first = [&] { return filter.index(0, 0).data().toString(); };
    QCOMPARE(first(), u"One"_s); // as in the catalogue
    m_tree->setContents(with(u"o/c"_s, OnDisk::Here));
    QCOMPARE(first(), u"Two"_s); // what is here before what is not
    m_tree->setJob(u"o/a"_s, {.modelPath = u"o/a"_s, .state = JobState::Queued});
    QCOMPARE(first(), u"One"_s); // what moves before all, at once
    m_tree->setJob(u"o/a"_s, {.modelPath = u"o/a"_s, .state = JobState::Failed, .error = base::Error{}});
    QCOMPARE(first(), u"One"_s);
    filter.sort(ModelTree::Status, Qt::DescendingOrder);
    QCOMPARE(first(), u"Two"_s);
    QCOMPARE(filter.headerData(ModelTree::Status, Qt::Horizontal, Qt::AccessibleTextRole).toString(),
             u"Status, sorted, descending"_s);
}

void ModelTreeTest::tickFamilyUnderASearch()
{
    ModelFilter filter;
    filter.setSourceModel(m_tree.get());
    filter.setSearch(u"beta"_s);
    QVERIFY(filter.setData(filter.index(0, 0), Qt::Checked, Qt::CheckStateRole));
    QCOMPARE(ticked(), QStringList{u"o/b"_s}); // Alpha is not seen
    QCOMPARE(filter.index(0, 0).data(Qt::CheckStateRole).toInt(), static_cast<int>(Qt::Checked));
    filter.setSearch({});
    QCOMPARE(filter.index(0, 0).data(Qt::CheckStateRole).toInt(), static_cast<int>(Qt::PartiallyChecked));
    filter.setSearch(u"alpha"_s);
    QCOMPARE(filter.index(0, 0).data(Qt::CheckStateRole).toInt(), static_cast<int>(Qt::Unchecked));
    filter.setData(filter.index(0, 0), Qt::Checked, Qt::CheckStateRole);
    filter.setData(filter.index(0, 0), Qt::Unchecked, Qt::CheckStateRole);
    QCOMPARE(ticked(), QStringList{u"o/b"_s});
}

void ModelTreeTest::figuresOfWhatIsSeen()
{
    ModelFilter filter;
    filter.setSourceModel(m_tree.get());
    m_tree->setContents(with(u"o/b"_s, OnDisk::Here));
    const auto figures = [&](int row) {
        const QModelIndex family = filter.index(row, 0);
        const QString size = family.siblingAtColumn(ModelTree::Size).data().toString();
        return QStringList{family.data().toString(), size, family.data(ModelTree::CountRole).toString(),
                           family.siblingAtColumn(ModelTree::Status).data(Qt::AccessibleTextRole).toString()};
    };
    filter.setSearch(u"alpha"_s);
    QCOMPARE(figures(0), (QStringList{u"One"_s, u"≈ 100 bytes"_s, u"0 of 1 here"_s, u"0 of 1 here"_s}));
    filter.setSearch({});
    filter.setChip(Chip::Here);
    QCOMPARE(figures(0)[2], u"1 of 1 here"_s);
    filter.setChip(Chip::NotHere);
    QCOMPARE(figures(0)[1], u"≈ 100 bytes"_s);
    filter.sort(ModelTree::Size, Qt::DescendingOrder); // Two has more that is not here
    QCOMPARE(figures(0)[0], u"Two"_s);
    filter.setChip(Chip::All);
    QCOMPARE(figures(0)[0], u"One"_s);
    QCOMPARE(figures(0)[2], u"1 of 2 here"_s);
}

void ModelTreeTest::addedEntryGoes()
{
    const QAbstractItemModelTester tester(m_tree.get(),
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    for (const QString &key : {u"me/one"_s, u"me/two"_s})
        m_tree->addEntry({.id = key, .family = {}, .name = key}, key);
    m_tree->removeEntry(u"me/one"_s);
    QVERIFY(!m_tree->row(u"me/one"_s) && m_tree->row(u"me/two"_s));
    m_tree->removeEntry(u"me/two"_s);
    QCOMPARE(m_tree->rowCount(), 2); // the family has gone with its last model
    m_tree->removeEntry(u"me/two"_s);
    QCOMPARE(m_tree->rows().size(), 3);
}

void ModelTreeTest::factsOfAnotherRevision()
{
    const hub::ModelFacts facts{.modelPath = u"o/a"_s, .commit = {}, .bytes = 5'000, .licence = {}};
    m_tree->setSource(u"o/a"_s, {}, u"v1"_s);
    m_tree->setFacts({facts}); // of the default branch
    QVERIFY(!m_tree->row(u"o/a"_s)->facts);
    m_tree->setFacts({facts}, u"v1"_s);
    QVERIFY(m_tree->row(u"o/a"_s)->facts);
    m_tree->setSource(u"o/a"_s, {}, u"v2"_s);
    QVERIFY(!m_tree->row(u"o/a"_s)->facts);
}

void ModelTreeTest::hugeSizesDoNotWrap()
{
    const qint64 huge = std::numeric_limits<qint64>::max() - 5;
    m_tree->setFacts({{.modelPath = u"o/a"_s, .commit = {}, .bytes = huge, .licence = {}},
                      {.modelPath = u"o/b"_s, .commit = {}, .bytes = huge, .licence = {}}});
    const QString says = m_tree->index(0, ModelTree::Size).data().toString();
    QVERIFY2(!says.contains(u'-') && says.contains(u"PB"_s), qPrintable(says));
}

// Whatever happens to rows, in whatever order: the sums that were kept are those that would be counted now.
void ModelTreeTest::sumsFollowEveryChange()
{
    constexpr qint64 kMost = std::numeric_limits<qint64>::max();
    const QStringList keys{u"o/a"_s, u"o/b"_s, u"o/c"_s, u"o/x"_s, u"o/new"_s, u"o/none"_s};
    const QList<JobState> states{JobState::Queued,    JobState::Resolving, JobState::Transferring,
                                 JobState::Waiting,   JobState::Paused,    JobState::Publishing,
                                 JobState::Installed, JobState::Failed,    JobState::Cancelled};
    const QList<qint64> sizes{0, 1, 300, (1LL << 32) - 1, 1LL << 32, kMost / 2, kMost};
    const QList<OnDisk> disks{OnDisk::Absent, OnDisk::Here, OnDisk::HereUnverified, OnDisk::Incomplete,
                              OnDisk::NotRecognised};
    QRandomGenerator random(7);
    const auto any = [&](const auto &list) { return list[random.bounded(static_cast<int>(list.size()))]; };
    for (int i = 0; i < 2000; ++i) {
        const QString key = any(keys);
        switch (random.bounded(11)) {
        case 0:
            m_tree->setTicked(key, random.bounded(2) == 0);
            break;
        case 1:
            m_tree->tickTogether({key, any(keys)}, random.bounded(2) == 0);
            break;
        case 2:
        case 3:
            m_tree->setJob(
                key, {.modelPath = key, .state = any(states), .bytesTotal = any(sizes), .bytesHere = 5});
            break;
        case 4:
            m_tree->removeJob(key);
            break;
        case 5: {
            library::LibraryContents contents = with(key, any(disks));
            contents.models[key].historyBytes = any(sizes);
            contents.models[key].bytes = any(sizes);
            m_tree->setContents(contents);
            break;
        }
        case 6:
            m_tree->setFacts({{.modelPath = key, .bytes = any(sizes)}});
            break;
        case 7:
            m_tree->setJob(key, {.modelPath = key, .bytesTotal = any(sizes), .bytesAllocated = any(sizes)});
            break;
        case 8:
            if (random.bounded(2) == 0)
                m_tree->addEntry({.id = u"o/new"_s, .name = u"New"_s, .bytes = any(sizes)}, u"o/new"_s);
            else
                m_tree->removeEntry(u"o/new"_s);
            break;
        case 9:
            m_tree->setCatalogue(sample(), kHub, random.bounded(2) == 0);
            break;
        default:
            m_tree->tickOnly({key});
            break;
        }
        RowSums all;
        qint64 bytes = 0;
        for (int f = 0; f < m_tree->rowCount(); ++f) {
            const QModelIndex family = m_tree->index(f, 0);
            RowSums its;
            QList<const ModelRow *> rows;
            for (int r = 0; r < m_tree->rowCount(family); ++r) {
                const ModelRow *row = m_tree->row(m_tree->index(r, 0, family));
                QCOMPARE(m_tree->row(row->key), row);
                its.add(*row);
                all.add(*row);
                rows.append(row);
                bytes = base::addBytes(bytes, bytesOf(*row));
            }
            QVERIFY(m_tree->familySums(family) == its);
            QCOMPARE(its.tick(), tickOf(rows));
        }
        QVERIFY(m_tree->sums() == all);
        QCOMPARE(all.bytes.value(), bytes);
    }
}

void ModelTreeTest::search_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("families");
    QTest::newRow("all") << QString() << 2;
    QTest::newRow("name") << u"gamma"_s << 1;
    QTest::newRow("family") << u"two"_s << 1;
    QTest::newRow("words") << u"one beta"_s << 1;
    QTest::newRow("word of another") << u"one gamma"_s << 0;
    QTest::newRow("nothing") << u"zzz"_s << 0;
}

void ModelTreeTest::search()
{
    ModelFilter filter;
    filter.setSourceModel(m_tree.get());
    QFETCH(QString, text);
    filter.setSearch(text);
    QTEST(filter.rowCount(), "families");
}

void ModelTreeTest::chips()
{
    ModelFilter filter;
    filter.setSourceModel(m_tree.get());
    m_tree->setContents(with(u"o/a"_s, OnDisk::HereUnverified));
    filter.setChip(Chip::Here);
    QCOMPARE(filter.rowCount(), 1);
    QCOMPARE(filter.rowCount(filter.index(0, 0)), 1);
    filter.setChip(Chip::NotHere);
    QCOMPARE(filter.rowCount(), 2);
    filter.setChip(Chip::Problems);
    QCOMPARE(filter.rowCount(), 0);
}

void ModelTreeTest::chosenStayUnderTheirChip()
{
    ModelFilter filter;
    filter.setSourceModel(m_tree.get());
    const auto isSeen = [&](const QString &key) {
        return filter.mapFromSource(m_tree->indexOf(key)).isValid();
    };
    const auto setState = [&](const QString &key, JobState state) {
        m_tree->setJob(key, {.modelPath = key, .state = state, .bytesTotal = 300});
    };
    setState(u"o/a"_s, JobState::Failed);
    setState(u"o/b"_s, JobState::Failed);
    filter.setChip(Chip::Problems);
    filter.keep({u"o/a"_s, u"o/c"_s}); // one that is no problem does not become one
    setState(u"o/a"_s, JobState::Transferring);
    setState(u"o/b"_s, JobState::Transferring);
    QVERIFY(isSeen(u"o/a"_s) && !isSeen(u"o/b"_s) && !isSeen(u"o/c"_s));
    filter.keep({u"o/a"_s});
    QVERIFY(isSeen(u"o/a"_s));
    filter.setSearch(u"nothing is called so"_s); // what is looked for goes before
    QVERIFY(!isSeen(u"o/a"_s));
    filter.setSearch({});
    QVERIFY(isSeen(u"o/a"_s));
    filter.setChip(Chip::Problems); // the same one
    QVERIFY(isSeen(u"o/a"_s));
    filter.keep({});
    QVERIFY(!isSeen(u"o/a"_s));
    setState(u"o/a"_s, JobState::Failed);
    filter.keep({u"o/a"_s});
    setState(u"o/a"_s, JobState::Transferring);
    filter.setChip(Chip::Here);
    filter.setChip(Chip::Problems);
    QVERIFY(!isSeen(u"o/a"_s));
}

// A row that stays under its chip is still one that the words must find.
void ModelTreeTest::keptRowsObeyTheWords()
{
    ModelFilter filter;
    filter.setSourceModel(m_tree.get());
    const auto isSeen = [&](const QString &key) {
        return filter.mapFromSource(m_tree->indexOf(key)).isValid();
    };
    const auto setState = [&](JobState state) {
        m_tree->setJob(u"o/a"_s, {.modelPath = u"o/a"_s, .state = state, .bytesTotal = 300});
    };
    setState(JobState::Failed);
    filter.setSearch(u"alpha"_s);
    filter.setChip(Chip::Problems);
    filter.keep({u"o/a"_s});
    setState(JobState::Cancelled);
    QVERIFY(isSeen(u"o/a"_s));
    QCOMPARE(filter.counts().all, 1); // the words are still looked for
    m_tree->setTicked(u"o/a"_s, true);
    QCOMPARE(m_tree->sums().selected, 1);
    QCOMPARE(filter.hiddenSelected(), 0);
    filter.setSearch(u"alpha beta"_s);
    QVERIFY(!isSeen(u"o/a"_s));
    QCOMPARE(filter.counts().all, 0);
}

// The sums are the same before and after.
void ModelTreeTest::countsFollowTheTexts()
{
    ModelFilter filter;
    filter.setSourceModel(m_tree.get());
    filter.setSearch(u"apache"_s);
    QCOMPARE(filter.counts().all, 0);
    m_tree->setFacts({{.modelPath = u"o/a"_s, .commit = {}, .bytes = 5'000, .licence = u"apache-2.0"_s}});
    QCOMPARE(filter.rowCount(), 1);
    QCOMPARE(filter.counts().all, 1);
}

// What arrived damaged is fetched again.
void ModelTreeTest::damagedBytesAreMissing()
{
    ModelRow row;
    row.job = job::JobSnapshot{.bytesTotal = 1000, .bytesHere = 1000};
    row.entry.bytes = 1200;
    QCOMPARE(bytesMissing(row), 0);
    row.job->state = JobState::Failed;
    row.job->error = base::Error{base::ErrorKind::Corrupt};
    QCOMPARE(bytesMissing(row), 1200);
    row.job->error = base::Error{base::ErrorKind::Network};
    QCOMPARE(bytesMissing(row), 0);
}

void ModelTreeTest::sortingKeepsFamilies()
{
    ModelFilter filter;
    filter.setSourceModel(m_tree.get());
    for (const Qt::SortOrder order : {Qt::DescendingOrder, Qt::AscendingOrder}) {
        filter.sort(ModelTree::Name, order);
        const QModelIndex one = filter.index(0, 0);
        QCOMPARE(one.data().toString(), u"One"_s);
        QCOMPARE(filter.index(0, 0, one).data().toString(),
                 order == Qt::DescendingOrder ? u"Beta"_s : u"Alpha"_s);
    }
}

void ModelTreeTest::coloursCanBeRead_data()
{
    QTest::addColumn<Tokens>("tokens");
    QTest::addColumn<double>("least");
    // WCAG 2.1, 1.4.3 and 1.4.6: 4.5 to 1 for text, 7 to 1 in high contrast.
    QTest::newRow("light") << lightTokens() << 4.5;
    QTest::newRow("dark") << darkTokens() << 4.5;
    for (const char *name : {"black", "white", "gray", "yellow", "cyan", "magenta", "red", "lime", "blue",
                             "#3daee9", "#0078d7", "#e66100", "#9141ac", "#6f8396"}) {
        QTest::addRow("light, %s", name) << withAccent(lightTokens(), QColor(name)) << 4.5;
        QTest::addRow("dark, %s", name) << withAccent(darkTokens(), QColor(name)) << 4.5;
    }
    QTest::newRow("light, high contrast") << highContrastLightTokens() << 7.0;
    QTest::newRow("dark, high contrast") << highContrastDarkTokens() << 7.0;
}

void ModelTreeTest::coloursCanBeRead()
{
    QFETCH(Tokens, tokens);
    QFETCH(double, least);
    const Tokens &t = tokens;
    const std::pair<QColor, QColor> pairs[] = {
        {t.text, t.surface},        {t.text, t.window},          {t.secondary, t.surface},
        {t.secondary, t.window},    {t.secondary, t.accentSoft}, {t.text, t.accentSoft},
        {t.text, t.track},          {t.onAccent, t.accent},      {t.good, t.goodSoft},
        {t.caution, t.cautionSoft}, {t.bad, t.badSoft},          {t.good, t.surface},
        {t.accent, t.surface},      {t.bad, t.surface},          {t.caution, t.surface},
        {t.accent, t.window},       {t.accent, t.accentSoft}};
    for (const auto &[text, ground] : pairs)
        QVERIFY2(contrast(text, ground) >= least,
                 qPrintable(u"%1 on %2: %3"_s.arg(text.name(), ground.name()).arg(contrast(text, ground))));
}

// What is painted knows the colours from the palette alone.
void ModelTreeTest::paletteTellsTheColours()
{
    for (const Tokens &tokens : {lightTokens(), darkTokens(), highContrastLightTokens(),
                                 highContrastDarkTokens(), withAccent(darkTokens(), u"#e66100"_s)}) {
        const Tokens found = tokensFor(paletteOf(tokens));
        QCOMPARE(found.window, tokens.window);
        QCOMPARE(found.accent, tokens.accent);
        QCOMPARE(found.accentSoft, tokens.accentSoft);
        QCOMPARE(found.bad, tokens.bad);
    }
}

// What can be read already stays as the desktop has it.
void ModelTreeTest::accentIsTheDesktops()
{
    QCOMPARE(withAccent(lightTokens(), u"#9141ac"_s).accent, QColor(u"#9141ac"_s));
    QCOMPARE(withAccent(darkTokens(), u"#99c1f1"_s).accent, QColor(u"#99c1f1"_s));
    QCOMPARE(withAccent(lightTokens(), QColor()).accent, lightTokens().accent);
    const QColor orange = withAccent(lightTokens(), u"#ed5b00"_s).accent; // too bright for white words on it
    QVERIFY(orange != QColor(u"#ed5b00"_s) && std::abs(orange.hue() - QColor(u"#ed5b00"_s).hue()) <= 2);
}

WEIGHTYARD_TEST(ModelTreeTest)

} // namespace model_tree_test

#include "model_tree_test.moc"
