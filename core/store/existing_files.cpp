#include "store/existing_files.h"

#include "base/error_code.h"
#include "platform/file_io.h"
#include "platform/file_names.h"
#include "store/prefix_hasher.h"
#include "store/staging.h"

#include <QFileInfo>

namespace weightyard::store {

using namespace Qt::Literals::StringLiterals;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

base::Failure inTheWay(const base::Cause &what, const QString &path)
{
    return fail(ErrorKind::Conflict, what, {.path = path});
}

// Folders on the way to the file: real ones of the target's volume, or missing. True: the last one is there.
Result<bool> checkParents(const QString &target, const QString &relative)
{
    const std::optional<platform::FileState> root = platform::stateOf(target);
    if (!root)
        return false;
    for (qsizetype slash = relative.indexOf(u'/'); slash >= 0; slash = relative.indexOf(u'/', slash + 1)) {
        const QString folder = target + u'/' + relative.left(slash);
        const std::optional<platform::FileState> state = platform::stateOf(folder);
        if (!state)
            return false;
        if (state->kind != platform::FileState::Kind::Folder)
            return inTheWay(ErrorCode::FileOrLinkForFolder, folder);
        if (state->volume != root->volume)
            return inTheWay(ErrorCode::OtherVolume, folder);
    }
    return true;
}

Result<bool> hasSameContent(const TreeFile &file, const QString &path, TreeSource &source,
                            const base::CancelToken &cancel)
{
    if (file.object)
        return Verifier::matches(path, *file.object, file.size,
                                 [&](qint64) { return !cancel.isCancelled(); });
    const Result<QByteArray> wanted = source.content(file);
    if (!wanted)
        return fail(wanted.error());
    const std::optional<platform::FileState> state = platform::stateOf(path);
    if (!state || state->size != wanted->size())
        return false;
    const Result<std::optional<QByteArray>> here = platform::readWhole(path, wanted->size());
    if (!here)
        return fail(here.error());
    return *here == *wanted;
}

Result<bool> hasSameTarget(const TreeFile &file, const QString &path, TreeSource &source)
{
    const Result<QByteArray> wanted = source.content(file);
    if (!wanted)
        return fail(wanted.error());
    const Result<QByteArray> here = platform::readLink(path);
    if (!here)
        return fail(here.error());
    return *here == *wanted;
}

platform::FileState::Kind wantedKind(TreeFile::Kind kind)
{
    switch (kind) {
    case TreeFile::Kind::File:
    case TreeFile::Kind::Executable:
        return platform::FileState::Kind::File;
    case TreeFile::Kind::Symlink:
        return platform::FileState::Kind::Link;
    case TreeFile::Kind::Folder:
        return platform::FileState::Kind::Folder;
    }
    Q_UNREACHABLE();
}

/// True: what the model needs is there already.
Result<bool> compare(const TreeFile &file, const QString &target, TreeSource &source,
                     const base::CancelToken &cancel)
{
    const Result<bool> parents = checkParents(target, file.path);
    if (!parents || !*parents)
        return parents;
    const QString path = target + u'/' + file.path;
    const std::optional<platform::FileState> state = platform::stateOf(path);
    if (!state)
        return false;
    // A volume without links has their text in a file.
    const bool linkAsFile =
        file.kind == TreeFile::Kind::Symlink && state->kind == platform::FileState::Kind::File;
    if (state->kind != wantedKind(file.kind) && !linkAsFile)
        return inTheWay(ErrorCode::OtherKindInTheWay, path);
    if (file.kind == TreeFile::Kind::Folder)
        return true;
    const bool isLink = state->kind == platform::FileState::Kind::Link;
    const Result<bool> same =
        isLink ? hasSameTarget(file, path, source) : hasSameContent(file, path, source, cancel);
    if (same && !*same)
        return inTheWay(ErrorCode::OtherContentInTheWay, path);
    return same;
}

} // namespace

Result<QSet<QString>> existingFiles(const DownloadLayout &layout, const QList<TreeFile> &files,
                                    bool keepHistory, TreeSource &source, const base::CancelToken &cancel)
{
    const QString &target = layout.target;
    if (keepHistory && platform::stateOf(target + u"/.git"_s))
        return inTheWay(ErrorCode::OwnHistory, target + u"/.git"_s);
    const QString stateName = QFileInfo(layout.stateDir).fileName();
    const bool stateInside = QFileInfo(layout.stateDir).absolutePath() == target;
    QSet<QString> there;
    for (const TreeFile &file : files) {
        if (cancel.isCancelled())
            return fail(base::cancelledError());
        if (!isPublished(file, keepHistory))
            continue;
        if (stateInside && file.path.section(u'/', 0, 0).compare(stateName, Qt::CaseInsensitive) == 0)
            return inTheWay(ErrorCode::FileWhereWeWork, file.path);
        const Result<bool> same = compare(file, target, source, cancel);
        if (!same)
            return fail(same.error());
        if (*same)
            there.insert(file.path);
    }
    return there;
}

} // namespace weightyard::store
