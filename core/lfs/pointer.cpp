#include "lfs/pointer.h"

#include <QList>

namespace weightyard::lfs {

namespace {

bool isVersionUrl(const QByteArray &url)
{
    return url == "https://git-lfs.github.com/spec/v1" || url == "http://git-media.io/v/2"
           || url == "https://hawser.github.com/spec/v1";
}

// As Go's ParseInt: a plus sign is allowed, white space and "0x" are not.
std::optional<qint64> parseSize(QByteArrayView text)
{
    if (text.startsWith('+'))
        text = text.sliced(1);
    const bool digitsOnly =
        !text.isEmpty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    bool fits = false;
    const qint64 size = text.toByteArray().toLongLong(&fits);
    if (!digitsOnly || !fits)
        return {};
    return size;
}

std::optional<base::Oid> parseOid(const QByteArray &text)
{
    if (!text.startsWith("sha256:"))
        return {};
    return base::Oid::fromHex(text.sliced(7));
}

// "ext-0-name sha256:<oid>", at most one a digit.
bool isExtension(const QByteArray &key, const QByteArray &value)
{
    return key.size() > 6 && key.startsWith("ext-") && key[4] >= '0' && key[4] <= '9' && key[5] == '-'
           && parseOid(value);
}

// The lines as key and value, empty ones left out; nothing when one has no value.
std::optional<QList<std::pair<QByteArray, QByteArray>>> keyValues(const QByteArray &text)
{
    QList<std::pair<QByteArray, QByteArray>> list;
    for (const QByteArray &raw : text.split('\n')) {
        const QByteArray line = raw.endsWith('\r') ? raw.chopped(1) : raw;
        if (line.isEmpty())
            continue;
        const qsizetype space = line.indexOf(' ');
        if (space < 0)
            return {};
        list.append({line.first(space), line.sliced(space + 1)});
    }
    return list;
}

} // namespace

std::optional<Pointer> parsePointer(QByteArrayView view)
{
    if (view.size() >= kPointerLimit)
        return {};
    const auto lines = keyValues(view.toByteArray().trimmed());
    if (!lines || lines->isEmpty() || lines->first().first != "version"
        || !isVersionUrl(lines->first().second))
        return {};
    std::optional<base::Oid> oid;
    std::optional<qint64> size;
    QList<char> priorities;
    for (const auto &[key, value] : lines->sliced(1)) {
        if (!oid && key == "oid") {
            oid = parseOid(value);
            if (!oid)
                return {};
        } else if (oid && !size && key == "size") {
            size = parseSize(value);
            if (!size)
                return {};
        } else if (!size && isExtension(key, value) && !priorities.contains(key[4])) {
            priorities.append(key[4]);
        } else {
            return {};
        }
    }
    if (!oid || !size)
        return {};
    return Pointer{*oid, *size};
}

QByteArray pointerText(const Pointer &pointer)
{
    return "version https://git-lfs.github.com/spec/v1\noid sha256:" + pointer.oid.hex() + "\nsize "
           + QByteArray::number(pointer.size) + '\n';
}

} // namespace weightyard::lfs
