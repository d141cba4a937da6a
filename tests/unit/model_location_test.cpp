#include "said.h"
#include "test_registry.h"

#include "base/error_code.h"
#include "catalog/model_location.h"

#include <QTest>

namespace model_location_test {

using namespace weightyard;
using namespace Qt::Literals::StringLiterals;
using base::ErrorKind;
using catalog::parseModelLocation;

namespace {
const QUrl kHub(u"https://huggingface.co"_s);
} // namespace

class ModelLocationTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void hub_data();
    void hub();
    void otherHosts_data();
    void otherHosts();
    void pages_data();
    void pages();
    void doubtfulPages_data();
    void doubtfulPages();
    void refused_data();
    void refused();
    void tags_data();
    void tags();
    void mirrors_data();
    void mirrors();
    void credentials_data();
    void credentials();
    void resultsParseToThemselves();
    void endpoints_data();
    void endpoints();
};

void ModelLocationTest::hub_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("modelPath");
    QTest::addColumn<QString>("revision");
    const auto row = [](const char *text, const char *path, const char *revision) {
        QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(path)
                            << QString::fromUtf8(revision);
    };
    row("owner/name", "owner/name", "");
    row("Owner/Name-1.5_x", "Owner/Name-1.5_x", "");
    row("owner/name.git", "owner/name", "");
    row("owner/name/", "owner/name", "");
    row("hf://owner/name", "owner/name", "");
    row("hf://datasets/owner/name@v1.0", "datasets/owner/name", "v1.0");
    row("owner/name@refs/pr/7", "owner/name", "refs/pr/7");
    row("owner/name@main/", "owner/name", "main");
    row("owner/name@v1.0-rc_2", "owner/name", "v1.0-rc_2");
    row("datasets/squad", "datasets/squad", "");
    row("datasets/owner/name", "datasets/owner/name", "");
    row("models/owner/name", "owner/name", "");
    row("https://huggingface.co/datasets/owner/name/viewer/default/train?row=3", "datasets/owner/name", "");
    row("https://huggingface.co/datasets/owner/name/viewer", "datasets/owner/name", "");
    row("https://huggingface.co/datasets/squad/viewer/plain_text/train", "datasets/squad", "");
    row("https://huggingface.co/owner/name/tensorboard", "owner/name", "");
    row("https://huggingface.co/owner/name", "owner/name", "");
    row("https://huggingface.co/owner/name/", "owner/name", "");
    row("https://huggingface.co/owner/name.git", "owner/name", "");
    row("https://huggingface.co:443/owner/name", "owner/name", "");
    row("HTTPS://HuggingFace.co/owner/name", "owner/name", "");
    row("http://huggingface.co/owner/name", "owner/name", "");
    row("https://www.huggingface.co/owner/name", "owner/name", "");
    row("https://hf.co/owner/name", "owner/name", "");
    row("hf.co/owner/name", "owner/name", "");
    row("huggingface.co/owner/name/tree/main", "owner/name", "main");
    row("HuggingFace.co/owner/name", "owner/name", "");
    row("https://huggingface.co/gpt2", "gpt2", "");
    row("https://huggingface.co/gpt2/tree/main", "gpt2", "main");
    row("https://huggingface.co/owner/name?library=mlx", "owner/name", "");
    row("https://huggingface.co/owner/name/tree/main", "owner/name", "main");
    row("https://huggingface.co/owner/name/tree/v1.0", "owner/name", "v1.0");
    row("https://huggingface.co/owner/name/tree/feature%2Fx", "owner/name", "feature/x");
    row("https://huggingface.co/owner/name/tree/refs%2Fpr%2F3", "owner/name", "refs/pr/3");
    row("https://huggingface.co/owner/name/tree/refs/pr/3", "owner/name", "refs/pr/3");
    row("https://huggingface.co/owner/name/tree/refs/pr/3/onnx", "owner/name", "refs/pr/3");
    row("https://huggingface.co/owner/name/tree/refs%2Fconvert%2Fparquet", "owner/name",
        "refs/convert/parquet");
    row("https://huggingface.co/owner/name/tree", "owner/name", "");
    row("https://huggingface.co/owner/name/blob/main/config.json", "owner/name", "main");
    row("https://huggingface.co/owner/name/resolve/main/a.safetensors?download=true", "owner/name", "main");
    row("https://huggingface.co/owner/name/commits/main", "owner/name", "main");
    row("https://huggingface.co/owner/name/commit/0123456789abcdef0123456789abcdef01234567", "owner/name",
        "0123456789abcdef0123456789abcdef01234567");
    row("https://huggingface.co/owner/name/discussions/3", "owner/name", "");
    row("https://huggingface.co/models/owner/name", "owner/name", "");
    row("https://huggingface.co/datasets/owner/name", "datasets/owner/name", "");
    row("https://huggingface.co/datasets/squad", "datasets/squad", "");
    row("https://huggingface.co/datasets/owner/name/tree/main/data", "datasets/owner/name", "main");
    row("git@hf.co:owner/name", "owner/name", "");
    row("git@huggingface.co:owner/name.git", "owner/name", "");
    row("git@hf.co:datasets/owner/name", "datasets/owner/name", "");
    row("ssh://git@hf.co/owner/name", "owner/name", "");
    row("ssh://git@hf.co:22/owner/name.git", "owner/name", "");
    row("git+ssh://git@huggingface.co/owner/name", "owner/name", "");
}

void ModelLocationTest::hub()
{
    QFETCH(QString, text);
    QFETCH(QString, modelPath);
    const auto location = parseModelLocation(text, kHub);
    QVERIFY2(location, location ? "" : qPrintable(test::said(location.error())));
    QCOMPARE(location->modelPath, modelPath);
    QTEST(location->revision, "revision");
    QCOMPARE(location->url.toString(), u"https://huggingface.co/"_s + modelPath);
    QVERIFY(location->onHub);
    QVERIFY(!location->credential);
}

void ModelLocationTest::otherHosts_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("modelPath");
    QTest::addColumn<QString>("url");
    const auto row = [](const char *text, const char *path, const char *url) {
        QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(path) << QString::fromUtf8(url);
    };
    row("https://git.example/org/model.git", "git.example/org/model", "https://git.example/org/model.git");
    row("https://git.example/org/model", "git.example/org/model", "https://git.example/org/model");
    row("https://git.example/org/model.git/", "git.example/org/model", "https://git.example/org/model.git");
    row("https://git.example/a/b/c/d.git", "git.example/a/b/c/d", "https://git.example/a/b/c/d.git");
    row("https://Git.Example/Org/Model", "git.example/Org/Model", "https://git.example/Org/Model");
    row("https://git.example:8443/m", "git.example_8443/m", "https://git.example:8443/m");
    row("http://127.0.0.1:8080/m.git", "127.0.0.1_8080/m", "http://127.0.0.1:8080/m.git");
    row("http://[::1]:8080/m", "__1_8080/m", "http://[::1]:8080/m");
    row("https://hf.co:8443/owner/name", "hf.co_8443/owner/name", "https://hf.co:8443/owner/name");
    row("https://git.example./m", "git.example/m", "https://git.example./m");
    row("https://git.example/m?x=1#y", "git.example/m", "https://git.example/m");
    row("https://git.example//org///m", "git.example/org/m", "https://git.example//org///m");
    row("https://git.example/sp%20ace/m", "git.example/sp ace/m", "https://git.example/sp%20ace/m");
    row("https://git.example/sp ace/m", "git.example/sp ace/m", "https://git.example/sp%20ace/m");
    row("https://git.example/a%3Ab%20c", "git.example/a_b c", "https://git.example/a%3Ab%20c");
    row("https://git.example/C%3A/x", "git.example/C_/x", "https://git.example/C%3A/x");
    row("https://git.example/c:", "git.example/c_", "https://git.example/c:");
    row("https://git.example/a%5cb", "git.example/a_b", "https://git.example/a%5Cb");
    row("https://git.example/dot.", "git.example/dot_", "https://git.example/dot.");
    row("https://git.example/space%20", "git.example/space_", "https://git.example/space%20");
    row("https://git.example/a%3Fb%2A", "git.example/a_b_", "https://git.example/a%3Fb%2A");
    row("https://git.example/a/%252e%252e", "git.example/a/%2e%2e", "https://git.example/a/%252e%252e");
    row("https://notthehub.huggingface.co.example/o/n", "notthehub.huggingface.co.example/o/n",
        "https://notthehub.huggingface.co.example/o/n");
}

void ModelLocationTest::otherHosts()
{
    QFETCH(QString, text);
    const auto location = parseModelLocation(text, kHub);
    QVERIFY2(location, location ? "" : qPrintable(test::said(location.error())));
    QTEST(location->modelPath, "modelPath");
    QTEST(location->url.toString(QUrl::FullyEncoded), "url");
    QCOMPARE(location->revision, QString());
    QVERIFY(!location->onHub);
}

// As they are copied from a browser.
void ModelLocationTest::pages_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("revision");
    QTest::addColumn<QString>("file");
    const auto row = [](const char *text, const char *url, const char *revision, const char *file = "") {
        QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(url)
                            << QString::fromUtf8(revision) << QString::fromUtf8(file);
    };
    const char *const sha = "0123456789abcdef0123456789abcdef01234567";
    const char *const github = "https://github.com/o/n";
    row("https://github.com/o/n/", github, "");
    row("https://github.com/o/n/tree/main", github, "main");
    row("https://github.com/o/n/tree/main/", github, "main");
    row("https://github.com/o/n/tree/main/sub/folder?tab=readme#files", github, "main", "sub/folder");
    row("https://github.com/o/n/tree/feature%2Fx", github, "feature/x");
    row("https://github.com/o/n/blob/v1.0/d/a%20b.bin", github, "v1.0", "d/a b.bin");
    row("https://github.com/o/n/raw/main/a.bin?download=1", github, "main", "a.bin");
    row("https://github.com/o/n/blame/main/a.py", github, "main", "a.py");
    row("https://github.com/o/n/commits/main/", github, "main");
    row(qPrintable(u"https://github.com/o/n/commit/%1"_s.arg(QLatin1StringView(sha))), github, sha);
    row("https://github.com/o/n/releases/tag/v1.0", github, "v1.0");
    row("https://github.com/o/tree", "https://github.com/o/tree", "");
    const char *const gitlab = "https://gitlab.example/a/b/c";
    row("https://gitlab.example/a/b/c/-/tree/main", gitlab, "main");
    row("https://gitlab.example/a/b/c/-/tree/main/sub?ref_type=heads", gitlab, "main", "sub");
    row("https://gitlab.example/a/b/c/-/blob/main/d/a.bin?ref_type=heads#L3", gitlab, "main", "d/a.bin");
    row("https://gitlab.example/a/b/c/-/raw/v1/a.bin?inline=false", gitlab, "v1", "a.bin");
    row("https://gitlab.example/a/b/c/-/commits/main/?ref_type=HEADS", gitlab, "main");
    row("https://gitlab.example/tree/-/tree/main", "https://gitlab.example/tree", "main");
    const char *const gitea = "https://code.example:3000/o/n";
    row("https://code.example:3000/o/n/src/branch/main", gitea, "main");
    row("https://code.example:3000/o/n/src/branch/main/sub/", gitea, "main", "sub");
    row("https://code.example:3000/o/n/src/branch/main/d/a.bin", gitea, "main", "d/a.bin");
    row("https://code.example:3000/o/n/commits/branch/main/d/a.bin", gitea, "main");
    row("https://codeberg.org/o/n/src/tag/v1/a.bin", "https://codeberg.org/o/n", "v1", "a.bin");
    row("https://bitbucket.org/o/n/src/main/d/a.bin", "https://bitbucket.org/o/n", "main", "d/a.bin");
    row("https://code.example:3000/o/n/src/tag/v1.0", gitea, "v1.0");
    row("https://code.example:3000/o/n/raw/branch/main/a.bin", gitea, "main", "a.bin");
    row("https://code.example:3000/o/n/media/branch/main/d/a.bin", gitea, "main", "d/a.bin");
    row("https://code.example:3000/o/n/commits/branch/main", gitea, "main");
    row("https://code.example:3000/sub/o/n/src/branch/main", "https://code.example:3000/sub/o/n", "main");
    row("https://bitbucket.org/o/n/src/main/", "https://bitbucket.org/o/n", "main");
    const char *const mirror = "https://hub.example/o/n";
    row("https://hub.example/o/n/tree/main", mirror, "main");
    row("https://hub.example/o/n/tree/refs/pr/3", mirror, "refs/pr/3");
    row("https://hub.example/o/n/resolve/main/a.gguf?download=true", mirror, "main", "a.gguf");
    row("https://hub.example/o/n/blob/main/d/a.gguf", mirror, "main", "d/a.gguf");
    row("https://hub.example/datasets/o/n/tree/main/data", "https://hub.example/datasets/o/n", "main",
        "data");
    const char *const scope = "https://www.modelscope.cn/o/n.git";
    row("https://www.modelscope.cn/models/o/n", scope, "");
    row("https://www.modelscope.cn/models/o/n/", scope, "");
    row("https://www.modelscope.cn/models/o/n/files?x=1#y", scope, "");
    row("https://www.modelscope.cn/models/o/n/tree/master", scope, "master");
    row("https://www.modelscope.cn/models/o/n/resolve/v1/a.gguf", scope, "v1", "a.gguf");
    row("https://www.modelscope.cn/models/o/n/file/view/master/d/a.json?status=1", scope, "master",
        "d/a.json");
    // With its end it is a repository, wherever it lies.
    for (const char *text : {"https://git.example/o/n/issues.git", "https://git.example/o/n/tree/main.git",
                             "https://git.example/models/o/n", "https://git.example/a/settings"})
        row(text, text, "");
}

void ModelLocationTest::pages()
{
    QFETCH(QString, text);
    QFETCH(QString, file);
    const auto location = parseModelLocation(text, kHub);
    QVERIFY2(location, location ? "" : qPrintable(test::said(location.error())));
    QTEST(location->url.toString(QUrl::FullyEncoded), "url");
    QTEST(location->revision, "revision");
    QCOMPARE(location->pick.paths, file.isEmpty() ? QStringList() : QStringList{file});
    QVERIFY(!location->onHub);
}

// Not understood as anything: but the words name what is meant.
void ModelLocationTest::doubtfulPages_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("repository");
    const auto row = [](const char *text, const char *repository) {
        QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(repository);
    };
    for (const char *page :
         {"issues", "issues/3", "pulls", "pull/3/files", "settings", "settings/", "actions", "releases",
          "wiki/Home", "branches", "tags", "commits", "tree", "blob", "compare/a...b", "discussions/3",
          "src/main", "-", "graphs/contributors?x=1#y"}) {
        const QByteArray text = QByteArray("https://git.example/o/n/") + page;
        if (page != QByteArrayView("-"))
            row(text.constData(), "https://git.example/o/n");
    }
    row("https://github.com/o/n/anything", "https://github.com/o/n");
    row("https://gitlab.example/a/b/c/-/issues", "https://gitlab.example/a/b/c");
    row("https://gitlab.example/a/b/c/-/settings/repository", "https://gitlab.example/a/b/c");
    row("https://gitlab.example/a/b/c/-/merge_requests/3", "https://gitlab.example/a/b/c");
    row("https://www.modelscope.cn/models/o/n/summary", "https://www.modelscope.cn/o/n.git");
    row("https://www.modelscope.cn/models/o/n/feedback/issueDetail/1", "https://www.modelscope.cn/o/n.git");
    row("https://scope.example/models/o/n/files", "https://scope.example/o/n");
    row("https://hub.example/gpt2/tree/main", "https://hub.example/gpt2");
    row("https://git.example/cgit/n.git/tree/?h=main", "https://git.example/cgit/n.git");
    row("https://git.example/n.git/info/refs?service=git-upload-pack", "https://git.example/n.git");
    row("https://user:secret@git.example/o/n/issues", "https://git.example/o/n");
}

void ModelLocationTest::doubtfulPages()
{
    QFETCH(QString, text);
    QFETCH(QString, repository);
    const auto location = parseModelLocation(text, kHub);
    QVERIFY2(!location, location ? qPrintable(location->modelPath) : "");
    QCOMPARE(location.error().kind, ErrorKind::Usage);
    QCOMPARE(location.error().cause.code, base::ErrorCode::PageOfRepository);
    QCOMPARE(location.error().cause.values, QStringList{repository});
    QVERIFY2(test::said(location.error()).contains(repository), qPrintable(test::said(location.error())));
    QVERIFY(parseModelLocation(repository, kHub));
}

void ModelLocationTest::refused_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<ErrorKind>("kind");
    const auto rows = [](const QString &words, ErrorKind kind) {
        for (const QString &word : words.simplified().split(u' '))
            QTest::newRow(qPrintable(word)) << word << kind;
    };
    rows(uR"(model a/b/c ./here /etc/passwd ../x owner/ /name owner/.. .git/x https:// https://host https:///x
             https://host/ ftp://host/x file:///etc git://host/x javascript:alert(1) https://..//x https://.git/x
             https://.weightyard/records/x https://a..b/x https://h:99999/x spaces/x
             https://huggingface.co https://huggingface.co/ https://huggingface.co/spaces/owner/name
             https://huggingface.co/docs/hub https://huggingface.co/papers/2401.1 https://huggingface.co/models
             https://huggingface.co/collections/a/b https://huggingface.co/api/models/o/n
             https://huggingface.co/models/o https://huggingface.co/datasets https://huggingface.co/o/n/settings
             https://h/a%00b https://h/a%0ab https://h/a%7fb https://h/a%1bb https://h/%ff
             https://huggingface.co/o%3Aa/b https://huggingface.co/o/a%3A https://huggingface.co/o/a%5cb https://huggingface.co/o/n. spaces/o/s
             weightyard:// weightyard://hub weightyard://hub/ weightyard://hub/spaces/o/s weightyard://other/o/m
             weightyard:hub/o/m weightyard://hub/o/a%5cb weightyard://hub/o/m/settings weightyard://hub/o/a%0ab
             git@github.com:org/repo ssh://git@github.com/org/repo ssh://host:2222/x user@example.org:x https://h/)"_s
             + QString(256, u'a'),
         ErrorKind::Usage);
    for (const char *text : {"", "   ", "owner/na me", "owner/n\tame", "https://h/a\nb"})
        QTest::addRow("'%s'", text) << QString::fromUtf8(text) << ErrorKind::Usage;
    QTest::newRow("raw nul") << u"https://h/a"_s + QChar(0) << ErrorKind::Usage;
    rows(uR"(https://h/../x https://h/a/.. https://h/./x https://h/%2e%2e/x https://h/%2E%2E/x https://h/a/%2e
             https://h/a%2fb https://h/..%2fx https://h/.git https://h/.git/x
             https://h/.GIT/x https://h/%2egit/x https://h/.gitattributes https://h/.weightyard/x
             https://h/.WeightYard
             https://huggingface.co/../x https://huggingface.co/o/.. https://huggingface.co/%2e%2e/n
             https://huggingface.co/o/.git https://huggingface.co/.weightyard/n
             https://huggingface.co/datasets/../n git@hf.co:../x ssh://git@hf.co/../x
             https://h/o/n/tree/--upload-pack=x https://h/o/n/-/tree/a%0ab https://h/o/n/blob/main/a%0ab
             https://h/../n/tree/main https://h/o/.git/tree/main https://h/.weightyard/n/-/tree/main
             weightyard://hub/../x weightyard://hub/%2e%2e/n weightyard://hub/o/.git weightyard://hub/.weightyard/n
             https://huggingface.co/o/n/tree/a%0ab https://huggingface.co/o/n/tree/--upload-pack)"_s,
         ErrorKind::Unsafe);
}

void ModelLocationTest::refused()
{
    QFETCH(QString, text);
    const auto location = parseModelLocation(text, kHub);
    QVERIFY2(!location, location ? qPrintable(location->modelPath) : "");
    QTEST(location.error().kind, "kind");
    QVERIFY(!test::said(location.error()).isEmpty());
}

void ModelLocationTest::tags_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("variant");
    QTest::addColumn<QString>("file");
    const auto row = [](const char *text, const QString &variant, const QString &file) {
        QTest::newRow(text) << QString::fromLatin1(text) << variant << file;
    };
    row("hf.co/o/m:Q4_K_M", u"Q4_K_M"_s, {});
    row("https://hf.co/o/m:q4_k_m", u"q4_k_m"_s, {});
    row("huggingface.co/o/m:latest", u"latest"_s, {});
    row("o/m:UD-Q4_K_XL", u"UD-Q4_K_XL"_s, {});
    row("https://huggingface.co/o/m%3AQ4_K_M", u"Q4_K_M"_s, {});
    row("o/m", {}, {});
    row("https://huggingface.co/o/m/blob/main/Q4/m.gguf", {}, u"Q4/m.gguf"_s);
    row("hf.co/o/m/resolve/main/m%20x.gguf?download=true", {}, u"m x.gguf"_s);
    row("hf.co/o/m/resolve/refs%2Fpr%2F3/m.gguf", {}, u"m.gguf"_s);
    row("hf.co/o/m/raw/refs/pr/3/a/b.json", {}, u"a/b.json"_s);
    row("https://huggingface.co/o/m/tree/main", {}, {});
    row("https://huggingface.co/o/m/tree/main/Q4", {}, u"Q4"_s);
    row("https://huggingface.co/o/m/blame/main/Q4/m.gguf", {}, u"Q4/m.gguf"_s);
    row("https://huggingface.co/o/m/commits/main/Q4/m.gguf", {}, {});
    row("https://huggingface.co/o/m/commit/0123456/x", {}, {});
    row("weightyard://hub/o/m", {}, {});
    row(" WEIGHTYARD://HUB/o/m/ ", {}, {});
    row("weightyard://hub/o/m:Q4_K_M", u"Q4_K_M"_s, {});
    row("weightyard://hub/o/m%3Aq8_0?from=page#top", u"q8_0"_s, {});
    row("weightyard://hub/o/m/blob/main/Q4/m.gguf", {}, u"Q4/m.gguf"_s);
    row("weightyard://hub/o/m/resolve/main/m%20x.gguf?download=true", {}, u"m x.gguf"_s);
}

// One variant as Ollama and llama.cpp write it, one file as its page is called.
void ModelLocationTest::tags()
{
    QFETCH(QString, text);
    const auto location = parseModelLocation(text, kHub);
    QVERIFY(location);
    QCOMPARE(location->modelPath, u"o/m"_s);
    QCOMPARE(location->url.path(), u"/o/m"_s);
    QTEST(location->pick.variants.join(u' '), "variant");
    QTEST(location->pick.paths.join(u' '), "file");
}

void ModelLocationTest::mirrors_data()
{
    QTest::addColumn<QString>("hub");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("modelPath");
    const QString mirror = u"https://hf-mirror.example"_s;
    const QString deep = u"http://127.0.0.1:8080/hub/v1"_s;
    QTest::newRow("name") << mirror << u"o/n"_s << u"https://hf-mirror.example/o/n"_s << u"o/n"_s;
    QTest::newRow("hub page") << mirror << u"https://huggingface.co/o/n/tree/main"_s
                              << u"https://hf-mirror.example/o/n"_s << u"o/n"_s;
    QTest::newRow("short page") << mirror << u"hf.co/o/n"_s << u"https://hf-mirror.example/o/n"_s << u"o/n"_s;
    QTest::newRow("mirror's page") << mirror << u"https://hf-mirror.example/o/n/tree/main"_s
                                   << u"https://hf-mirror.example/o/n"_s << u"o/n"_s;
    QTest::newRow("ssh of the mirror")
        << mirror << u"git@hf-mirror.example:o/n"_s << u"https://hf-mirror.example/o/n"_s << u"o/n"_s;
    QTest::newRow("mirror's host, other port")
        << mirror << u"https://hf-mirror.example:1/o/n"_s << u"https://hf-mirror.example:1/o/n"_s
        << u"hf-mirror.example_1/o/n"_s;
    QTest::newRow("below a path: name") << deep << u"o/n"_s << deep + u"/o/n"_s << u"o/n"_s;
    QTest::newRow("below a path: dataset")
        << deep << u"hf.co/datasets/o/n"_s << deep + u"/datasets/o/n"_s << u"datasets/o/n"_s;
    QTest::newRow("below a path: its page")
        << deep << deep + u"/o/n/blob/main/x"_s << deep + u"/o/n"_s << u"o/n"_s;
    QTest::newRow("beside that path") << deep << u"http://127.0.0.1:8080/o/n"_s
                                      << u"http://127.0.0.1:8080/o/n"_s << u"127.0.0.1_8080/o/n"_s;
}

void ModelLocationTest::mirrors()
{
    QFETCH(QString, hub);
    QFETCH(QString, text);
    const auto location = parseModelLocation(text, QUrl(hub));
    QVERIFY2(location, location ? "" : qPrintable(test::said(location.error())));
    QTEST(location->url.toString(), "url");
    QTEST(location->modelPath, "modelPath");
}

void ModelLocationTest::credentials_data()
{
    QTest::addColumn<QString>("hub");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("user");
    QTest::addColumn<QString>("secret"); // empty: none
    const QString hub = kHub.toString();
    const QString mirror = u"https://mirror.example"_s;
    QTest::newRow("user and password")
        << hub << u"https://me:s3cret@git.example/m"_s << u"me"_s << u"s3cret"_s;
    QTest::newRow("decoded once") << hub << u"https://m%40e:s%2F3%25@git.example/m"_s << u"m@e"_s
                                  << u"s/3%"_s;
    QTest::newRow("token alone") << hub << u"https://hf_s3cretS3cret@huggingface.co/o/n"_s << QString()
                                 << u"hf_s3cretS3cret"_s;
    QTest::newRow("short host") << hub << u"https://me:s3cret@hf.co/o/n"_s << u"me"_s << u"s3cret"_s;
    QTest::newRow("mirror's own") << mirror << u"https://me:s3cret@mirror.example/o/n"_s << u"me"_s
                                  << u"s3cret"_s;
    QTest::newRow("the Hub's is not the mirror's")
        << mirror << u"https://me:s3cret@huggingface.co/o/n"_s << QString() << QString();
    QTest::newRow("nor the short host's")
        << mirror << u"https://me:s3cret@hf.co/o/n"_s << QString() << QString();
}

void ModelLocationTest::credentials()
{
    QFETCH(QString, hub);
    QFETCH(QString, text);
    QFETCH(QString, secret);
    const auto location = parseModelLocation(text, QUrl(hub));
    QVERIFY(location);
    QCOMPARE(location->credential.has_value(), !secret.isEmpty());
    QVERIFY2(!location->url.toString().contains(u'@'), qPrintable(location->url.toString()));
    QVERIFY(location->url.userInfo().isEmpty());
    if (location->credential) {
        QTEST(location->credential->user, "user");
        QCOMPARE(location->credential->secret, secret);
        QCOMPARE(location->credential->source, u"url"_s);
    }
    // Nor does a refusal repeat it.
    for (const QString &bad :
         {text + u"/%2e%2e"_s, text.mid(8), u"x"_s + text, QString(text).replace(u"/o/n"_s, u":x/o"_s)}) {
        const auto refusal = parseModelLocation(bad, QUrl(hub));
        if (!refusal)
            QVERIFY2(!describe(refusal.error()).contains("s3cret"_L1), qPrintable(describe(refusal.error())));
    }
}

// A record keeps the URL: giving it again names the same model.
void ModelLocationTest::resultsParseToThemselves()
{
    for (const QUrl &hub : {kHub, QUrl(u"http://localhost:1/deep"_s)}) {
        for (const char *text :
             {"o/n", "hf.co/gpt2", "hf.co/datasets/o/n", "http://h:1/a%20b/c.git", "http://[::1]/m"}) {
            const auto once = parseModelLocation(QString::fromLatin1(text), hub);
            QVERIFY(once);
            const auto twice = parseModelLocation(once->url.toString(), hub);
            QVERIFY2(twice, text);
            QCOMPARE(*twice, *once);
        }
    }
}

void ModelLocationTest::endpoints_data()
{
    QTest::addColumn<QString>("variable");
    QTest::addColumn<QString>("endpoint");
    const QString standard = u"https://huggingface.co"_s;
    QTest::newRow("unset") << QString() << standard;
    QTest::newRow("mirror") << u"https://hf-mirror.example"_s << u"https://hf-mirror.example"_s;
    QTest::newRow("slash") << u" https://hf-mirror.example/ "_s << u"https://hf-mirror.example"_s;
    QTest::newRow("path") << u"http://localhost:1/a/b/"_s << u"http://localhost:1/a/b"_s;
    QTest::newRow("user info, query") << u"https://me:pw@m.example/?x=1#y"_s << u"https://m.example"_s;
    for (const char *bad : {"mirror.example", "ftp://mirror.example", "https://", "file:///x", "https://a b"})
        QTest::newRow(bad) << QString::fromLatin1(bad) << standard;
}

void ModelLocationTest::endpoints()
{
    QFETCH(QString, variable);
    QTEST(catalog::hubEndpoint(variable).toString(), "endpoint");
}

WEIGHTYARD_TEST(ModelLocationTest)

} // namespace model_location_test

#include "model_location_test.moc"
