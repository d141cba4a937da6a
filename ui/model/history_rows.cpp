#include "ui/model/history_rows.h"

#include "ui/text/format.h"
#include "ui/text/messages.h"
#include "ui/text/sentence.h"

#include <QLocale>

namespace weightyard::ui {

using namespace Qt::Literals::StringLiterals;
using session::HistoryEntry;
using What = HistoryEntry::What;

void HistoryRows::setHistory(const session::DownloadHistory &history)
{
    beginResetModel();
    m_history = history;
    endResetModel();
}

const HistoryEntry *HistoryRows::entry(const QModelIndex &index) const
{
    return index.isValid() ? &m_history[m_history.size() - 1 - index.row()] : nullptr;
}

int HistoryRows::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_history.size());
}

QVariant HistoryRows::data(const QModelIndex &index, int role) const
{
    const HistoryEntry *one = entry(index);
    if (!one)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return one->name;
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
        return text::listed(QStringList{one->name, status(*one).text, when(*one, {}), facts(*one),
                                        text::withoutControls(one->folder)});
    default:
        return {};
    }
}

RowStatus HistoryRows::status(const HistoryEntry &entry)
{
    switch (entry.what) {
    case What::Downloaded:
        return {.tone = Tone::Good, .pill = true, .symbol = u"✓"_s, .text = tr("Downloaded")};
    case What::Updated:
        return {.tone = Tone::Good, .pill = true, .symbol = u"↑"_s, .text = tr("Updated")};
    case What::Removed:
        return {.tone = Tone::Plain, .pill = true, .text = tr("Removed")};
    case What::Failed:
        return {.tone = Tone::Bad,
                .pill = true,
                .symbol = u"!"_s,
                .text = entry.error ? RowText::shortError(entry.error->kind) : tr("Failed")};
    }
    Q_UNREACHABLE();
}

// What a file says of itself is not to hide in a line.
QString HistoryRows::facts(const HistoryEntry &entry)
{
    if (entry.what == What::Failed && entry.error)
        return text::withoutControls(text::Messages::sentence(*entry.error));
    QString facts = text::isolated(text::withoutControls(entry.key));
    if (entry.bytes > 0)
        facts = (entry.what == What::Removed ? tr("%1 freed").arg(text::formatBytes(entry.bytes))
                                             : text::formatBytes(entry.bytes))
                + u" · "_s + facts;
    return facts;
}

QString HistoryRows::when(const HistoryEntry &entry, const QDate &today)
{
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(entry.whenMs);
    return time.date() == today ? QLocale().toString(time.time(), QLocale::ShortFormat)
                                : QLocale().toString(time, QLocale::ShortFormat);
}

} // namespace weightyard::ui
