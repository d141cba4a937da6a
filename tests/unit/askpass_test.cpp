// Asking a person: which program, in what words, how often. Real programs and the real git; once without any git.
#include "said.h"
#include "settings/credential_store.h"
#include "temp_dir.h"
#include "test_registry.h"

#include <QFile>
#include <QTest>

#include <atomic>
#include <thread>
#include <vector>

namespace askpass_test {

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

// Answers alice and her password, and notes what it was asked.
QString makeAskpass(const TempDir &folder, const QString &name = u"askpass.sh"_s,
                    const QByteArray &password = "p@ss")
{
    const QByteArray notes = folder.path(u"asked"_s).toUtf8();
    const QString program =
        folder.writeFile(name, "#!/bin/sh\necho \"" + name.toUtf8() + ": $1\" >> '" + notes
                                   + "'\ncase \"$1\" in Username*) echo alice;; *) echo '" + password
                                   + "'; echo more;; esac\n");
    QFile::setPermissions(program, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    return program;
}

QByteArray asked(const TempDir &folder)
{
    const QString notes = folder.path(u"asked"_s);
    return QFile::exists(notes) ? readFile(notes) : QByteArray();
}

} // namespace

class AskpassTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whichProgram_data();
    void whichProgram();
    void wordsOfThePrompt_data();
    void wordsOfThePrompt();
    void answers_data();
    void answers();
    void thenTheTerminal();
    void terminalIsForbidden();
    void onceForAHost_data();
    void onceForAHost();
    void refusedEndsTheAsking();
    void workedOnceIsAskedAgain();
    void cancelEndsTheProgram();

private:
    /// With git or, where `withGit` is false, with a PATH that has none.
    static Variables environment(const TempDir &folder, bool withGit);
};

Variables AskpassTest::environment(const TempDir &folder, bool withGit)
{
    return {{u"PATH"_s, withGit ? qEnvironmentVariable("PATH") : folder.path()},
            {u"HOME"_s, folder.path()},
            {u"GIT_CONFIG_NOSYSTEM"_s, u"1"_s},
            {u"GIT_CONFIG_GLOBAL"_s, folder.writeFile(u"gitconfig"_s, "")}};
}

void AskpassTest::whichProgram_data()
{
    QTest::addColumn<Variables>("variables");
    QTest::addColumn<QString>("configured");
    QTest::addColumn<QString>("program");
    QTest::addColumn<QString>("setting");
    const Variables all{{u"GIT_ASKPASS"_s, u"/a"_s}, {u"SSH_ASKPASS"_s, u"/c"_s}};
    QTest::newRow("all") << all << u"/b"_s << u"/a"_s << u"GIT_ASKPASS"_s;
    QTest::newRow("configured") << Variables{{u"SSH_ASKPASS"_s, u"/c"_s}} << u"/b"_s << u"/b"_s
                                << u"core.askPass"_s;
    QTest::newRow("of ssh") << Variables{{u"SSH_ASKPASS"_s, u"/c"_s}} << QString() << u"/c"_s
                            << u"SSH_ASKPASS"_s;
    QTest::newRow("none") << Variables() << QString() << QString() << QString();
    QTest::newRow("empty ends it") << Variables{{u"GIT_ASKPASS"_s, QString()}, {u"SSH_ASKPASS"_s, u"/c"_s}}
                                   << u"/b"_s << QString() << u"GIT_ASKPASS"_s;
}

void AskpassTest::whichProgram()
{
    QFETCH(Variables, variables);
    QFETCH(QString, configured);
    base::ConfigEntries config;
    if (!configured.isEmpty())
        config = base::ConfigEntries({{u"core.askpass"_s, configured}});
    const AskpassProgram found = askpassProgram(base::Environment(variables), config);
    QTEST(found.program, "program");
    QTEST(found.setting, "setting");
}

void AskpassTest::wordsOfThePrompt_data()
{
    QTest::addColumn<bool>("withGit");
    QTest::newRow("git asks") << true;
    QTest::newRow("without git") << false;
}

// The same in both cases: programs decide by these words.
void AskpassTest::wordsOfThePrompt()
{
    QFETCH(bool, withGit);
    const TempDir folder;
    Variables variables = environment(folder, withGit);
    variables.insert(u"GIT_ASKPASS"_s, makeAskpass(folder));
    CredentialStore store(UsualSources{.prompt = {.environment = base::Environment(variables)}});
    QCOMPARE(shown(store.find(queryFor(u"https://h.example:8443/"_s), {})),
             withGit ? u"alice p@ss git credential"_s : u"alice p@ss GIT_ASKPASS"_s);
    QCOMPARE(asked(folder), "askpass.sh: Username for 'https://h.example:8443': \n"
                            "askpass.sh: Password for 'https://alice@h.example:8443': \n"_ba);
}

void AskpassTest::answers_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<QString>("expected");
    QTest::newRow("no line end") << "printf x"_ba << u"x x GIT_ASKPASS"_s;
    QTest::newRow("return") << "printf 'x\\r\\ny'"_ba << u"x x GIT_ASKPASS"_s;
    QTest::newRow("ends with 1") << "echo x; exit 1"_ba << u"nothing"_s;
    QTest::newRow("says nothing") << ":"_ba << u"nothing"_s;
    QTest::newRow("talks without end") << "exec yes"_ba << u"error Auth"_s;
    QTest::newRow("is no program") << QByteArray() << u"error Auth"_s;
}

void AskpassTest::answers()
{
    QFETCH(QByteArray, script);
    QFETCH(QString, expected);
    const TempDir folder;
    Variables variables = environment(folder, false);
    const QString program = folder.writeFile(u"ask"_s, "#!/bin/sh\nPATH=/usr/bin:/bin\n" + script + '\n');
    if (!script.isEmpty())
        QFile::setPermissions(program, QFile::ReadOwner | QFile::ExeOwner);
    variables.insert(u"GIT_ASKPASS"_s, program);
    CredentialStore store(UsualSources{.prompt = {.environment = base::Environment(variables)}});
    QCOMPARE(shown(store.find(queryFor(u"https://h/"_s), {})), expected);
}

void AskpassTest::thenTheTerminal()
{
    const TempDir folder;
    Variables variables = environment(folder, false);
    for (const QString &program : {QString(), u"/nonexistent/askpass"_s, u"not-in-path"_s}) {
        if (!program.isEmpty())
            variables.insert(u"GIT_ASKPASS"_s, program);
        QStringList prompts;
        const auto onTerminal = [&](const QString &prompt, bool isSecret,
                                    const base::CancelToken &) -> std::optional<QString> {
            prompts.append(prompt);
            return isSecret ? u"pw"_s : u"bob@x"_s;
        };
        CredentialStore store(UsualSources{.prompt = {.environment = base::Environment(variables),
                                                      .mayPrompt = true,
                                                      .onTerminal = onTerminal}});
        QCOMPARE(shown(store.find(queryFor(u"http://h/"_s), {})), u"bob@x pw terminal"_s);
        QCOMPARE(prompts,
                 (QStringList{u"Username for 'http://h': "_s, u"Password for 'http://bob%40x@h': "_s}));
    }
}

void AskpassTest::terminalIsForbidden()
{
    const TempDir folder;
    Variables variables = environment(folder, false);
    variables.insert(u"GIT_TERMINAL_PROMPT"_s, u"0"_s);
    bool wasAsked = false;
    const auto onTerminal = [&](const QString &, bool, const base::CancelToken &) -> std::optional<QString> {
        wasAsked = true;
        return u"x"_s;
    };
    CredentialStore store(UsualSources{.prompt = {.environment = base::Environment(variables),
                                                  .mayPrompt = true,
                                                  .onTerminal = onTerminal}});
    QCOMPARE(shown(store.find(queryFor(u"http://h/"_s), {})), u"nothing"_s);
    QVERIFY(!wasAsked);
}

void AskpassTest::onceForAHost_data()
{
    QTest::addColumn<bool>("withGit");
    QTest::addColumn<bool>("perPath");
    QTest::newRow("git") << true << false;
    QTest::newRow("without git") << false << false;
    QTest::newRow("credential.useHttpPath") << false << true;
}

// Four downloads that want it at the same moment.
void AskpassTest::onceForAHost()
{
    QFETCH(bool, withGit);
    QFETCH(bool, perPath);
    const TempDir folder;
    Variables variables = environment(folder, withGit);
    variables.insert(u"GIT_ASKPASS"_s, makeAskpass(folder));
    base::ConfigEntries config;
    if (perPath)
        config = base::ConfigEntries({{u"credential.https://h.usehttppath"_s, u"true"_s}});
    CredentialStore store(
        UsualSources{.prompt = {.environment = base::Environment(variables), .config = config}});
    std::atomic<int> good = 0;
    std::vector<std::thread> jobs;
    jobs.reserve(4);
    for (int i = 0; i < 4; ++i) {
        jobs.emplace_back([&, i] {
            const auto found = store.find(queryFor(u"https://h/"_s, u"o/%1"_s.arg(i)), {});
            good += found && *found && (*found)->secret == "p@ss"_L1 ? 1 : 0;
        });
    }
    for (std::thread &job : jobs)
        job.join();
    QCOMPARE(good.load(), 4);
    QCOMPARE(asked(folder).count('\n'), perPath ? 8 : 2);
    QVERIFY(!perPath || asked(folder).contains("Password for 'https://alice@h/o/3': "));
    QCOMPARE(shown(store.find(queryFor(u"https://other/"_s), {})).left(10), u"alice p@ss"_s);
    QCOMPARE(asked(folder).count('\n'), perPath ? 10 : 4);
}

void AskpassTest::refusedEndsTheAsking()
{
    const TempDir folder;
    Variables variables = environment(folder, false);
    variables.insert(u"GIT_ASKPASS"_s, makeAskpass(folder));
    CredentialStore store(UsualSources{.prompt = {.environment = base::Environment(variables)}});
    const CredentialQuery query = queryFor(u"https://h/"_s);
    const auto found = store.find(query, {});
    QVERIFY(found && *found);
    store.reject(query, **found, {});
    QCOMPARE(shown(store.find(query, {})), u"nothing"_s);
    QCOMPARE(asked(folder).count('\n'), 2);
}

// A password that ended while the window was open.
void AskpassTest::workedOnceIsAskedAgain()
{
    const TempDir folder;
    Variables variables = environment(folder, false);
    variables.insert(u"GIT_ASKPASS"_s, makeAskpass(folder));
    CredentialStore store(UsualSources{.prompt = {.environment = base::Environment(variables)}});
    const CredentialQuery query = queryFor(u"https://h/"_s);
    const auto found = store.find(query, {});
    QVERIFY(found && *found);
    store.approve(query, **found, {});
    store.reject(query, **found, {});
    makeAskpass(folder, u"askpass.sh"_s, "newer");
    QCOMPARE(shown(store.find(query, {})), u"alice newer GIT_ASKPASS"_s);
}

void AskpassTest::cancelEndsTheProgram()
{
    const TempDir folder;
    const QString running = folder.path(u"running"_s);
    const QString program = folder.writeFile(
        u"ask"_s, "#!/bin/sh\nPATH=/usr/bin:/bin\necho $$ > '" + running.toUtf8() + ".new'\nmv '"
                      + running.toUtf8() + ".new' '" + running.toUtf8() + "'\nsleep 600\n");
    QFile::setPermissions(program, QFile::ReadOwner | QFile::ExeOwner);
    Variables variables = environment(folder, false);
    variables.insert(u"GIT_ASKPASS"_s, program);
    CredentialStore store(UsualSources{.prompt = {.environment = base::Environment(variables)}});
    const base::CancelToken cancel;
    std::thread canceller([&] {
        while (!QFile::exists(running))
            std::this_thread::yield();
        cancel.cancel();
    });
    QCOMPARE(shown(store.find(queryFor(u"https://h/"_s), cancel)), u"error Cancelled"_s);
    canceller.join();
    const QString process = u"/proc/"_s + QString::fromUtf8(readFile(running)).trimmed() + u"/exe"_s;
    QTRY_VERIFY(!QFile::exists(process));
}

WEIGHTYARD_TEST(AskpassTest)

} // namespace askpass_test

#include "askpass_test.moc"
