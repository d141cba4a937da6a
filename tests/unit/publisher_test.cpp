#include "store/publisher.h"

#include "support/store_model.h"
#include "support/temp_dir.h"

#include <QTest>
#include <sys/stat.h>

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;
using namespace weightyard::store;
using base::ErrorKind;
using test::kindOf;
using test::StoreModel;
using test::valueOf;
using Publish = Workplace::Publish;

namespace {

QStringList namesIn(const QString &folder)
{
    return QDir(folder).entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
}

struct Fixture {
    test::TempDir temp;
    QString root = QFileInfo(temp.path()).canonicalFilePath();
    QString target = root + u"/target"_s;
    StoreModel model = test::sampleModel();

    Workplace into() const { return valueOf(intoWorkplace(target, root + u"/config"_s)); }
    Workplace library() const { return valueOf(libraryWorkplace(root + u"/library"_s, u"owner/name"_s)); }
    void verifyComplete(const QString &folder, bool history) const
    {
        const QString differences = model.differences(folder, history);
        QVERIFY2(differences.isEmpty(), qPrintable(differences));
    }
    // prepare() and transfer done, ready for publish().
    PublishRequest request(const Workplace &place, bool history)
    {
        valueOf(prepare(place));
        const QString gitDir = place.stagingDir + u"/git"_s;
        valueOf(test::makeHistory(gitDir));
        qint64 received = 0;
        return {.files = model.files(),
                .objects = valueOf(test::receiveObjects(place.partialsDir, model, {}, received)),
                .keepHistory = history,
                .gitDir = gitDir,
                .record = model.record(place, history)};
    }
};

/// A source whose content fails, or cancels, when it is asked for one path.
class BreakingSource final : public TreeSource
{
public:
    BreakingSource(StoreModel &model, QString path, std::function<base::Result<QByteArray>()> act)
        : m_model(model),
          m_path(std::move(path)),
          m_act(std::move(act))
    {}
    base::Result<QByteArray> content(const TreeFile &file) override
    {
        return file.path == m_path ? m_act() : m_model.content(file);
    }
    base::Result<void> finishHistory(const QString &gitDir, const QString &worktree) override
    {
        return m_path == ".git"_L1 ? base::fail(m_act().error()) : m_model.finishHistory(gitDir, worktree);
    }

private:
    StoreModel &m_model;
    QString m_path;
    std::function<base::Result<QByteArray>()> m_act;
};

mode_t modeOf(const QString &path)
{
    struct stat status = {};
    if (lstat(QFile::encodeName(path).constData(), &status) != 0)
        qFatal("no such file: %s", qPrintable(path));
    return status.st_mode & 07777;
}

class Umask
{
public:
    explicit Umask(mode_t mask) : m_old(umask(mask)) {}
    ~Umask() { umask(m_old); }
    Umask(const Umask &) = delete;
    Umask &operator=(const Umask &) = delete;

private:
    mode_t m_old;
};

} // namespace

class PublisherTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void publishes_data();
    void publishes();
    void permissionsAreACheckouts_data();
    void permissionsAreACheckouts();
    void emptyTargetKeepsItsPermissions();
    void objectsAreMovedNotCopied();
    void linksBecomeFilesWhereTheVolumeHasNone();
    void missingObjectIsOurFault();
    void failureGivesObjectsBack_data();
    void failureGivesObjectsBack();
    void targetFilledMeanwhile_data();
    void targetFilledMeanwhile();
    void emptyModel();
    void manyFiles();
    void existingFilesTable_data();
    void existingFilesTable();
    void existingSameFilesStay();
    void foreignFilesStay();
    void fileAppearsBetweenTheMoves();
    void linkedFolderIsNotFollowed();
    void moveOrder();
    void historyAfterInterruptedMove();
    void newerPlanStays();
    void probeOfThisVolume();
};

void PublisherTest::publishes_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<bool>("history");
    for (const QString &kind : {u"library"_s, u"absent"_s, u"empty"_s, u"foreign"_s}) {
        QTest::newRow(qPrintable(kind + u", with history"_s)) << kind << true;
        QTest::newRow(qPrintable(kind + u", without history"_s)) << kind << false;
    }
}

void PublisherTest::publishes()
{
    QFETCH(QString, kind);
    QFETCH(bool, history);
    Fixture f;
    if (kind == "empty"_L1)
        valueOf(makeFolder(f.target));
    if (kind == "foreign"_L1)
        test::writeFile(f.target + u"/notes/mine.txt"_s, "mine");
    const bool library = kind == "library"_L1;
    const Workplace place = library ? f.library() : f.into();
    QCOMPARE(place.publish, kind == "foreign"_L1 ? Publish::MoveInto : Publish::Rename);
    const test::StoreRun run = valueOf(test::runStore(place, f.model, history));
    QCOMPARE(run.receivedBytes, 255'000);
    f.verifyComplete(place.target, history);
    QCOMPARE(valueOf(readRecord(place.recordFile)), std::optional(f.model.record(place, history)));
    QVERIFY(!QFileInfo::exists(place.stagingDir));
    QCOMPARE(QFileInfo::exists(place.target + u"/.git/objects/pack/one.pack"_s), history);
    if (library)
        return;
    QCOMPARE(QFileInfo::exists(place.stateDir), false);
    QCOMPARE(namesIn(f.root), (QStringList{u"config"_s, u"target"_s}));
    QCOMPARE(namesIn(f.target).contains(u"notes"_s), kind == "foreign"_L1);
}

void PublisherTest::permissionsAreACheckouts_data()
{
    QTest::addColumn<int>("mask");
    QTest::addColumn<bool>("moves");
    for (const int mask : {0022, 0002, 0077}) {
        QTest::addRow("umask %03o, rename", mask) << mask << false;
        QTest::addRow("umask %03o, moves", mask) << mask << true;
    }
}

void PublisherTest::permissionsAreACheckouts()
{
    QFETCH(int, mask);
    QFETCH(bool, moves);
    const Umask umask(static_cast<mode_t>(mask));
    Fixture f;
    if (moves)
        test::writeFile(f.target + u"/mine"_s, "mine");
    valueOf(test::runStore(f.into(), f.model, true));
    const auto left = [&](mode_t mode) { return mode & ~static_cast<mode_t>(mask); };
    for (const TreeFile &file : f.model.files()) {
        const QString path = f.target + u'/' + file.path;
        if (file.kind == TreeFile::Kind::File)
            QCOMPARE(modeOf(path), left(0666));
        else if (file.kind != TreeFile::Kind::Symlink)
            QCOMPARE(modeOf(path), left(0777));
    }
    QCOMPARE(modeOf(f.target + u"/scripts"_s), left(0777));
    QCOMPARE(modeOf(f.target), left(0777));
    QCOMPARE(modeOf(f.target + u"/.git"_s), left(0777));
}

void PublisherTest::emptyTargetKeepsItsPermissions()
{
    Fixture f;
    valueOf(makeFolder(f.target));
    valueOf(setPermissions(f.target, 0710));
    valueOf(test::runStore(f.into(), f.model, true));
    QCOMPARE(modeOf(f.target), mode_t{0710});
    f.verifyComplete(f.target, true);
}

void PublisherTest::objectsAreMovedNotCopied()
{
    Fixture f;
    const Workplace place = f.library();
    const PublishRequest request = f.request(place, false);
    QHash<base::Oid, quint64> ids;
    for (auto object = request.objects.cbegin(); object != request.objects.cend(); ++object)
        ids.insert(object.key(), stateOf(*object)->fileId);
    valueOf(Publisher(place).publish(request, f.model, {}));
    QSet<quint64> published;
    for (const TreeFile &file : f.model.files()) {
        if (file.object)
            published.insert(stateOf(place.target + u'/' + file.path)->fileId);
    }
    for (const quint64 id : std::as_const(ids))
        QVERIFY(published.contains(id));
    QCOMPARE(published.size(), ids.size() + 1); // one has a second path
    QCOMPARE(namesIn(place.partialsDir), QStringList{u"CACHEDIR.TAG"_s});
}

void PublisherTest::linksBecomeFilesWhereTheVolumeHasNone()
{
    Fixture f;
    const Workplace place = f.library();
    PublishRequest request = f.request(place, false);
    request.traits.symlinks = false;
    valueOf(Publisher(place).publish(request, f.model, {}));
    QVERIFY(!QFileInfo(place.target + u"/latest"_s).isSymbolicLink());
    QCOMPARE(test::readFile(place.target + u"/latest"_s), "config.json");
}

void PublisherTest::missingObjectIsOurFault()
{
    Fixture f;
    const Workplace place = f.library();
    PublishRequest request = f.request(place, false);
    const base::Oid lost = *f.model.files()[3].object;
    request.objects.remove(lost);
    const auto published = Publisher(place).publish(request, f.model, {});
    QCOMPARE(kindOf(published), ErrorKind::Internal);
    QCOMPARE(published.error().context.oid, lost.toString());
    QVERIFY(!QFileInfo::exists(place.target));
    QVERIFY(finishedObject(place.partialsDir, lost, 100'000));
}

void PublisherTest::failureGivesObjectsBack_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<bool>("cancel");
    QTest::newRow("content fails") << u"scripts/run.sh"_s << false;
    QTest::newRow("link fails") << u"latest"_s << false;
    QTest::newRow("history fails") << u".git"_s << false;
    QTest::newRow("cancelled in the middle") << u"scripts/run.sh"_s << true;
    QTest::newRow("cancelled at the last file") << u"latest"_s << true;
}

void PublisherTest::failureGivesObjectsBack()
{
    QFETCH(QString, path);
    QFETCH(bool, cancel);
    Fixture f;
    const Workplace place = f.library();
    const PublishRequest request = f.request(place, true);
    const base::CancelToken token;
    BreakingSource source(f.model, path, [&]() -> base::Result<QByteArray> {
        if (!cancel)
            return base::fail(ErrorKind::Corrupt, u"broken"_s);
        token.cancel();
        return f.model.bytesOf(path);
    });
    const auto published = Publisher(place).publish(request, source, token);
    QCOMPARE(kindOf(published), cancel ? ErrorKind::Cancelled : ErrorKind::Corrupt);
    QVERIFY(!QFileInfo::exists(place.target));
    QVERIFY(!QFileInfo::exists(place.recordFile));
    const test::StoreRun run = valueOf(test::runStore(place, f.model, true));
    QCOMPARE(run.receivedBytes, 0);
    f.verifyComplete(place.target, true);
}

void PublisherTest::targetFilledMeanwhile_data()
{
    QTest::addColumn<QString>("appears");
    QTest::newRow("folder with a file") << u"/mine.txt"_s;
    QTest::newRow("a file") << u""_s;
}

void PublisherTest::targetFilledMeanwhile()
{
    QFETCH(QString, appears);
    Fixture f;
    const Workplace place = f.into();
    const PublishRequest request = f.request(place, true);
    test::writeFile(f.target + appears, "mine");
    const auto published = Publisher(place).publish(request, f.model, {});
    QCOMPARE(kindOf(published), ErrorKind::Conflict);
    QCOMPARE(test::readFile(f.target + appears), "mine");
    QVERIFY(!QFileInfo::exists(place.recordFile));
    if (appears.isEmpty())
        return;
    // The next run finds the folder not empty, and moves into it what is there already.
    QCOMPARE(f.into().publish, Publish::MoveInto);
    const test::StoreRun run = valueOf(test::runStore(f.into(), f.model, true));
    QCOMPARE(run.receivedBytes, 0);
    f.verifyComplete(f.target, true);
    QCOMPARE(namesIn(f.root), (QStringList{u"config"_s, u"target"_s}));
}

void PublisherTest::emptyModel()
{
    Fixture f;
    f.model = StoreModel();
    valueOf(test::runStore(f.library(), f.model, false));
    QVERIFY(QFileInfo(f.library().target).isDir());
    QVERIFY(namesIn(f.library().target).isEmpty());
}

void PublisherTest::manyFiles()
{
    Fixture f;
    for (int i = 0; i < 300; ++i)
        f.model.add(u"many/%1/file-%2.txt"_s.arg(i % 7).arg(i), QByteArray::number(i));
    valueOf(test::runStore(f.library(), f.model, true));
    f.verifyComplete(f.library().target, true);
}

void PublisherTest::existingFilesTable_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<bool>("conflict");
    const QByteArray weights = test::patternBytes(100'000, 1);
    const QString weightsPath = u"model-00001-of-00002.safetensors"_s;
    QTest::newRow("same plain file") << u"README.md"_s << QByteArray("# A model\n") << false;
    QTest::newRow("other plain file") << u"README.md"_s << QByteArray("# A nodel\n") << true;
    QTest::newRow("same object") << weightsPath << weights << false;
    QTest::newRow("object of the same size") << weightsPath << test::patternBytes(100'000, 9) << true;
    QTest::newRow("object cut short") << weightsPath << weights.chopped(1) << true;
    QTest::newRow("file where a folder must be") << u"scripts"_s << QByteArray("x") << true;
    QTest::newRow("file where a link must be") << u"latest"_s << QByteArray("other") << true;
    QTest::newRow("folder where a file must be") << u"README.md/x"_s << QByteArray("x") << true;
    QTest::newRow("file in the submodule") << u"submodule/x"_s << QByteArray("x") << false;
    QTest::newRow("file where the submodule goes") << u"submodule"_s << QByteArray("x") << true;
    QTest::newRow("a history") << u".git/HEAD"_s << QByteArray("x") << true;
    QTest::newRow("foreign file") << u"scripts/mine"_s << QByteArray("x") << false;
}

void PublisherTest::existingFilesTable()
{
    QFETCH(QString, path);
    QFETCH(QByteArray, content);
    QFETCH(bool, conflict);
    Fixture f;
    test::writeFile(f.target + u'/' + path, content);
    const auto found = Publisher(f.into()).existingFiles(f.model.files(), true, f.model, {});
    if (conflict) {
        QCOMPARE(kindOf(found), ErrorKind::Conflict);
        const QString named = found.error().context.path;
        QVERIFY2(!named.isEmpty() && (f.target + u'/' + path).startsWith(named), qPrintable(named));
        return;
    }
    const bool ofTheModel = !f.model.bytesOf(path).isEmpty();
    const QString expected = path.startsWith("submodule"_L1) ? u"submodule"_s : path;
    QCOMPARE(valueOf(found), ofTheModel || expected != path ? QSet<QString>{expected} : QSet<QString>());
}

void PublisherTest::existingSameFilesStay()
{
    Fixture f;
    const QString weights = u"/model-00002-of-00002.safetensors"_s;
    test::writeFile(f.target + weights, test::patternBytes(150'000, 2));
    test::writeFile(f.target + u"/scripts/run.sh"_s, "#!/bin/sh\n"); // without its executable bit
    valueOf(makeLink(f.target + u"/latest"_s, "config.json"));
    const quint64 id = stateOf(f.target + weights)->fileId;
    const test::StoreRun run = valueOf(test::runStore(f.into(), f.model, true));
    QCOMPARE(run.receivedBytes, 255'000); // its second path needs it
    QCOMPARE(stateOf(f.target + weights)->fileId, id);
    f.verifyComplete(f.target, true);
}

void PublisherTest::foreignFilesStay()
{
    Fixture f;
    const QStringList foreign{u"mine.txt"_s, u"scripts/mine.sh"_s, u"again/deep/mine.bin"_s, u".gitignore"_s};
    for (const QString &path : foreign)
        test::writeFile(f.target + u'/' + path, path.toUtf8());
    valueOf(test::runStore(f.into(), f.model, false));
    f.verifyComplete(f.target, false);
    for (const QString &path : foreign)
        QCOMPARE(test::readFile(f.target + u'/' + path), path.toUtf8());
    QVERIFY(!namesIn(f.target).contains(u".weightyard"_s));
}

// Nothing is replaced; the user takes the file away, and the next run goes on with the list of moves.
void PublisherTest::fileAppearsBetweenTheMoves()
{
    Fixture f;
    test::writeFile(f.target + u"/mine"_s, "mine");
    const Workplace place = f.into();
    const PublishRequest request = f.request(place, false);
    test::writeFile(f.target + u"/config.json"_s, "somebody's");
    const auto published = Publisher(place).publish(request, f.model, {});
    QCOMPARE(kindOf(published), ErrorKind::Conflict);
    QCOMPARE(published.error().context.path, f.target + u"/config.json"_s);
    QCOMPARE(kindOf(Publisher(f.into()).recover()), ErrorKind::Conflict);
    QCOMPARE(test::readFile(f.target + u"/config.json"_s), "somebody's");
    QVERIFY(!QFileInfo::exists(place.recordFile));
    QVERIFY(QFile::remove(f.target + u"/config.json"_s));
    const test::StoreRun run = valueOf(test::runStore(f.into(), f.model, false));
    QVERIFY(run.recovered);
    f.verifyComplete(f.target, false);
    QCOMPARE(valueOf(readRecord(place.recordFile)), std::optional(f.model.record(place, false)));
}

void PublisherTest::linkedFolderIsNotFollowed()
{
    Fixture f;
    test::writeFile(f.target + u"/mine"_s, "mine");
    const Workplace place = f.into();
    const PublishRequest request = f.request(place, false);
    valueOf(makeFolder(f.root + u"/elsewhere"_s));
    valueOf(makeLink(f.target + u"/scripts"_s, "../elsewhere"));
    QCOMPARE(kindOf(Publisher(place).existingFiles(f.model.files(), false, f.model, {})),
             ErrorKind::Conflict);
    // And when it appears only afterwards.
    QCOMPARE(kindOf(Publisher(place).publish(request, f.model, {})), ErrorKind::Conflict);
    QVERIFY(namesIn(f.root + u"/elsewhere"_s).isEmpty());
}

// What is in the folder when the n-th move was refused is exactly what comes before it in order.
void PublisherTest::moveOrder()
{
    const QStringList order{u"model-00002-of-00002.safetensors"_s,
                            u"again/weights.bin"_s,
                            u"model-00001-of-00002.safetensors"_s,
                            u"scripts/tool.bin"_s,
                            u"README.md"_s,
                            u"scripts/run.sh"_s,
                            u"config.json"_s,
                            u"model.safetensors.index.json"_s};
    for (qsizetype at = 0; at < order.size(); ++at) {
        Fixture f;
        test::writeFile(f.target + u"/mine"_s, "mine");
        const Workplace place = f.into();
        const PublishRequest request = f.request(place, false);
        test::writeFile(f.target + u'/' + order[at], "in the way");
        QCOMPARE(kindOf(Publisher(place).publish(request, f.model, {})), ErrorKind::Conflict);
        for (qsizetype i = 0; i < order.size(); ++i)
            QCOMPARE(QFileInfo::exists(f.target + u'/' + order[i]), i <= at);
    }
}

// The index can only be written by a run that has the repository: the files are moved to the end at the next start, and that run
// finds them all there, fetches no object and adds the history.
void PublisherTest::historyAfterInterruptedMove()
{
    Fixture f;
    test::writeFile(f.target + u"/mine"_s, "mine");
    const Workplace place = f.into();
    const PublishRequest request = f.request(place, true);
    BreakingSource source(f.model, u".git"_s, [] { return base::fail(ErrorKind::DiskFull, u"no room"_s); });
    QCOMPARE(kindOf(Publisher(place).publish(request, source, {})), ErrorKind::DiskFull);
    QVERIFY(!QFileInfo::exists(place.recordFile));
    const test::StoreRun run = valueOf(test::runStore(f.into(), f.model, true));
    QVERIFY(!run.recovered);
    QCOMPARE(run.receivedBytes, 0);
    f.verifyComplete(f.target, true);
    QVERIFY(QFileInfo::exists(place.recordFile));
    QCOMPARE(namesIn(f.root), (QStringList{u"config"_s, u"target"_s}));
}

void PublisherTest::newerPlanStays()
{
    Fixture f;
    const Workplace place = f.library();
    valueOf(prepare(place));
    for (const QString &name : {u"/plan.json"_s, u"/moves.json"_s}) {
        test::writeFile(place.stagingDir + name, R"({"version": 2})");
        test::writeFile(place.stagingDir + u"/tree/x"_s, "x");
        QCOMPARE(kindOf(Publisher(place).recover()), ErrorKind::Protocol);
        QVERIFY(QFileInfo::exists(place.stagingDir + u"/tree/x"_s));
        QVERIFY(QFile::remove(place.stagingDir + name));
    }
    QCOMPARE(valueOf(Publisher(place).recover()), false);
    QVERIFY(namesIn(place.stagingDir).isEmpty());
}

void PublisherTest::probeOfThisVolume()
{
    const Fixture f;
    const VolumeTraits traits = valueOf(probeVolume(f.root));
    QVERIFY(namesIn(f.root).isEmpty());
    QVERIFY(traits.caseSensitive);
    QVERIFY(!traits.normalizesUnicode);
    QVERIFY(traits.symlinks);
    QVERIFY(traits.executableBit);
    QVERIFY(!traits.reservedNames);
    QCOMPARE(traits.maxFileBytes, -1);
    QCOMPARE(traits.maxNameBytes, 255);
}

QTEST_GUILESS_MAIN(PublisherTest)
#include "publisher_test.moc"
