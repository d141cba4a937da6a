#include "git/sparse_checkout.h"

#include "base/error_code.h"
#include "git/index_writer.h"
#include "git/libgit2_handle.h"
#include "platform/file_io.h"
#include "platform/file_names.h"

#include <QFile>
#include <QFileInfo>
#include <algorithm>

namespace weightyard::git {

using namespace Qt::Literals::StringLiterals;
using base::Cause;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

using ConfigHandle = Handle<git_config, git_config_free>;

// gitignore(5): a pattern that begins with "/" is of the top folder; a backslash takes the meaning from "*", "?", "[" and from a space at
// the end. A line break cannot be written: "?" is any one character.
QByteArray patternOf(const QString &path)
{
    QByteArray pattern("/");
    const QByteArray bytes = path.toUtf8();
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        const char c = bytes.at(i);
        const bool isLast = i == bytes.size() - 1;
        if (c == '\n' || c == '\r') {
            pattern += '?';
            continue;
        }
        if (c == '\\' || c == '*' || c == '?' || c == '[' || (isLast && (c == ' ' || c == '\t')))
            pattern += '\\';
        pattern += c;
    }
    return pattern;
}

Result<void> setKeys(const QString &path, bool isSparse)
{
    git_config *raw = nullptr;
    if (git_config_open_ondisk(&raw, QFile::encodeName(path).constData()) != 0)
        return fail(libgit2Error(ErrorKind::Internal, Cause(ErrorCode::GitFileNotWritten, u"config"_s)));
    const ConfigHandle config(raw);
    const bool done = git_config_set_bool(raw, "core.sparseCheckout", isSparse ? 1 : 0) == 0
                      && (!isSparse || git_config_set_bool(raw, "core.sparseCheckoutCone", 0) == 0);
    return done ? Result<void>()
                : fail(libgit2Error(ErrorKind::Internal, Cause(ErrorCode::GitFileNotWritten, u"config"_s)));
}

QStringList pathsOf(git_index *index)
{
    QStringList paths;
    const size_t count = git_index_entrycount(index);
    for (size_t i = 0; i < count; ++i)
        paths.append(QString::fromUtf8(git_index_get_byindex(index, i)->path));
    return paths;
}

bool isLeftOut(const git_index_entry &entry)
{
    return (entry.flags_extended & GIT_INDEX_ENTRY_SKIP_WORKTREE) != 0;
}

} // namespace

QByteArray sparsePatterns(const QStringList &all, const QSet<QString> &chosen)
{
    QStringList in;
    QStringList out;
    for (const QString &path : all)
        (chosen.contains(path) ? in : out).append(path);
    const bool names = in.size() <= out.size();
    QByteArray text = names ? QByteArray() : "/*\n"_ba;
    for (const QString &path : std::as_const(names ? in : out))
        text += (names ? QByteArray() : "!"_ba) + patternOf(path) + '\n';
    return text;
}

Result<void> writeSparseFile(const QString &gitDir, const QStringList &all, const CheckedOut &chosen)
{
    const QString file = gitDir + u"/info/sparse-checkout"_s;
    const bool isSparse = chosen && !std::all_of(all.cbegin(), all.cend(), [&](const QString &path) {
                              return chosen->contains(path);
                          });
    if (!isSparse && !QFileInfo::exists(file))
        return {};
    Result<void> done = platform::makeFolder(gitDir + u"/info"_s);
    if (done)
        done = isSparse ? platform::writeDurably(file, sparsePatterns(all, *chosen))
                        : platform::removeFile(file);
    if (done)
        done = setKeys(gitDir + u"/config"_s, isSparse);
    // git sparse-checkout keeps its keys there, once it has run (git-worktree(1), extensions.worktreeConfig).
    const QString own = gitDir + u"/config.worktree"_s;
    return done && QFileInfo::exists(own) ? setKeys(own, isSparse) : done;
}

Result<void> checkOutOnly(const QString &gitDir, const QString &worktree, const CheckedOut &chosen,
                          const QSet<QString> &leaving)
{
    const QString path = gitDir + u"/index"_s;
    if (!QFileInfo::exists(path))
        return {};
    if (const QString lock = path + u".lock"_s; QFileInfo::exists(lock))
        return fail(ErrorKind::Conflict, Cause(ErrorCode::GitAtWork, u"index.lock"_s), {.path = lock});
    git_index *raw = nullptr;
    if (git_index_open(&raw, QFile::encodeName(path).constData()) != 0)
        return fail(libgit2Error(ErrorKind::Internal, ErrorCode::IndexNotOpened, path));
    const IndexHandle index(raw);
    const QStringList all = pathsOf(raw);
    for (const QString &name : all) {
        const git_index_entry *known = git_index_get_bypath(raw, name.toUtf8().constData(), 0);
        if (known == nullptr)
            continue; // being merged
        const bool isThere = !leaving.contains(name) && platform::stateOf(worktree + u'/' + name).has_value();
        const bool leaveOut = chosen && !chosen->contains(name) && !isThere;
        if (isLeftOut(*known) == leaveOut)
            continue;
        git_index_entry entry{};
        const QByteArray text = name.toUtf8();
        entry.path = text.constData();
        entry.id = known->id;
        entry.mode = known->mode;
        if (leaveOut)
            entry.flags_extended = GIT_INDEX_ENTRY_SKIP_WORKTREE;
        if (git_index_add(raw, &entry) != 0)
            return fail(libgit2Error(ErrorKind::Internal, ErrorCode::IndexRefusesFile, name));
    }
    if (git_index_write(raw) != 0)
        return fail(libgit2Error(ErrorKind::Internal, ErrorCode::IndexNotWritten, path));
    return writeSparseFile(gitDir, all, chosen);
}

std::optional<QSet<QString>> leftOutPaths(const QString &gitDir)
{
    const QString path = gitDir + u"/index"_s;
    git_index *raw = nullptr;
    if (!QFileInfo::exists(path) || git_index_open(&raw, QFile::encodeName(path).constData()) != 0)
        return {};
    const IndexHandle index(raw);
    QSet<QString> paths;
    const size_t count = git_index_entrycount(raw);
    for (size_t i = 0; i < count; ++i) {
        const git_index_entry *entry = git_index_get_byindex(raw, i);
        if (isLeftOut(*entry))
            paths.insert(QString::fromUtf8(entry->path));
    }
    return paths;
}

} // namespace weightyard::git
