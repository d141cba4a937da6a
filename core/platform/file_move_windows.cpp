#include "platform/file_move.h"

#include "base/error_code.h"
#include "platform/file_io.h"

#ifdef _WIN32

#include "platform/file_names.h"
#include "platform/windows_file.h"

#include <QStringList>

namespace weightyard::platform {

using namespace Qt::Literals::StringLiterals;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

// Makes the folder unless it is there; a link or a file in its place is refused.
Result<void> enter(const QString &folder)
{
    const std::optional<FileState> state = stateOf(folder);
    if (!state)
        return makeFolder(folder);
    if (state->kind != FileState::Kind::Folder)
        return fail(ErrorKind::Conflict, ErrorCode::InTheWay, {.path = folder});
    return {};
}

Result<void> enterParents(const QString &root, const QString &relative)
{
    for (qsizetype slash = relative.indexOf(u'/'); slash >= 0; slash = relative.indexOf(u'/', slash + 1)) {
        if (const Result<void> entered = enter(root + u'/' + relative.left(slash)); !entered)
            return entered;
    }
    return {};
}

} // namespace

Result<void> TargetFolder::moveIn(const QString &from, const QString &relative)
{
    if (const Result<void> entered = enterParents(m_root, relative); !entered)
        return entered;
    const QString path = m_root + u'/' + relative;
    m_touched.insert(path.section(u'/', 0, -2));
    // Without MOVEFILE_REPLACE_EXISTING a name that is taken is an error.
    const auto move = [&] {
        return MoveFileExW(nativePath(from).c_str(), nativePath(path).c_str(), MOVEFILE_WRITE_THROUGH)
               != FALSE;
    };
    if (triesForASecond(move))
        return {};
    const DWORD error = GetLastError();
    if (error == ERROR_ALREADY_EXISTS || error == ERROR_FILE_EXISTS || stateOf(path))
        return fail(ErrorKind::Conflict, ErrorCode::InTheWay, {.path = path});
    return fail(windowsError(error, u"MoveFileEx"_s, path));
}

Result<void> TargetFolder::makeFolder(const QString &relative)
{
    if (const Result<void> entered = enterParents(m_root, relative); !entered)
        return entered;
    return enter(m_root + u'/' + relative);
}

} // namespace weightyard::platform

#endif // _WIN32
