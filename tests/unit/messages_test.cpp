#include "test_registry.h"

#include "base/error_code.h"
#include "ui/text/format.h"
#include "ui/text/job_messages.h"
#include "ui/text/messages.h"

#include <QSet>
#include <QTest>

namespace messages_test {

using namespace weightyard;
using namespace weightyard::text;
using namespace Qt::Literals::StringLiterals;
using base::Error;
using base::ErrorKind;
using base::ErrorReason;
using job::JobState;
using job::Notice;

class MessagesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyKindHasASentence();
    void everyKindHasARemedy();
    void nothingIsSaidTwice();
    void objectsAreNamed_data();
    void objectsAreNamed();
    void details_data();
    void details();
    void missingBytes();
    void hostileText_data();
    void hostileText();
    void states();
    void notices();
    void gated();
    void briefly();
    void whatWasNamed();
    void ownFiles();
    void special_data();
    void special();
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

// Whatever cause comes with whatever kind: its words are not those of the kind once more, and a path in it is named once.
void MessagesTest::nothingIsSaidTwice()
{
    const QString path = u"/a/b"_s;
    for (const base::ErrorCode code : base::allErrorCodes()) {
        for (const ErrorKind kind : base::allErrorKinds()) {
            const Error error{.kind = kind, .cause = base::Cause(code, path), .context = {.path = path}};
            const QString sentence = Messages::sentence(error);
            const QString lead = sentence.section(u": "_s, 0, 0);
            const QString rest = sentence.section(u": "_s, 1);
            QVERIFY2(!rest.startsWith(lead, Qt::CaseInsensitive), qPrintable(sentence));
            QVERIFY2(sentence.count(path) <= 1 || kind == ErrorKind::Cancelled, qPrintable(sentence));
        }
    }
}

// A line of the window names the host or the file; its tool tip the address and the hash.
void MessagesTest::briefly()
{
    const Error connection{.kind = ErrorKind::Network,
                           .detail = u"Connection refused"_s,
                           .context = {.url = u"http://hub.example:7701/api/models/o/m/refs?***"_s}};
    QVERIFY(Messages::sentence(connection).contains("/api/models/o/m/refs"_L1));
    const QString brief = Messages::brief(connection);
    QVERIFY2(brief.contains("hub.example:7701"_L1) && !brief.contains("/api"_L1), qPrintable(brief));
    const Error damaged{.kind = ErrorKind::Corrupt,
                        .context = {.url = u"https://cdn.example/x"_s,
                                    .path = u"a/model.safetensors"_s,
                                    .oid = QString(64, u'a')}};
    const QString file = Messages::brief(damaged);
    QVERIFY2(file.contains("a/model.safetensors"_L1) && !file.contains("aaaa"_L1) && !file.contains("cdn"_L1),
             qPrintable(file));
    QVERIFY(Messages::sentence(damaged).contains(QString(64, u'a')));
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
        QCOMPARE(Messages::sentence(own),
                 u"settings.json cannot be used and was set aside: not JSON (/c/settings.json)."_s);
        QVERIFY(Messages::remedy(own).contains("defaults"_L1));
        QVERIFY(Messages::remedy(own).contains("/c/settings.json.damaged"_L1));
    }
    const Error received{.kind = ErrorKind::Corrupt, .context = {.path = u"/lib/x"_s, .oid = u"ab"_s}};
    QVERIFY(Messages::sentence(received).contains("bytes received"_L1));
}

void MessagesTest::special_data()
{
    QTest::addColumn<Error>("error");
    QTest::addColumn<QString>("sentence");
    QTest::addColumn<QString>("remedy"); // a part of it
    const auto answered = [](ErrorKind kind, int status, const QString &detail,
                             ErrorReason reason = ErrorReason::None) {
        return Error{.kind = kind,
                     .detail = detail,
                     .context = {.url = u"https://h/o"_s, .httpStatus = status, .reason = reason}};
    };
    QTest::newRow("proxy") << answered(ErrorKind::Auth, 407, u"the proxy p:1 of http_proxy wants"_s)
                           << u"The proxy refused access: the proxy p:1 of http_proxy wants (https://h/o)."_s
                           << u"USER:PASSWORD@"_s;
    QTest::newRow("plain http") << answered(ErrorKind::Tls, 0, u"wrong version number"_s,
                                            ErrorReason::PlainHttp)
                                << u"The server does not speak https at this address: wrong version number "
                                   "(https://h/o)."_s
                                << u"http://"_s;
    QTest::newRow("disabled") << answered(ErrorKind::NotFound, 403, u"DisabledRepo: Access is disabled"_s,
                                          ErrorReason::Disabled)
                              << u"The host has disabled this repository: Access is disabled (https://h/o)."_s
                              << u"ask its owner"_s;
    QTest::newRow("451") << answered(ErrorKind::NotFound, 451, u"the server answered 451"_s)
                         << u"The host may not give this out for legal reasons: the server answered 451 "
                            "(https://h/o)."_s
                         << u"another place"_s;
    QTest::newRow("quota") << answered(ErrorKind::RateLimited, 403, u"over its data quota"_s)
                           << u"A quota of the host is used up: over its data quota (https://h/o)."_s
                           << u"owner can raise it"_s;
    Error limit = answered(ErrorKind::RateLimited, 429, u"slow down"_s);
    limit.retryAfterMs = 86'400'000;
    QTest::newRow("a day") << limit
                           << u"The server asked to wait %1: slow down (https://h/o)."_s.arg(
                                  formatDuration(86'400'000))
                           << u"after that time"_s;
    limit.retryAfterMs = 5000;
    QTest::newRow("5 seconds") << limit << u"The server asked to wait: slow down (https://h/o)."_s
                               << u"a few minutes"_s;
    Error busy = answered(ErrorKind::Server, 503, u"maintenance"_s);
    busy.retryAfterMs = 7'200'000;
    QTest::newRow("maintenance") << busy
                                 << u"The server has a problem, and asked to wait %1: maintenance "
                                    "(https://h/o)."_s.arg(formatDuration(7'200'000))
                                 << u"after that time"_s;
    QTest::newRow("portal") << answered(ErrorKind::Protocol, 200, u"a web page answers here"_s,
                                        ErrorReason::OtherHost)
                            << u"Something on the way answers in the server's place: a web page answers here "
                               "(https://h/o)."_s
                            << u"sign in"_s;
    QTest::newRow("no HEAD")
        << answered(ErrorKind::NotFound, 0, u"there are the branches a, b"_s, ErrorReason::NoHead)
        << u"The repository does not say which branch is meant: there are the branches a, b "
           "(https://h/o)."_s
        << u"--revision"_s;
    QTest::newRow("large in git") << Error{.kind = ErrorKind::Unsafe,
                                           .detail = u"99 bytes"_s,
                                           .context = {.path = u"a.bin"_s,
                                                       .reason = ErrorReason::TooLargeInGit}}
                                  << u"A file of the repository is too large for git: 99 bytes (a.bin)."_s
                                  << u"LFS"_s;
    QTest::newRow("setting") << Error{.kind = ErrorKind::Usage,
                                      .detail = u"no web address"_s,
                                      .context = {.path = u"lfs.url"_s}}
                             << u"A setting cannot be used: no web address (lfs.url)."_s << u"Mend it"_s;
    QTest::newRow(".lfsconfig")
        << Error{.kind = ErrorKind::Usage,
                 .detail = u"no web address"_s,
                 .context = {.path = u".lfsconfig"_s}}
        << u"A setting of the repository cannot be used: no web address (.lfsconfig)."_s << u"lfs.url"_s;
}

void MessagesTest::special()
{
    QFETCH(Error, error);
    QFETCH(QString, remedy);
    QTEST(Messages::sentence(error), "sentence");
    QVERIFY2(Messages::remedy(error).contains(remedy), qPrintable(Messages::remedy(error)));
}

// One file of the model and its object, wherever it is found to be missing or damaged.
void MessagesTest::objectsAreNamed_data()
{
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<QString>("remedy");
    QTest::newRow("missing") << ErrorKind::NotFound << u"owner"_s;
    QTest::newRow("damaged") << ErrorKind::Corrupt << u"owner"_s;
    QTest::newRow("refused") << ErrorKind::Auth << QString();
    QTest::newRow("odd answer") << ErrorKind::Protocol << QString();
}

void MessagesTest::objectsAreNamed()
{
    QFETCH(ErrorKind, kind);
    QFETCH(QString, remedy);
    const QString oid(64, u'a');
    for (const QString &url : {QString(), u"https://h/o"_s}) {
        const Error error{
            .kind = kind, .detail = u"gone"_s, .context = {.url = url, .path = u"w/a.bin"_s, .oid = oid}};
        const QString sentence = Messages::sentence(error);
        QVERIFY2(sentence.contains("w/a.bin"_L1) && sentence.contains(oid), qPrintable(sentence));
        QVERIFY2(sentence.contains(url), qPrintable(sentence));
        QVERIFY2(Messages::remedy(error).contains(remedy), qPrintable(Messages::remedy(error)));
        QVERIFY(!Messages::remedy(error).contains("revision"_L1));
    }
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
                                JobMessages::notice({.kind = Notice::Kind::Submodules, .detail = detail})}) {
        for (const QChar c : text)
            QVERIFY2(c.category() != QChar::Other_Control && c.category() != QChar::Other_Format,
                     qPrintable(text));
    }
}

void MessagesTest::states()
{
    QSet<QString> names;
    for (const JobState state : job::allJobStates()) {
        const QString name =
            JobMessages::state({.state = state, .waitUntilMs = 1'000'042'000}, 1'000'000'000);
        QVERIFY(!name.isEmpty() && name.size() <= 16);
        names.insert(name);
    }
    QCOMPARE(names.size(), job::allJobStates().size());
    QVERIFY(names.contains(u"Waiting 42 s"_s));
    QCOMPARE(JobMessages::state({.state = JobState::Waiting, .waitUntilMs = 1000}, 5000), u"Trying again"_s);
    const base::Error shared{.kind = ErrorKind::Busy, .detail = {}, .context = {.oid = u"ab"_s}};
    QCOMPARE(JobMessages::state({.state = JobState::Waiting, .error = shared}, 5000),
             u"Waiting for another model"_s);
    QVERIFY(Messages::sentence(shared) != Messages::sentence({.kind = ErrorKind::Busy, .detail = {}}));
    QVERIFY(Messages::remedy(shared) != Messages::remedy({.kind = ErrorKind::Busy, .detail = {}}));
    QVERIFY(JobMessages::state({.state = JobState::Installed, .alreadyInstalled = true}, 0)
            != JobMessages::state({.state = JobState::Installed}, 0));
}

void MessagesTest::notices()
{
    QSet<QString> texts;
    for (int kind = 0; kind <= static_cast<int>(Notice::Kind::HistoryKept); ++kind) {
        const QString text = JobMessages::notice(
            {.kind = static_cast<Notice::Kind>(kind), .detail = u"/work tree"_s, .count = 3});
        QVERIFY(!text.isEmpty() && !text.contains(u'%'));
        texts.insert(text);
    }
    QCOMPARE(texts.size(), 12);
    QVERIFY(JobMessages::notice({.kind = Notice::Kind::HistoryNested, .detail = u"/w"_s}).contains("/w"_L1));
    QVERIFY(JobMessages::noticeOption({.kind = Notice::Kind::HistoryLeftOut}).contains("--keep-git"_L1));
    QVERIFY(JobMessages::noticeOption({.kind = Notice::Kind::HistoryNested}).isEmpty());
    QVERIFY(
        JobMessages::notice({.kind = Notice::Kind::PartialBySettings, .count = 3}).contains("3 files"_L1));
    QVERIFY(
        JobMessages::notice({.kind = Notice::Kind::PartialBySettings, .count = 1}).contains("1 file as"_L1));
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
