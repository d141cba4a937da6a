#include "hub/model_search.h"

#include "base/error_code.h"
#include "base/redact.h"
#include "hub/api_session.h"

#include <QJsonArray>
#include <QSet>
#include <QUrlQuery>
#include <algorithm>

namespace weightyard::hub {

using namespace Qt::Literals::StringLiterals;
using base::Cause;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

constexpr int kLargestPage = 1000; // the Hub gives no more
constexpr int kMostEmptyPages = 3;

QString sortName(SearchWish::Sort sort)
{
    switch (sort) {
    case SearchWish::Sort::Trending:
        return u"trendingScore"_s;
    case SearchWish::Sort::Downloads:
        return u"downloads"_s;
    case SearchWish::Sort::Likes:
        return u"likes"_s;
    case SearchWish::Sort::Newest:
        return u"createdAt"_s;
    case SearchWish::Sort::Updated:
        return u"lastModified"_s;
    }
    Q_UNREACHABLE();
}

QStringList filtersOf(const SearchWish &wish)
{
    QStringList tags{formatTag(wish.format)};
    if (!wish.licence.isEmpty())
        tags.append(u"license:"_s + wish.licence.toLower()); // as all of its names are
    if (!wish.quantizationsOf.isEmpty())
        tags.append(u"base_model:quantized:"_s + wish.quantizationsOf);
    tags.removeAll(QString());
    return tags;
}

// QUrlQuery leaves "+" and ";" as they are, which servers read as a space and a separator.
void add(QUrlQuery &query, const QString &key, const QString &value)
{
    if (!value.isEmpty())
        query.addQueryItem(key, QString::fromLatin1(QUrl::toPercentEncoding(value)));
}

Result<SearchPage> pageOf(const QUrl &url, const FactServices &services, const base::CancelToken &cancel)
{
    ApiSession session(services);
    const Result<ApiReply> reply = session.get(url, cancel);
    if (!reply && lacksEndpoint(reply.error()))
        return fail(ErrorKind::NotFound, Cause(ErrorCode::HubLacksSearch, url.host()),
                    {.httpStatus = reply.error().context.httpStatus});
    if (!reply)
        return fail(reply.error());
    if (!reply->json.isArray())
        return fail(ErrorKind::Protocol, ErrorCode::HubNotList, {.url = base::redacted(url)});
    return SearchPage{.models = foundModels(reply->json.array()), .next = reply->next};
}

} // namespace

QString formatTag(SearchWish::Format format)
{
    switch (format) {
    case SearchWish::Format::Any:
        return {};
    case SearchWish::Format::Mlx:
        return u"mlx"_s;
    case SearchWish::Format::Gguf:
        return u"gguf"_s;
    case SearchWish::Format::Safetensors:
        return u"safetensors"_s;
    }
    Q_UNREACHABLE();
}

QUrl searchUrl(const QUrl &hub, const SearchWish &wish)
{
    QUrl url = hub;
    url.setPath(hub.path() + u"/api/models"_s);
    QUrlQuery query;
    add(query, u"search"_s, wish.text.simplified());
    add(query, u"author"_s, wish.author);
    add(query, u"pipeline_tag"_s, wish.task);
    const QStringList tags = filtersOf(wish);
    for (const QString &tag : tags)
        add(query, u"filter"_s, tag);
    if (wish.gate != SearchWish::Gate::Any)
        add(query, u"gated"_s, wish.gate == SearchWish::Gate::Gated ? u"true"_s : u"false"_s);
    add(query, u"sort"_s, sortName(wish.sort));
    add(query, u"limit"_s, QString::number(std::clamp(wish.pageSize, 1, kLargestPage)));
    // It replaces what is told without it: all that is read has to be named.
    for (const QLatin1StringView field :
         {"author"_L1, "createdAt"_L1, "disabled"_L1, "downloads"_L1, "gated"_L1, "gguf"_L1,
          "lastModified"_L1, "library_name"_L1, "likes"_L1, "pipeline_tag"_L1, "private"_L1, "safetensors"_L1,
          "sha"_L1, "tags"_L1})
        add(query, u"expand"_s, field);
    url.setQuery(query);
    return url;
}

Result<SearchPage> searchModels(const SearchWish &wish, const FactServices &services,
                                const base::CancelToken &cancel)
{
    const QUrl url = searchUrl(services.hub, wish);
    const Result<SearchPage> page = pageOf(url, services, cancel);
    if (page || page.error().context.httpStatus != 400)
        return page;
    QUrlQuery query(url); // a host that knows no "expand"
    query.removeAllQueryItems(u"expand"_s);
    query.addQueryItem(u"full"_s, u"true"_s);
    QUrl plain = url;
    plain.setQuery(query);
    return pageOf(plain, services, cancel);
}

Result<SearchPage> searchPage(const QUrl &next, const FactServices &services, const base::CancelToken &cancel)
{
    return pageOf(next, services, cancel);
}

Result<QList<FoundModel>> findModels(SearchWish wish, int limit, const FactServices &services,
                                     const base::CancelToken &cancel)
{
    wish.pageSize = std::clamp(limit, 1, kLargestPage);
    QList<FoundModel> found;
    QSet<QString> ids;
    int emptyPages = 0;
    Result<SearchPage> page = searchModels(wish, services, cancel);
    while (page) {
        const qsizetype before = found.size();
        for (const FoundModel &model : std::as_const(page->models)) {
            if (found.size() < limit && !ids.contains(model.id)) {
                ids.insert(model.id);
                found.append(model);
            }
        }
        emptyPages = found.size() > before ? 0 : emptyPages + 1;
        if (page->next.isEmpty() || found.size() >= limit || emptyPages >= kMostEmptyPages)
            return found;
        const QUrl next = page->next;
        page = searchPage(next, services, cancel);
    }
    return fail(page.error());
}

} // namespace weightyard::hub
