// The real git with helpers of its own (store) and ours (small shell programs), configured through GIT_CONFIG_GLOBAL.
#include "said.h"
#include "settings/credential_store.h"
#include "settings/helper_process.h"
#include "settings/hub_token.h"
#include "support/home_variable.h"
#include "temp_dir.h"
#include "test_registry.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTest>

#include <atomic>
#include <thread>

namespace credential_store_test {

using namespace weightyard;
using namespace weightyard::settings;
using namespace weightyard::test;
using namespace Qt::Literals::StringLiterals;
using base::Credential;
using base::CredentialQuery;
using base::ErrorKind;
using base::Origin;

using Variables = QHash<QString, QString>;

namespace {

CredentialQuery queryFor(const QString &url, const QString &path = u"owner/name"_s)
{
    return {.origin = Origin::of(QUrl(url)), .path = path, .realm = u"R"_s};
}

QString shown(const base::Result<std::optional<Credential>> &found)
{
    if (!found)
        return u"error "_s + errorKindName(found.error().kind);
    return *found ? (*found)->user + u' ' + (*found)->secret + u' ' + (*found)->source : u"nothing"_s;
}

// A source that has one secret, and keeps what it is told.
class OneSecret final : public base::Credentials
{
public:
    OneSecret(const QString &secret, QStringList &told) : m_secret(secret), m_told(told) {}

    base::Result<std::optional<Credential>> find(const CredentialQuery &, const base::CancelToken &) override
    {
        if (m_secret.isEmpty())
            return std::optional<Credential>();
        return std::optional(Credential{.user = u"u"_s, .secret = m_secret, .source = m_secret});
    }
    void approve(const CredentialQuery &, const Credential &credential, const base::CancelToken &) override
    {
        m_told.append(m_secret + u" took "_s + credential.secret);
    }
    void reject(const CredentialQuery &, const Credential &credential, const base::CancelToken &) override
    {
        m_told.append(m_secret + u" lost "_s + credential.secret);
    }

private:
    QString m_secret;
    QStringList &m_told;
};

} // namespace

class CredentialStoreTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hubTokens_data();
    void hubTokens();
    void tokenFilesInOrder();
    void tokenPaths_data();
    void tokenPaths();
    void tokenThenGit();
    void sourcesInOrder();
    void storeHelper();
    void helperSeesWhatGitSays();
    void useHttpPath();
    void withoutGit();
    void noHelper();
    void nothingPrompts();
    void oneQuestionAtATime();
    void refusedIsNotGivenAgain();
    void controlCharacters_data();
    void controlCharacters();
    void strangeAnswers_data();
    void strangeAnswers();
    void cancelKillsHelpers();
    void slowHelperTimesOut();
    void endlessHelper();

private:
    Variables environment(const TempDir &folder, const QByteArray &config) const;
    QString helper(const TempDir &folder, const QByteArray &script) const;
};

/// Nothing of this machine's user but PATH.
Variables CredentialStoreTest::environment(const TempDir &folder, const QByteArray &config) const
{
    return {{u"PATH"_s, qEnvironmentVariable("PATH")},
            {u"HOME"_s, folder.path()},
            {u"GIT_CONFIG_NOSYSTEM"_s, u"1"_s},
            {u"GIT_CONFIG_GLOBAL"_s, folder.writeFile(u"gitconfig"_s, config)}};
}

/// A shell program as helper: "$1" is get, store or erase.
QString CredentialStoreTest::helper(const TempDir &folder, const QByteArray &script) const
{
    const QString path = folder.writeFile(u"helper.sh"_s, "#!/bin/sh\n" + script);
    QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    return path;
}

void CredentialStoreTest::hubTokens_data()
{
    QTest::addColumn<QString>("endpoint");
    QTest::addColumn<QString>("url");
    QTest::addColumn<bool>("given");
    const auto row = [](const char *endpoint, const char *url, bool given) {
        QTest::addRow("%s | %s", endpoint, url)
            << QString::fromLatin1(endpoint) << QString::fromLatin1(url) << given;
    };
    row("", "https://huggingface.co/a/b", true);
    row("", "https://hf.co/a/b", true);
    row("", "https://huggingface.co:443/a/b", true);
    row("", "http://huggingface.co/a/b", false);
    row("", "https://huggingface.co:8443/", false);
    row("", "https://www.huggingface.co/", false);
    row("", "https://huggingface.co.evil.example/", false);
    row("", "https://cdn-lfs.huggingface.co/", false);
    row("", "https://example.com/", false);
    row("http://127.0.0.1:8000", "http://127.0.0.1:8000/a", true);
    row("http://127.0.0.1:8000", "https://127.0.0.1:8000/a", false);
    row("https://mirror.example/hf", "https://mirror.example/a", true);
    row("https://mirror.example", "http://mirror.example/a", false);
    row("nonsense", "https://example.com/", false);
}

void CredentialStoreTest::hubTokens()
{
    QFETCH(QString, endpoint);
    QFETCH(QString, url);
    QFETCH(bool, given);
    CredentialStore store(UsualSources{
        .prompt = {.environment =
                       base::Environment({{u"HF_TOKEN"_s, u" hf_tok\n"_s}, {u"HF_ENDPOINT"_s, endpoint}})}});
    QCOMPARE(shown(store.find(queryFor(url), {})), given ? u"hf_user hf_tok HF_TOKEN"_s : u"nothing"_s);
}

void CredentialStoreTest::tokenFilesInOrder()
{
    const TempDir folder;
    Variables variables{{test::homeVariable, folder.path()}};
    const auto token = [&] {
        CredentialStore store(UsualSources{.prompt = {.environment = base::Environment(variables)}});
        const auto found = store.find(queryFor(u"https://huggingface.co/"_s), {});
        return found && *found ? (*found)->secret : found ? QString() : shown(found);
    };
    QCOMPARE(token(), QString());
    folder.writeFile(u".cache/huggingface/token"_s, "home\n");
    QCOMPARE(token(), u"home"_s);
    folder.writeFile(u"xdg/huggingface/token"_s, "xdg");
    variables.insert(u"XDG_CACHE_HOME"_s, folder.path(u"xdg"_s));
    QCOMPARE(token(), u"xdg"_s);
    folder.writeFile(u"hf/token"_s, "hfhome");
    variables.insert(u"HF_HOME"_s, folder.path(u"hf"_s));
    QCOMPARE(token(), u"hfhome"_s);
    variables.insert(u"HF_TOKEN_PATH"_s, folder.writeFile(u"t"_s, "path"));
    QCOMPARE(token(), u"path"_s);
    variables.insert(u"HF_TOKEN"_s, u"variable"_s);
    QCOMPARE(token(), u"variable"_s);
    for (const char *bad : {"a b", "a\nb", "caf\xc3\xa9"}) {
        variables.insert(u"HF_TOKEN"_s, QString::fromUtf8(bad));
        QCOMPARE(token(), u"error Auth"_s);
    }
    variables.insert(u"HF_TOKEN"_s, u" \n"_s); // as good as unset
    QCOMPARE(token(), u"path"_s);
    variables.insert(u"HUGGING_FACE_HUB_TOKEN"_s, u"older"_s);
    QCOMPARE(token(), u"older"_s);
    variables.insert(u"HF_TOKEN"_s, u"variable"_s);
    QCOMPARE(token(), u"variable"_s);
}

// As os.path.expanduser and expandvars have it in huggingface_hub's constants.py.
void CredentialStoreTest::tokenPaths_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("path");
    QTest::newRow("nothing") << u"X"_s << QString() << u"/home/ann/.cache/huggingface/token"_s;
    QTest::newRow("home") << u"HF_HOME"_s << u"~/hf"_s << u"/home/ann/hf/token"_s;
    QTest::newRow("home itself") << u"HF_HOME"_s << u"~"_s << u"/home/ann/token"_s;
    QTest::newRow("another user's") << u"HF_HOME"_s << u"~bob/hf"_s << u"~bob/hf/token"_s;
    QTest::newRow("in the middle") << u"HF_HOME"_s << u"/a/~/hf"_s << u"/a/~/hf/token"_s;
    QTest::newRow("variable") << u"HF_TOKEN_PATH"_s << u"$DISK/t"_s << u"/mnt/disk/t"_s;
    QTest::newRow("in braces") << u"HF_TOKEN_PATH"_s << u"${DISK}s/t"_s << u"/mnt/disks/t"_s;
    QTest::newRow("unknown") << u"HF_TOKEN_PATH"_s << u"/a/$NONE/${NONE}"_s << u"/a/$NONE/${NONE}"_s;
#ifdef Q_OS_WIN // there as ntpath.py has it
    QTest::newRow("backslash") << u"HF_HOME"_s << uR"(~\hf)"_s << uR"(/home/ann\hf/token)"_s;
    QTest::newRow("percent") << u"HF_TOKEN_PATH"_s << u"%DISK%/%NONE%/t"_s << u"/mnt/disk/%NONE%/t"_s;
#else
    QTest::newRow("backslash") << u"HF_HOME"_s << uR"(~\hf)"_s << uR"(~\hf/token)"_s;
    QTest::newRow("percent") << u"HF_TOKEN_PATH"_s << u"%DISK%/t"_s << u"%DISK%/t"_s;
#endif
    QTest::newRow("cache") << u"XDG_CACHE_HOME"_s << u"~/c"_s << u"/home/ann/c/huggingface/token"_s;
}

void CredentialStoreTest::tokenPaths()
{
    QFETCH(QString, name);
    QFETCH(QString, value);
    const base::Environment environment(
        {{test::homeVariable, u"/home/ann"_s}, {u"DISK"_s, u"/mnt/disk"_s}, {name, value}});
    QTEST(hubTokenPath(environment), "path");
}

void CredentialStoreTest::tokenThenGit()
{
    const TempDir folder;
    const QString file = folder.writeFile(u"stored"_s, "https://me:pw@huggingface.co\n");
    Variables variables =
        environment(folder, "[credential]\n\thelper = store --file=" + file.toUtf8() + "\n");
    variables.insert(u"HF_TOKEN"_s, u"tok"_s);
    CredentialStore store(UsualSources{.prompt = {.environment = base::Environment(variables)}});
    const CredentialQuery query = queryFor(u"https://huggingface.co/"_s);
    const auto first = store.find(query, {});
    QCOMPARE(shown(first), u"hf_user tok HF_TOKEN"_s);
    store.reject(query, **first, {});
    QCOMPARE(shown(store.find(query, {})), u"me pw git credential"_s);
    store.approve(query, **first, {}); // a token is not filed anywhere
    QCOMPARE(readFile(file), "https://me:pw@huggingface.co\n"_ba);
}

// Each source hears only of what it gave.
void CredentialStoreTest::sourcesInOrder()
{
    QStringList told;
    CredentialStore::Sources sources;
    for (const QString &secret : {u""_s, u"first"_s, u"second"_s})
        sources.push_back(std::make_unique<OneSecret>(secret, told));
    CredentialStore store(std::move(sources));
    const CredentialQuery query = queryFor(u"https://h.example/"_s);
    const auto first = store.find(query, {});
    QCOMPARE(shown(first), u"u first first"_s);
    store.approve(query, **first, {});
    store.reject(query, **first, {});
    const auto second = store.find(query, {});
    QCOMPARE(shown(second), u"u second second"_s);
    store.reject(query, **second, {});
    QCOMPARE(shown(store.find(query, {})), u"nothing"_s);
    store.approve(query, Credential{.user = u"u"_s, .secret = u"of a URL"_s, .source = u"url"_s}, {});
    QCOMPARE(told, (QStringList{u"first took first"_s, u"first lost first"_s, u"second lost second"_s}));
}

void CredentialStoreTest::storeHelper()
{
    const TempDir folder;
    const QString file = folder.path(u"stored"_s);
    const base::Environment variables(
        environment(folder, "[credential]\n\thelper = store --file=" + file.toUtf8() + "\n"));
    CredentialStore store(UsualSources{.prompt = {.environment = base::Environment(variables)}});
    const CredentialQuery query = queryFor(u"http://127.0.0.1:8000/"_s);
    QCOMPARE(shown(store.find(query, {})), u"nothing"_s);
    const Credential credential{u"me@x"_s, u"p:w/ü"_s, u"git credential"_s};
    GitCredential(variables, {}, false).approve(query, credential, {});
    QCOMPARE(shown(store.find(query, {})), u"me@x p:w/ü git credential"_s);
    QCOMPARE(shown(store.find(queryFor(u"http://127.0.0.1:8001/"_s), {})), u"nothing"_s);
    QCOMPARE(shown(store.find(queryFor(u"https://127.0.0.1:8000/"_s), {})), u"nothing"_s);
    store.reject(query, credential, {});
    QVERIFY(!readFile(file).contains("me"));
    QCOMPARE(shown(store.find(query, {})), u"nothing"_s);
}

void CredentialStoreTest::helperSeesWhatGitSays()
{
    const TempDir folder;
    const QByteArray seen = folder.path(u"seen"_s).toUtf8();
    const QString program = helper(
        folder, "{ echo \"verb $1\"; cat; echo \"cwd $(ls -A | wc -l)\"; echo \"prompt $GIT_TERMINAL_PROMPT "
                "$GCM_INTERACTIVE\"; "
                "git config credential.interactive; cat /proc/$PPID/cmdline | tr '\\0' ' '; } >> "
                    + seen + "\ntest \"$1\" = get && printf 'username=u\\npassword=s3cret\\n'\nexit 0\n");
    Variables variables = environment(folder, "[credential]\n\thelper = " + program.toUtf8() + "\n");
    variables.insert(u"GIT_DIR"_s, u"/somewhere"_s);
    CredentialStore store(UsualSources{.prompt = {.environment = base::Environment(variables)}});
    const CredentialQuery query = queryFor(u"https://h.example:8443/"_s);
    const auto found = store.find(query, {});
    QCOMPARE(shown(found), u"u s3cret git credential"_s);
    store.approve(query, **found, {});
    const QByteArray text = readFile(QString::fromUtf8(seen));
    QVERIFY2(text.contains("verb get\nprotocol=https\nhost=h.example:8443\n"), text.constData());
    QVERIFY2(text.contains("verb store\n"), text.constData());
    QVERIFY2(text.contains("password=s3cret\n"), text.constData());
    QVERIFY2(text.contains("cwd 0\n"), text.constData());
    QVERIFY2(text.contains("prompt 0 never\n"), text.constData());
    QVERIFY2(text.contains("\nfalse\n"), text.constData());
    for (const QByteArray &line : text.split('\n'))
        QVERIFY2(!line.contains("s3cret") || line == "password=s3cret",
                 line.constData()); // never in an argument
}

void CredentialStoreTest::useHttpPath()
{
    const TempDir folder;
    const QString program =
        helper(folder, "path=$(grep ^path=); echo username=u; echo \"password=${path#path=}\"\n");
    CredentialStore store(UsualSources{
        .prompt = {.environment =
                       base::Environment(environment(folder, "[credential]\n\tuseHttpPath = true\n\thelper = "
                                                                 + program.toUtf8() + "\n"))}});
    QCOMPARE(shown(store.find(queryFor(u"https://h/"_s, u"o/n"_s), {})), u"u o/n git credential"_s);
}

void CredentialStoreTest::withoutGit()
{
    const TempDir folder;
    for (const QString &path : {QString(), folder.path()}) {
        CredentialStore store(UsualSources{
            .prompt = {.environment = base::Environment({{u"PATH"_s, path}, {u"HOME"_s, folder.path()}})}});
        QCOMPARE(shown(store.find(queryFor(u"https://h/"_s), {})), u"nothing"_s);
        store.approve(queryFor(u"https://h/"_s), {u"u"_s, u"p"_s, u"git credential"_s}, {});
    }
}

void CredentialStoreTest::noHelper()
{
    const TempDir folder;
    CredentialStore store(
        UsualSources{.prompt = {.environment = base::Environment(environment(folder, ""))}});
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(shown(store.find(queryFor(u"https://h/"_s), {})), u"nothing"_s);
    QVERIFY(timer.elapsed() < test::patient(5000));
}

void CredentialStoreTest::nothingPrompts()
{
    const TempDir folder;
    const QByteArray asked = folder.path(u"asked"_s).toUtf8();
    const QString askpass =
        folder.writeFile(u"askpass.sh"_s, "#!/bin/sh\ntouch " + asked + "\necho secret\n");
    QFile::setPermissions(askpass, QFile::ReadOwner | QFile::ExeOwner);
    // A helper that wants the terminal finds none.
    const QString program =
        helper(folder, "if (exec < /dev/tty) 2>/dev/null; then touch " + asked + "; fi\n");
    Variables variables = environment(folder, "[core]\n\taskPass = " + askpass.toUtf8()
                                                  + "\n[credential]\n\thelper = " + program.toUtf8() + "\n");
    variables.insert(u"GIT_ASKPASS"_s, QString()); // set and empty: neither the other two
    variables.insert(u"SSH_ASKPASS"_s, askpass);
    variables.insert(u"GIT_TERMINAL_PROMPT"_s, u"1"_s);
    CredentialStore store(UsualSources{.prompt = {.environment = base::Environment(variables)}});
    QCOMPARE(shown(store.find(queryFor(u"https://h/"_s), {})), u"nothing"_s);
    QVERIFY(!QFile::exists(QString::fromUtf8(asked)));
    // An askpass program needs no terminal: the test above can fail.
    variables.insert(u"GIT_ASKPASS"_s, askpass);
    CredentialStore asking(UsualSources{.prompt = {.environment = base::Environment(variables)}});
    QCOMPARE(shown(asking.find(queryFor(u"https://h/"_s), {})), u"secret secret git credential"_s);
    QVERIFY(QFile::exists(QString::fromUtf8(asked)));
}

// Two jobs, one terminal.
void CredentialStoreTest::oneQuestionAtATime()
{
    const TempDir folder;
    const QString program =
        helper(folder, "[ \"$1\" = get ] && sleep 0.2 && echo username=u && echo password=p\n");
    std::atomic<int> open = 0;
    std::atomic<int> most = 0;
    std::atomic<int> told = 0;
    const auto around = [&](bool asking) {
        open += asking ? 1 : -1;
        most = std::max(most.load(), open.load());
        ++told;
    };
    CredentialStore store(
        UsualSources{.prompt = {.environment = base::Environment(environment(
                                    folder, "[credential]\n\thelper = " + program.toUtf8() + "\n")),
                                .mayPrompt = true,
                                .aroundPrompt = around}});
    std::thread other([&] { static_cast<void>(store.find(queryFor(u"https://a/"_s), {})); });
    const auto found = store.find(queryFor(u"https://b/"_s), {});
    other.join();
    QCOMPARE(shown(found), u"u p git credential"_s);
    QCOMPARE(told.load(), 4);
    QCOMPARE(open.load(), 0);
    QCOMPARE(most.load(), 1);
}

void CredentialStoreTest::refusedIsNotGivenAgain()
{
    const TempDir folder;
    const QString program =
        helper(folder, "test \"$1\" = get && printf 'username=u\\npassword=p\\n'\nexit 0\n");
    CredentialStore store(
        UsualSources{.prompt = {.environment = base::Environment(environment(
                                    folder, "[credential]\n\thelper = " + program.toUtf8() + "\n"))}});
    const CredentialQuery query = queryFor(u"https://h/"_s);
    const auto found = store.find(query, {});
    QVERIFY(found && *found);
    store.reject(query, **found, {});
    QCOMPARE(shown(store.find(query, {})), u"nothing"_s);
    QCOMPARE(shown(store.find(queryFor(u"https://other/"_s), {})), u"u p git credential"_s);
}

void CredentialStoreTest::controlCharacters_data()
{
    QTest::addColumn<QString>("path");
    QTest::newRow("line feed") << u"a\nhost=evil"_s;
    QTest::newRow("carriage return") << u"a\rb"_s;
    QTest::newRow("zero") << QString(u"a"_s + QChar(0) + u"b"_s);
    QTest::newRow("escape") << u"a\x1b[2J"_s;
}

void CredentialStoreTest::controlCharacters()
{
    QFETCH(QString, path);
    const TempDir folder;
    const QByteArray ran = folder.path(u"ran"_s).toUtf8();
    const QString program = helper(folder, "touch " + ran + "\n");
    CredentialStore store(
        UsualSources{.prompt = {.environment = base::Environment(environment(
                                    folder, "[credential]\n\thelper = " + program.toUtf8() + "\n"))}});
    QCOMPARE(shown(store.find(queryFor(u"https://h/"_s, path), {})), u"error Usage"_s);
    store.approve(queryFor(u"https://h/"_s), {u"u"_s, path, u"git credential"_s}, {});
    QVERIFY(!QFile::exists(QString::fromUtf8(ran)));
}

void CredentialStoreTest::strangeAnswers_data()
{
    QTest::addColumn<QByteArray>("output");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const QByteArray &output, const char *expected) {
        QTest::newRow(name) << output << QString::fromLatin1(expected);
    };
    row("good", "protocol=https\nhost=h\nusername=u\npassword=p\n", "u p git credential");
    row("unknown keys", "capability[]=authtype\nusername=u\npassword=p\npassword_expiry_utc=5\n",
        "u p git credential");
    row("equals in value", "username=u\npassword=a=b\n", "u a=b git credential");
    row("no user", "password=p\n", " p git credential");
    row("no password", "username=u\n", "nothing");
    row("nothing", "", "nothing");
    row("no line end", "username=u\npassword=p", "error Auth");
    row("no equals", "username=u\nwhat\npassword=p\n", "error Auth");
    row("no key", "=u\npassword=p\n", "error Auth");
    row("return", "username=u\r\npassword=p\r\n", "error Auth");
    row("zero", QByteArray("username=u\npassword=p\0q\n", 24), "error Auth");
    row("other host", "host=evil\nusername=u\npassword=p\n", "error Auth");
    row("other protocol", "protocol=http\nusername=u\npassword=p\n", "error Auth");
}

void CredentialStoreTest::strangeAnswers()
{
    QFETCH(QByteArray, output);
    QFETCH(QString, expected);
    QCOMPARE(shown(parseFilled(output, Origin::of(QUrl(u"https://h/"_s)))), expected);
}

void CredentialStoreTest::cancelKillsHelpers()
{
    const TempDir folder;
    const QByteArray pidFile = folder.path(u"pid"_s).toUtf8();
    const QString program =
        helper(folder, "echo $$ > " + pidFile + ".new; mv " + pidFile + ".new " + pidFile + "; sleep 600\n");
    CredentialStore store(
        UsualSources{.prompt = {.environment = base::Environment(environment(
                                    folder, "[credential]\n\thelper = " + program.toUtf8() + "\n"))}});
    const base::CancelToken cancel;
    QElapsedTimer sinceCancel;
    std::thread canceller([&] {
        while (!QFile::exists(QString::fromUtf8(pidFile)))
            std::this_thread::yield();
        sinceCancel.start();
        cancel.cancel();
    });
    QCOMPARE(shown(store.find(queryFor(u"https://h/"_s), cancel)), u"error Cancelled"_s);
    canceller.join();
    QVERIFY(sinceCancel.elapsed() < test::patient(1000));
    const QString helperProcess =
        u"/proc/"_s + QString::fromUtf8(readFile(QString::fromUtf8(pidFile))).trimmed() + u"/exe"_s;
    QTRY_VERIFY(!QFile::exists(helperProcess)); // git's child is gone, too
}

void CredentialStoreTest::slowHelperTimesOut()
{
    QElapsedTimer timer;
    timer.start();
    const auto output = runHelper(
        {.program = u"/bin/sleep"_s, .arguments = {u"60"_s}, .timeout = std::chrono::milliseconds(300)}, {});
    QVERIFY(!output);
    QCOMPARE(output.error().kind, ErrorKind::Auth);
    QVERIFY(timer.elapsed() >= 300 && timer.elapsed() < test::patient(2000));
    const auto missing = runHelper({.program = u"/nonexistent/git"_s}, {});
    QVERIFY(!missing);
    QCOMPARE(missing.error().kind, ErrorKind::Auth);
}

void CredentialStoreTest::endlessHelper()
{
    const auto output = runHelper({.program = u"/bin/cat"_s, .arguments = {u"/dev/zero"_s}}, {});
    QVERIFY(!output);
    QVERIFY2(test::said(output.error()).contains(u"more than"_s), qPrintable(test::said(output.error())));
}

WEIGHTYARD_TEST(CredentialStoreTest)

} // namespace credential_store_test

#include "credential_store_test.moc"
