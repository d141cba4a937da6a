// Makes repositories with the real git and git-lfs, fixed dates and no configuration of the user. Ordinary files, commits and names
// it writes itself, as git would, for that takes no process (RepoIndex); the first step that is anything else is git's, and so are
// all after it.
//
//     RepoBuilder repo;
//     repo.lfsTrack("*.bin").file("README.md", "hi").executable("run.sh", "#!/bin/sh\n").symlink("link", "README.md")
//         .lfsFile("model.bin", bytes).commit("first");
//     repo.branch("dev").annotatedTag("v1").ref("refs/pr/1");
//     hub.addRepository("owner/name", repo);            // or nginx.addRepository(...)
//
// One thread. A failing git is fatal: it throws std::runtime_error with git's own words. Paths are '/'-separated.
// Changes are staged together before the next git command; nothing is in the history before commit().
#pragma once

#include "child_process.h"
#include "object_source.h"
#include "repo_index.h"
#include "temp_dir.h"

#include <QByteArray>
#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

#include <optional>

namespace weightyard::test {

// One raw entry of a tree object. Names are written as given: ".git", "..", "a/b" and so on are possible.
struct TreeEntry {
    QByteArray mode; // "100644", "100755", "120000", "40000", "160000"
    QByteArray name;
    QByteArray id; // 40 hex
};

class RepoBuilder
{
public:
    RepoBuilder(); // git init -b main, with the filters of git-lfs
    ~RepoBuilder() = default;
    RepoBuilder(const RepoBuilder &) = delete;
    RepoBuilder &operator=(const RepoBuilder &) = delete;

    /// What the other has, in an empty one: quicker than to make it again.
    void startFrom(RepoBuilder &other);

    // Content
    RepoBuilder &file(const QString &path, const QByteArray &content);
    RepoBuilder &executable(const QString &path, const QByteArray &content);
    RepoBuilder &symlink(const QString &path, const QString &target);
    RepoBuilder &attributes(const QByteArray &text); // the top .gitattributes, replaced
    RepoBuilder &lfsTrack(const QString &pattern);   // a line in the top .gitattributes
    RepoBuilder &lfsFile(const QString &path,
                         const QByteArray &content); // fatal when staged if no attribute makes it an LFS file
    RepoBuilder &lfsPointer(const QString &path,
                            const ObjectId &object); // pointer only; the hub has the object
    RepoBuilder &rawBlob(const QString &path, const QByteArray &content,
                         const QByteArray &mode = "100644"); // no filters
    RepoBuilder &submodule(const QString &path,
                           const QByteArray &commit); // gitlink; .gitmodules is not written
    RepoBuilder &remove(const QString &path);

    // History
    QByteArray commit(const QByteArray &message = "change"); // its id; may be empty of changes
    RepoBuilder &branch(const QString &name, const QString &at = QStringLiteral("HEAD"));
    RepoBuilder &checkout(const QString &branch);
    RepoBuilder &tag(const QString &name, const QString &at = QStringLiteral("HEAD"));
    RepoBuilder &annotatedTag(const QString &name, const QString &at = QStringLiteral("HEAD"));
    RepoBuilder &ref(const QString &fullName, const QString &at = QStringLiteral("HEAD"));
    RepoBuilder &
    defaultBranch(const QString &name); // what HEAD of published repositories names; may not exist

    // Raw objects, for hostile trees
    QByteArray writeBlob(const QByteArray &content);
    QByteArray writeTree(const QList<TreeEntry> &entries); // in the order given, unchecked
    QByteArray commitTree(const QByteArray &tree, const QByteArray &message = "raw"); // and main points there
    // A commit whose tree holds, besides README.md, `content` at this path; each part is used as it is.
    QByteArray hostilePath(const QList<QByteArray> &parts, const QByteArray &content,
                           const QByteArray &mode = "100644");

    // Use
    QString path() const; // the work tree
    QString gitFolder() const;
    QByteArray git(const QStringList &arguments, const QByteArray &input = {}); // stdout; fatal on failure
    QByteArray revision(const QString &name = QStringLiteral("HEAD"));          // 40 hex
    void publishTo(const QString &bareRepository); // creates it or updates all refs

private:
    QString worktreePath(const QString &path) const;
    QByteArray run(const QStringList &arguments, const QByteArray &input = {}) const;
    void stageAll();
    void requireFilter(const QStringList &paths) const;
    void setEntry(const QString &path, const QByteArray &mode, const QByteArray &id);
    QByteArray writeObject(const QByteArray &type, const QByteArray &content);
    void handOver();
    // False or empty: this is for git to do.
    bool quickFile(const QString &path, const QByteArray &content);
    bool quickEntry(const QString &path, const QByteArray &mode, const QByteArray &id);
    bool quickRef(const QString &fullName, const QByteArray &id);
    bool quickTag(const QString &name);
    QByteArray quickId(const QString &name) const;
    QByteArray quickCommit(const QByteArray &message);
    QByteArray quickRefs() const;

    TempDir m_folder;
    QProcessEnvironment m_environment;
    QString m_defaultBranch = QStringLiteral("main");
    QStringList m_files;    ///< written, not staged yet
    QStringList m_lfsFiles; ///< entries that an attribute must make LFS files
    QByteArray m_entries;   ///< of the index, as --index-info reads them; staged before m_files
    std::optional<RepoIndex> m_quick = RepoIndex(); ///< none: git has the index
    QMap<QByteArray, QByteArray> m_refs;            ///< full name and id, while m_quick is there
};

// The independent witness: `git clone` with git-lfs into `target`, in a clean environment whose HOME is made for it.
struct CloneOptions {
    QStringList gitConfig; // "http.sslCAInfo=/x", each becomes -c
    QStringList arguments; // e.g. "--depth", "1", "--branch", "dev"
    bool lfs = true;       // false: pointers stay
    QProcessEnvironment extra;
    std::chrono::milliseconds timeout{120'000};
};
ProcessResult realClone(const QString &url, const QString &target, const CloneOptions &options = {});

// Environment in which git runs git-lfs filters: neutralEnvironment plus a .gitconfig in `home` as
// `git lfs install --skip-repo` writes it.
QProcessEnvironment lfsEnvironment(const QString &home);

} // namespace weightyard::test
