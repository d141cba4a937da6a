#include "ui/window/download_actions.h"

#include "base/byte_sum.h"
#include "ui/model/several_rows.h"
#include "ui/text/format.h"
#include "ui/text/sentence.h"
#include "ui/widgets/action_menu.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/parts.h"
#include "ui/window/diagnostics.h"
#include "ui/window/model_actions.h"
#include "ui/window/question.h"
#include "ui/window/removal_question.h"

#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QFileDialog>
#include <QMenu>
#include <QSet>

namespace weightyard::ui {

using namespace Qt::Literals::StringLiterals;
using job::JobState;

namespace {
constexpr int kCopiedMs = 6000;
constexpr qsizetype kLeftOutNamed = 3;
constexpr int kNoGroup = -1;

qint64 receivedOf(const ModelRow &row)
{
    return row.job ? std::max(row.job->bytesHere, row.disk.partialBytes) : row.disk.partialBytes;
}

} // namespace

DownloadActions::DownloadActions(Workbench &workbench, Banner &banner, ModelActions &models, QWidget *window)
    : QObject(window),
      m_workbench(workbench),
      m_banner(banner),
      m_models(models),
      m_places(workbench, banner, window),
      m_several(workbench, banner, window),
      m_window(window)
{}

void DownloadActions::downloadSelected()
{
    const DownloadPlan plan = m_workbench.plan(m_workbench.selectedKeys());
    if (plan.keys.isEmpty())
        return;
    if (plan.fits())
        begin(plan.keys);
    else
        confirm(plan, false);
}

void DownloadActions::downloadAll()
{
    const DownloadPlan plan = m_workbench.plan(m_workbench.missingKeys());
    if (!plan.keys.isEmpty())
        confirm(plan, true);
}

void DownloadActions::confirm(const DownloadPlan &plan, bool all)
{
    QString text = tr("%n model(s), %1 to fetch. %2 can be used on this disk.", nullptr,
                      static_cast<int>(plan.keys.size()))
                       .arg(text::formatBytes(plan.bytes), text::formatBytes(plan.available));
    if (plan.timeMs && plan.fits())
        text = text::sentences(
            {text, tr("At the last speed that takes about %1.").arg(text::formatDuration(*plan.timeMs))});
    text = text::sentences({text, tr("They go into %1.").arg(shortFolder(m_workbench.library()))});
    const QString title = all ? tr("Download all") : tr("Download selected");
    if (plan.fits())
        return ask(m_window, {title, text, tr("Download")}, [this, plan] { begin(plan.keys); });
    if (plan.fitting.isEmpty()) {
        m_banner.post({.key = u"nothing-fits"_s,
                       .tone = Tone::Bad,
                       .text = tr("None of these models fits: %1 can be used on this disk.")
                                   .arg(text::formatBytes(plan.available)),
                       .action = tr("Choose another folder"),
                       .onAction = [this] { chooseLibrary(); }});
        return;
    }
    text = text::sentences({text,
                            tr("That is too little for all of them; %n of them fit(s).", nullptr,
                               static_cast<int>(plan.fitting.size())),
                            leftOut(plan)});
    ask(m_window,
        {.title = title,
         .text = text,
         .yes = tr("Download what fits"),
         .other = tr("Choose another folder"),
         .onOther = [this] { chooseLibrary(); }},
        [this, plan] { begin(plan.fitting); });
}

// By their names, as far as a sentence holds them.
QString DownloadActions::leftOut(const DownloadPlan &plan) const
{
    const QSet<QString> fitting(plan.fitting.cbegin(), plan.fitting.cend());
    QStringList names;
    for (const QString &key : plan.keys) {
        const ModelRow *row = m_workbench.tree().row(key);
        if (row && !fitting.contains(key))
            names.append(row->entry.name);
    }
    const auto more = static_cast<int>(names.size() - kLeftOutNamed);
    const QString named = text::listed(names.mid(0, kLeftOutNamed));
    return more > 0 ? tr("Left out: %1 and %n other(s).", nullptr, more).arg(named)
                    : tr("Left out: %1.").arg(named);
}

void DownloadActions::begin(const QStringList &keys)
{
    m_banner.clear(u"nothing-fits"_s);
    m_workbench.download(keys);
}

void DownloadActions::pauseOrResumeAll()
{
    queue::DownloadQueue &queue = m_workbench.queue();
    const queue::QueueTotals totals = queue.totals();
    if (totals.running + totals.queued > 0)
        queue.pauseAll();
    else
        m_workbench.resumeAll();
}

void DownloadActions::act(const QString &key, RowAction action)
{
    queue::DownloadQueue &queue = m_workbench.queue();
    const ModelRow *row = m_workbench.tree().row(key);
    if (!row)
        return;
    switch (action) {
    case RowAction::Resume:
        return begin({key}); // its room is counted already
    case RowAction::Download:
    case RowAction::Retry:
    case RowAction::CheckAgain:
        return get({key});
    case RowAction::DownloadInto:
        return chooseFolder(*row);
    case RowAction::Pause:
        return queue.pause(key);
    case RowAction::Cancel:
        return confirmDiscard(*row, [this, key] { m_workbench.queue().cancel(key); });
    case RowAction::Discard:
        return confirmDiscard(*row, [this, key] { m_workbench.discard(key); });
    case RowAction::RemoveFromList:
        return m_workbench.removeAdded(key);
    case RowAction::StartNow:
        if (row->job && row->job->state == JobState::Paused)
            m_workbench.download({key});
        return queue.startNow(key);
    case RowAction::Remove:
        return askRemoval(m_workbench, m_banner, m_window, *row);
    case RowAction::CopyDiagnostics:
        return copyDiagnostics(key);
    default:
        if (!m_places.act({key}, action))
            m_models.act(*row, action);
    }
}

void DownloadActions::get(const QStringList &keys)
{
    const DownloadPlan plan = m_workbench.plan(keys);
    if (plan.fits())
        begin(plan.keys);
    else
        confirm(plan, false);
}

void DownloadActions::actOn(const QStringList &keys, RowAction action)
{
    if (keys.isEmpty())
        return;
    if (keys.size() == 1 && action != RowAction::Remove)
        return act(keys.first(), action);
    switch (action) {
    case RowAction::Download:
    case RowAction::Retry:
    case RowAction::CheckAgain:
        return get(keys);
    case RowAction::Resume:
        return begin(keys);
    case RowAction::Cancel:
    case RowAction::Discard:
        return confirmDiscards(keys, action);
    case RowAction::Remove:
        return askRemovalOf(keys);
    default:
        if (!m_places.act(keys, action) && !m_several.act(keys, action))
            actOnEach(keys, action);
    }
}

void DownloadActions::actOnEach(const QStringList &keys, RowAction action)
{
    // Each of those that come now is put in front: the last one first.
    for (qsizetype i = 0; i < keys.size(); ++i)
        act(keys[action == RowAction::StartNow ? keys.size() - 1 - i : i], action);
}

void DownloadActions::confirmDiscards(const QStringList &keys, RowAction action)
{
    qint64 received = 0;
    for (const QString &key : keys) {
        const ModelRow *row = m_workbench.tree().row(key);
        received = base::addBytes(received, row ? receivedOf(*row) : 0);
    }
    const auto discard = [this, keys, action] {
        for (const QString &key : keys) {
            if (action == RowAction::Cancel)
                m_workbench.queue().cancel(key);
            else
                m_workbench.discard(key);
        }
    };
    if (action == RowAction::Discard && received <= 0)
        return discard();
    const QString text = tr("%1 that were received are deleted.").arg(text::formatBytes(received));
    ask(m_window,
        {tr("Discard %n download(s)?", nullptr, static_cast<int>(keys.size())), text, tr("Discard"),
         tr("Keep downloads")},
        discard);
}

void DownloadActions::askRemovalOf(const QStringList &keys)
{
    QStringList removable;
    for (const QString &key : keys) {
        const ModelRow *row = m_workbench.tree().row(key);
        if (row && actionsFor(*row).contains(RowAction::Remove))
            removable.append(key);
    }
    if (keys.size() == 1 && !removable.isEmpty())
        act(keys.first(), RowAction::Remove);
    else if (!removable.isEmpty())
        askRemovals(m_workbench, m_banner, m_window, removable, keys.size());
}

void DownloadActions::confirmDiscard(const ModelRow &row, const std::function<void()> &discard)
{
    const qint64 received = receivedOf(row);
    if (received <= 0)
        return discard();
    const QString text = tr("%1 that were received are deleted.").arg(text::formatBytes(received));
    ask(m_window,
        {tr("Discard the download of %1?").arg(row.entry.name), text, tr("Discard"), tr("Keep download")},
        discard);
}

void DownloadActions::showMenu(const QStringList &keys, const QPoint &place)
{
    QList<const ModelRow *> rows;
    for (const QString &key : keys) {
        if (const ModelRow *row = m_workbench.tree().row(key))
            rows.append(row);
    }
    if (rows.isEmpty())
        return;
    auto *menu = new QMenu(m_window);
    menu->setObjectName(u"row"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (rows.size() == 1) {
        for (const RowAction action : actionsFor(*rows.first()))
            addTo(*menu, action, actionText(action),
                  [this, key = rows.first()->key, action] { act(key, action); });
        return menu->popup(place);
    }
    QAction *title = menu->addAction(SeveralRows::title(rows));
    title->setEnabled(false);
    title->setData(kNoGroup); // a line below it
    for (const SeveralAction &one : SeveralRows::actions(rows))
        addTo(*menu, one.action, SeveralRows::text(one.action, one.keys.size(), rows.size()),
              [this, one] { actOn(one.keys, one.action); });
    menu->popup(place);
}

// In which the model gets one of its name: what is in there already stays apart.
void DownloadActions::chooseFolder(const ModelRow &row)
{
    const QString name = modelPathOf(row).section(u'/', -1);
    auto *dialog = new QFileDialog(m_window, tr("A folder %1 is made in").arg(name), QDir::homePath());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, [this, key = row.key, name](const QString &chosen) {
        m_workbench.downloadInto(key, QDir(chosen).absoluteFilePath(name));
    });
    dialog->open();
}

void DownloadActions::chooseLibrary()
{
    // The dialog looks at its folder on this thread: a disk that does not answer would hold the window.
    const QString folder = m_workbench.libraryAnswers() ? m_workbench.library() : QDir::homePath();
    auto *dialog = new QFileDialog(m_window, tr("Library folder"), folder);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &chosen) {
        m_workbench.setLibrary(chosen);
        m_banner.clear(u"nothing-fits"_s);
    });
    dialog->open();
}

void DownloadActions::copyDiagnostics(const QString &key)
{
    QApplication::clipboard()->setText(diagnosticsOf(m_workbench, key));
    m_banner.post({.key = u"copied"_s,
                   .tone = Tone::Plain,
                   .text = tr("The diagnostics are on the clipboard."),
                   .forMs = kCopiedMs});
}

} // namespace weightyard::ui
