#include "ui/browse/hub_search.h"

#include <algorithm>

namespace weightyard::ui {

using base::Result;

namespace {

constexpr int kTypingPauseMs = 300;
constexpr int kMostEmptyPages = 3;           // a host may name pages for ever
constexpr qint64 kLongestQuotaMs = 3600'000; // later nobody waits for it

} // namespace

HubSearch::HubSearch(HubBrowser &browser, Here here, QObject *parent)
    : QObject(parent),
      m_browser(browser),
      m_here(std::move(here))
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(kTypingPauseMs);
    connect(&m_pause, &QTimer::timeout, this, &HubSearch::ask);
    m_quota.setSingleShot(true);
    connect(&m_quota, &QTimer::timeout, this, &HubSearch::again);
}

void HubSearch::setText(const QString &text)
{
    const QString words = text.simplified();
    if (words == m_wish.text)
        return;
    m_wish.text = words;
    m_pause.start();
    Q_EMIT stateChanged();
}

void HubSearch::setWish(const hub::SearchWish &wish)
{
    if (wish == m_wish && !m_pause.isActive())
        return;
    m_wish = wish;
    ask();
}

void HubSearch::start()
{
    if (!m_asking && !m_hasAnswer && !m_error && !m_pause.isActive())
        ask();
}

void HubSearch::again()
{
    if (m_error && hasMore())
        return more();
    ask();
}

void HubSearch::ask()
{
    m_pause.stop();
    m_quota.stop();
    m_error.reset();
    m_next.clear();
    m_asking = true;
    m_browser.search(m_wish, this, [this](const Result<hub::SearchPage> &page) { take(page, true); });
    Q_EMIT stateChanged();
}

void HubSearch::more()
{
    if (m_asking || !hasMore() || m_pause.isActive())
        return;
    m_quota.stop();
    m_error.reset();
    m_asking = true;
    m_browser.nextPage(m_next, this, [this](const Result<hub::SearchPage> &page) { take(page, false); });
    Q_EMIT stateChanged();
}

bool HubSearch::isOffline() const
{
    return m_error
           && (m_error->kind == base::ErrorKind::Network || m_error->kind == base::ErrorKind::Timeout);
}

void HubSearch::fail(const base::Error &error, bool first)
{
    m_error = error;
    m_hasAnswer = m_hasAnswer && !first;
    const bool isQuota = error.kind == base::ErrorKind::RateLimited && error.retryAfterMs;
    if (isQuota && *error.retryAfterMs < kLongestQuotaMs)
        m_quota.start(static_cast<int>(std::max<qint64>(*error.retryAfterMs, 1000)));
    if (first)
        Q_EMIT found({}, true);
    Q_EMIT stateChanged();
    if (first && isOffline())
        m_browser.searchKept({.here = m_here(), .wish = m_wish}, this,
                             [this](const Result<QList<hub::FoundModel>> &kept) {
                                 if (kept && !kept->isEmpty() && m_error)
                                     Q_EMIT found(*kept, true);
                                 Q_EMIT stateChanged();
                             });
}

void HubSearch::take(const Result<hub::SearchPage> &page, bool first)
{
    m_asking = false;
    if (!page)
        return fail(page.error(), first);
    if (first)
        m_ids.clear();
    QList<hub::FoundModel> fresh;
    for (const hub::FoundModel &model : page->models) {
        if (m_ids.contains(model.id))
            continue;
        m_ids.insert(model.id);
        fresh.append(model);
    }
    m_hasAnswer = true;
    m_emptyPages = fresh.isEmpty() ? m_emptyPages + 1 : 0;
    m_next = m_emptyPages < kMostEmptyPages ? page->next : QUrl();
    Q_EMIT found(fresh, first);
    Q_EMIT stateChanged();
}

} // namespace weightyard::ui
