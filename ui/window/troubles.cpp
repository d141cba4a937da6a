#include "ui/window/troubles.h"

#include "ui/text/format.h"
#include "ui/text/messages.h"
#include "ui/text/sentence.h"
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
    const auto trouble = [this](const QString &key, const Words &what) {
        return [this, key, what](const base::Error &error) { show(key, what, error); };
    };
    connect(&m_workbench, &Workbench::addedNotKept, this,
            trouble(u"added"_s, [] { return tr("The models that you added could not be kept."); }));
    connect(&m_workbench.preferences(), &Preferences::notKept, this,
            trouble(u"settings"_s, [] { return tr("The settings could not be kept."); }));
    connect(&m_workbench.history(), &HistoryBook::notKept, this,
            trouble(u"history"_s, [] { return tr("The history of downloads could not be kept."); }));
    connect(&m_workbench, &Workbench::factsFailed, this,
            [this](const QString &key, const base::Error &error) {
                show(
                    u"facts"_s, [key] { return tr("The hub did not tell about %1.").arg(key); }, error);
            });
    connect(&m_workbench, &Workbench::catalogueRefused, this, [this](const QList<base::Error> &errors) {
        post({.key = u"catalogue"_s, .tone = Tone::Caution}, [error = errors.first()] {
            return tr("A catalogue was left out. %1").arg(text::Messages::sentence(error));
        });
    });
    connect(&m_workbench.queue(), &queue::DownloadQueue::stateNotKept, this,
            [this](const base::Error &error) {
                if (error.context.reason == base::ErrorReason::SetAside)
                    return tell(u"queue"_s, error);
                show(
                    u"queue"_s, [] { return tr("The list of downloads could not be kept."); }, error);
            });
    connect(&m_workbench.queue(), &queue::DownloadQueue::notDiscarded, this,
            [this](const QString &key, const base::Error &error) {
                show(
                    u"discard"_s,
                    [key] { return tr("What was received of %1 could not be deleted.").arg(key); }, error);
            });
    connect(&m_workbench.checks(), &prerequisites::CheckRunner::changed, this, &Troubles::showCheck);
    connectLibrary();
    const QList<CheckResult> known = m_workbench.checks().results(); // to the window before
    for (const CheckResult &result : known)
        showCheck(result);
}

void Troubles::connectLibrary()
{
    connect(&m_workbench, &Workbench::scanFailed, this, [this](const base::Error &error) {
        show(
            u"scan"_s, [] { return tr("The library could not be read."); }, error);
    });
    connect(&m_workbench, &Workbench::scanned, this, [this](const QList<base::Error> &unreadable) {
        m_banner.clear(u"scan"_s);
        if (unreadable.isEmpty())
            return m_banner.clear(u"records"_s);
        const auto say = [models = static_cast<int>(unreadable.size()), error = unreadable.first()] {
            return text::sentences({tr("What is known of %n model(s) could not be read.", nullptr, models),
                                    text::Messages::sentence(error)});
        };
        post({.key = u"records"_s, .tone = Tone::Caution, .topic = base::describe(unreadable.first())}, say);
    });
}

void Troubles::post(BannerText banner, const Words &say)
{
    banner.text = say();
    banner.say = say;
    m_banner.post(banner);
}

void Troubles::show(const QString &key, const Words &what, const base::Error &error)
{
    post({.key = key, .tone = Tone::Bad}, [what, error] {
        return text::sentences({what(), text::Messages::sentence(error)});
    });
}

void Troubles::tell(const QString &key, const base::Error &error)
{
    post({.key = key, .tone = Tone::Caution}, [error] {
        return text::sentences({text::Messages::sentence(error), text::Messages::remedy(error)});
    });
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
    // A connection that is gone for a while is no reason to set up a mirror; what helps for long is in the strip.
    const bool isOffline = result.id == CheckId::Hub && result.finding == prerequisites::Finding::Unreachable;
    const QString goesOn = tr("What is here can be used; downloads go on by themselves once it answers.");
    m_banner.post({.key = keyOf(result.id),
                   .tone = Tone::Bad,
                   .text = isOffline ? text::sentences({CheckStrip::foundOf(result), goesOn})
                                     : CheckStrip::sentenceOf(result),
                   .action = tr("Check again"),
                   .onAction = [this] { m_workbench.check(); }});
}

} // namespace weightyard::ui
