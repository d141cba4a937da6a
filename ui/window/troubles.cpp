#include "ui/window/troubles.h"

#include "ui/text/format.h"
#include "ui/text/messages.h"
#include "ui/text/sentence.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/check_strip.h"
#include "ui/workbench/workbench.h"

#include <algorithm>

namespace weightyard::ui {

using namespace Qt::Literals::StringLiterals;
using prerequisites::CheckId;
using prerequisites::CheckResult;
using prerequisites::CheckState;

Troubles::Troubles(Workbench &workbench, Banner &banner, QObject *parent)
    : QObject(parent),
      m_workbench(workbench),
      m_banner(banner)
{
    const auto trouble = [this](const QString &key, const QString &what) {
        return [this, key, what](const base::Error &error) { show(key, what, error); };
    };
    connect(&m_workbench, &Workbench::addedNotKept, this,
            trouble(u"added"_s, tr("The models that you added could not be kept.")));
    connect(&m_workbench.preferences(), &Preferences::notKept, this,
            trouble(u"settings"_s, tr("The settings could not be kept.")));
    connect(&m_workbench.history(), &HistoryBook::notKept, this,
            trouble(u"history"_s, tr("The history of downloads could not be kept.")));
    connect(&m_workbench, &Workbench::factsFailed, this,
            [this](const QString &key, const base::Error &error) {
                show(u"facts"_s, tr("The hub did not tell about %1.").arg(key), error);
            });
    connect(&m_workbench, &Workbench::catalogueRefused, this, [this](const QList<base::Error> &errors) {
        m_banner.post(
            {.key = u"catalogue"_s,
             .tone = Tone::Caution,
             .text = tr("A catalogue was left out. %1").arg(text::Messages::sentence(errors.first()))});
    });
    connect(&m_workbench.queue(), &queue::DownloadQueue::stateNotKept, this,
            [this](const base::Error &error) {
                if (error.context.reason == base::ErrorReason::SetAside)
                    return tell(u"queue"_s, error);
                show(u"queue"_s, tr("The list of downloads could not be kept."), error);
            });
    connect(&m_workbench.queue(), &queue::DownloadQueue::notDiscarded, this,
            [this](const QString &key, const base::Error &error) {
                show(u"discard"_s, tr("What was received of %1 could not be deleted.").arg(key), error);
            });
    connect(&m_workbench.checks(), &prerequisites::CheckRunner::changed, this, &Troubles::showCheck);
    connectLibrary();
}

void Troubles::connectLibrary()
{
    connect(&m_workbench, &Workbench::scanFailed, this, [this](const base::Error &error) {
        show(u"scan"_s, tr("The library could not be read."), error);
    });
    connect(&m_workbench, &Workbench::scanned, this, [this](const QList<base::Error> &unreadable) {
        m_banner.clear(u"scan"_s);
        if (unreadable.isEmpty())
            return m_banner.clear(u"records"_s);
        const QString models = tr("What is known of %n model(s) could not be read.", nullptr,
                                  static_cast<int>(unreadable.size()));
        m_banner.post({.key = u"records"_s,
                       .tone = Tone::Caution,
                       .text = text::sentences({models, text::Messages::sentence(unreadable.first())}),
                       .topic = base::describe(unreadable.first())});
    });
}

void Troubles::show(const QString &key, const QString &what, const base::Error &error)
{
    m_banner.post(
        {.key = key, .tone = Tone::Bad, .text = text::sentences({what, text::Messages::sentence(error)})});
}

void Troubles::tell(const QString &key, const base::Error &error)
{
    m_banner.post(
        {.key = key,
         .tone = Tone::Caution,
         .text = text::sentences({text::Messages::sentence(error), text::Messages::remedy(error)})});
}

void Troubles::refreshRoom()
{
    const RowSums &sums = m_workbench.tree().sums();
    const std::optional<qint64> room = m_workbench.room();
    if (!room || sums.selected == 0 || sums.selectedToWrite.value() <= *room)
        return m_banner.clear(u"room"_s);
    m_banner.post(
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
         .other = tr("Choose another folder"),
         .onOther = [this] { Q_EMIT otherFolderWanted(); },
         .topic = QString::number(m_workbench.tree().tickRevision())});
}

void Troubles::showCheck(const CheckResult &result)
{
    const auto keyOf = [](CheckId id) { return u"check-"_s + prerequisites::checkName(id); };
    if (result.state != CheckState::Failed)
        return m_banner.clear(keyOf(result.id));
    // Without the hub its data hosts say nothing new.
    if (result.id == CheckId::Hub)
        m_banner.clear(keyOf(CheckId::DataHosts));
    const QList<CheckResult> all = m_workbench.checks().results();
    const bool hubFailed = std::any_of(all.begin(), all.end(), [](const CheckResult &one) {
        return one.id == CheckId::Hub && one.state == CheckState::Failed;
    });
    if (result.id == CheckId::DataHosts && hubFailed)
        return;
    m_banner.post({.key = keyOf(result.id),
                   .tone = Tone::Bad,
                   .text = CheckStrip::sentenceOf(result),
                   .action = tr("Check again"),
                   .onAction = [this] { m_workbench.check(); }});
}

} // namespace weightyard::ui
