#include "test_registry.h"

#include "ui/text/messages.h"

#include <QSet>
#include <QTest>

namespace messages_test {

using namespace weightyard;
using namespace weightyard::text;
using namespace Qt::Literals::StringLiterals;
using base::Error;
using base::ErrorKind;
using queue::JobState;
using queue::Notice;

class MessagesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyKindHasASentence();
    void everyKindHasARemedy();
    void details_data();
    void details();
    void missingBytes();
    void hostileText_data();
    void hostileText();
    void states();
    void notices();
    void gated();
    void whatWasNamed();
    void ownFiles();
};

void MessagesTest::everyKindHasASentence()
{
    QSet<QString> sentences;
    for (const ErrorKind kind : base::allErrorKinds()) {
        for (const QString &detail : {QString(), u"some detail"_s, u"a whole sentence."_s}) {
            const QString sentence = Messages::sentence({.kind = kind, .detail = detail});
            QVERIFY2(sentence.size() > 5 && sentence.endsWith(u'.'), qPrintable(sentence));
            QVERIFY2(!sentence.contains(".."_L1) && !sentence.contains("  "_L1), qPrintable(sentence));
            QVERIFY(!sentence.contains(u'%'));
            if (kind != ErrorKind::Cancelled)
                QVERIFY2(sentence.contains(detail.chopped(detail.endsWith(u'.') ? 1 : 0)),
                         qPrintable(sentence));
        }
        sentences.insert(Messages::sentence({.kind = kind}));
    }
    QCOMPARE(sentences.size(), base::allErrorKinds().size());
}

void MessagesTest::everyKindHasARemedy()
{
    for (const ErrorKind kind : base::allErrorKinds()) {
        const QString remedy = Messages::remedy({.kind = kind});
        QCOMPARE(remedy.isEmpty(), kind == ErrorKind::Cancelled);
        if (!remedy.isEmpty())
            QVERIFY2(remedy.endsWith(u'.') && remedy.size() > 10, qPrintable(remedy));
    }
}

// A file that was named is not a word that was mistyped; a name that nobody was asked about has no page.
void MessagesTest::whatWasNamed()
{
    const Error file{
        .kind = ErrorKind::Usage, .detail = u"no such file"_s, .context = {.path = u"/a.json"_s}};
    QCOMPARE(Messages::sentence(file), u"A file that was named cannot be used: no such file (/a.json)."_s);
    const Error name{.kind = ErrorKind::NotFound, .detail = u"no model is called so"_s};
    QVERIFY(Messages::remedy(name).contains("weightyard-cli list"_L1));
    const Error lost{.kind = ErrorKind::NotFound, .detail = u"gone"_s, .context = {.oid = u"ab"_s}};
    QVERIFY(!Messages::remedy(lost).contains("list"_L1));
    const Error page{.kind = ErrorKind::NotFound, .context = {.url = u"https://h/o/n"_s}};
    QVERIFY(Messages::remedy(page).contains("page"_L1) && !Messages::remedy(page).contains("list"_L1));
}

// Nothing was received there, and no model's owner can help.
void MessagesTest::ownFiles()
{
    Error own{
        .kind = ErrorKind::Corrupt, .detail = u"not JSON"_s, .context = {.path = u"/c/settings.json"_s}};
    QCOMPARE(Messages::sentence(own),
             u"A file of Weightyard's own is damaged: not JSON (/c/settings.json)."_s);
    QVERIFY(Messages::remedy(own).contains("Move the file away"_L1));
    for (const ErrorKind kind : {ErrorKind::Corrupt, ErrorKind::Usage}) {
        own.kind = kind;
        own.context.reason = base::ErrorReason::SetAside;
        QVERIFY(Messages::sentence(own).contains("it goes on without: not JSON (/c/settings.json)"_L1));
        QVERIFY(Messages::remedy(own).contains("/c/settings.json.damaged"_L1));
    }
    const Error received{.kind = ErrorKind::Corrupt, .context = {.path = u"/lib/x"_s, .oid = u"ab"_s}};
    QVERIFY(Messages::sentence(received).contains("bytes received"_L1));
}

void MessagesTest::details_data()
{
    QTest::addColumn<QString>("detail");
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("none") << QString() << QString() << QString() << u"Not found."_s;
    QTest::newRow("detail") << u"no such ref"_s << QString() << QString() << u"Not found: no such ref."_s;
    QTest::newRow("full stop") << u"No such ref."_s << QString() << QString() << u"Not found: No such ref."_s;
    QTest::newRow("dots") << u"trying..."_s << QString() << QString() << u"Not found: trying."_s;
    QTest::newRow("url") << u"gone"_s << u"https://h/o"_s << QString() << u"Not found: gone (https://h/o)."_s;
    QTest::newRow("url before path") << u"gone"_s << u"https://h/o"_s << u"/p"_s
                                     << u"Not found: gone (https://h/o)."_s;
    QTest::newRow("path") << u"gone."_s << QString() << u"/p"_s << u"Not found: gone (/p)."_s;
    QTest::newRow("only a path") << QString() << QString() << u"/p"_s << u"Not found: /p."_s;
    QTest::newRow("place markers") << u"%1 %2"_s << u"https://h/%2F%1"_s << QString()
                                   << u"Not found: %1 %2 (https://h/%2F%1)."_s;
}

void MessagesTest::details()
{
    QFETCH(QString, detail);
    QFETCH(QString, url);
    QFETCH(QString, path);
    QTEST(Messages::sentence(
              {.kind = ErrorKind::NotFound, .detail = detail, .context = {.url = url, .path = path}}),
          "sentence");
}

void MessagesTest::missingBytes()
{
    const Error full{.kind = ErrorKind::DiskFull,
                     .detail = u"technical"_s,
                     .context = {.path = u"/models"_s, .bytesNeeded = 2'150'000'000, .bytesFree = 12'000}};
    QCOMPARE(Messages::sentence(full), u"Not enough room: 2.15 GB needed, 12.0 kB free: /models."_s);
    const Error unknown{.kind = ErrorKind::DiskFull, .detail = u"write: No space left"_s};
    QVERIFY(Messages::sentence(unknown).contains("write: No space left"_L1));
}

void MessagesTest::hostileText_data()
{
    QTest::addColumn<QString>("detail");
    QTest::newRow("escape sequence") << u"\x1b[2J\x1b]0;title\x07 text"_s;
    QTest::newRow("line ends") << u"a\r\nDone: everything is fine\n"_s;
    QTest::newRow("c1 control") << QString(QChar(0x9b)) + u"2J"_s;
    QTest::newRow("direction override") << QString(QChar(0x202e)) + u"txt.exe"_s;
    QTest::newRow("backspace and nul") << u"a\b\b"_s + QChar(0);
}

void MessagesTest::hostileText()
{
    QFETCH(QString, detail);
    const Error error{.kind = ErrorKind::Server, .detail = detail, .context = {.path = detail}};
    for (const QString &text : {Messages::sentence(error),
                                Messages::notice({.kind = Notice::Kind::Submodules, .detail = detail})}) {
        for (const QChar c : text)
            QVERIFY2(c.category() != QChar::Other_Control && c.category() != QChar::Other_Format,
                     qPrintable(text));
    }
}

void MessagesTest::states()
{
    QSet<QString> names;
    for (const JobState state : queue::allJobStates()) {
        const QString name = Messages::state({.state = state, .waitUntilMs = 1'000'042'000}, 1'000'000'000);
        QVERIFY(!name.isEmpty() && name.size() <= 16);
        names.insert(name);
    }
    QCOMPARE(names.size(), queue::allJobStates().size());
    QVERIFY(names.contains(u"Waiting 42 s"_s));
    QCOMPARE(Messages::state({.state = JobState::Waiting, .waitUntilMs = 1000}, 5000), u"Trying again"_s);
    const base::Error shared{.kind = ErrorKind::Busy, .detail = {}, .context = {.oid = u"ab"_s}};
    QCOMPARE(Messages::state({.state = JobState::Waiting, .error = shared}, 5000),
             u"Waiting for another model"_s);
    QVERIFY(Messages::sentence(shared) != Messages::sentence({.kind = ErrorKind::Busy, .detail = {}}));
    QVERIFY(Messages::remedy(shared) != Messages::remedy({.kind = ErrorKind::Busy, .detail = {}}));
    QVERIFY(Messages::state({.state = JobState::Installed, .alreadyInstalled = true}, 0)
            != Messages::state({.state = JobState::Installed}, 0));
}

void MessagesTest::notices()
{
    QSet<QString> texts;
    for (int kind = 0; kind <= static_cast<int>(Notice::Kind::HistoryKept); ++kind) {
        const QString text = Messages::notice(
            {.kind = static_cast<Notice::Kind>(kind), .detail = u"/work tree"_s, .count = 3});
        QVERIFY(!text.isEmpty() && !text.contains(u'%'));
        texts.insert(text);
    }
    QCOMPARE(texts.size(), 7);
    QVERIFY(Messages::notice({.kind = Notice::Kind::HistoryNested, .detail = u"/w"_s}).contains("/w"_L1));
    QVERIFY(Messages::notice({.kind = Notice::Kind::PartialBySettings, .count = 3}).contains("3 files"_L1));
    QVERIFY(Messages::notice({.kind = Notice::Kind::PartialBySettings, .count = 1}).contains("1 file as"_L1));
}

void MessagesTest::gated()
{
    const auto said = [](int status) {
        return Messages::sentence({.kind = ErrorKind::Gated,
                                   .detail = u"GatedRepo: Access to model x is restricted."_s,
                                   .context = {.httpStatus = status}});
    };
    QVERIFY2(said(401).contains("a token is needed: Access to"_L1), qPrintable(said(401)));
    QVERIFY2(said(403).contains("this account has no access to it: Access to"_L1), qPrintable(said(403)));
}

WEIGHTYARD_TEST(MessagesTest)

} // namespace messages_test

#include "messages_test.moc"
