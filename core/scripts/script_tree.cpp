#include "scripts/script_tree.h"

#include "base/config_layout.h"
#include "base/control_characters.h"
#include "base/error_code.h"
#include "platform/file_io.h"
#include "platform/file_names.h"
#include "scripts/tree_links.h"

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <algorithm>
#include <utility>

namespace weightyard::scripts {

using namespace Qt::Literals::StringLiterals;
using base::Cause;
using base::Error;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

constexpr int kMostEntries = 200'000;
constexpr int kDeepestFolder = 32;
constexpr qsizetype kMostScripts = 2000;
constexpr qsizetype kMostNotSure = 500;
constexpr qint64 kFirstLine = 64;

bool isPassedOver(const QString &folder)
{
    static const QStringList names{u".git"_s,   u".hg"_s,   u".svn"_s,         u".cache"_s,
                                   u".build"_s, u".venv"_s, u"node_modules"_s, u"__pycache__"_s,
                                   u".tox"_s,   u".idea"_s, u".swiftpm"_s};
    return names.contains(folder) || folder.startsWith(base::kStateFolderName);
}

bool isScriptName(const QString &name)
{
    static const QStringList ends{u"sh"_s, u"bash"_s, u"zsh"_s, u"command"_s, u"ksh"_s};
    return ends.contains(QFileInfo(name).suffix().toLower());
}

// Without a suffix: "#!/bin/sh", "#!/usr/bin/env bash".
bool beginsAsScript(const QString &path)
{
    const Result<platform::File> file = platform::File::open(path, platform::File::Access::Read);
    QByteArray line(kFirstLine, '\0');
    if (!file || !file->readAt(0, line.data(), kFirstLine))
        return false;
    line = line.left(line.indexOf('\n'));
    return line.startsWith("#!") && line.contains("sh");
}

/// Looks for scripts.
class Walk
{
public:
    Walk(const QString &root, const base::CancelToken &cancel) : m_root(root), m_cancel(cancel) {}

    QStringList scripts();
    QList<Error> notSeen;
    QList<Error> unsure; ///< links

private:
    void look(const QString &folder, int depth);
    void lookAt(const QFileInfo &entry, int depth, QStringList &folders);
    bool isDone() const { return m_isFull || m_cancel.isCancelled(); }
    void stop(ErrorCode code, qsizetype limit);

    const QString m_root;
    const base::CancelToken &m_cancel;
    QStringList m_scripts; ///< absolute
    int m_entries = 0;
    bool m_isFull = false;
    bool m_isDeep = false;
};

void Walk::stop(ErrorCode code, qsizetype limit)
{
    m_isFull = true;
    notSeen.append({.kind = ErrorKind::Usage, .cause = Cause(code, limit), .context = {.path = m_root}});
}

void Walk::lookAt(const QFileInfo &entry, int depth, QStringList &folders)
{
    const QString path = entry.filePath();
    if (entry.isSymLink()) {
        if (isScriptName(entry.fileName()) && entry.fileName().contains("download"_L1))
            unsure.append(
                {.kind = ErrorKind::Usage, .cause = ErrorCode::ScriptIsLink, .context = {.path = path}});
        return;
    }
    if (entry.isDir()) {
        if (isPassedOver(entry.fileName()))
            return;
        if (depth < kDeepestFolder)
            folders.append(path);
        else if (!std::exchange(m_isDeep, true))
            notSeen.append({.kind = ErrorKind::Usage,
                            .cause = Cause(ErrorCode::TreeTooDeep, kDeepestFolder),
                            .context = {.path = m_root}});
        return;
    }
    const bool isScript =
        entry.isFile()
        && (isScriptName(entry.fileName())
            || (!entry.fileName().contains(u'.') && entry.size() <= kLongestScript && beginsAsScript(path)));
    if (!isScript)
        return;
    if (m_scripts.size() == kMostScripts)
        return stop(ErrorCode::TreeManyScripts, kMostScripts);
    m_scripts.append(path);
}

void Walk::look(const QString &folder, int depth)
{
    const QFileInfo info(folder);
    if (!info.isReadable() || !info.isExecutable()) {
        notSeen.append({.kind = ErrorKind::Permission,
                        .cause = ErrorCode::TreeFolderUnreadable,
                        .context = {.path = folder}});
        return;
    }
    QStringList folders;
    QDirIterator all(folder, platform::kEveryEntry);
    while (all.hasNext() && !isDone()) {
        all.next();
        if (++m_entries > kMostEntries)
            return stop(ErrorCode::TreeTooLarge, kMostEntries);
        lookAt(all.fileInfo(), depth, folders);
    }
    folders.sort();
    for (const QString &one : std::as_const(folders)) {
        if (!isDone())
            look(one, depth + 1);
    }
}

QStringList Walk::scripts()
{
    look(m_root, 0);
    QStringList below;
    for (const QString &path : std::as_const(m_scripts))
        below.append(path.mid(m_root.size() + (m_root.endsWith(u'/') ? 0 : 1)));
    below.sort();
    return below;
}

/// Reads scripts and puts together what they download.
class Reader
{
public:
    Reader(ScriptTree &tree, const QUrl &hub) : m_tree(tree), m_hub(hub) {}

    void read(const QString &below, bool isKept);
    void finish();

private:
    std::optional<QString> textOf(const QString &path) const;
    void add(const ScriptDownload &download);
    std::optional<Error> refusal(const ScriptDownload &download) const;
    void notSure(const Error &error);

    ScriptTree &m_tree;
    const QUrl &m_hub;
    QList<ScriptDownload> m_found;
};

void Reader::notSure(const Error &error)
{
    if (m_tree.unsure.size() < kMostNotSure)
        m_tree.unsure.append(error);
}

void Reader::read(const QString &below, bool isKept)
{
    const QString path = QDir(m_tree.root).filePath(below);
    const Result<QByteArray> bytes = scriptBytes(path);
    if (!bytes) {
        const bool isNamed = QFileInfo(below).fileName().contains("download"_L1);
        if (isKept || isNamed || bytes.error().cause.code != ErrorCode::ScriptTooLarge)
            notSure(bytes.error());
        return;
    }
    const bool isLikely = mayDownload(*bytes);
    if (!isLikely && !mayCall(*bytes))
        return;
    const Result<QString> text = scriptText(*bytes, path);
    if (!text)
        return isLikely ? notSure(text.error()) : void();
    const ScriptReading reading =
        readScript(*text, path, m_hub, [this](const QString &other) { return textOf(other); });
    const ErrorCode wrong = reading.unsure.value(0).cause.code;
    if (!isLikely && (wrong == ErrorCode::ScriptSyntax || wrong == ErrorCode::ScriptTooInvolved))
        return;
    for (const Error &error : reading.unsure)
        notSure(error);
    m_found += reading.downloads;
    if (reading.kind != ScriptKind::Other)
        m_tree.scripts.append({.path = below, .kind = reading.kind});
}

// Another script that one comes to. Nothing outside of the tree is read, nor through a link.
std::optional<QString> Reader::textOf(const QString &path) const
{
    const QString prefix = m_tree.root.endsWith(u'/') ? m_tree.root : m_tree.root + u'/';
    if (!path.startsWith(prefix) || base::hasControls(path) || hasLink(m_tree.root, path))
        return {};
    const Result<QByteArray> bytes = scriptBytes(path);
    const Result<QString> text = bytes ? scriptText(*bytes, path) : Result<QString>(fail(bytes.error()));
    return text ? std::optional(*text) : std::nullopt;
}

std::optional<Error> Reader::refusal(const ScriptDownload &download) const
{
    const base::ErrorContext where{.path = download.script, .line = download.line};
    const QString &root = m_tree.root;
    for (const QString &folder : {download.folder, download.cloneFolder}) {
        if (folder.isEmpty())
            continue;
        if (base::hasControls(folder))
            return Error{.kind = ErrorKind::Unsafe,
                         .cause = Cause(ErrorCode::ScriptFolderName, base::withoutControls(folder)),
                         .context = where};
        const QString prefix = root.endsWith(u'/') ? root : root + u'/';
        if (folder != root && !folder.startsWith(prefix))
            return Error{.kind = ErrorKind::Unsafe,
                         .cause = Cause(ErrorCode::ScriptFolderOutside, folder),
                         .context = where};
        if (const QString link = linkOut(root, folder); !link.isEmpty())
            return Error{.kind = ErrorKind::Unsafe,
                         .cause = Cause(ErrorCode::ScriptFolderLink, link),
                         .context = where};
    }
    return {};
}

void Reader::add(const ScriptDownload &download)
{
    if (const std::optional<Error> refused = refusal(download))
        return notSure(*refused);
    const auto same = std::find_if(m_tree.downloads.cbegin(), m_tree.downloads.cend(),
                                   [&](const ScriptDownload &one) { return one.folder == download.folder; });
    if (same == m_tree.downloads.cend())
        m_tree.downloads.append(download);
    else if (same->location != download.location)
        notSure({.kind = ErrorKind::Conflict,
                 .cause = Cause(ErrorCode::ScriptFolderTaken, download.folder, same->location.modelPath),
                 .context = {.path = download.script, .line = download.line}});
}

// A script that lies in a model's own folder is asked before one that reaches there from elsewhere.
void Reader::finish()
{
    const auto isBeside = [](const ScriptDownload &one) {
        return QFileInfo(one.script).path() == one.folder;
    };
    std::stable_partition(m_found.begin(), m_found.end(), isBeside);
    for (const ScriptDownload &download : std::as_const(m_found))
        add(download);
    std::stable_sort(m_tree.downloads.begin(), m_tree.downloads.end(),
                     [](const ScriptDownload &one, const ScriptDownload &other) {
                         return one.script == other.script ? one.line < other.line
                                                           : one.script < other.script;
                     });
}

} // namespace

Result<QByteArray> scriptBytes(const QString &path)
{
    const std::optional<platform::FileState> state = platform::stateOf(path);
    if (!state)
        return fail(ErrorKind::NotFound, ErrorCode::ScriptGone, {.path = path});
    if (state->kind == platform::FileState::Kind::Link)
        return fail(ErrorKind::Usage, ErrorCode::ScriptIsLink, {.path = path});
    if (state->kind != platform::FileState::Kind::File)
        return fail(ErrorKind::Usage, ErrorCode::NotRegularFile, {.path = path});
    if (state->size > kLongestScript)
        return fail(ErrorKind::Usage, Cause(ErrorCode::ScriptTooLarge, kLongestScript / 1024),
                    {.path = path});
    const Result<std::optional<QByteArray>> bytes = platform::readWhole(path, kLongestScript);
    if (!bytes)
        return fail(ErrorKind::Permission, ErrorCode::ScriptUnreadable, bytes.error().detail, {.path = path});
    if (!*bytes)
        return fail(ErrorKind::NotFound, ErrorCode::ScriptGone, {.path = path});
    return **bytes;
}

Result<ScriptTree> readScriptTree(const QString &root, const QUrl &hub, const base::CancelToken &cancel)
{
    const QFileInfo info(root);
    if (!info.exists())
        return fail(ErrorKind::NotFound, ErrorCode::FolderNotThere, {.path = root});
    if (!info.isDir())
        return fail(ErrorKind::Conflict, Cause(ErrorCode::NotFolder, root), {.path = root});
    ScriptTree tree;
    tree.root = QDir::cleanPath(info.absoluteFilePath());
    Walk walk(tree.root, cancel);
    const QStringList scripts = walk.scripts();
    if (cancel.isCancelled())
        return fail(base::cancelledError());
    tree.notSeen = walk.notSeen;
    tree.unsure = walk.unsure;
    Reader reader(tree, hub);
    for (const QString &script : scripts) {
        if (cancel.isCancelled())
            return fail(base::cancelledError());
        reader.read(script, false);
    }
    reader.finish();
    return tree;
}

Result<ScriptTree> readScripts(const QString &root, const QStringList &paths, const QUrl &hub)
{
    if (!QFileInfo(root).isDir())
        return fail(ErrorKind::Disconnected, ErrorCode::TreeNotThere, {.path = root});
    ScriptTree tree;
    tree.root = root;
    Reader reader(tree, hub);
    for (const QString &path : paths)
        reader.read(path, true);
    reader.finish();
    return tree;
}

} // namespace weightyard::scripts
