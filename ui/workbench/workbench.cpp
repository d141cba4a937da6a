#include "ui/workbench/workbench.h"

#include "base/byte_sum.h"
#include "base/config_layout.h"
#include "hub/facts_cache.h"
#include "session/space_plan.h"
#include "store/library_layout.h"
#include "store/space.h"
#include "store/wanted_objects.h"

#include <algorithm>

namespace weightyard::ui {

using namespace Qt::Literals::StringLiterals;
using base::Result;
using job::JobState;

namespace {

constexpr qint64 kAnswerMs = 2000;
// Leaving: what was chosen is worth a slow disk; an answer that nobody will see is worth a moment.
constexpr std::chrono::milliseconds kKeepPatience(5000);
constexpr std::chrono::milliseconds kReadPatience(500);
constexpr int kFactRequests = 4; // at once; the Hub's quota for its API is small

/// The disk, and what unfinished downloads take of it already.
struct SpaceFound {
    Result<store::VolumeSpace> space;
    QHash<QString, qint64> allocated;
};

SpaceFound lookAt(const QString &library, const QStringList &active)
{
    SpaceFound found{.space = store::spaceAt(library), .allocated = {}};
    if (!found.space || active.isEmpty())
        return found;
    const QString partials = store::stateOfLibrary(library).partials();
    const QHash<QString, store::WantedObjects> wanted = store::listWanted(partials);
    for (const QString &key : active) {
        qint64 bytes = 0;
        const QSet<base::Oid> oids = wanted.value(key).oids;
        for (const base::Oid &oid : oids)
            bytes = base::addBytes(bytes, store::bytesAllocated(partials, oid));
        found.allocated.insert(key, bytes);
    }
    return found;
}

// A window is left alone over night: a router that starts anew, or a hub that is down for minutes, must not end all downloads.
constexpr base::RetryLimits kPatience{.attempts = 30, .longestDelayMs = 30'000};

queue::QueueOptions queueOptions(const WorkbenchParts &parts)
{
    // A model without a connection would only wait.
    return {.parallelJobs = std::min(parts.settings.jobs, parts.settings.connections),
            .stateFile = base::ConfigLayout(parts.configDir).queue(),
            .retries = kPatience};
}

} // namespace

Workbench::Workbench(WorkbenchParts parts, QObject *parent)
    : QObject(parent),
      m_parts(std::move(parts)),
      m_tree(m_parts.services.clock),
      m_queue(m_parts.services, queueOptions(m_parts))
{
    m_factPool.setMaxThreadCount(kFactRequests);
    connect(&m_queue, &queue::DownloadQueue::jobChanged, this, &Workbench::jobChanged);
    connect(&m_queue, &queue::DownloadQueue::orderChanged, this, &Workbench::updateOrder);
    connect(&m_queue, &queue::DownloadQueue::jobRemoved, this, [this](const QString &key) {
        m_tree.removeJob(key);
        m_meters.remove(key);
        updateOrder();
    });
    const auto tell = [this] {
        if (!m_enqueuing)
            Q_EMIT figuresChanged();
    };
    connect(&m_tree, &ModelTree::ticksChanged, this, tell);
    connect(&m_tree, &ModelTree::statesChanged, this, tell);
    connect(&m_keepSettings, &Keeper::failed, this, &Workbench::settingsNotKept);
    connect(&m_keepAdded, &Keeper::failed, this, &Workbench::addedNotKept);
    m_second.setInterval(1000);
    connect(&m_second, &QTimer::timeout, this, &Workbench::secondPassed);
}

Workbench::~Workbench()
{
    leave();
    m_factPool.clear();
    m_factPool.waitForDone();
}

Workbench::Leaving Workbench::leave()
{
    if (m_left)
        return *m_left;
    m_second.stop();
    m_stop.cancel();
    Leaving left;
    const auto end = std::chrono::steady_clock::now() + kKeepPatience;
    for (const Keeper *keeper : {&m_keepSettings, &m_keepAdded}) {
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
    const QString configDir = m_parts.configDir;
    const QString file = m_parts.catalogueFile;
    m_background.run([configDir, file] { return catalog::loadCatalogue(configDir, file); },
                     [this](const catalog::LoadedCatalogue &loaded) { takeCatalogue(loaded); });
    check();
    m_second.start();
}

void Workbench::takeCatalogue(const catalog::LoadedCatalogue &loaded)
{
    m_catalogue = loaded.catalogue;
    m_tree.setCatalogue(m_catalogue, m_parts.hub, m_extra);
    m_queue.restore(true);
    if (!loaded.refused.isEmpty())
        Q_EMIT catalogueRefused(loaded.refused);
    const QString cache = factCache();
    m_background.run([cache, hub = m_parts.hub] { return hub::cachedFacts(cache, hub); },
                     [this](const QList<hub::ModelFacts> &facts) { m_tree.setFacts(facts); });
    rescan();
    Q_EMIT catalogueLoaded();
}

void Workbench::rescan()
{
    if (std::exchange(m_scanning, true)) {
        m_scanAgain = true;
        return;
    }
    QStringList paths;
    m_tree.visit([&](const ModelRow &row) { paths.append(row.key); });
    QStringList ended;
    for (const QString &key : m_queue.keys()) {
        if (m_queue.job(key)->state == JobState::Installed)
            ended.append(key);
    }
    const auto work = [library = m_parts.library, paths, stop = m_stop] {
        return library::scanLibrary(library, paths, stop);
    };
    const auto done = [this, ended, place = m_place](const Result<library::LibraryContents> &contents) {
        if (place != m_place)
            return;
        m_scanning = false;
        if (std::exchange(m_scanAgain, false))
            return rescan();
        if (contents)
            takeContents(*contents, ended);
        else
            Q_EMIT scanFailed(contents.error());
        lookAtSpace();
    };
    m_background.run(work, done);
}

void Workbench::takeContents(const library::LibraryContents &contents, const QStringList &endedBefore)
{
    m_disk.models = contents.modelBytes;
    m_tree.setContents(contents);
    // The disk has the last word: what was installed may have been deleted since, or be in another library.
    for (const QString &key : endedBefore) {
        const std::optional<job::JobSnapshot> job = m_queue.job(key);
        const library::OnDisk now = contents.models.value(key).state;
        const bool isThere = now == library::OnDisk::Here || now == library::OnDisk::HereUnverified;
        if (job && job->state == JobState::Installed && !isThere)
            m_queue.forget(key);
    }
    Q_EMIT scanned(contents.unreadable);
}

void Workbench::lookAtSpace()
{
    if (std::exchange(m_lookingAtSpace, true))
        return;
    m_lookedAtMs = clock().steadyMs();
    QStringList active;
    m_tree.visit([&](const ModelRow &row) {
        if (isActive(row))
            active.append(row.key);
    });
    const auto work = [library = m_parts.library, active] { return lookAt(library, active); };
    m_background.run(work, [this, place = m_place](const SpaceFound &found) {
        if (place != m_place)
            return;
        m_lookingAtSpace = false;
        if (!found.space)
            return;
        m_disk.total = found.space->total;
        m_disk.available = found.space->available;
        m_disk.reserve = store::reserveOf(*found.space);
        m_tree.setAllocated(found.allocated);
        m_tree.setRoom(m_disk.available - m_disk.reserve);
        Q_EMIT figuresChanged();
    });
}

bool Workbench::libraryAnswers() const
{
    return m_disk.total > 0 && (!m_lookingAtSpace || clock().steadyMs() - m_lookedAtMs < kAnswerMs);
}

void Workbench::check()
{
    m_checks.run({.client = &m_parts.services.client,
                  .environment = m_parts.environment,
                  .library = m_parts.library,
                  .hub = m_parts.hub,
                  .dataHosts = prerequisites::knownDataHosts(m_parts.hub),
                  .configDir = m_parts.services.configDir});
}

DiskFigures Workbench::figures() const
{
    DiskFigures figures = m_disk;
    figures.running = bytesToTake();
    figures.selected = m_tree.sums().claimedToWrite.value();
    return figures;
}

qint64 Workbench::bytesLeft() const
{
    return m_tree.sums().activeMissing.value();
}

// What partials have been given already is not free any more.
qint64 Workbench::bytesToTake() const
{
    return m_tree.sums().activeToWrite.value();
}

std::optional<qint64> Workbench::room() const
{
    if (m_disk.total == 0)
        return {};
    const qint64 available = std::max<qint64>(m_disk.available - bytesToTake(), 0);
    return std::max<qint64>(available - store::reserveOf({.total = m_disk.total, .available = available}), 0);
}

QStringList Workbench::selectedKeys() const
{
    QStringList keys;
    m_tree.visit([&](const ModelRow &row) {
        if (row.ticked && isWanted(row))
            keys.append(row.key);
    });
    return keys;
}

QStringList Workbench::missingKeys() const
{
    QStringList keys;
    m_tree.visit([&](const ModelRow &row) {
        if (isWanted(row))
            keys.append(row.key);
    });
    return keys;
}

DownloadPlan Workbench::plan(const QStringList &keys) const
{
    DownloadPlan plan{.keys = keys};
    const QString volume = u"library"_s; // all go to one
    QList<session::SpaceDemand> demands;
    for (const QString &key : keys) {
        const ModelRow *row = m_tree.row(key);
        if (!row)
            continue;
        plan.bytes = base::addBytes(plan.bytes, bytesMissing(*row));
        demands.append({.key = key, .volume = volume, .bytesMissing = bytesToWrite(*row)});
    }
    const qint64 available = std::max<qint64>(m_disk.available - bytesToTake(), 0);
    const session::SpacePlan space =
        session::planSpace(demands, {{.volume = volume, .total = m_disk.total, .available = available}});
    const bool unknown = m_disk.total == 0; // the disk has not answered: the job looks again
    plan.fitting = unknown ? keys : space.fits;
    plan.bytesToWrite = space.bytesNeeded;
    plan.available = space.bytesAvailable;
    if (m_lastRate > 0)
        plan.timeMs = queue::millisecondsFor(plan.bytes, m_lastRate);
    return plan;
}

} // namespace weightyard::ui
