#include "base/pick_wish.h"

#include <QJsonArray>
#include <algorithm>

namespace weightyard::base {

using namespace Qt::Literals::StringLiterals;

namespace {

bool hasAll(const QStringList &list, const QStringList &others, Qt::CaseSensitivity cs = Qt::CaseSensitive)
{
    return std::all_of(others.cbegin(), others.cend(),
                       [&](const QString &other) { return list.contains(other, cs); });
}

void append(QStringList &list, const QStringList &more, Qt::CaseSensitivity cs = Qt::CaseSensitive)
{
    for (const QString &one : more) {
        if (!list.contains(one, cs))
            list.append(one);
    }
}

bool canMerge(const PickWish &one, const PickWish &other)
{
    return !one.isOpen() && !other.isOpen() && one.exclude == other.exclude && one.isSafe == other.isSafe;
}

void setIf(QJsonObject &json, const QString &key, const QStringList &list)
{
    if (!list.isEmpty())
        json.insert(key, QJsonArray::fromStringList(list));
}

// False: not a list of texts.
bool readList(const QJsonObject &json, const QString &key, QStringList &list)
{
    if (!json.contains(key))
        return true;
    if (!json[key].isArray())
        return false;
    const QJsonArray array = json[key].toArray();
    for (const QJsonValue &value : array) {
        if (!value.isString())
            return false;
        list.append(value.toString());
    }
    return true;
}

} // namespace

bool covers(const PickWish &wish, const PickWish &other)
{
    const bool leavesOut = !wish.exclude.isEmpty() || wish.isSafe;
    const bool names = hasAll(wish.variants, other.variants, Qt::CaseInsensitive)
                       && hasAll(wish.include, other.include) && hasAll(wish.paths, other.paths);
    const bool isChosen =
        wish.isOpen() ? !leavesOut || hasAll(wish.paths, other.paths) : !other.isOpen() && names;
    return isChosen && hasAll(other.exclude, wish.exclude) && (!wish.isSafe || other.isSafe);
}

bool covers(const PickWishes &wishes, const PickWish &other)
{
    return wishes.isEmpty() || std::any_of(wishes.cbegin(), wishes.cend(), [&](const PickWish &wish) {
               return covers(wish, other);
           });
}

PickWishes withWish(const PickWishes &wishes, const PickWish &more)
{
    if (covers(wishes, more))
        return wishes;
    if (more.isWhole())
        return {};
    PickWishes all = wishes;
    all.removeIf([&](const PickWish &wish) { return covers(more, wish); });
    const auto same =
        std::find_if(all.begin(), all.end(), [&](const PickWish &wish) { return canMerge(wish, more); });
    if (same == all.end()) {
        all.append(more);
        return all;
    }
    append(same->variants, more.variants, Qt::CaseInsensitive);
    append(same->include, more.include);
    append(same->paths, more.paths);
    return all;
}

QJsonObject toJson(const PickWish &wish)
{
    QJsonObject json;
    setIf(json, u"variants"_s, wish.variants);
    setIf(json, u"include"_s, wish.include);
    setIf(json, u"exclude"_s, wish.exclude);
    setIf(json, u"files"_s, wish.paths);
    if (wish.isSafe)
        json.insert(u"safe"_s, true);
    return json;
}

std::optional<PickWish> pickWishFrom(const QJsonObject &json)
{
    PickWish wish{.isSafe = json[u"safe"_s].toBool()};
    const bool understood =
        readList(json, u"variants"_s, wish.variants) && readList(json, u"include"_s, wish.include)
        && readList(json, u"exclude"_s, wish.exclude) && readList(json, u"files"_s, wish.paths);
    return understood ? std::optional(wish) : std::nullopt;
}

} // namespace weightyard::base
