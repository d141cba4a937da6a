#include "ui/workbench/workbench.h"

#include "base/config_layout.h"
#include "catalog/catalogue_files.h"
#include "hub/facts_cache.h"
#include "job/progress_meter.h"
#include "net/http_client.h"

#include <algorithm>

namespace weightyard::ui {

using namespace Qt::Literals::StringLiterals;
using base::Result;

namespace {

// Leaving: what was chosen is worth a slow disk; an answer that nobody will see is worth a moment.
constexpr std::chrono::milliseconds kKeepPatience(5000);
constexpr std::chrono::milliseconds kReadPatience(500);
// A window is left alone over night: a router that starts anew, or a hub that is down for minutes, must not end all downloads.
constexpr base::RetryLimits kPatience{.attempts = 30, .longestDelayMs = 30'000};

queue::QueueOptions queueOptions(const WorkbenchParts &parts)
{
    // A model without a connection would only wait.
    return {.parallelJobs = std::min(parts.settings.jobs, parts.settings.connections),
            .stateFile = base::ConfigLayout(parts.configDir).queue(),
            .retries = kPatience};
}

QStringList keysOf(const ModelTree &tree, bool (*isMeant)(const ModelRow &))
{
    QStringList keys;
    tree.visit([&](const ModelRow &row) {
        if (isMeant(row))
            keys.append(row.key);
    });
    return keys;
}

} // namespace

Workbench::Workbench(WorkbenchParts parts, QObject *parent)
    : QObject(parent),
      m_parts(std::move(parts)),
      m_tree(m_parts.services.clock),
      m_offer(m_tree, m_parts.hub, m_parts.configDir),
      m_library(m_parts.library, m_parts.configDir, m_parts.services.clock, m_background),
      m_work(m_parts.configDir, m_parts.services.locks, m_background),
      m_account({m_parts.keychain, m_parts.services.client, m_parts.services.clock, m_parts.hub},
                m_background),
      m_asker(m_parts.services, m_parts.hub),
      m_browser(m_parts.services, m_parts.hub, m_background),
      m_downloads({.tree = m_tree,
                   .offer = m_offer,
                   .library = m_library,
                   .settings = m_parts.settings,
                   .clock = m_parts.services.clock},
                  m_parts.services, queueOptions(m_parts)),
      m_history({m_tree, m_downloads, m_work, m_parts.services.clock, m_parts.configDir}, m_background),
      m_libraries({.watch = m_library,
                   .downloads = m_downloads,
                   .settings = m_parts.settings,
                   .configDir = m_parts.configDir,
                   .isOwn = m_parts.library != m_parts.settings.library},
                  m_background),
      m_preferences({.settings = m_parts.settings,
                     .downloads = m_downloads,
                     .watch = m_library,
                     .client = m_parts.services.client,
                     .clock = m_parts.services.clock,
                     .connections = m_parts.services.connections,
                     .configDir = m_parts.configDir}),
      m_tools({m_tree, m_offer, m_downloads, m_library, m_parts.settings, m_parts.services, m_background}),
      m_programUpdates(m_parts.services, m_preferences, m_background)
{
    connectParts();
    m_tree.setSafe(m_parts.settings.safe);
    m_second.setInterval(1000);
    connect(&m_second, &QTimer::timeout, this, &Workbench::secondPassed);
    m_refresh.setSingleShot(true);
    connect(&m_refresh, &QTimer::timeout, this, &Workbench::refresh);
}

void Workbench::connectParts()
{
    connect(&m_tree, &ModelTree::ticksChanged, this, &Workbench::figuresChanged);
    connect(&m_tree, &ModelTree::statesChanged, this, &Workbench::refreshSoon);
    connect(&m_offer, &Offer::changed, this, &Workbench::rescan);
    connect(&m_offer, &Offer::extraChanged, this, &Workbench::catalogueLoaded);
    connect(&m_offer, &Offer::addedNotKept, this, &Workbench::addedNotKept);
    connect(&m_library, &LibraryWatch::scanned, this, &Workbench::takeContents);
    connect(&m_library, &LibraryWatch::ownFoldersSeen, this, &Workbench::takeOwnFolders);
    connect(&m_library, &LibraryWatch::scanFailed, this, &Workbench::scanFailed);
    connect(&m_library, &LibraryWatch::scanAgain, this, &Workbench::rescan);
    connect(&m_library, &LibraryWatch::spaceChanged, this, [this] {
        QHash<QString, qint64> elsewhere;
        for (auto one = m_library.elsewhere().cbegin(); one != m_library.elsewhere().cend(); ++one)
            elsewhere.insert(one.key(), one->available - store::reserveOf(*one));
        m_tree.setRoom(m_library.space().available - store::reserveOf(m_library.space()), elsewhere);
        Q_EMIT figuresChanged();
    });
    connect(&m_preferences, &Preferences::changed, this, [this](const QString &key) {
        if (key == "safe"_L1)
            m_tree.setSafe(m_parts.settings.safe);
    });
    connect(&m_libraries, &Libraries::settingChanged, &m_preferences, &Preferences::take);
    connect(&m_libraries, &Libraries::changed, this, &Workbench::rescan);
    connect(&m_libraries, &Libraries::placeChanged, this, [this] {
        m_tools.diskUsage().forget();
        check();
    });
    connect(&m_work, &LibraryWork::diskChanged, this, &Workbench::rescan);
    connect(&m_tools, &ModelTools::diskChanged, this, &Workbench::rescan);
    connect(&m_tools.diskUsage(), &DiskUsage::looked, this, &Workbench::figuresChanged);
    connect(&m_downloads, &Downloads::rowChanged, this, [this](const QString &key) {
        Q_EMIT rowChanged(key);
        refreshSoon();
    });
    connect(&m_downloads, &Downloads::orderMoved, this, [this] {
        m_orderMoved = true;
        refreshSoon();
    });
    connect(&m_downloads, &Downloads::diskChanged, this, &Workbench::rescan);
    connect(&m_downloads, &Downloads::ended, this, &Workbench::jobEnded);
}

Workbench::~Workbench()
{
    leave();
}

Workbench::Leaving Workbench::leave()
{
    if (m_left)
        return *m_left;
    m_second.stop();
    m_library.stop();
    m_work.stop();
    m_libraries.stop();
    m_tools.stop();
    m_programUpdates.stop();
    m_account.stop();
    m_asker.stop();
    m_browser.stop();
    Leaving left;
    const auto end = std::chrono::steady_clock::now() + kKeepPatience;
    for (const Keeper *keeper :
         std::initializer_list<const Keeper *>{&m_preferences.keeper(), &m_offer.keeper(),
                                               &m_history.keeper(), &m_downloads.activityBook().keeper()}) {
        const auto rest =
            std::chrono::ceil<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
        left.allEnded = keeper->waitForDone(rest) && left.allEnded;
        if (const std::optional<base::Error> failure = keeper->failure())
            left.notKept.append(*failure);
    }
    left.allEnded = m_background.waitForAll(kReadPatience) && left.allEnded;
    left.allEnded = m_checks.waitForAll(kReadPatience) && left.allEnded;
    m_left = left;
    return left;
}

void Workbench::start()
{
    m_background.run([configDir = m_parts.configDir,
                      file = m_parts.catalogueFile] { return catalog::loadCatalogue(configDir, file); },
                     [this](const catalog::LoadedCatalogue &loaded) { takeCatalogue(loaded); });
    check();
    m_second.start();
}

void Workbench::takeCatalogue(const catalog::LoadedCatalogue &loaded)
{
    m_offer.setCatalogue(loaded.catalogue);
    queue().restore(true);
    if (!loaded.refused.isEmpty())
        Q_EMIT catalogueRefused(loaded.refused);
    m_background.run([cache = base::ConfigLayout(m_parts.configDir).facts(),
                      hub = m_parts.hub] { return hub::cachedFacts(cache, hub); },
                     [this](const QList<hub::ModelFacts> &facts) { m_tree.setFacts(facts); });
    m_history.load();
    m_tools.start();
    m_programUpdates.start();
    rescan();
    Q_EMIT catalogueLoaded();
}

void Workbench::rescan()
{
    m_installedAtScan = m_library.isScanning() ? m_installedAtScan : m_downloads.installed();
    m_library.scan(keysOf(m_tree, [](const ModelRow &row) { return !row.inFolder; }));
}

void Workbench::takeContents(const session::LibrariesOnDisk &found)
{
    const library::LibraryContents &contents = found.contents;
    const bool isOther = m_tree.setAlsoHere(found, m_library.ownFolders());
    m_tree.setContents(contents, {.away = m_library.awayModels(), .elsewhere = m_library.elsewhere().keys()});
    m_downloads.dropMissing(m_installedAtScan, contents);
    m_tools.lookAgain();
    if (isOther)
        Q_EMIT rowsChanged();
    Q_EMIT scanned(contents.unreadable);
}

void Workbench::takeOwnFolders()
{
    m_downloads.dropMissing(m_installedAtScan, m_library.ownFolders());
    const bool isOther = m_tree.setAlsoHere(m_library.found(), m_library.ownFolders());
    if (isOther || !m_library.ownFolders().models.isEmpty()) // else no row is another
        m_tools.markAgain();
    if (isOther)
        Q_EMIT rowsChanged();
}

void Workbench::check()
{
    m_checks.run({.client = &m_parts.services.client,
                  .environment = m_parts.environment,
                  .library = m_library.library(),
                  .hub = m_parts.hub,
                  .configDir = m_parts.services.configDir,
                  .hubTokens = m_parts.services.hubTokens,
                  .clock = &m_parts.services.clock});
}

void Workbench::askHub(const QStringList &keys)
{
    for (const QString &key : keys) {
        const ModelRow *row = m_tree.row(key);
        if (!row)
            continue;
        const auto location = m_offer.locationOf(*row);
        if (!location || !location->onHub)
            continue;
        const QString revision = row->entry.revision;
        m_asker.ask(*location, revision, this, [this, key, revision](const Result<hub::ModelFacts> &facts) {
            if (!facts) {
                Q_EMIT factsFailed(key, facts.error());
                return;
            }
            m_tree.setFacts({*facts}, revision);
            if (const ModelRow *now = m_tree.row(key); now && now->added)
                m_offer.keepAdded();
        });
    }
}

const net::NetworkSettings &Workbench::network() const
{
    return m_parts.services.client.settings();
}

DiskFigures Workbench::figures() const
{
    const store::VolumeSpace &space = m_library.space();
    return {.total = space.total,
            .available = space.available,
            .models = m_tools.diskUsage().taken().bytes,
            .selected = m_tree.sums().claimedToWrite.value(),
            .running = bytesToTake(),
            .reserve = space.total == 0 ? 0 : store::reserveOf(space)};
}

const session::ClonesOnDisk &Workbench::clones() const
{
    return m_tools.diskUsage().taken().clones;
}

std::optional<qint64> Workbench::room() const
{
    const store::VolumeSpace &space = m_library.space();
    if (space.total == 0)
        return {};
    const qint64 available = std::max<qint64>(space.available - bytesToTake(), 0);
    return std::max<qint64>(available - store::reserveOf({.total = space.total, .available = available}), 0);
}

QStringList Workbench::selectedKeys() const
{
    return keysOf(m_tree, [](const ModelRow &row) { return row.ticked && isWanted(row); });
}

QStringList Workbench::missingKeys() const
{
    return keysOf(m_tree, [](const ModelRow &row) { return isWanted(row); });
}

DownloadPlan Workbench::plan(const QStringList &keys) const
{
    DownloadPlan plan = planDownloads(keys, m_tree, m_library);
    if (m_lastRate > 0)
        plan.timeMs = job::millisecondsFor(plan.bytes, m_lastRate);
    return plan;
}

Result<QString> Workbench::add(const QString &text, const base::PickWish &pick)
{
    Result<QString> key = m_offer.add(text, pick);
    if (!key)
        return key;
    const ModelRow *row = m_tree.row(*key);
    if (row && row->added)
        askHub({*key});
    return key;
}

void Workbench::removeAdded(const QString &key)
{
    const ModelRow *row = m_tree.row(key);
    if (!row || !row->added || isActive(*row))
        return;
    queue().forget(key);
    m_offer.remove(key);
}

Result<catalog::ModelLocation> Workbench::lookUp(const QString &text, QObject *context, HubAsker::Done done)
{
    Result<catalog::ModelLocation> location = m_offer.lookUp(text);
    if (location && location->onHub)
        m_asker.ask(*location, location->revision, context, std::move(done));
    return location;
}

void Workbench::refresh()
{
    if (std::exchange(m_orderMoved, false))
        m_downloads.showOrder();
    Q_EMIT figuresChanged();
    Q_EMIT totalsChanged(false);
}

void Workbench::secondPassed()
{
    m_tree.refreshTimes();
    m_preferences.followClock();
    m_idleSeconds = queue().isIdle() ? m_idleSeconds + 1 : 0;
    if (m_idleSeconds % LibraryWatch::kSecondsBetweenLooks == 0) // others write to its disk, too
        m_library.lookAtSpace();
    if (m_idleSeconds > queue::RateHistory::kSeconds)
        return; // nothing moves, and nothing that is shown of it does
    const queue::QueueTotals totals = queue().totals();
    m_lastRate = totals.lastRate;
    m_rates.add(clock().steadyMs(), clock().wallMs(), totals.bytesFetched, totals.moving);
    Q_EMIT totalsChanged(true);
}

} // namespace weightyard::ui
