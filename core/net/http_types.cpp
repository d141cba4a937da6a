#include "net/http_types.h"

#include <QDateTime>
#include <QLocale>
#include <algorithm>

namespace weightyard::net {

namespace {
bool sameName(const QByteArray &a, const QByteArray &b)
{
    return a.compare(b, Qt::CaseInsensitive) == 0;
}

/// Digits only: QByteArray::toLongLong() would take signs, spaces and "0x".
std::optional<qint64> number(QByteArrayView text)
{
    if (text.isEmpty() || !std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }))
        return {};
    bool ok = false;
    const qint64 value = text.toByteArray().toLongLong(&ok);
    if (!ok)
        return {};
    return value;
}
} // namespace

void Headers::set(const QByteArray &name, const QByteArray &value)
{
    remove(name);
    add(name, value);
}

void Headers::add(const QByteArray &name, const QByteArray &value)
{
    m_list.append({.name = name, .value = value});
}

void Headers::addMissing(const Headers &others)
{
    QList<Header> missing;
    for (const Header &header : others.m_list) {
        if (!contains(header.name))
            missing.append(header);
    }
    m_list += missing;
}

void Headers::remove(const QByteArray &name)
{
    m_list.removeIf([&](const Header &header) { return sameName(header.name, name); });
}

std::optional<QByteArray> Headers::value(const QByteArray &name) const
{
    const auto found = std::find_if(m_list.begin(), m_list.end(),
                                    [&](const Header &header) { return sameName(header.name, name); });
    if (found == m_list.end())
        return {};
    return found->value;
}

std::optional<ContentRange> parseContentRange(QByteArrayView value)
{
    const QByteArray text = value.trimmed().toByteArray();
    if (text.size() < 6 || !sameName(text.left(5), "bytes") || text.at(5) != ' ')
        return {};
    const QByteArray rest = text.mid(6).trimmed();
    const qsizetype slash = rest.indexOf('/');
    const qsizetype dash = rest.indexOf('-');
    if (slash < 0 || dash < 0 || dash > slash)
        return {};
    const std::optional<qint64> begin = number(QByteArrayView(rest).first(dash));
    const std::optional<qint64> end = number(QByteArrayView(rest).sliced(dash + 1, slash - dash - 1));
    if (!begin || !end || *end < *begin)
        return {};
    const QByteArrayView totalText = QByteArrayView(rest).sliced(slash + 1);
    if (totalText == QByteArrayView("*"))
        return ContentRange{.begin = *begin, .end = *end, .total = -1};
    const std::optional<qint64> total = number(totalText);
    if (!total || *total <= *end)
        return {};
    return ContentRange{.begin = *begin, .end = *end, .total = *total};
}

// By hand: Qt::RFC2822Date knows no "GMT".
std::optional<qint64> parseHttpDate(QByteArrayView value)
{
    constexpr QByteArrayView zone = " GMT";
    const QByteArrayView text = value.trimmed();
    if (!text.endsWith(zone))
        return {};
    QDateTime when = QLocale::c().toDateTime(QString::fromLatin1(text.chopped(zone.size())),
                                             QStringLiteral("ddd, dd MMM yyyy HH:mm:ss"));
    when.setTimeSpec(Qt::UTC);
    if (!when.isValid())
        return {};
    return when.toMSecsSinceEpoch();
}

} // namespace weightyard::net
