#include "ui/model/row_speech.h"

#include "ui/model/row_status.h"
#include "ui/text/messages.h"
#include "ui/text/sentence.h"

namespace weightyard::ui {

using namespace Qt::Literals::StringLiterals;
using job::JobState;

namespace {

// A box has no words of its own: one that is not ticked is silent, and one that is half ticked counts as not ticked.
QString tickText(Qt::CheckState tick)
{
    switch (tick) {
    case Qt::Unchecked:
        return RowSpeech::tr("not ticked");
    case Qt::PartiallyChecked:
        return RowSpeech::tr("some ticked");
    case Qt::Checked:
        return RowSpeech::tr("ticked");
    }
    Q_UNREACHABLE();
}

} // namespace

QString RowSpeech::whole(const ModelRow &row, qint64 wallNowMs)
{
    QStringList parts{row.entry.name, RowText::size(row), status(row, wallNowMs)};
    if (row.job && row.job->error && row.job->state == JobState::Failed)
        parts.append(text::Messages::sentence(*row.job->error));
    parts.removeAll(QString());
    return text::listed(parts);
}

QString RowSpeech::name(const QString &name, Qt::CheckState tick)
{
    return u"%1, %2"_s.arg(name, tickText(tick));
}

QString RowSpeech::size(const QString &size)
{
    return size.startsWith(u"≈ "_s) ? tr("about %1").arg(size.sliced(2)) : size;
}

QString RowSpeech::status(const ModelRow &row, qint64 wallNowMs)
{
    const RowStatus now = RowText::status(row, wallNowMs);
    return now.detail.isEmpty() ? now.text : now.text + u", "_s + now.detail;
}

QString RowSpeech::ending(const ModelRow &row, qint64 wallNowMs)
{
    const bool hasEnded =
        row.job && (row.job->state == JobState::Installed || row.job->state == JobState::Failed);
    return hasEnded ? text::withReason(row.entry.name, status(row, wallNowMs)) : QString();
}

} // namespace weightyard::ui
