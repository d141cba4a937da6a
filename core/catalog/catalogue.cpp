#include "catalog/catalogue.h"

#include "base/error_code.h"

#include <QHash>
#include <algorithm>
#include <functional>

namespace weightyard::catalog {

using namespace Qt::Literals::StringLiterals;
using base::Cause;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;

base::Failure severalMeant(const QString &text, const QStringList &ids)
{
    constexpr qsizetype kMostNamed = 6;
    const QString named = ids.mid(0, kMostNamed).join(u", "_s);
    if (ids.size() > kMostNamed)
        return fail(ErrorKind::Usage, Cause(ErrorCode::MayBeMany, text, named, ids.size() - kMostNamed));
    return fail(ErrorKind::Usage, Cause(ErrorCode::MayBeSeveral, text, named));
}

const ModelEntry *Catalogue::find(const QString &id) const
{
    const auto found = std::find_if(models.cbegin(), models.cend(), [&](const ModelEntry &entry) {
        return entry.id.compare(id, Qt::CaseInsensitive) == 0;
    });
    return found == models.cend() ? nullptr : &*found;
}

Catalogue merged(const Catalogue &base, const Catalogue &more)
{
    Catalogue both = base;
    for (const QString &family : more.families) {
        if (!both.families.contains(family))
            both.families.append(family);
    }
    QHash<QString, qsizetype> places;
    for (qsizetype i = 0; i < both.models.size(); ++i)
        places.insert(both.models[i].id.toLower(), i);
    for (const ModelEntry &entry : more.models) {
        if (const auto place = places.constFind(entry.id.toLower()); place != places.constEnd()) {
            both.models[*place] = entry;
        } else {
            places.insert(entry.id.toLower(), both.models.size());
            both.models.append(entry);
        }
    }
    return both;
}

Result<ModelLocation> locationOf(const ModelEntry &entry, const QUrl &hub)
{
    Result<ModelLocation> location = parseModelLocation(entry.url.isEmpty() ? entry.id : entry.url, hub);
    if (location && !entry.revision.isEmpty())
        location->revision = entry.revision;
    if (location && !entry.pick.isWhole())
        location->pick = entry.pick;
    return location;
}

Result<ModelEntry> findModel(const Catalogue &catalogue, const QString &input)
{
    const QString text = input.trimmed();
    if (text.isEmpty())
        return fail(ErrorKind::Usage, ErrorCode::ModelNameEmpty);
    if (const ModelEntry *entry = catalogue.find(text))
        return *entry;

    // From the narrowest meaning to the widest: the first that any model has decides.
    const auto isName = [&](const ModelEntry &entry) {
        return entry.name.compare(text, Qt::CaseInsensitive) == 0
               || entry.id.section(u'/', 1).compare(text, Qt::CaseInsensitive) == 0;
    };
    const auto isPart = [&](const ModelEntry &entry) { return entry.id.contains(text, Qt::CaseInsensitive); };
    for (const auto &meant :
         {std::function<bool(const ModelEntry &)>(isName), std::function<bool(const ModelEntry &)>(isPart)}) {
        QStringList ids;
        const ModelEntry *one = nullptr;
        for (const ModelEntry &entry : catalogue.models) {
            if (meant(entry)) {
                ids.append(entry.id);
                one = &entry;
            }
        }
        if (ids.size() > 1)
            return severalMeant(text, ids);
        if (one != nullptr)
            return *one;
    }
    return fail(ErrorKind::NotFound, Cause(ErrorCode::NoSuchModel, text));
}

} // namespace weightyard::catalog
