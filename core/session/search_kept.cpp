#include "session/search_kept.h"

#include "hub/model_details.h"
#include "hub/parameters.h"
#include "session/known_model.h"

#include <QHash>
#include <QRegularExpression>
#include <algorithm>

namespace weightyard::session {

using namespace Qt::Literals::StringLiterals;
using hub::SearchWish;

namespace {

bool mayBe(const QString &known, const QString &wanted)
{
    return wanted.isEmpty() || known.isEmpty() || known.compare(wanted, Qt::CaseInsensitive) == 0;
}

// Of a model that the Hub never described, these say nothing.
bool matchesDescription(const hub::FoundModel &model, const SearchWish &wish)
{
    const bool hasGate =
        wish.gate == SearchWish::Gate::Any || model.isGated() == (wish.gate == SearchWish::Gate::Gated);
    const bool isMadeOf = wish.quantizationsOf.isEmpty()
                          || model.baseModels.contains(wish.quantizationsOf, Qt::CaseInsensitive);
    return hasGate && isMadeOf;
}

bool matchesSearch(const hub::FoundModel &model, const SearchWish &wish)
{
    static const QRegularExpression spaces(u"\\s+"_s);
    const QStringList words = wish.text.split(spaces, Qt::SkipEmptyParts);
    const bool hasWords = std::all_of(words.cbegin(), words.cend(), [&](const QString &word) {
        return model.id.contains(word, Qt::CaseInsensitive);
    });
    const QString format = hub::formatTag(wish.format);
    const bool hasFormat = format.isEmpty() || model.formats.isEmpty() || model.formats.contains(format);
    const bool isByAuthor =
        wish.author.isEmpty() || model.author().compare(wish.author, Qt::CaseInsensitive) == 0;
    return hasWords && hasFormat && isByAuthor && mayBe(model.task, wish.task)
           && mayBe(model.licence, wish.licence);
}

QStringList hubPaths(const QList<library::ModelOnDisk> &here)
{
    QStringList paths;
    for (const library::ModelOnDisk &disk : here) {
        const bool isThere = disk.state != library::OnDisk::Absent || isUnfinished(disk);
        if (isThere && disk.modelPath.count(u'/') == 1)
            paths.append(disk.modelPath);
    }
    paths.removeDuplicates();
    paths.sort();
    return paths;
}

hub::FoundModel modelOfPath(const QString &path)
{
    hub::FoundModel model;
    model.id = path;
    model.parameters = hub::parametersInName(model.name());
    model.parametersByName = model.parameters > 0;
    return model;
}

} // namespace

QList<hub::FoundModel> searchKept(const KeptSearch &search, const hub::FactServices &services,
                                  const base::CancelToken &cancel)
{
    QHash<QString, hub::FoundModel> known;
    const QList<hub::FoundModel> kept = hub::keptModels(services, cancel);
    for (const hub::FoundModel &model : kept)
        known.insert(model.id.toLower(), model);
    QList<hub::FoundModel> found;
    const auto take = [&](const hub::FoundModel &model, bool isDescribed) {
        if (matchesSearch(model, search.wish) && (!isDescribed || matchesDescription(model, search.wish)))
            found.append(model);
    };
    const QStringList here = hubPaths(search.here);
    for (const QString &path : here) {
        const auto one = known.constFind(path.toLower());
        const bool isDescribed = one != known.cend();
        take(isDescribed ? *one : modelOfPath(path), isDescribed);
        known.remove(path.toLower());
    }
    for (const hub::FoundModel &model : kept) { // in their own order: the newest first
        if (known.remove(model.id.toLower()) > 0)
            take(model, true);
    }
    return found;
}

} // namespace weightyard::session
