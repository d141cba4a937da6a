#include "library/behind_link.h"

#include "base/error_code.h"
#include "platform/file_io.h"
#include "store/folder_content.h"

#include <QFileInfo>
#include <algorithm>

namespace weightyard::library {

using base::Error;

QString linkOnTheWay(const QString &folder, const QString &path)
{
    for (qsizetype slash = path.indexOf(u'/'); true; slash = path.indexOf(u'/', slash + 1)) {
        const QString place = folder + u'/' + (slash < 0 ? path : path.left(slash));
        const std::optional<platform::FileState> state = platform::stateOf(place);
        if (state && state->kind == platform::FileState::Kind::Link)
            return place;
        if (slash < 0)
            return {};
    }
}

std::optional<Error> behindLink(const QString &folder, const QString &path)
{
    const QString link = linkOnTheWay(folder, path);
    if (link.isEmpty())
        return {};
    if (!store::deadLink(link).isEmpty())
        return store::deadLinkError(link);
    const QString target = QFileInfo(link).symLinkTarget();
    return Error{.kind = base::ErrorKind::Conflict,
                 .cause = base::Cause(base::ErrorCode::DamagedBehindLink, path, target),
                 .context = {.path = link}};
}

QList<Error> behindLinks(const QString &folder, const QStringList &paths)
{
    QList<Error> links;
    for (const QString &path : paths) {
        const std::optional<Error> error = behindLink(folder, path);
        const bool isTold = error && std::any_of(links.cbegin(), links.cend(), [&](const Error &one) {
                                return one.context.path == error->context.path;
                            });
        if (error && !isTold)
            links.append(*error);
    }
    return links;
}

} // namespace weightyard::library
