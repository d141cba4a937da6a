// MainWindow: what the user does.
#include "ui/model/row_status.h"
#include "ui/text/format.h"
#include "ui/text/messages.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/chip_bar.h"
#include "ui/widgets/model_view.h"
#include "ui/window/add_dialog.h"
#include "ui/window/main_window.h"
#include "ui/window/question.h"

#include <QApplication>
#include <QClipboard>
#include <QDesktopServices>
#include <QDir>
#include <QFileDialog>
#include <QLineEdit>
#include <QMenu>

namespace weightyard::ui {

using namespace Qt::Literals::StringLiterals;
using job::JobState;

namespace {
constexpr int kCopiedMs = 6000;
} // namespace

void MainWindow::connectView()
{
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_filter.setSearch(text);
        expandAll();
        refreshCounts();
    });
    connect(m_chips, &ChipBar::chosen, this, [this](Chip chip) {
        m_filter.setChip(chip);
        expandAll();
        refreshCounts();
    });
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &MainWindow::refreshDetails);
    // A family that comes later, as that of a download of the last run does, is open like the others.
    connect(&m_filter, &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex &parent, int first, int last) {
                for (int i = first; !parent.isValid() && i <= last; ++i)
                    m_view->expand(m_filter.index(i, 0));
            });
    connect(m_view, &ModelView::detailsWanted, this, [this] { showDetails(true); });
    connect(m_view, &ModelView::statusClicked, this, [this](const QModelIndex &index) {
        const ModelRow *row = m_workbench.tree().row(m_filter.mapToSource(index));
        const bool gated = row && row->job && row->job->state == JobState::Failed && row->job->error
                           && row->job->error->kind == base::ErrorKind::Gated;
        if (gated)
            act(row->key, RowAction::OpenPage);
    });
    connect(m_details, &DetailsPanel::triggered, this, &MainWindow::act);
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_view, &QWidget::customContextMenuRequested, this, &MainWindow::showRowMenu);
    connect(m_downloadSelected, &QPushButton::clicked, this, &MainWindow::downloadSelected);
    connect(m_downloadAll, &QPushButton::clicked, this, &MainWindow::downloadAll);
    connect(m_pauseAll, &QPushButton::clicked, this, &MainWindow::pauseOrResumeAll);
}

QString MainWindow::chosenKey() const
{
    const ModelRow *row = m_workbench.tree().row(m_filter.mapToSource(m_view->currentIndex()));
    return row ? row->key : QString();
}

void MainWindow::expandAll()
{
    // Not QTreeView::expandAll(): it keeps an index for every model too, and each change of the list then costs seconds.
    for (int i = 0; i < m_filter.rowCount(); ++i)
        m_view->expand(m_filter.index(i, 0));
}

void MainWindow::downloadSelected()
{
    const DownloadPlan plan = m_workbench.plan(m_workbench.selectedKeys());
    if (plan.keys.isEmpty())
        return;
    if (plan.fits())
        begin(plan.keys);
    else
        confirm(plan, false);
}

void MainWindow::downloadAll()
{
    const DownloadPlan plan = m_workbench.plan(m_workbench.missingKeys());
    if (!plan.keys.isEmpty())
        confirm(plan, true);
}

void MainWindow::confirm(const DownloadPlan &plan, bool all)
{
    QString text = tr("%1 models, %2 to fetch. %3 can be used on this disk.")
                       .arg(plan.keys.size())
                       .arg(text::formatBytes(plan.bytes), text::formatBytes(plan.available));
    if (plan.timeMs && plan.fits())
        text += u' ' + tr("At the last speed that takes about %1.").arg(text::formatDuration(*plan.timeMs));
    const QString title = all ? tr("Download all") : tr("Download selected");
    if (plan.fits())
        return ask(this, {title, text, tr("Download")}, [this, plan] { begin(plan.keys); });
    if (plan.fitting.isEmpty()) {
        m_banner->post({.key = u"nothing-fits"_s,
                        .tone = Tone::Bad,
                        .text = tr("None of these models fits: %1 can be used on this disk.")
                                    .arg(text::formatBytes(plan.available)),
                        .action = tr("Choose another folder"),
                        .onAction = [this] { chooseLibrary(); }});
        return;
    }
    text += u' ' + tr("That is too little for all of them; %1 of them fit.").arg(plan.fitting.size());
    ask(this, {title, text, tr("Download what fits")}, [this, plan] { begin(plan.fitting); });
}

void MainWindow::begin(const QStringList &keys)
{
    m_banner->clear(u"nothing-fits"_s);
    m_workbench.download(keys);
}

void MainWindow::pauseOrResumeAll()
{
    queue::DownloadQueue &queue = m_workbench.queue();
    const queue::QueueTotals totals = queue.totals();
    if (totals.running + totals.queued > 0)
        queue.pauseAll();
    else
        m_workbench.resumeAll();
}

void MainWindow::act(const QString &key, RowAction action)
{
    queue::DownloadQueue &queue = m_workbench.queue();
    const ModelRow *row = m_workbench.tree().row(key);
    if (!row)
        return;
    switch (action) {
    case RowAction::Resume:
        return begin({key}); // its room is counted already
    case RowAction::Download:
    case RowAction::Retry: {
        const DownloadPlan plan = m_workbench.plan({key});
        return plan.fits() ? begin(plan.keys) : confirm(plan, false);
    }
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
    case RowAction::OpenFolder:
        QDesktopServices::openUrl(QUrl::fromLocalFile(folderOf(*row, m_workbench.library())));
        return;
    case RowAction::OpenPage:
        if (const auto location = catalog::locationOf(row->entry, m_workbench.hub()))
            QDesktopServices::openUrl(location->url);
        return;
    case RowAction::CopyDiagnostics:
        return copyDiagnostics(key);
    }
}

void MainWindow::confirmDiscard(const ModelRow &row, const std::function<void()> &discard)
{
    const qint64 received =
        row.job ? std::max(row.job->bytesHere, row.disk.partialBytes) : row.disk.partialBytes;
    if (received <= 0)
        return discard();
    const QString text = tr("%1 that were received are deleted.").arg(text::formatBytes(received));
    ask(this,
        {tr("Discard the download of %1?").arg(row.entry.name), text, tr("Discard"), tr("Keep download")},
        discard);
}

// What the details offer, where the mouse is.
void MainWindow::showRowMenu(const QPoint &place)
{
    const ModelRow *row = m_workbench.tree().row(m_filter.mapToSource(m_view->indexAt(place)));
    if (!row)
        return;
    auto *menu = new QMenu(m_view);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const RowAction action : actionsFor(*row)) {
        if (isDestructive(action))
            menu->addSeparator();
        menu->addAction(actionText(action), this, [this, key = row->key, action] { act(key, action); });
    }
    menu->popup(m_view->viewport()->mapToGlobal(place));
}

void MainWindow::chooseLibrary()
{
    // The dialog looks at its folder on this thread: a disk that does not answer would hold the window.
    const QString folder = m_workbench.libraryAnswers() ? m_workbench.library() : QDir::homePath();
    auto *dialog = new QFileDialog(this, tr("Library folder"), folder);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &chosen) {
        m_workbench.setLibrary(chosen);
        m_banner->clear(u"nothing-fits"_s);
    });
    dialog->open();
}

void MainWindow::addModel(const QString &text)
{
    auto *dialog = new AddDialog(m_workbench, text, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &AddDialog::added, this, [this](const QString &key) {
        m_workbench.tree().setTicked(key, true);
        expandAll();
        const QModelIndex index = m_filter.mapFromSource(m_workbench.tree().indexOf(key));
        m_view->setCurrentIndex(index);
        m_view->scrollTo(index);
    });
    dialog->open();
}

void MainWindow::tickPreselected()
{
    QStringList wrong; // all of them, and then what helps
    QStringList remedies;
    for (const QString &text : std::exchange(m_preselected, {})) {
        const base::Result<QString> key = m_workbench.add(text);
        if (key) {
            m_workbench.tree().setTicked(*key, true);
            continue;
        }
        wrong.append(text::Messages::sentence(key.error()));
        remedies.append(RowText::remedy(key.error()));
    }
    wrong.removeDuplicates();
    remedies.removeDuplicates();
    if (!wrong.isEmpty())
        m_banner->post(
            {.key = u"preselected"_s, .tone = Tone::Bad, .text = (wrong + remedies).join(u' ').trimmed()});
    expandAll();
}

// Everything in here is redacted where it comes from.
void MainWindow::copyDiagnostics(const QString &key)
{
    QStringList lines{u"Weightyard %1, Qt %2, %3"_s.arg(QCoreApplication::applicationVersion(),
                                                        QString::fromLatin1(qVersion()),
                                                        QSysInfo::prettyProductName())};
    for (const prerequisites::CheckResult &check : m_workbench.checks().results())
        lines.append(u"%1: %2 %3 %4"_s
                         .arg(prerequisites::checkName(check.id), check.version, check.place, check.detail)
                         .simplified());
    m_workbench.tree().visit([&](const ModelRow &row) {
        if (!row.job || (!key.isEmpty() && row.key != key))
            return;
        lines.append(u"%1: %2, %3 of %4 bytes"_s.arg(row.key, job::jobStateName(row.job->state))
                         .arg(row.job->bytesHere)
                         .arg(row.job->bytesTotal));
        if (row.job->error)
            lines.append(base::describe(*row.job->error));
        lines += m_workbench.activity(row.key);
    });
    QApplication::clipboard()->setText(lines.join(u'\n') + u'\n');
    m_banner->post({.key = u"copied"_s,
                    .tone = Tone::Plain,
                    .text = tr("The diagnostics are on the clipboard."),
                    .forMs = kCopiedMs});
}

} // namespace weightyard::ui
