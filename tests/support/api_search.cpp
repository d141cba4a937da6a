#include "api_search.h"

#include "api_repository.h"
#include "api_tree.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QUrlQuery>
#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace weightyard::test {

namespace {

QUrlQuery queryOf(const HttpRequest &request)
{
    QByteArray query = request.query;
    return QUrlQuery(QString::fromLatin1(query.replace('+', "%20"))); // as forms write a space
}

// `expand` and `expand[]` are one.
QStringList valuesOf(const QUrlQuery &query, const QString &key)
{
    return query.allQueryItemValues(key, QUrl::FullyDecoded)
           + query.allQueryItemValues(key + u"[]"_s, QUrl::FullyDecoded);
}

QStringList repositoriesIn(const QString &root)
{
    QStringList ids;
    const QStringList owners = QDir(root).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QString &owner : owners) {
        const QStringList names = QDir(root + u'/' + owner).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
        for (const QString &name : names) {
            if (owner != "datasets"_L1)
                ids.append(owner + u'/' + name);
        }
    }
    return ids;
}

bool holds(const QString &id, const ModelCard &card, const AccessRule &rule, const QUrlQuery &query)
{
    const auto value = [&](const QString &key) { return query.queryItemValue(key, QUrl::FullyDecoded); };
    const QStringList words = value(u"search"_s).split(u' ', Qt::SkipEmptyParts);
    for (const QString &word : words) {
        if (!id.contains(word, Qt::CaseInsensitive))
            return false;
    }
    if (const QString author = value(u"author"_s); !author.isEmpty() && id.section(u'/', 0, 0) != author)
        return false;
    if (const QString task = value(u"pipeline_tag"_s); !task.isEmpty() && card.task != task)
        return false;
    const bool isGated = rule.visibility == Visibility::Gated;
    if (const QString gated = value(u"gated"_s); !gated.isEmpty() && (gated == "true"_L1) != isGated)
        return false;
    const QStringList filters = valuesOf(query, u"filter"_s);
    return std::all_of(filters.begin(), filters.end(),
                       [&](const QString &tag) { return card.tags.contains(tag); });
}

QString sortKey(const ModelCard &card, const QString &sort)
{
    const auto number = [](qint64 value) { return u"%1"_s.arg(value, 20, 10, QChar(u'0')); };
    if (sort == "downloads"_L1)
        return number(card.downloads);
    if (sort == "likes"_L1)
        return number(card.likes);
    if (sort == "createdAt"_L1)
        return QString::fromLatin1(card.createdAt);
    if (sort == "lastModified"_L1)
        return QString::fromLatin1(card.lastModified);
    return number(card.trending);
}

} // namespace

QJsonObject describeModel(const HubState &state, const QString &repository, const QByteArray &commit)
{
    const HubSettings settings = state.currentSettings();
    const AccessRule rule = settings.access.value(repository);
    const ModelCard card = settings.cards.value(repository);
    QJsonObject model{
        {u"_id"_s, QString::fromLatin1(sha256Hex(repository.toUtf8()).left(24))},
        {u"id"_s, repository},
        {u"modelId"_s, repository},
        {u"author"_s, repository.section(u'/', -2, -2)},
        {u"sha"_s, QString::fromLatin1(commit)},
        {u"private"_s, rule.visibility == Visibility::Private},
        {u"gated"_s, rule.visibility == Visibility::Gated ? QJsonValue(QString::fromLatin1(rule.gatedMode))
                                                          : QJsonValue(false)},
        {u"disabled"_s, false},
        {u"downloads"_s, card.downloads},
        {u"likes"_s, card.likes},
        {u"trendingScore"_s, card.trending},
        {u"tags"_s, QJsonArray::fromStringList(card.tags)},
        {u"createdAt"_s, QString::fromLatin1(card.createdAt)},
        {u"lastModified"_s, QString::fromLatin1(card.lastModified)},
    };
    if (!card.task.isEmpty())
        model.insert(u"pipeline_tag"_s, card.task);
    if (!card.library.isEmpty())
        model.insert(u"library_name"_s, card.library);
    for (auto more = card.more.begin(); more != card.more.end(); ++more)
        model.insert(more.key(), more.value());
    return model;
}

QJsonObject expanded(const QJsonObject &model, const HttpRequest &request)
{
    const QStringList wanted = valuesOf(queryOf(request), u"expand"_s);
    if (wanted.isEmpty())
        return model;
    QJsonObject some{{u"_id"_s, model[u"_id"_s]}, {u"id"_s, model[u"id"_s]}};
    for (const QString &key : wanted) {
        if (model.contains(key))
            some.insert(key, model[key]);
    }
    return some;
}

HttpResponse answerSearch(const HubState &state, const HttpRequest &request, const Caller &caller,
                          const QString &listenerUrl)
{
    const HubSettings settings = state.currentSettings();
    const QUrlQuery query = queryOf(request);
    QStringList ids = repositoriesIn(state.root) + settings.cards.keys();
    ids.sort();
    ids.removeDuplicates();
    ids.removeIf([&](const QString &id) {
        const AccessRule rule = settings.access.value(id);
        const bool isHidden = rule.visibility == Visibility::Private && !rule.users.contains(caller.user);
        return isHidden || rule.disabled || !holds(id, settings.cards.value(id), rule, query);
    });
    const QString sort = query.queryItemValue(u"sort"_s);
    QHash<QString, QString> keys; // made once each: there may be ten thousand
    for (const QString &id : std::as_const(ids))
        keys.insert(id, sortKey(settings.cards.value(id), sort));
    std::stable_sort(ids.begin(), ids.end(), [&](const QString &a, const QString &b) { // always descending
        return keys[a] > keys[b];
    });
    const int wanted = query.queryItemValue(u"limit"_s).toInt();
    const qsizetype page = std::min(wanted > 0 ? wanted : settings.searchPageSize, settings.searchPageSize);
    const qsizetype from = std::max(query.queryItemValue(u"cursor"_s).toInt(), 0);
    QJsonArray list;
    for (qsizetype i = from; i < std::min(ids.size(), from + page); ++i) {
        const QString folder = state.root + u'/' + ids.at(i);
        const bool isThere = repositoryExists(state, ids.at(i));
        QJsonObject model = describeModel(state, ids.at(i), isThere ? commitOf(folder, {}) : QByteArray());
        list.append(expanded(model, request));
    }
    HttpResponse response = jsonAnswer(QJsonDocument(list));
    if (from + page < ids.size())
        addNextPage(response, request, from + page, listenerUrl);
    return response;
}

} // namespace weightyard::test
