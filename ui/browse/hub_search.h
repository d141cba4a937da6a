// HubSearch: what is searched for on the Hub and what has come of it, page by page. Typing asks after a pause, everything else at once;
// the answer to an older question comes nowhere. Stays with what it has when a later page fails. After a quota it asks again by itself. GUI
// thread.
#pragma once

#include "ui/workbench/hub_browser.h"

#include <QSet>
#include <QTimer>

namespace weightyard::ui {

class HubSearch : public QObject
{
    Q_OBJECT
public:
    /// `here`: the models on disk, for when the Hub does not answer.
    using Here = std::function<QList<library::ModelOnDisk>()>;
    HubSearch(HubBrowser &browser, Here here, QObject *parent = nullptr);

    const hub::SearchWish &wish() const { return m_wish; }
    void setText(const QString &text);         ///< asks a moment later
    void setWish(const hub::SearchWish &wish); ///< asks now, if it is another one
    void again();
    void more();  ///< the next page, unless it is on its way or there is none
    void start(); ///< the first time that anybody looks

    bool isAsking() const { return m_asking; }
    bool isAboutToAsk() const { return m_pause.isActive(); } ///< words were typed a moment ago
    bool isPausing() const { return m_pause.isActive(); }    ///< more may be typed
    bool hasMore() const { return !m_next.isEmpty(); }
    bool hasAsked() const { return m_hasAnswer; } ///< and was answered
    const std::optional<base::Error> &error() const { return m_error; }
    bool isOffline() const; ///< what is shown, if anything, is here or was looked at before

Q_SIGNALS:
    void stateChanged();
    void found(const QList<weightyard::hub::FoundModel> &models,
               bool first); ///< first: in place of those before

private:
    void ask();
    void fail(const base::Error &error, bool first);
    void take(const base::Result<hub::SearchPage> &page, bool first);

    HubBrowser &m_browser;
    const Here m_here;
    hub::SearchWish m_wish;
    QTimer m_pause;
    QTimer m_quota; ///< until the Hub takes questions again
    QUrl m_next;
    QSet<QString> m_ids;
    std::optional<base::Error> m_error;
    int m_emptyPages = 0;
    bool m_asking = false;
    bool m_hasAnswer = false;
};

} // namespace weightyard::ui
