// The list of refs and what a revision means in it, without a server.
#include "said.h"
#include "test_registry.h"

#include "git/revision_match.h"
#include "git/runtime.h"

#include <QTest>

namespace git_revision_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;
using git::Advertisement;

class GitRevisionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void resolves_data();
    void resolves();
    void namesWhatThereIs_data();
    void namesWhatThereIs();
    void keepsOnlyWhatMatters();
    void readsCapabilities();
    void endlessListIsRefused();
    void serverMessages_data();
    void serverMessages();

private:
    git::Runtime m_runtime{base::Environment()};
};

namespace {

/// Gives `text` in pieces of at most 7 bytes.
git::PktLineReader::Source pieces(const QByteArray &text)
{
    return [text, at = qsizetype(0)](char *buffer, qint64 size) mutable -> base::Result<qint64> {
        const qsizetype count = std::min<qsizetype>({size, 7, text.size() - at});
        std::copy_n(text.constData() + at, count, buffer);
        at += count;
        return count;
    };
}

QByteArray id(char digit)
{
    return QByteArray(40, digit);
}

/// "name id" words as the server sends them.
QByteArray listOf(const QByteArrayList &refs, const QByteArray &capabilities)
{
    QByteArray list = git::pktLine("# service=git-upload-pack\n") + "0000";
    bool first = true;
    for (const QByteArray &ref : refs) {
        const QByteArray name = ref.left(ref.indexOf(' '));
        list += git::pktLine(ref.mid(ref.indexOf(' ') + 1) + ' ' + name
                             + (first ? '\0' + capabilities : QByteArray()) + '\n');
        first = false;
    }
    return list + "0000";
}

base::Result<Advertisement> read(const QByteArray &list, const QString &revision)
{
    git::PktLineReader lines(pieces(list));
    return git::readAdvertisement(lines, git::refsFor(revision));
}

} // namespace

void GitRevisionTest::resolves_data()
{
    QTest::addColumn<QByteArrayList>("refs");
    QTest::addColumn<QByteArray>("capabilities");
    QTest::addColumn<QString>("revision");
    QTest::addColumn<QByteArray>("id"); // empty: NotFound
    QTest::addColumn<QString>("refName");

    const QByteArrayList usual{"HEAD " + id('a'),
                               "refs/heads/dev " + id('b'),
                               "refs/heads/main " + id('a'),
                               "refs/heads/master " + id('a'),
                               "refs/tags/v1 " + id('c'),
                               "refs/tags/v1^{} " + id('d')};
    const QByteArray symref = "symref=HEAD:refs/heads/dev";
    QTest::newRow("HEAD as the server says")
        << usual << symref << QString() << id('b') << u"refs/heads/dev"_s;
    QTest::newRow("HEAD guessed: main")
        << usual << QByteArray() << QString() << id('a') << u"refs/heads/main"_s;
    QTest::newRow("HEAD guessed: master")
        << QByteArrayList{"HEAD " + id('a'), "refs/heads/abc " + id('a'), "refs/heads/master " + id('a'),
                          "refs/heads/z " + id('a')}
        << QByteArray() << QString() << id('a') << u"refs/heads/master"_s;
    QTest::newRow("HEAD guessed: the first")
        << QByteArrayList{"HEAD " + id('a'), "refs/heads/abc " + id('a'), "refs/heads/z " + id('a')}
        << QByteArray() << QString() << id('a') << u"refs/heads/abc"_s;
    QTest::newRow("detached HEAD") << QByteArrayList{"HEAD " + id('e'), "refs/heads/main " + id('a')}
                                   << QByteArray() << QString() << id('e') << QString();
    QTest::newRow("HEAD to a branch that is not there")
        << QByteArrayList{"refs/heads/dev " + id('a')} << "symref=HEAD:refs/heads/main"_ba << QString()
        << QByteArray() << QString();
    QTest::newRow("a name like an id")
        << QByteArrayList{"refs/heads/aaaaaaa " + id('b'), "refs/heads/main " + id('a')} << QByteArray()
        << u"aaaaaaa"_s << id('b') << u"refs/heads/aaaaaaa"_s;
    QTest::newRow("peeled id asks for its tag")
        << usual << QByteArray() << QString::fromLatin1(id('d')) << id('c') << QString();
    QTest::newRow("id of the tag object") << usual << QByteArray() << u"ccccccc"_s << id('c') << QString();
    QTest::newRow("short for two") << QByteArrayList{"refs/heads/a " + id('a'),
                                                     "refs/heads/b " + QByteArray(39, 'a') + 'b'}
                                   << QByteArray() << u"aaaaaaaa"_s << QByteArray() << QString();
    QTest::newRow("short, twice the same") << usual << QByteArray() << u"aaaaaaaa"_s << id('a') << QString();
    QTest::newRow("detached HEAD by id") << QByteArrayList{"HEAD " + id('e'), "refs/heads/main " + id('a')}
                                         << QByteArray() << u"eeeeeee"_s << id('e') << QString();
    QTest::newRow("no such id") << usual << QByteArray() << u"fffffff"_s << QByteArray() << QString();
    QTest::newRow("a name that is no ref's")
        << QByteArrayList{"refs/heads/a..b " + id('a'), "refs/heads/main " + id('a')} << QByteArray()
        << u"a..b"_s << QByteArray() << QString();
    QTest::newRow("climbing name") << QByteArrayList{"refs/../../x " + id('a')} << QByteArray()
                                   << u"refs/../../x"_s << QByteArray() << QString();
}

void GitRevisionTest::resolves()
{
    QFETCH(QByteArrayList, refs);
    QFETCH(QByteArray, capabilities);
    QFETCH(QString, revision);
    QFETCH(QByteArray, id);
    QFETCH(QString, refName);
    const auto list = read(listOf(refs, capabilities), revision);
    QVERIFY(list);
    const auto wanted = git::resolveRevision(revision, *list);
    QCOMPARE(wanted.has_value(), !id.isEmpty());
    if (id.isEmpty()) {
        QCOMPARE(wanted.error().kind, base::ErrorKind::NotFound);
        return;
    }
    QCOMPARE(wanted->id, id);
    QCOMPARE(wanted->refName, refName);
    QVERIFY(wanted->advertised);
}

void GitRevisionTest::namesWhatThereIs_data()
{
    QTest::addColumn<QByteArrayList>("refs");
    QTest::addColumn<QString>("revision");
    QTest::addColumn<QString>("said");
    QTest::newRow("branches") << QByteArrayList{"refs/heads/dev " + id('a'), "refs/heads/a/b " + id('b'),
                                                "refs/tags/v1 " + id('c')}
                              << QString() << u"there are the branches dev, a/b"_s;
    QTest::newRow("asked for HEAD") << QByteArrayList{"refs/heads/dev " + id('a')} << u"HEAD"_s
                                    << u"there are the branches dev"_s;
    QTest::newRow("tags alone") << QByteArrayList{"refs/pr/1 " + id('a'), "refs/tags/v1 " + id('c')}
                                << QString() << u"there are the tags v1"_s;
    QTest::newRow("neither") << QByteArrayList{"refs/pr/1 " + id('a')} << QString() << u"does not exist"_s;
    QByteArrayList many;
    for (int i = 10; i < 60; ++i)
        many.append("refs/heads/b" + QByteArray::number(i) + ' ' + id('a'));
    QTest::newRow("many") << many << QString() << u"b18, b19, …"_s;
}

void GitRevisionTest::namesWhatThereIs()
{
    QFETCH(QByteArrayList, refs);
    QFETCH(QString, revision);
    QFETCH(QString, said);
    const auto list = read(listOf(refs, QByteArray()), revision);
    QVERIFY(list);
    QVERIFY(list->refs.size() <= 11);
    const auto resolved = git::resolveRevision(revision, *list);
    QVERIFY(!resolved);
    QCOMPARE(resolved.error().kind, base::ErrorKind::NotFound);
    QVERIFY2(test::said(resolved.error()).endsWith(said), qPrintable(test::said(resolved.error())));
}

void GitRevisionTest::keepsOnlyWhatMatters()
{
    QByteArrayList refs{"HEAD " + id('a')};
    for (int i = 0; i < 50'000; ++i)
        refs.append("refs/pr/" + QByteArray::number(i) + ' ' + id('b'));
    refs.append({"refs/heads/main " + id('a'), "refs/tags/v1 " + id('c'), "refs/tags/v1^{} " + id('d')});
    const QByteArray list = listOf(refs, "shallow symref=HEAD:refs/heads/main");
    const auto forTag = read(list, u"v1"_s);
    QVERIFY(forTag);
    QCOMPARE(forTag->refs.size(), 2);
    QCOMPARE(forTag->find("refs/tags/v1")->peeled, id('d'));
    const auto forRequest = read(list, u"refs/pr/49999"_s);
    QVERIFY(forRequest);
    QCOMPARE(forRequest->refs.size(), 2);
    const auto byId = read(list, QString::fromLatin1(id('d')));
    QVERIFY(byId);
    QCOMPARE(byId->refs.size(), 2);
    QCOMPARE(byId->refs.last().name, "refs/tags/v1"_ba);
}

void GitRevisionTest::readsCapabilities()
{
    const auto empty = read(listOf({"capabilities^{} " + id('0')}, "multi_ack shallow side-band-64k"), {});
    QVERIFY(empty);
    QVERIFY(empty->empty);
    QVERIFY(empty->can("shallow"));
    QVERIFY(!empty->can("side-band"));
    const auto nothing = read(listOf({}, {}), {});
    QVERIFY(nothing);
    QVERIFY(nothing->empty);
}

void GitRevisionTest::endlessListIsRefused()
{
    const QByteArray head = listOf({}, {}).chopped(4);
    int number = 0;
    const QByteArray prefix = id('a') + " refs/heads/";
    QByteArray pending = head;
    git::PktLineReader lines([&](char *buffer, qint64 size) -> base::Result<qint64> {
        if (pending.isEmpty())
            pending = git::pktLine(prefix + QByteArray::number(++number) + '\n');
        const qsizetype count = std::min<qsizetype>(size, pending.size());
        std::copy_n(pending.constData(), count, buffer);
        pending.remove(0, count);
        return count;
    });
    const auto list = git::readAdvertisement(
        lines, [](QByteArrayView, QByteArrayView, const Advertisement &) { return true; });
    QVERIFY(!list);
    QCOMPARE(list.error().kind, base::ErrorKind::Protocol);
}

void GitRevisionTest::serverMessages_data()
{
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<base::ErrorKind>("kind");
    QTest::newRow("missing") << "Repository not found.\n"_ba << base::ErrorKind::NotFound;
    QTest::newRow("unadvertised") << "upload-pack: not our ref 1234"_ba << base::ErrorKind::NotFound;
    QTest::newRow("denied") << "access denied or repository not exported: /x"_ba << base::ErrorKind::Auth;
    QTest::newRow("other") << "out of coffee"_ba << base::ErrorKind::Protocol;
}

void GitRevisionTest::serverMessages()
{
    QFETCH(QByteArray, message);
    QFETCH(base::ErrorKind, kind);
    QCOMPARE(git::serverSaid(message).kind, kind);
    QVERIFY(git::serverSaid(message).detail.contains(QString::fromLatin1(message.trimmed())));
    QVERIFY(!git::serverSaid("see https://user:secret@host/?token=abc").detail.contains(u"secret"_s));
}

WEIGHTYARD_TEST(GitRevisionTest)

} // namespace git_revision_test

#include "git_revision_test.moc"
