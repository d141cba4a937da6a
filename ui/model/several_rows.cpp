#include "ui/model/several_rows.h"

#include "base/byte_sum.h"
#include "ui/model/row_speech.h"
#include "ui/model/row_status.h"
#include "ui/text/format.h"

#include <QLocale>
#include <algorithm>

namespace weightyard::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr RowAction kOfSeveral[] = {
    RowAction::Download,      RowAction::Retry,           RowAction::CheckAgain,
    RowAction::Repair,        RowAction::Update,          RowAction::Resume,
    RowAction::Pause,         RowAction::StopWork,        RowAction::StartNow,
    RowAction::Verify,        RowAction::LookForUpdate,   RowAction::ShareHubCache,
    RowAction::ShareLmStudio, RowAction::UnshareHubCache, RowAction::UnshareLmStudio,
    RowAction::OpenFolder,    RowAction::OpenTerminal,    RowAction::OpenPage,
    RowAction::CopyPath,      RowAction::CopyId,          RowAction::CopyAddress,
    RowAction::Cancel,        RowAction::Discard,         RowAction::RemoveFromList,
    RowAction::Remove};
constexpr qsizetype kNamesShown = 200; // a list that can be read through

qint64 bytesOf(const QList<const ModelRow *> &rows)
{
    qint64 bytes = 0;
    for (const ModelRow *row : rows)
        bytes = base::addBytes(bytes, ui::bytesOf(*row));
    return bytes;
}

QString sizeOf(const QList<const ModelRow *> &rows)
{
    const qint64 bytes = bytesOf(rows);
    const bool isExact =
        std::all_of(rows.begin(), rows.end(), [](const ModelRow *row) { return ui::isExact(*row); });
    return bytes <= 0 ? QString() : (isExact ? QString() : u"≈ "_s) + text::formatBytes(bytes);
}

} // namespace

QList<SeveralAction> SeveralRows::actions(const QList<const ModelRow *> &rows)
{
    QHash<RowAction, QStringList> fitting;
    for (const ModelRow *row : rows) {
        const QList<RowAction> can = actionsFor(*row);
        for (const RowAction action : can)
            fitting[action].append(row->key);
    }
    QList<SeveralAction> actions;
    for (const RowAction action : kOfSeveral) {
        if (const auto keys = fitting.constFind(action); keys != fitting.cend())
            actions.append({action, *keys});
    }
    return actions;
}

QString SeveralRows::text(RowAction action, qsizetype fitting, qsizetype all)
{
    QString text;
    switch (action) {
    case RowAction::OpenFolder:
        text = tr("Open folders");
        break;
    case RowAction::OpenTerminal:
        text = tr("Open in terminals");
        break;
    case RowAction::OpenPage:
        text = tr("Open pages");
        break;
    case RowAction::StartNow:
        text = tr("These now");
        break;
    case RowAction::CopyPath:
        text = tr("Copy paths");
        break;
    case RowAction::CopyId:
        text = tr("Copy ids");
        break;
    case RowAction::CopyAddress:
        text = tr("Copy addresses");
        break;
    case RowAction::LookForUpdate:
        text = tr("Look for updates");
        break;
    case RowAction::Cancel:
        text = tr("Cancel downloads");
        break;
    case RowAction::Discard:
        text = tr("Discard downloads");
        break;
    case RowAction::Remove:
        text = tr("Delete models…");
        break;
    default:
        text = actionText(action);
    }
    const bool asks = text.endsWith(u'…');
    if (asks)
        text.chop(1);
    const QLocale locale;
    const QString counted =
        fitting == all ? tr("%1 (%2)").arg(text, locale.toString(fitting))
                       : tr("%1 (%2 of %3)").arg(text, locale.toString(fitting), locale.toString(all));
    return asks ? counted + u'…' : counted;
}

QString SeveralRows::title(const QList<const ModelRow *> &rows)
{
    const QString models = tr("%n model(s)", nullptr, static_cast<int>(rows.size()));
    const QString size = sizeOf(rows);
    return size.isEmpty() ? models : models + u" · "_s + size;
}

QString SeveralRows::here(const QList<const ModelRow *> &rows)
{
    qsizetype here = 0;
    qint64 bytes = 0;
    for (const ModelRow *row : rows) {
        here += isHere(*row) ? 1 : 0;
        bytes = base::addBytes(bytes, row->disk.bytes);
    }
    const QLocale locale;
    const QString count =
        here == rows.size() ? tr("All of them are here")
        : here == 0         ? tr("None of them is here")
                    : tr("%1 of %2 are here").arg(locale.toString(here), locale.toString(rows.size()));
    return bytes <= 0 ? count : count + u" · "_s + tr("%1 on disk").arg(text::formatBytes(bytes));
}

QString SeveralRows::names(const QList<const ModelRow *> &rows)
{
    QStringList lines;
    for (const ModelRow *row : rows.mid(0, kNamesShown)) {
        const QString size = RowText::size(*row);
        lines.append(size.isEmpty() ? row->entry.name : row->entry.name + u" · "_s + size);
    }
    if (rows.size() > kNamesShown)
        lines.append(tr("and %n other(s)", nullptr, static_cast<int>(rows.size() - kNamesShown)));
    return lines.join(u'\n');
}

QString SeveralRows::speech(const QList<const ModelRow *> &rows)
{
    const QString models = tr("%n model(s) chosen", nullptr, static_cast<int>(rows.size()));
    const QString size = RowSpeech::size(sizeOf(rows));
    return size.isEmpty() ? models : models + u", "_s + size;
}

} // namespace weightyard::ui
