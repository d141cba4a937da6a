#include "script_scene.h"

#include "tree_snapshot.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QHash>
#include <stdexcept>

namespace weightyard::test {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

const char *const kOldScript = R"sh(#!/bin/bash

# Download @NAME@ model from Hugging Face using Git

MODEL_NAME="@NAME@"
REPO_URL="@URL@"
LOCAL_DIR="@FOLDER@"
CLEANUP_GIT="@CLEANUP@"

echo "Downloading $MODEL_NAME model using Git..."
if ! command -v git &> /dev/null; then
    echo "Error: git is not installed"
    exit 1
fi
git lfs install
if [ -d "$LOCAL_DIR/.git" ] && [ "$(ls -A "$LOCAL_DIR" 2>/dev/null | wc -l)" -gt 1 ]; then
    echo "Model appears to already exist in $LOCAL_DIR"
    exit 0
fi
if git clone --depth 1 "$REPO_URL" temp_clone; then
    mkdir -p "$LOCAL_DIR"
    mv temp_clone/* temp_clone/.* "$LOCAL_DIR" 2>/dev/null || mv temp_clone/* "$LOCAL_DIR"
    rmdir temp_clone 2>/dev/null
    if [ "$CLEANUP_GIT" = "true" ]; then
        rm -rf "$LOCAL_DIR/.git"
    fi
else
    rm -rf temp_clone 2>/dev/null
    exit 1
fi
echo "Download complete!"
)sh";

void makeExecutable(const QString &path)
{
    QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner | QFile::ReadGroup
                                    | QFile::ExeGroup | QFile::ReadOther | QFile::ExeOther);
}

} // namespace

ScriptScene::ScriptScene() : cli(QStringLiteral(WEIGHTYARD_CLI), hub.baseUrl())
{
    QDir().mkpath(root());
    lfsEnvironment(m_home.path());
}

QByteArray ScriptScene::weight(const QString &name, int number) const
{
    return generatedBytes(qHash(name) + static_cast<size_t>(number), 300'000 + number);
}

QByteArray ScriptScene::oid(const QString &name, int number) const
{
    return sha256Hex(weight(name, number));
}

void ScriptScene::addModel(const QString &name)
{
    auto repo = std::make_shared<RepoBuilder>();
    repo->lfsTrack(u"*.safetensors"_s).file(u"README.md"_s, "# " + name.toUtf8() + '\n');
    repo->file(u"config.json"_s, "{}\n").file(u"tokenizer/vocab.txt"_s, "a\nb\n");
    for (int i = 1; i <= 2; ++i)
        repo->lfsFile(u"model-0000%1-of-00002.safetensors"_s.arg(i), weight(name, i));
    repo->commit("first");
    hub.addRepository(id(name), *repo);
    m_repos.insert(name, repo);
}

void ScriptScene::commitMore(const QString &name)
{
    m_repos.value(name)->file(u"more.txt"_s, "more\n").commit("more");
    m_repos.value(name)->publishTo(hub.repositoryPath(id(name)));
}

QString ScriptScene::differences(const QString &name, const QString &folder) const
{
    const auto wanted = TreeSnapshot::of(m_repos.value(name)->path()).entries();
    const auto found = TreeSnapshot::of(folder).entries();
    QString text;
    for (auto it = wanted.cbegin(); it != wanted.cend(); ++it) {
        if (it.key() != ".gitattributes"_L1 && found.value(it.key()) != it.value())
            text += it.key() + u' ';
    }
    return text;
}

void ScriptScene::gitScript(const QString &path, const QString &name, const QByteArray &cleanup,
                            const QByteArray &folder) const
{
    QByteArray text = kOldScript;
    text.replace("@NAME@", name.toUtf8()).replace("@URL@", hub.repositoryUrl(id(name)).toEncoded());
    text.replace("@FOLDER@", folder).replace("@CLEANUP@", cleanup);
    writeFile(in(path), text);
}

void ScriptScene::directScript(const QString &path, const QString &name, const QByteArray &folder) const
{
    writeFile(in(path), "#!/bin/bash\ncd \"$(dirname \"$0\")\"\nMODEL_NAME=\"" + name.toUtf8()
                            + "\"\nREPO_URL=\"" + hub.repositoryUrl(id(name)).toEncoded()
                            + "\"\nTARGET_DIR=\"" + folder
                            + "\"\ngit lfs install\ngit clone --depth 1 \"$REPO_URL\" \"$TARGET_DIR\"\n");
}

void ScriptScene::huggingFaceScript(const QString &path, const QString &name, const QByteArray &folder) const
{
    writeFile(in(path), "#!/bin/bash\n\n# Download the model from Hugging Face\nmkdir -p " + folder
                            + "\nhuggingface-cli download " + id(name).toUtf8() + " --local-dir " + folder
                            + " --local-dir-use-symlinks False\n");
}

void ScriptScene::callerAndTemplate() const
{
    writeFile(in(u"download-all-models.sh"_s),
              "#!/bin/bash\nfor script in $(find . -name \"download.sh\" -type f | sort); do\n"
              "    (cd \"$(dirname \"$script\")\" && bash download.sh)\ndone\n");
    QByteArray text = kOldScript;
    text.replace("@NAME@", "TEMPLATE_MODEL_NAME")
        .replace("@URL@", "https://huggingface.co/mlx-community/TEMPLATE_REPO_NAME")
        .replace("@FOLDER@", ".")
        .replace("@CLEANUP@", "false");
    writeFile(in(u"download-template.sh"_s), text);
    makeExecutable(in(u"download-all-models.sh"_s));
}

QProcessEnvironment ScriptScene::environment() const
{
    return lfsEnvironment(m_home.path());
}

ProcessResult ScriptScene::run(const QString &path, const QStringList &arguments) const
{
    const QFileInfo script(in(path));
    return runProcess(u"bash"_s, QStringList{script.fileName()} + arguments,
                      {.environment = environment(), .workingDirectory = script.absolutePath(), .input = {}});
}

void ScriptScene::runAndKill(const QString &path, const QString &name, const QString &cloneFolder)
{
    const int fault = hub.addFault(Fault::stall(Endpoint::Storage, 100'000).forOid(oid(name, 2)).always());
    const QFileInfo script(in(path));
    ServerProcess process;
    process.start(u"bash"_s, {script.fileName()},
                  {.environment = environment(),
                   .workingDirectory = script.absolutePath(),
                   .input = {},
                   .ownGroup = true});
    const QString first = QString::fromLatin1(oid(name, 1));
    const QString object =
        u"%1/.git/lfs/objects/%2/%3/%4"_s.arg(cloneFolder, first.left(2), first.mid(2, 2), first);
    const bool came = waitUntil([&] { return QFileInfo::exists(object); }, 60s);
    process.kill();
    hub.removeFault(fault);
    hub.dropConnections();
    if (!came)
        throw std::runtime_error("the script did not get as far: " + process.allOutput().toStdString());
}

int ScriptScene::requestsFor(const QByteArray &oid)
{
    return static_cast<int>(hub.log()
                                .matching([&](const LoggedRequest &one) {
                                    return one.endpoint == Endpoint::Storage && one.target.contains(oid);
                                })
                                .size());
}

QStringList oursBelow(const QString &folder)
{
    QStringList found;
    QDirIterator all(folder, QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot,
                     QDirIterator::Subdirectories);
    while (all.hasNext()) {
        all.next();
        if (all.fileName().startsWith(".weightyard"_L1) || all.fileName().startsWith(".download"_L1))
            found.append(all.filePath());
    }
    return found;
}

} // namespace weightyard::test
