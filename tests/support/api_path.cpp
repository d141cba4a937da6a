#include "api_path.h"

#include <QUrl>

using namespace Qt::Literals::StringLiterals;

namespace weightyard::test {

namespace {

QString decoded(const QByteArrayList &parts)
{
    return QUrl::fromPercentEncoding(parts.join('/'));
}

} // namespace

ApiPath parseApiPath(const QByteArray &target)
{
    QByteArrayList parts = target.split('?').first().split('/');
    parts.removeAll(QByteArray());
    if (parts.size() < 4 || parts.at(0) != "api" || (parts.at(1) != "models" && parts.at(1) != "datasets"))
        return {};
    ApiPath result{
        .repository = decoded(parts.mid(2, 2)), .verb = decoded(parts.mid(4, 1)), .revision = {}, .path = {}};
    if (parts.at(1) == "datasets")
        result.repository.prepend(u"datasets/"_s);
    const QByteArrayList rest = parts.mid(5);
    // refs/pr/1 and refs/convert/x are sent as they are, everything else as one part.
    const bool isRef =
        rest.size() > 2 && rest.at(0) == "refs" && (rest.at(1) == "pr" || rest.at(1) == "convert");
    result.revision = decoded(rest.mid(0, isRef ? 3 : 1));
    result.path = decoded(rest.mid(isRef ? 3 : 1));
    return result;
}

} // namespace weightyard::test
