// Download scripts, read as data: what each form means, and what is not guessed.
#include "said.h"
#include "test_registry.h"

#include "base/error_code.h"
#include "scripts/script_reader.h"

#include <QTest>
#include <stdexcept>

namespace script_reader_test {

using namespace weightyard;
using namespace Qt::Literals::StringLiterals;
using scripts::ScriptDownload;
using scripts::ScriptForm;
using scripts::ScriptKind;
using scripts::ScriptReading;

namespace {

const QUrl kHub(u"https://huggingface.co"_s);
const QString kFolder = u"/tree/Resources/model"_s;

// One line a download and one a doubt.
QString inShort(const ScriptReading &reading)
{
    QStringList lines;
    for (const ScriptDownload &one : reading.downloads) {
        QString line = one.location.modelPath;
        if (!one.location.revision.isEmpty())
            line += u'@' + one.location.revision;
        const base::PickWish &pick = one.location.pick;
        for (const auto &[sign, texts] : {std::pair(u"="_s, pick.paths), std::pair(u"+"_s, pick.include),
                                          std::pair(u"-"_s, pick.exclude)}) {
            for (const QString &text : texts)
                line += u' ' + sign + text;
        }
        line += u" > "_s + one.folder;
        if (one.form == ScriptForm::HuggingFace)
            line += u" hf"_s;
        line += one.removesHistory ? u" bare"_s : u" git"_s;
        if (!one.name.isEmpty())
            line += u" ("_s + one.name + u')';
        lines.append(line);
    }
    for (const base::Error &error : reading.unsure)
        lines.append(u"line %1: %2 %3"_s
                         .arg(QString::number(error.context.line), base::errorCodeName(error.cause.code),
                              error.cause.values.join(u", "_s))
                         .trimmed());
    return lines.join(u'\n');
}

ScriptReading readText(const QByteArray &text)
{
    const auto decoded = scripts::scriptText(text, kFolder + u"/download.sh"_s);
    if (!decoded)
        throw std::runtime_error("no text");
    return scripts::readScript(*decoded, kFolder + u"/download.sh"_s, kHub);
}

const QByteArray kMovedHere = "\n"
                              "    mv temp_clone/* temp_clone/.* . 2>/dev/null || mv temp_clone/* .\n"
                              "    rmdir temp_clone\n";

const QByteArray kBefore =
    "\n"
    "echo \"Downloading $MODEL_NAME with git clone https://huggingface.co/not/this\"\n"
    "if ! command -v git-lfs &> /dev/null; then\n"
    "    echo \"Error: git-lfs is not installed\"\n"
    "    exit 1\n"
    "fi\n"
    "git lfs install\n"
    "if [ -d \"$LOCAL_DIR/.git\" ] && [ \"$(ls -A \"$LOCAL_DIR\" 2>/dev/null | wc -l)\" -gt 1 ]; then\n"
    "    echo \"Model appears to already exist in $LOCAL_DIR\"\n"
    "    exit 0\n"
    "fi\n"
    "if git clone --depth 1 \"$REPO_URL\" temp_clone; then\n"
    "    echo \"cloned\"\n";

const QByteArray kBehind = "\n"
                           "    if [ \"$CLEANUP_GIT\" = \"true\" ]; then\n"
                           "        if [ \"$LOCAL_DIR\" = \".\" ]; then\n"
                           "            rm -rf .git\n"
                           "        else\n"
                           "            rm -rf \"$LOCAL_DIR/.git\"\n"
                           "        fi\n"
                           "    fi\n"
                           "else\n"
                           "    rm -rf temp_clone 2>/dev/null\n"
                           "    exit 1\n"
                           "fi\n";

// The form of the first users' scripts.
QByteArray gitForm(const QByteArray &settings, const QByteArray &moves = kMovedHere)
{
    return "#!/bin/bash\n\n" + settings + kBefore + moves + kBehind;
}

QByteArray settings(const QByteArray &cleanup, const QByteArray &folder = ".")
{
    return "MODEL_NAME=\"Gemma-2B\"\nREPO_URL=\"https://huggingface.co/owner/model\"\nLOCAL_DIR=\"" + folder
           + "\"\nCLEANUP_GIT=\"" + cleanup + "\"\n";
}

} // namespace

class ScriptReaderTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void gitForms_data();
    void gitForms();
    void huggingFace_data();
    void huggingFace();
    void shell_data();
    void shell();
    void notSure_data();
    void notSure();
    void kinds_data();
    void kinds();
    void lineEnds();
    void notText();
    void deep();
    void noCredentialIsKept();
    void inOtherWords_data();
    void inOtherWords();
    void nothingToTell_data();
    void nothingToTell();
    void otherFiles();
};

void ScriptReaderTest::gitForms_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("read");
    const QString here = u"owner/model > /tree/Resources/model git (Gemma-2B)"_s;
    const auto row = [](const char *name, const QByteArray &text, const QString &read) {
        QTest::newRow(name) << text << read;
    };
    row("kept", gitForm(settings("false")), here);
    row("removed", gitForm(settings("true")), u"owner/model > /tree/Resources/model bare (Gemma-2B)"_s);
    row("another word for yes is not the one that is asked for", gitForm(settings("yes")), here);
    row("a folder of its own",
        gitForm(settings("false", "sub"), "\n    mkdir -p \"$LOCAL_DIR\"\n"
                                          "    mv temp_clone/* temp_clone/.* \"$LOCAL_DIR\"\n"),
        u"owner/model > /tree/Resources/model/sub git (Gemma-2B)"_s);
    row("moved as a whole",
        gitForm(settings("true", "sub"),
                "\n    if [ \"$LOCAL_DIR\" = \".\" ]; then mv temp_clone/* .; else mv "
                "temp_clone \"$LOCAL_DIR\"; fi\n"),
        u"owner/model > /tree/Resources/model/sub bare (Gemma-2B)"_s);
    row("a loop moves it",
        gitForm(settings("false"),
                "\n for f in temp_clone/* temp_clone/.[!.]*; do mv \"$f\" \"$LOCAL_DIR\"/; done\n"),
        here);
    row("file by file, without history",
        gitForm(
            settings("true"),
            "\nfind temp_clone -type f | while read -r f; do mv \"temp_clone/$f\" \"$LOCAL_DIR/$f\"; done\n"),
        u"owner/model > /tree/Resources/model bare (Gemma-2B)"_s);
    row("straight into the folder",
        "TARGET_DIR=weights\nREPO_URL=https://huggingface.co/owner/model\ngit clone -b v1.0 --depth=1 "
        "$REPO_URL "
        "$TARGET_DIR\ncd $TARGET_DIR\ngit lfs pull\n",
        u"owner/model@v1.0 > /tree/Resources/model/weights git"_s);
    row("git's own name for it", "git lfs install\ngit clone https://huggingface.co/owner/name.git\n",
        u"owner/name > /tree/Resources/model/name git"_s);
    row("another host with lfs", "git clone https://git.example.org/team/m m\ncd m && git lfs pull\n",
        u"git.example.org/team/m > /tree/Resources/model/m git"_s);
    row("another host without lfs", "git clone https://git.example.org/team/m m\nmake -C m\n", QString());
    row("a program beside a model",
        "git clone https://github.com/ggml-org/llama.cpp\ngit lfs install\ngit clone "
        "https://hf.co/owner/name\n",
        u"owner/name > /tree/Resources/model/name git"_s);
    row("commit, by checkout",
        "git clone https://huggingface.co/owner/model m\ncd m\ngit checkout -q 0123456789abcdef\n",
        u"owner/model@0123456789abcdef > /tree/Resources/model/m git"_s);
    row("commit, by fetch",
        "REV=abc1234\ngit clone https://huggingface.co/owner/model m\ngit -C m fetch --depth 1 origin "
        "\"$REV\"\n"
        "git -C m checkout --detach FETCH_HEAD\n",
        u"owner/model@abc1234 > /tree/Resources/model/m git"_s);
    row("files that are put back",
        "git clone https://huggingface.co/owner/model m\ngit -C m ls-files -z --deleted |\n"
        "    xargs -0 git -C m --literal-pathspecs checkout -q --\n",
        u"owner/model > /tree/Resources/model/m git"_s);
    row("everything is put back",
        "git clone -n https://huggingface.co/owner/model m\ngit -C m checkout HEAD -- .\n",
        u"owner/model > /tree/Resources/model/m git"_s);
    row("a checkout elsewhere is another's",
        "git clone https://huggingface.co/owner/model m\ngit checkout main\n",
        u"owner/model > /tree/Resources/model/m git"_s);
    row("history removed, whatever the disk says",
        "git clone https://huggingface.co/owner/model m\nif [ -d m/.git ]; then rm -rf m/.git; fi\n",
        u"owner/model > /tree/Resources/model/m bare"_s);
    row("history removed by && and a path of its own",
        "D=m\ngit clone https://huggingface.co/owner/model \"$D\" && rm -rf \"${D}/.git\"\n",
        u"owner/model > /tree/Resources/model/m bare"_s);
}

void ScriptReaderTest::gitForms()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, read);
    QCOMPARE(inShort(readText(text)), read);
}

void ScriptReaderTest::huggingFace_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("read");
    const auto row = [](const char *name, const QByteArray &text, const QString &read) {
        QTest::newRow(name) << text << read;
    };
    row("plain", "mkdir -p m\nhuggingface-cli download owner/model --local-dir m\n",
        u"owner/model > /tree/Resources/model/m hf bare"_s);
    row("hf", "hf download owner/model --local-dir .\n", u"owner/model > /tree/Resources/model hf bare"_s);
    row("options",
        "HF_HUB_ENABLE_HF_TRANSFER=1 huggingface-cli download --quiet --resume-download --max-workers 4 \\\n"
        "    --local-dir-use-symlinks False --token hf_secret --revision=refs/pr/1 \\\n"
        "    owner/model --local-dir=\"./m\" --include '*'\n",
        u"owner/model@refs/pr/1 > /tree/Resources/model/m hf bare"_s);
    row("dataset", "hf download owner/data --repo-type dataset --local-dir d\n",
        u"datasets/owner/data > /tree/Resources/model/d hf bare"_s);
    row("behind another command", "sudo -E env X=1 uv run hf download owner/model --local-dir m\n",
        u"owner/model > /tree/Resources/model/m hf bare"_s);
    row("loop",
        "for name in one \"two\" 'three'; do\n  huggingface-cli download \"owner/$name\" --local-dir "
        "\"models/${name}\"\ndone\n",
        u"owner/one > /tree/Resources/model/models/one hf bare\n"
        "owner/two > /tree/Resources/model/models/two hf bare\n"
        "owner/three > /tree/Resources/model/models/three hf bare"_s);
    row("list",
        "MODELS=(\n  owner/one # the first\n  \"owner/two\"\n)\nfor m in \"${MODELS[@]}\"; do\n"
        "  hf download \"$m\" --local-dir \"${m##*/}\"\ndone\n",
        u"owner/one > /tree/Resources/model/one hf bare\nowner/two > /tree/Resources/model/two hf bare"_s);
    row("function",
        "download() {\n  local repo=\"$1\" dir=${2:-other}\n  huggingface-cli download \"$repo\" --local-dir "
        "\"$dir\"\n}\n"
        "function main { download owner/one one; download owner/two; }\nmain \"$@\"\n",
        u"owner/one > /tree/Resources/model/one hf bare\nowner/two > /tree/Resources/model/other hf bare"_s);
    row("either tool, one model",
        "if command -v hf >/dev/null; then\n  hf download owner/model --local-dir m\nelse\n"
        "  git clone https://huggingface.co/owner/model m\nfi\n",
        u"owner/model > /tree/Resources/model/m hf bare"_s);
    row("said, not done",
        "echo huggingface-cli download owner/model --local-dir m\n# hf download owner/b --local-dir c\n"
        "cat <<EOF\nhf download owner/c --local-dir d\nEOF\n",
        QString());
    row("behind the end",
        "hf download owner/model --local-dir m\nexit 0\nhf download owner/b --local-dir b\n",
        u"owner/model > /tree/Resources/model/m hf bare"_s);
    row("a function that nobody calls", "f() { hf download owner/b --local-dir b; }\n", QString());
    row("no model of the Hub", "hf download https://exa mple --local-dir b\n",
        u"line 1: UrlWithoutRepository"_s);
    row("one file", "hf download owner/model 'a*.gguf' --local-dir m\n",
        u"owner/model =a*.gguf > /tree/Resources/model/m hf bare"_s);
    row("files", "F=b.json\nhf download owner/model a.gguf $F 'd/*' --local-dir m --exclude x\n",
        u"owner/model =a.gguf =b.json +d/* > /tree/Resources/model/m hf bare"_s);
    row("include", "hf download owner/model --include \"*.gguf\" d/ --local-dir m\n",
        u"owner/model +*.gguf +d/ > /tree/Resources/model/m hf bare"_s);
    row("exclude", "hf download owner/model --local-dir m --exclude '*.bin' '*.pth' --include '*'\n",
        u"owner/model -*.bin -*.pth > /tree/Resources/model/m hf bare"_s);
    row("one file after the other",
        "for f in a.gguf b.json; do hf download owner/model $f --local-dir m; done\n",
        u"owner/model =a.gguf =b.json > /tree/Resources/model/m hf bare"_s);
    row("checked out later",
        "git lfs install\ngit clone -n https://huggingface.co/owner/model m\ncd m\ngit checkout\n",
        u"owner/model > /tree/Resources/model/m git"_s);
    row("files of ours",
        "git lfs install\nFILES='a b\nit'\\''s'\ngit clone --no-checkout https://huggingface.co/owner/model "
        "m\n"
        "git -C m checkout --quiet\n",
        u"owner/model =a b =it's > /tree/Resources/model/m git"_s);
}

void ScriptReaderTest::huggingFace()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, read);
    QCOMPARE(inShort(readText(text)), read);
}

void ScriptReaderTest::shell_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("folder"); // a word
    QTest::addColumn<QString>("path");      // where it is; empty: not sure
    const auto row = [](const char *before, const char *folder, const char *path) {
        QTest::newRow(qPrintable(QString::fromUtf8(before) + u" | "_s + QString::fromUtf8(folder)))
            << QByteArray(before) << QByteArray(folder) << QString::fromUtf8(path);
    };
    const char *const here = "/tree/Resources/model";
    row("", ".", here);
    row("", "'a b'", "/tree/Resources/model/a b");
    row("", "\"a\\\"b\"", "/tree/Resources/model/a\"b");
    row("", "a\\ b", "/tree/Resources/model/a b");
    row("", "'a'\"b\"c", "/tree/Resources/model/abc");
    row("D=x", "$D/y", "/tree/Resources/model/x/y");
    row("D=x", "'$D'", "/tree/Resources/model/$D");
    row("D=x", "\"${D}y\"", "/tree/Resources/model/xy");
    row("D=x; E=\"$D/z\"; export E", "$E", "/tree/Resources/model/x/z");
    row("D=x; D+=y", "$D", "/tree/Resources/model/xy");
    row("readonly D=x", "$D", "/tree/Resources/model/x");
    row("D=\"${DIR:-m}\"", "$D", "/tree/Resources/model/m");
    row("DIR=z; D=\"${DIR:-m}\"", "$D", "/tree/Resources/model/z");
    row("DIR=; D=\"${DIR:-m}\"", "$D", "/tree/Resources/model/m");
    row("D=${1:-m}", "$D", "/tree/Resources/model/m");
    row("D=\"${HOME:-/root}\"", "$D", "");
    row("D=${DIR:-$(date)}", "$D", "");
    row("N=owner/name", "${N##*/}", "/tree/Resources/model/name");
    row("N=owner/name", "${N%/*}", "/tree/Resources/model/owner");
    row("N=name.git", "${N%.git}", "/tree/Resources/model/name");
    row("N=a/b; N=${N/a/c}", "$N", "");
    row("N=$((1+1))", "m$N", "");
    row("", "~/models", "");
    row("", "$HOME/models", "");
    row("", "$UNKNOWN", "");
    row("", "m{1..3}", "");
    row("", "m*", "");
    row("read -r D", "$D", "");
    row("D=x; eval \"D=y\"", "$D", "/tree/Resources/model/y");
    row("D=x; eval \"$(more)\"", "$D", "");
    row("D=x; bash -c 'D=y'", "$D", "/tree/Resources/model/x");
    row("D=x; S=$(D=model; cd z)", "$D", "/tree/Resources/model/x");
    row("D=x; source ./more.sh", "$D", "");
    row("D=x; unset D", "$D", "");
    row("cd \"$(dirname \"$0\")\"", ".", here);
    row("cd \"$(dirname \"$0\")\" || exit 1", ".", here);
    row("cd `dirname $0`", "x", "/tree/Resources/model/x");
    row("cd -- \"$(dirname -- \"${BASH_SOURCE[0]}\")\" && echo ok", "x", "/tree/Resources/model/x");
    row("cd \"${0%/*}\"", "x", "/tree/Resources/model/x");
    row("SCRIPT_DIR=\"$( cd \"$( dirname \"${BASH_SOURCE[0]}\" )\" >/dev/null 2>&1 && pwd )\"",
        "$SCRIPT_DIR/x", "/tree/Resources/model/x");
    row("S=$(readlink -f \"$0\"); D=$(dirname \"$S\")", "$D/x", "/tree/Resources/model/x");
    row("D=$(realpath \"$(dirname \"$0\")/..\")", "$D/x", "/tree/Resources/x");
    row("D=$(pwd)/x", "$D", "/tree/Resources/model/x");
    row("cd ..", "x", "/tree/Resources/x");
    row("cd sub\ncd -", "x", "/tree/Resources/model/x");
    row("pushd sub >/dev/null\npopd", "x", "/tree/Resources/model/x");
    row("(cd sub)", "x", "/tree/Resources/model/x");
    row("cd \"$WHERE\"", "x", "");
    row("if [ -d big ]; then cd big; fi", "x", "");
    row("if [ -d big ]; then D=big; else D=big; fi", "$D", "/tree/Resources/model/big");
    row("D=a; if [ -d big ]; then D=big; fi", "$D", "");
    row("D=a; if [ \"$D\" = a ]; then D=b; else D=c; fi", "$D", "/tree/Resources/model/b");
    row("D=a; if [[ $D == b || $D == a ]]; then D=b; fi", "$D", "/tree/Resources/model/b");
    row("D=a; [ -z \"$D\" ] && D=b", "$D", "/tree/Resources/model/a");
    row("D=; [ -n \"$D\" ] || D=b", "$D", "/tree/Resources/model/b");
    row("D=a; case $D in b) D=1;; a|c) D=2;; *) D=3;; esac", "$D", "");
    row("D=a; if ! command -v git; then D=b; exit 1; fi", "$D", "/tree/Resources/model/a");
    row("D=a; while read -r x; do D=b; done < list", "$D", "");
    row("D=a \\\n  E=b", "$D$E", "/tree/Resources/model/ab");
    row("D=a # comment", "$D", "/tree/Resources/model/a");
    row("D=a#b", "$D", "/tree/Resources/model/a#b");
    row("set -euo pipefail; D=a; set -- x y", "$2", "/tree/Resources/model/y");
    row("cat <<'X'\nD=b\nX\nD=c", "$D", "/tree/Resources/model/c");
    row("cat <<-X\n\tD=b\n\tX\nD=c", "$D", "/tree/Resources/model/c");
    row("f() { D=in; }; f", "$D", "/tree/Resources/model/in");
    row("f() { D=$1; return; D=no; }; f arg", "$D", "/tree/Resources/model/arg");
    row("", "/etc", "/etc");
    row("", "../../..", "/");
    row("", "\"a\nb\"", "/tree/Resources/model/a\nb");
}

void ScriptReaderTest::shell()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, folder);
    QFETCH(QString, path);
    const ScriptReading reading = readText(before + "\nhf download owner/model --local-dir " + folder + "\n");
    if (path.isEmpty()) {
        QCOMPARE(reading.downloads.size(), 0);
        QCOMPARE(reading.unsure.size(), 1);
        QCOMPARE(reading.unsure.first().cause.code, base::ErrorCode::ScriptFolderUnsure);
        QCOMPARE(reading.unsure.first().context.line, before.count('\n') + 2);
        QVERIFY(!reading.unsure.first().cause.values.first().isEmpty());
        return;
    }
    QCOMPARE(inShort(reading), u"owner/model > %1 hf bare"_s.arg(path));
}

void ScriptReaderTest::notSure_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("read");
    const auto row = [](const char *name, const QByteArray &text, const QString &read) {
        QTest::newRow(name) << text << read;
    };
    row("repository", "hf download \"$1\" --local-dir m\n", u"line 1: ScriptRepositoryUnsure $1"_s);
    row("token in the address", "git lfs install\ngit clone https://user:$HF_TOKEN@huggingface.co/owner/m\n",
        u"line 2: ScriptRepositoryUnsure $HF_TOKEN"_s);
    row("revision", "hf download owner/model --revision \"$REV\" --local-dir m\n",
        u"line 1: ScriptRevisionUnsure $REV"_s);
    row("files", "hf download owner/model \"$FILE\" --local-dir m\n", u"line 1: ScriptPicksFiles $FILE"_s);
    row("include", "hf download owner/model --include \"*.$KIND\" --local-dir m\n",
        u"line 1: ScriptPicksFiles $KIND"_s);
    row("files of another commit",
        "git clone https://huggingface.co/owner/model m\ngit -C m checkout v1 -- config.json\n",
        u"line 1: ScriptRevisionUnsure v1"_s);
    row("no checkout but of a file",
        "git lfs install\ngit clone -n https://huggingface.co/owner/model m\ngit -C m checkout -- a.bin\n",
        u"line 2: ScriptNoWorkTree -n"_s);
    row("no checkout", "git lfs install\ngit clone -n https://huggingface.co/owner/model\n",
        u"line 2: ScriptNoWorkTree -n"_s);
    row("sparse",
        "git lfs install\ngit clone https://huggingface.co/owner/model m\ngit -C m sparse-checkout set "
        "4-bit\n",
        u"line 2: ScriptPicksFiles 4-bit"_s);
    row("files of ours",
        "git lfs install\nFILES=$(cat list)\ngit clone -n https://huggingface.co/owner/model m\ngit -C m "
        "checkout\n",
        u"line 3: ScriptPicksFiles $(cat list)"_s);
    row("lfs include",
        "git clone https://huggingface.co/owner/model m\ngit -C m lfs pull --include=\"*.gguf\"\n",
        u"line 1: ScriptPicksFiles *.gguf"_s);
    row("no folder", "hf download owner/model\n", u"line 1: ScriptIntoCache"_s);
    row("option", "hf download owner/model --local-dir m --new-option x\n",
        u"line 1: ScriptOptionUnknown huggingface-cli, --new-option"_s);
    row("space", "hf download owner/app --repo-type space --local-dir m\n",
        u"line 1: ScriptNotModel space"_s);
    row("bare", "git lfs install\n\ngit clone --bare https://huggingface.co/owner/model\n",
        u"line 3: ScriptNoWorkTree --bare"_s);
    row("pointers only", "GIT_LFS_SKIP_SMUDGE=1 git clone https://huggingface.co/owner/model\n",
        u"line 1: ScriptNoWorkTree GIT_LFS_SKIP_SMUDGE"_s);
    row("history",
        "git clone https://huggingface.co/owner/model m\nread -r answer\n"
        "if [ \"$answer\" = y ]; then rm -rf m/.git; fi\n",
        u"line 1: ScriptHistoryUnsure"_s);
    row("several folders",
        "git clone https://huggingface.co/owner/model t\nif [ -d /big ]; then mv t/* big; else mv t/* small; "
        "fi\n",
        u"line 1: ScriptSeveralFolders /tree/Resources/model/big, /tree/Resources/model/small"_s);
    row("one file of it", "git clone https://huggingface.co/owner/model t\nmv t/model.gguf .\nrm -rf t\n",
        u"line 1: ScriptPicksFiles model.gguf"_s);
    row("one file by curl", "curl -L -o m https://huggingface.co/owner/model/resolve/main/m.safetensors\n",
        u"line 1: ScriptPicksFiles m.safetensors"_s);
    row("python", "python3 -c \"from huggingface_hub import snapshot_download; snapshot_download('o/m')\"\n",
        u"line 1: ScriptOtherTool python3"_s);
    row("ssh", "git lfs install\ngit clone git@git.example.org:team/model.git\n", u"line 2: SshAddress"_s);
    row("quote", "echo one\nhf download owner/model --local-dir \"m\n", u"line 2: ScriptSyntax"_s);
    row("block", "if true; then\nhf download owner/model --local-dir m\n", u"line 1: ScriptSyntax"_s);
    row("bracket", "hf download owner/model\nX=$(echo a\n", u"line 2: ScriptSyntax"_s);
    row("too involved",
        "A=(1 2 3 4 5 6 7 8 9 0)\nfor a in ${A[@]}; do for b in ${A[@]}; do for c in ${A[@]}; do for d in "
        "${A[@]}; do for e in ${A[@]}; do hf download o/m --local-dir m; done; done; done; done; done\n",
        u"line 1: ScriptTooInvolved"_s);
}

void ScriptReaderTest::notSure()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, read);
    const ScriptReading reading = readText(text);
    QCOMPARE(inShort(reading), read);
    QCOMPARE(reading.kind, ScriptKind::Models);
    for (const base::Error &error : reading.unsure) {
        QCOMPARE(error.context.path, kFolder + u"/download.sh"_s);
        QVERIFY(!test::said(error).isEmpty());
    }
}

void ScriptReaderTest::kinds_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("kind");
    const auto row = [](const char *name, const QByteArray &text, ScriptKind kind) {
        QTest::newRow(name) << text << static_cast<int>(kind);
    };
    row("template",
        gitForm("MODEL_NAME=\"TEMPLATE_MODEL_NAME\"\nREPO_URL=\"https://huggingface.co/mlx-community/"
                "TEMPLATE_REPO_NAME\"\nLOCAL_DIR=\".\"\nCLEANUP_GIT=\"false\"\n"),
        ScriptKind::Template);
    row("template of hf", "hf download OWNER/NAME --local-dir .\n", ScriptKind::Template);
    row("template with brackets", "hf download \"<owner>/<name>\" --local-dir .\n", ScriptKind::Template);
    row("calls all",
        "download_scripts=$(find Tests -name \"download.sh\" -type f | sort)\nfor script in "
        "$download_scripts; do\n  dir=$(dirname \"$script\")\n  cd \"$dir\" && bash download.sh\n  cd - > "
        "/dev/null\ndone\n",
        ScriptKind::CallsAll);
    row("calls all by a pattern", "for s in Tests/*/download.sh; do bash \"$s\"; done\n",
        ScriptKind::CallsAll);
    row("calls some", "for dir in a b; do (cd \"$dir\" && bash download.sh); done\n", ScriptKind::CallsSome);
    row("calls one", "./a/download.sh\n", ScriptKind::CallsSome);
    row("another script", "make\n./build.sh\n", ScriptKind::Other);
    row("nothing", "", ScriptKind::Other);
    row("only comments", "# hf download a/b --local-dir c\n", ScriptKind::Other);
}

void ScriptReaderTest::kinds()
{
    QFETCH(QByteArray, text);
    QFETCH(int, kind);
    const ScriptReading reading = readText(text);
    QCOMPARE(static_cast<int>(reading.kind), kind);
    QCOMPARE(inShort(reading), QString());
}

void ScriptReaderTest::lineEnds()
{
    QByteArray text = gitForm(settings("true"));
    const QString read = inShort(readText(text));
    QVERIFY(!read.isEmpty());
    QCOMPARE(inShort(readText(QByteArray(text).replace("\n", "\r\n"))), read);
    QCOMPARE(inShort(readText("\xef\xbb\xbf" + text)), read);
    while (text.endsWith('\n'))
        text.chop(1);
    QCOMPARE(inShort(readText(text)), read);
}

void ScriptReaderTest::notText()
{
    for (const QByteArray &bytes :
         {QByteArray("hf download \xff\xfe"), QByteArray("a\0b", 3), QByteArray("\xc3")}) {
        const auto text = scripts::scriptText(bytes, u"/a.sh"_s);
        QVERIFY(!text);
        QCOMPARE(text.error().cause.code, base::ErrorCode::ScriptNotText);
        QCOMPARE(text.error().context.path, u"/a.sh"_s);
    }
}

// Nothing of this may cost more than a moment, or the stack.
void ScriptReaderTest::deep()
{
    for (const QByteArray &piece :
         {QByteArray("$("), QByteArray("${a:-"), QByteArray("("), QByteArray("{ "), QByteArray("if "),
          QByteArray("f() "), QByteArray("\"$("), QByteArray("`"), QByteArray("a=("), QByteArray("! "),
          QByteArray("[ a -a "), QByteArray("case x in ")}) {
        const ScriptReading reading = readText("hf download o/m --local-dir m\n" + piece.repeated(20'000));
        QVERIFY2(reading.downloads.size() + reading.unsure.size() > 0, piece.constData());
    }
    QByteArray grows = "A=(a b)\nB=x\n";
    for (int i = 0; i < 500; ++i)
        grows += "A+=(\"${A[@]}\")\nB=\"$B$B\"\n";
    QCOMPARE(inShort(readText(grows + "hf download o/m --local-dir \"$B\"\n")).left(27),
             u"line 1003: ScriptFolderUnsure"_s.left(27));
}

void ScriptReaderTest::noCredentialIsKept()
{
    const ScriptReading reading =
        readText("git lfs install\ngit clone https://me:hf_secret@huggingface.co/owner/model m\n");
    QCOMPARE(reading.downloads.size(), 1);
    const catalog::ModelLocation &location = reading.downloads.first().location;
    QVERIFY(!location.credential && !location.url.toString().contains("secret"_L1));
}

// The same download, run by something else: read where it is sure, else named with its line.
void ScriptReaderTest::inOtherWords_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("read");
    const QString known = u"o/m > /tree/Resources/model/e hf bare"_s;
    const auto same = [&](const char *text) { QTest::newRow(text) << QByteArray(text) << known; };
    const auto row = [](const char *text, const QString &read) {
        QTest::newRow(text) << QByteArray(text) << read;
    };
    const auto unread = [&](const char *text, const char *what) {
        row(text, u"line 1: ScriptRunsUnread "_s + QString::fromLatin1(what));
    };
    same("eval \"hf download o/m --local-dir e\"");
    same("eval hf download o/m --local-dir e");
    same("C='hf download o/m --local-dir e'; eval \"$C\"");
    same("C='hf download o/m --local-dir e'; $C");
    same("bash -c \"hf download o/m --local-dir e\"");
    same("M=o/m; sh -c \"hf download $M --local-dir e\"");
    same("export M=o/m; sh -c 'hf download $M --local-dir e'");
    same("M=o/m bash -lc 'hf download \"$M\" --local-dir e'");
    same("bash -euo pipefail -c 'hf download $1 --local-dir $2' name o/m e");
    same("env HF_HUB_OFFLINE=0 hf download o/m --local-dir e");
    same("timeout 60 hf download o/m --local-dir e");
    same("timeout -k 5 60 bash -c 'hf download o/m --local-dir e'");
    same("nohup nice -n 10 hf download o/m --local-dir e &");
    same("command hf download o/m --local-dir e");
    same("exec hf download o/m --local-dir e");
    same("sudo -E sh -c 'hf download o/m --local-dir e'");
    same("time hf download o/m --local-dir e");
    same("setsid hf download o/m --local-dir e");
    same("bash <<'END'\nhf download o/m --local-dir e\nEND");
    same("M=o/m; bash -s <<END\nhf download $M --local-dir e\nEND");
    same("sh <<< 'hf download o/m --local-dir e'");
    same("P=$(hf download o/m --local-dir e)");
    same("P=`hf download o/m --local-dir e`");
    same("export P=\"$(hf download o/m --local-dir e)\"");
    same("echo \"at $(hf download o/m --local-dir e)\"");
    same("(cd . && (eval 'hf download o/m --local-dir e'))");
    same("f() { eval \"hf download $1 --local-dir $2\"; }; f o/m e");
    same("f() { hf download $1 --local-dir $2; }; bash -c 'f o/m e'");
    same("bash -c \"bash -c 'hf download o/m --local-dir e'\"");

    row("xargs -I{} hf download {} --local-dir e < list", u"line 1: ScriptRepositoryUnsure {}"_s);
    row("cat list | xargs -n 1 hf download --local-dir e", u"line 1: ScriptRepositoryUnsure xargs"_s);
    row("xargs -P4 -I % sh -c 'hf download % --local-dir e' < list", u"line 1: ScriptRunsUnread sh"_s);
    row("xargs -n1 sh -c 'hf download \"$1\" --local-dir e' _ < list",
        u"line 1: ScriptRepositoryUnsure xargs"_s);
    row("parallel hf download {} --local-dir e ::: a/b c/d", u"line 1: ScriptRepositoryUnsure {}"_s);
    row("find . -name '*.id' -exec hf download {} --local-dir e \\;", u"line 1: ScriptRepositoryUnsure {}"_s);
    row("env -C sub hf download o/m --local-dir e", u"line 1: ScriptFolderUnsure env"_s);
    row("env HF_ENDPOINT=\"$MIRROR\" hf download o/m --local-dir e",
        u"line 1: ScriptRepositoryUnsure $MIRROR"_s);
    row("M=o/m; bash -c 'hf download $M --local-dir e'", u"line 1: ScriptRepositoryUnsure $M"_s);
    row("curl -L \"https://huggingface.co/$M/resolve/main/m.gguf\" -o m", u"line 1: ScriptPicksFiles $M"_s);
    unread("eval \"hf download $M --local-dir e\"", "eval");
    unread("read -r C; eval \"$C\"; hf --version", "eval");
    unread("bash -c \"hf download $M --local-dir e\"", "bash");
    unread("\"$HF\" download o/m --local-dir e", "$HF");
    unread("C=\"hf download $M\"; $C", "$M");
    unread("ssh host \"hf download o/m --local-dir e\"", "ssh");
    unread("ssh host hf download o/m", "ssh");
    unread("docker run image huggingface-cli download o/m", "docker");
    unread("alias dl='hf download o/m --local-dir e'", "alias");
    unread("trap 'hf download o/m --local-dir e' EXIT", "trap");
    unread("su me -c 'hf download o/m --local-dir e'", "su");
    unread("parallel 'hf download {} --local-dir e' ::: a/b", "hf download {} --local-dir e");
    unread("echo 'hf download o/m --local-dir e' | bash", "bash");
    unread("cat <<END | sh -s\nhf download o/m --local-dir e\nEND", "sh");
    unread("python3 - <<END\nfrom huggingface_hub import snapshot_download\nEND", "python3");
    unread("bash <<END\nhf download $M --local-dir e\nEND", "bash");
    unread("fetch-model o/m e", "fetch-model");
    unread(". ~/common.sh; get_it o/m e", "get_it");
    unread("source ./none.sh; download_model", "download_model");
    unread("../common/fetch.sh o/m e", "fetch.sh");
    unread("bash ../fetch.sh o/m e", "fetch.sh");
}

void ScriptReaderTest::inOtherWords()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, read);
    const ScriptReading reading = readText(text + '\n');
    QCOMPARE(inShort(reading), read);
    QCOMPARE(reading.kind, ScriptKind::Models);
    for (const base::Error &error : reading.unsure)
        QVERIFY(!test::said(error).isEmpty());
}

void ScriptReaderTest::nothingToTell_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char *text :
         {"echo 'Use: hf download o/m --local-dir e'", "cat <<END\nhf download o/m\nEND",
          "printf '%s\\n' \"hf download o/m\"", "# hf download o/m", "eval \"$(ssh-agent -s)\"",
          "sh -c \"$(curl -fsSL https://example.org/install.sh)\"",
          "curl -s https://example.org/i | sudo bash", "source ~/.bashrc; mkdir -p a/b; ls a/b",
          "grep -q 'hf download' x", "f() { hf download o/m; }", "if false; then eval 'hf download o/m'; fi",
          "docker pull o/image", "python3 train.py o/m"})
        QTest::newRow(text) << QByteArray(text);
}

void ScriptReaderTest::nothingToTell()
{
    QFETCH(QByteArray, text);
    QCOMPARE(inShort(readText(text + '\n')), QString());
}

void ScriptReaderTest::otherFiles()
{
    int asked = 0;
    const auto read = [&](const QByteArray &text) {
        const auto source = [&](const QString &path) -> std::optional<QString> {
            ++asked;
            if (path == kFolder + u"/common.sh"_s)
                return u"fetch() {\n\n\n  hf download \"$1\" --local-dir \"$2\"\n}\nHUB=o/from-there\n"_s;
            if (path == kFolder + u"/get.sh"_s)
                return u"\n\nhf download \"$1\" --local-dir \"${2:-x}\"\n"_s;
            if (path == kFolder + u"/self.sh"_s)
                return u". ./self.sh\n. ./self.sh\n"_s;
            return {};
        };
        return scripts::readScript(QString::fromUtf8(text), kFolder + u"/download.sh"_s, kHub, source);
    };
    QCOMPARE(inShort(read(". ./common.sh\nfetch o/m out\n")), u"o/m > /tree/Resources/model/out hf bare"_s);
    QCOMPARE(read(". ./common.sh\nfetch o/m out\n").downloads.first().line, 2); // in this script
    QCOMPARE(inShort(read("source \"$(dirname \"$0\")/common.sh\"\nfetch $HUB out\n")),
             u"o/from-there > /tree/Resources/model/out hf bare"_s);
    QCOMPARE(inShort(read("\n. ./common.sh\nfetch \"$MODEL\" out\n")),
             u"line 3: ScriptRepositoryUnsure $MODEL"_s);
    QCOMPARE(inShort(read("./get.sh o/m out\nbash get.sh o/n\n")),
             u"o/m > /tree/Resources/model/out hf bare\no/n > /tree/Resources/model/x hf bare"_s);
    QCOMPARE(inShort(read("bash get.sh\n")), QString()); // which is read by itself
    asked = 0;
    read(". ./self.sh\nhf download o/m --local-dir e\n");
    QVERIFY(asked < 3000);
}

WEIGHTYARD_TEST(ScriptReaderTest)

} // namespace script_reader_test

#include "script_reader_test.moc"
