// MainWindow: what follows from the workbench's state.
#include "ui/text/format.h"
#include "ui/text/messages.h"
#include "ui/theme/paint.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/check_box.h"
#include "ui/widgets/check_strip.h"
#include "ui/widgets/chip_bar.h"
#include "ui/widgets/disk_gauge.h"
#include "ui/widgets/model_view.h"
#include "ui/widgets/total_bar.h"
#include "ui/window/main_window.h"

#include <QLineEdit>
#include <algorithm>

namespace weightyard::ui {

using namespace Qt::Literals::StringLiterals;

void MainWindow::connectWorkbench()
{
    connect(&m_workbench, &Workbench::figuresChanged, this, [this] {
        refreshCounts();
        refreshDisk();
        refreshCleanUp();
        refreshDetails();
        refreshTotals(false);
    });
    connect(&m_workbench, &Workbench::totalsChanged, this, [this](bool tick) {
        refreshTotals(tick);
        refreshOffers();
        refreshDisk();
    });
    connect(&m_workbench, &Workbench::rowChanged, this, [this](const QString &key) {
        if (key == m_details->key())
            refreshDetails();
    });
    connect(&m_workbench, &Workbench::catalogueLoaded, this, [this] {
        expandAll();
        tickPreselected();
        m_extra->setChecked(m_workbench.extra());
    });
    connect(&m_workbench, &Workbench::catalogueRefused, this, [this](const QList<base::Error> &errors) {
        m_banner->post(
            {.key = u"catalogue"_s,
             .tone = Tone::Caution,
             .text = tr("A catalogue was left out. %1").arg(text::Messages::sentence(errors.first()))});
    });
    connectTroubles();
    connect(&m_workbench.queue(), &queue::DownloadQueue::allStopped, this, [this] {
        if (m_leaving)
            close();
    });
    connect(&m_workbench.checks(), &prerequisites::CheckRunner::changed, this,
            [this](const prerequisites::CheckResult &result) {
                m_checks->setResult(result);
                showCheckBanner(result);
            });
    connect(m_checks, &CheckStrip::againWanted, &m_workbench, &Workbench::check);
}

// What goes wrong is told in the banner.
void MainWindow::connectTroubles()
{
    const auto trouble = [this](const QString &key, const QString &what) {
        return [this, key, what](const base::Error &error) { showTrouble(key, what, error); };
    };
    connect(&m_workbench, &Workbench::addedNotKept, this,
            trouble(u"added"_s, tr("The models that you added could not be kept.")));
    connect(&m_workbench, &Workbench::factsFailed, this,
            [this](const QString &key, const base::Error &error) {
                showTrouble(u"facts"_s, tr("The hub did not tell about %1.").arg(key), error);
            });
    connect(&m_workbench, &Workbench::settingsNotKept, this,
            trouble(u"settings"_s, tr("The settings could not be kept.")));
    connect(&m_workbench, &Workbench::scanFailed, this,
            trouble(u"scan"_s, tr("The library could not be read.")));
    connect(&m_workbench, &Workbench::scanned, this, [this](const QList<base::Error> &unreadable) {
        m_banner->clear(u"scan"_s);
        refreshCounts();
        if (unreadable.isEmpty())
            return m_banner->clear(u"records"_s);
        m_banner->post({.key = u"records"_s,
                        .tone = Tone::Caution,
                        .text = tr("What is known of %1 could not be read.")
                                    .arg(text::counted(unreadable.size(), tr("1 model"), tr("%1 models")))
                                + u' ' + text::Messages::sentence(unreadable.first()),
                        .topic = base::describe(unreadable.first())});
    });
    connect(&m_workbench.queue(), &queue::DownloadQueue::stateNotKept, this,
            [this](const base::Error &error) {
                if (error.context.reason == base::ErrorReason::SetAside)
                    return tell(u"queue"_s, error);
                showTrouble(u"queue"_s, tr("The list of downloads could not be kept."), error);
            });
    connect(&m_workbench.queue(), &queue::DownloadQueue::notDiscarded, this,
            [this](const QString &key, const base::Error &error) {
                showTrouble(u"discard"_s, tr("What was received of %1 could not be deleted.").arg(key),
                            error);
            });
}

void MainWindow::showTrouble(const QString &key, const QString &what, const base::Error &error)
{
    m_banner->post({.key = key, .tone = Tone::Bad, .text = what + u' ' + text::Messages::sentence(error)});
}

void MainWindow::tell(const QString &key, const base::Error &error)
{
    m_banner->post({.key = key,
                    .tone = Tone::Caution,
                    .text = text::Messages::sentence(error) + u' ' + text::Messages::remedy(error)});
}

void MainWindow::refreshTotals(bool tick)
{
    const queue::QueueTotals totals = m_workbench.queue().totals();
    m_total->setFacts({.totals = totals,
                       .bytesLeft = m_workbench.bytesLeft(),
                       .ticked = m_workbench.tree().sums().ticked,
                       .rateLimit = m_workbench.settings().limitRate},
                      tick);
    const bool active = totals.running + totals.queued > 0;
    m_pauseAll->setEnabled(active || totals.paused > 0);
    m_pauseAll->setText(active || totals.paused == 0 ? tr("Pause all") : tr("Resume all"));
}

// What the download buttons would fetch.
void MainWindow::refreshOffers()
{
    const RowSums &sums = m_workbench.tree().sums();
    const auto label = [](const QString &text, qint64 bytes) {
        return bytes > 0 ? text + u" · "_s + text::formatBytes(bytes) : text;
    };
    m_downloadSelected->setEnabled(sums.selected > 0);
    m_downloadSelected->setText(sums.selected == 0 ? tr("Download selected")
                                                   : label(tr("Download %1 selected").arg(sums.selected),
                                                           sums.selectedMissing.value()));
    m_downloadAll->setEnabled(sums.wanted > 0);
    m_downloadAll->setText(label(tr("Download all"), sums.wantedMissing.value()));
}

void MainWindow::refreshCounts()
{
    m_chips->setCounts(m_workbench.tree().sums());
    refreshOffers();
    m_nothing->setVisible(m_filter.rowCount() == 0);
    if (m_workbench.tree().rowCount() == 0)
        m_nothing->setText(tr("Reading the catalogue…"));
    else if (!m_search->text().isEmpty())
        m_nothing->setText(tr("No model matches “%1”.").arg(m_search->text()));
    else
        m_nothing->setText(tr("No model is in this state."));
}

void MainWindow::refreshDisk()
{
    const DiskFigures figures = m_workbench.figures();
    m_gauge->setFigures(figures);
    const RowSums &sums = m_workbench.tree().sums();
    const std::optional<qint64> room = m_workbench.room();
    if (!room || sums.selected == 0 || sums.selectedToWrite.value() <= *room)
        return m_banner->clear(u"room"_s);
    m_banner->post(
        {.key = u"room"_s,
         .tone = Tone::Bad,
         .text = tr("The selection needs %1; %2 can be used on this disk.")
                     .arg(text::formatBytes(sums.selectedToWrite.value()), text::formatBytes(*room)),
         .action = tr("Select what fits"),
         .onAction =
             [this] {
                 const DownloadPlan plan = m_workbench.plan(m_workbench.selectedKeys());
                 m_workbench.tree().tickOnly(plan.fitting);
             },
         .topic = QString::number(m_workbench.tree().tickRevision())});
}

void MainWindow::refreshCleanUp()
{
    const RowSums &sums = m_workbench.tree().sums();
    QString note = m_removeGit->isChecked() ? tr("models come without .git; no git pull later")
                                            : tr("models come with .git; git pull works");
    if (sums.clones > 0)
        note = tr("%1 of git history, models with it here: %2")
                   .arg(text::formatBytes(sums.history.value()))
                   .arg(sums.clones);
    m_removeGitNote->setText(note);
    m_removeGitNote->setToolTip(note); // a low window with a large font cuts it
}

void MainWindow::refreshDetails()
{
    const QString key = chosenKey();
    m_details->setRow(m_workbench.tree().row(key), m_workbench.library(), m_workbench.clock().wallMs());
    m_details->setActivity(m_workbench.activity(key));
}

void MainWindow::showCheckBanner(const prerequisites::CheckResult &result)
{
    const QString key = u"check-"_s + prerequisites::checkName(result.id);
    if (result.state != prerequisites::CheckState::Failed)
        return m_banner->clear(key);
    // Without the hub its data hosts say nothing new.
    if (result.id == prerequisites::CheckId::Hub)
        m_banner->clear(u"check-"_s + prerequisites::checkName(prerequisites::CheckId::DataHosts));
    const QList<prerequisites::CheckResult> all = m_workbench.checks().results();
    const bool hubFailed = std::any_of(all.begin(), all.end(), [](const prerequisites::CheckResult &one) {
        return one.id == prerequisites::CheckId::Hub && one.state == prerequisites::CheckState::Failed;
    });
    if (result.id == prerequisites::CheckId::DataHosts && hubFailed)
        return;
    m_banner->post({.key = key,
                    .tone = Tone::Bad,
                    .text = CheckStrip::sentenceOf(result),
                    .action = tr("Check again"),
                    .onAction = [this] { m_workbench.check(); }});
}

void MainWindow::applyColours()
{
    setStyleSheet(styleSheetOf(tokensFor(palette()), layoutDirection()));
}

} // namespace weightyard::ui
