// A folder tree of old download scripts beside a hub with their models, and the real bash, git and git-lfs that run them. One thread.
#pragma once

#include "cli_run.h"
#include "local_hub.h"
#include "repo_builder.h"

#include <QMap>

namespace weightyard::test {

class ScriptScene
{
public:
    ScriptScene();

    /// A model "owner/NAME" with two LFS files and some small ones.
    void addModel(const QString &name);
    /// Another commit at its host.
    void commitMore(const QString &name);
    QByteArray weight(const QString &name, int number) const;
    QByteArray oid(const QString &name, int number) const;
    QString id(const QString &name) const { return QStringLiteral("owner/") + name; }
    /// What a real clone of it holds that is missing or different in the folder, .git left out.
    QString differences(const QString &name, const QString &folder) const;

    QString root() const { return m_dir.path(QStringLiteral("tree")); }
    QString in(const QString &path) const { return root() + u'/' + path; }
    /// The first users' script: a clone into temp_clone that is moved to LOCAL_DIR.
    void gitScript(const QString &path, const QString &name, const QByteArray &cleanup,
                   const QByteArray &folder = ".") const;
    /// git clone straight into TARGET_DIR.
    void directScript(const QString &path, const QString &name, const QByteArray &folder) const;
    void huggingFaceScript(const QString &path, const QString &name, const QByteArray &folder) const;
    void callerAndTemplate() const;
    /// Runs a script to its end, by bash, in its own folder.
    ProcessResult run(const QString &path, const QStringList &arguments = {}) const;
    /// Runs it until an object of the model is whole, the other one stalls, and kills it with all its children.
    void runAndKill(const QString &path, const QString &name, const QString &cloneFolder);
    QProcessEnvironment environment() const;

    /// Storage requests that named the object.
    int requestsFor(const QByteArray &oid);

    LocalHub hub;
    CliRun cli;

private:
    TempDir m_dir;
    TempDir m_home;
    QMap<QString, std::shared_ptr<RepoBuilder>> m_repos;
};

/// Names that are not those of the models' own files, below a folder.
QStringList oursBelow(const QString &folder);

} // namespace weightyard::test
