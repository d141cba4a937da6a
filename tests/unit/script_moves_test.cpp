// What the reader says of a clone that is moved, copied and tidied up is what a real shell leaves. git is a program of the test's, which
// makes the files that a clone has.
#include "child_process.h"
#include "temp_dir.h"
#include "test_registry.h"

#include "base/error_code.h"
#include "scripts/script_reader.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>
#include <QTest>

namespace script_moves_test {

using namespace weightyard;
using namespace Qt::Literals::StringLiterals;
using scripts::ScriptReading;

namespace {

const QUrl kHub(u"https://huggingface.co"_s);

const QByteArray kGit = "#!/bin/sh\n"
                        "[ \"$1\" = clone ] || exit 0\n"
                        "for folder; do :; done\n"
                        "mkdir -p \"$folder/.git/lfs\" \"$folder/sub\" || exit 1\n"
                        "echo x >\"$folder/.git/index\"\n"
                        "echo x >\"$folder/.gitattributes\"\n"
                        "echo {} >\"$folder/config.json\"\n"
                        "echo w >\"$folder/model.safetensors\"\n"
                        "echo w >\"$folder/sub/more.json\"\n";

const QByteArray kClone =
    "MODEL_NAME=M\nREPO_URL=https://huggingface.co/owner/model\nLOCAL_DIR=out\n"
    "CLEANUP_GIT=\"true\"\ngit lfs install\ngit clone --depth 1 \"$REPO_URL\" temp_clone\n";

bool hasModel(const QString &folder)
{
    return QFileInfo::exists(folder + u"/config.json"_s)
           && QFileInfo::exists(folder + u"/model.safetensors"_s)
           && QFileInfo::exists(folder + u"/sub/more.json"_s);
}

} // namespace

class ScriptMovesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void leaves_data();
    void leaves();
    void notSure_data();
    void notSure();
};

void ScriptMovesTest::leaves_data()
{
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char *text) { QTest::newRow(text) << QByteArray(text); };
    row("mkdir -p out; mv temp_clone/* \"$LOCAL_DIR\"/; if [ \"$CLEANUP_GIT\" = \"true\" ]; then rm -rf "
        "temp_clone; fi");
    row("mkdir -p out; mv temp_clone/* \"$LOCAL_DIR\"/; rm -rf temp_clone");
    row("mkdir -p out; mv temp_clone/* temp_clone/.git \"$LOCAL_DIR\"/; rm -rf temp_clone");
    row("mkdir -p out; mv temp_clone/* out; mv temp_clone/.git out/.git; rm -rf temp_clone");
    row("mkdir -p out; mv temp_clone/* out; mv temp_clone/.gitattributes out; rm -rf temp_clone");
    row("mkdir -p out; mv temp_clone/* temp_clone/.[!.]* out; rm -rf temp_clone");
    row("mkdir -p out; mv temp_clone/* temp_clone/.??* out");
    row("mkdir -p out; mv temp_clone/{*,.[!.]*} out");
    row("mkdir -p out; mv temp_clone/{.[!.],}* out; rm -rf out/.git");
    row("mkdir -p out; shopt -s dotglob; mv temp_clone/* out; rmdir temp_clone");
    row("mkdir -p out; shopt -s dotglob nullglob; mv temp_clone/* out; rm -rf \"$LOCAL_DIR/.git\"");
    row("mkdir -p out; shopt -s dotglob; shopt -u dotglob; mv temp_clone/* out");
    row("mkdir -p out; (shopt -s dotglob; mv temp_clone/* out)");
    row("mkdir -p out; (shopt -s dotglob); mv temp_clone/* out");
    row("mkdir -p out; cp -r temp_clone/* out; rm -rf temp_clone");
    row("mkdir -p out; cp -r temp_clone/. out; rm -rf temp_clone");
    row("mkdir -p out; cp -a temp_clone/. out/; rm -rf temp_clone/.git");
    row("mkdir -p out; rm -rf temp_clone/.git; cp -a temp_clone/. out/");
    row("mkdir -p out; cp -R temp_clone/. out; rm -rf \"$LOCAL_DIR/.git\" temp_clone");
    row("mkdir -p out; cp -r temp_clone/* out; cp -r temp_clone/.git out; rm -rf temp_clone");
    row("cp -r temp_clone out");
    row("mkdir -p out; cp -r temp_clone out; rm -rf out/temp_clone/.git");
    row("cp -rT temp_clone out; rm -rf out/.git");
    row("mkdir -p out; cp -rT temp_clone out");
    row("mv temp_clone out");
    row("mv temp_clone \"$LOCAL_DIR\" && rm -rf \"$LOCAL_DIR\"/.git*");
    row("mkdir -p out; mv temp_clone out");
    row("mkdir -p out; rmdir out; mv temp_clone out; rm -rf out/.git");
    row("mkdir -p out; mv -t out temp_clone/*; rm -rf temp_clone");
    row("mkdir -p out; mv --target-directory=out temp_clone/* temp_clone/.git");
    row("mkdir -p out; cd temp_clone && mv * ../out/ && cd .. && rm -rf temp_clone");
    row("mkdir -p out; cd temp_clone && mv * .[!.]* ../out/ && cd ..");
    row("mkdir -p out; cd temp_clone && cp -r . ../out && cd ..");
    row("mkdir -p out; mv temp_clone/* out; cd out; rm -rf .git; cd ..");
    row("mkdir -p out; mv temp_clone/* temp_clone/.git out; cd out; rm -rf .git; cd ..");
    row("mkdir -p out; mv temp_clone/* temp_clone/.git out; (cd \"$LOCAL_DIR\" && rm -rf .git)");
    row("mkdir -p out; mv temp_clone/* temp_clone/.git* out; rm -rf out/{.git,.gitattributes}");
    row("mkdir -p out; mv temp_clone/* temp_clone/.git* out; env rm -rf \"$LOCAL_DIR/.git\"");
    row("mkdir -p out; mv temp_clone/* temp_clone/.git* out; find out -name .git -type d -prune -exec rm -rf "
        "{} +");
    row("mkdir -p out; for f in temp_clone/*; do mv \"$f\" \"$LOCAL_DIR\"/; done; rm -rf temp_clone");
    row("mkdir -p out; for f in temp_clone/* temp_clone/.[!.]*; do mv \"$f\" \"$LOCAL_DIR\"/; done");
    row("mkdir -p out; find temp_clone -mindepth 1 -maxdepth 1 -exec mv {} out/ \\;");
    row("mkdir -p out; find temp_clone -mindepth 1 -maxdepth 1 -exec mv -t out {} +; rm -rf out/.git");
    row("mkdir -p out; bash -c 'mv temp_clone/* out/'; rm -rf temp_clone");
    row("mkdir -p out; eval \"mv temp_clone/* $LOCAL_DIR/\"; eval 'rm -rf temp_clone'");
    row("mkdir -p out; mv temp_clone/* temp_clone/.* out 2>/dev/null || mv temp_clone/* out; rmdir "
        "temp_clone");
    row("mkdir -p out; mv temp_clone/* out; mv out/sub out/sub2; mv out/sub2 out/sub");
    row("mkdir -p out; mv temp_clone/* temp_clone/.git out; mv out/.git git-of-it");
    row("mkdir -p out; mv temp_clone/* temp_clone/.git out; test -d out/.git && rm -rf out/.git");
    if (!QStandardPaths::findExecutable(u"rsync"_s).isEmpty()) {
        row("rsync -a temp_clone/ out/; rm -rf temp_clone");
        row("rsync -a temp_clone out; rm -rf temp_clone");
        row("rsync -a --exclude=.git temp_clone/ out");
        row("rsync -a --exclude '.git*' temp_clone/ out");
        row("mkdir out; rsync -a temp_clone/* out");
        row("rsync -a temp_clone/ out/ && rm -rf out/.git");
    }
}

void ScriptMovesTest::leaves()
{
    QFETCH(QByteArray, text);
    const test::TempDir dir;
    const QString folder = dir.path(u"tree"_s);
    const QString script = folder + u"/download.sh"_s;
    test::writeFile(script, kClone + text + '\n');
    test::writeFile(dir.path(u"bin/git"_s), kGit);
    QVERIFY(QFile::setPermissions(dir.path(u"bin/git"_s),
                                  QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    const ScriptReading reading = scripts::readScript(QString::fromUtf8(kClone + text), script, kHub);
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"PATH"_s, dir.path(u"bin"_s) + u':' + environment.value(u"PATH"_s));
    test::runProcess(u"bash"_s, {script},
                     {.environment = environment, .workingDirectory = folder, .input = {}});
    QVERIFY2(reading.unsure.isEmpty(),
             base::errorCodeName(reading.unsure.value(0).cause.code).toUtf8().constData());
    QCOMPARE(reading.downloads.size(), 1);
    const QString &said = reading.downloads.first().folder;
    QVERIFY2(hasModel(said), qPrintable(said));
    QCOMPARE(reading.downloads.first().removesHistory, !QFileInfo::exists(said + u"/.git/index"_s));
}

void ScriptMovesTest::notSure_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("code");
    const auto row = [](const char *text, const char *code) {
        QTest::newRow(text) << QByteArray(text) << QString::fromLatin1(code);
    };
    row("mv temp_clone/*.safetensors .", "ScriptPicksFiles");
    row("cp temp_clone/* out", "ScriptPicksFiles");
    row("rsync -a --include='*.json' --exclude='*' temp_clone/ out", "ScriptPicksFiles");
    row("rsync -a --exclude='*.bin' temp_clone/ out", "ScriptPicksFiles");
    row("[ \"$KEEP\" = 1 ] && shopt -s dotglob; mv temp_clone/* out", "ScriptHistoryUnsure");
    row("mv temp_clone/* out; if [ \"$KEEP\" = 1 ]; then mv temp_clone/.git out; fi", "ScriptHistoryUnsure");
    row("for f in $(ls temp_clone); do mv \"temp_clone/$f\" out/; done", "ScriptHistoryUnsure");
    row("GLOBIGNORE=temp_clone/.git; mv temp_clone/* out", "ScriptHistoryUnsure");
    row("mv temp_clone/* \"$WHERE\"", "ScriptFolderUnsure");
}

void ScriptMovesTest::notSure()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, code);
    const ScriptReading reading =
        scripts::readScript(QString::fromUtf8(kClone + text), u"/tree/download.sh"_s, kHub);
    QCOMPARE(reading.downloads.size(), 0);
    QCOMPARE(reading.unsure.size(), 1);
    QCOMPARE(base::errorCodeName(reading.unsure.first().cause.code), code);
    QCOMPARE(reading.unsure.first().context.line, 6);
}

WEIGHTYARD_TEST(ScriptMovesTest)

} // namespace script_moves_test

#include "script_moves_test.moc"
