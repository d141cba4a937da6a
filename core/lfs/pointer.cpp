#include "lfs/pointer.h"

#include <QList>

namespace weightyard::lfs {

namespace {

bool isVersionUrl(const QByteArray &url)
{
    return url == "https://git-lfs.github.com/spec/v1" || url == "http://git-media.io/v/2"
        || url == "https://hawser.github.com/spec/v1";
}

std::optional<qint64> parseSize(const QByteArray &text)
{
    const bool digitsOnly = !text.isEmpty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    bool fits = false;
    const qint64 size = text.toLongLong(&fits);
    if (!digitsOnly || !fits)
        return {};
    return size;
}

} // namespace

std::optional<Pointer> parsePointer(QByteArrayView view)
{
    if (view.size() >= kPointerLimit)
        return {};
    const QByteArray text = view.toByteArray().trimmed();
    const QList<QByteArray> lines = text.split('\n');
    std::optional<base::Oid> oid;
    std::optional<qint64> size;
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const QByteArray line = lines[i].endsWith('\r') ? lines[i].chopped(1) : lines[i];
        const qsizetype space = line.indexOf(' ');
        if (space <= 0)
            return {};
        const QByteArray key = line.first(space);
        const QByteArray value = line.sliced(space + 1);
        if (i == 0) {
            if (key != "version" || !isVersionUrl(value))
                return {};
        } else if (key == "oid") {
            if (oid || !value.startsWith("sha256:"))
                return {};
            oid = base::Oid::fromHex(value.sliced(7));
            if (!oid)
                return {};
        } else if (key == "size") {
            if (size)
                return {};
            size = parseSize(value);
            if (!size)
                return {};
        }
    }
    if (!oid || !size)
        return {};
    return Pointer{*oid, *size};
}

} // namespace weightyard::lfs
