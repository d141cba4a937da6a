#include "ui/workbench/workbench.h"

#include "queue/space_plan.h"
#include "store/space.h"

#include <QtConcurrent>

namespace weightyard::ui {

using namespace Qt::Literals::StringLiterals;
using base::Result;
using queue::JobState;

namespace {

constexpr int kFactRequests = 4; // at once; the Hub's quota for its API is small
constexpr qint64 kFactAgeMs = 24LL * 3600 * 1000;

QString factCache(const QString &configDir)
{
    return configDir + u"/cache/facts.json"_s;
}

queue::QueueOptions queueOptions(const WorkbenchParts &parts)
{
    return {.parallelJobs = parts.settings.jobs, .stateFile = parts.configDir + u"/queue.json"_s};
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
    connect(&m_tree, &ModelTree::ticksChanged, this, &Workbench::figuresChanged);
    connect(&m_tree, &ModelTree::statesChanged, this, &Workbench::figuresChanged);
    m_second.setInterval(1000);
    connect(&m_second, &QTimer::timeout, this, &Workbench::secondPassed);
}

Workbench::~Workbench()
{
    m_stop.cancel();
    m_factPool.clear();
    m_factPool.waitForDone();
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
    const QString cache = factCache(m_parts.configDir);
    m_background.run([cache, hub = m_parts.hub] { return queue::cachedFacts(cache, hub); },
                     [this](const QList<queue::ModelFacts> &facts) { m_tree.setFacts(facts); });
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
    for (const ModelRow &row : m_tree.rows())
        paths.append(row.key);
    const auto work = [library = m_parts.library, paths, stop = m_stop] {
        return queue::scanLibrary(library, paths, stop);
    };
    m_background.run(work, [this, library = m_parts.library](const Result<queue::LibraryContents> &contents) {
        m_scanning = false;
        if (std::exchange(m_scanAgain, false) || library != m_parts.library)
            return rescan();
        if (!contents) {
            Q_EMIT scanFailed(contents.error());
        } else {
            m_disk.models = contents->modelBytes;
            m_tree.setContents(*contents);
        }
        Q_EMIT scanned();
        lookAtSpace();
    });
}

void Workbench::lookAtSpace()
{
    if (std::exchange(m_lookingAtSpace, true))
        return;
    const auto work = [library = m_parts.library] { return store::spaceAt(library); };
    m_background.run(work, [this](const Result<store::VolumeSpace> &space) {
        m_lookingAtSpace = false;
        if (!space)
            return;
        m_disk.total = space->total;
        m_disk.available = space->available;
        m_disk.reserve = store::reserveOf(*space);
        m_tree.setRoom(m_disk.available - m_disk.reserve);
        Q_EMIT figuresChanged();
    });
}

void Workbench::check()
{
    m_checks.run({.client = &m_parts.services.client,
                  .environment = m_parts.environment,
                  .library = m_parts.library,
                  .hub = m_parts.hub,
                  .dataHosts = prerequisites::knownDataHosts(m_parts.hub)});
}

DiskFigures Workbench::figures() const
{
    DiskFigures figures = m_disk;
    for (const ModelRow &row : m_tree.rows()) {
        if (row.ticked || isActive(row))
            figures.selected += bytesMissing(row);
    }
    return figures;
}

qint64 Workbench::bytesLeft() const
{
    qint64 bytes = 0;
    for (const ModelRow &row : m_tree.rows())
        bytes += isActive(row) ? bytesMissing(row) : 0;
    return bytes;
}

QStringList Workbench::selectedKeys() const
{
    QStringList keys;
    for (const ModelRow &row : m_tree.rows()) {
        if (row.ticked && isWanted(row))
            keys.append(row.key);
    }
    return keys;
}

QStringList Workbench::missingKeys() const
{
    QStringList keys;
    for (const ModelRow &row : m_tree.rows()) {
        if (isWanted(row))
            keys.append(row.key);
    }
    return keys;
}

DownloadPlan Workbench::plan(const QStringList &keys) const
{
    DownloadPlan plan{.keys = keys};
    const QString volume = u"library"_s; // all go to one
    QList<queue::SpaceDemand> demands;
    for (const QString &key : keys) {
        if (const ModelRow *row = m_tree.row(key))
            demands.append({.key = key, .volume = volume, .bytesMissing = bytesMissing(*row)});
    }
    const qint64 available = std::max<qint64>(m_disk.available - bytesLeft(), 0);
    const queue::SpacePlan space =
        queue::planSpace(demands, {{.volume = volume, .total = m_disk.total, .available = available}});
    const bool unknown = m_disk.total == 0; // the disk has not answered: the job looks again
    plan.fitting = unknown ? keys : space.fits;
    plan.bytes = space.bytesNeeded;
    plan.available = space.bytesAvailable;
    if (m_lastRate > 0)
        plan.timeMs = static_cast<qint64>(static_cast<double>(plan.bytes) / m_lastRate * 1000);
    return plan;
}

queue::DownloadRequest Workbench::requestFor(const ModelRow &row,
                                             const catalog::ModelLocation &location) const
{
    queue::DownloadRequest request;
    request.location = location;
    request.revision = row.entry.revision;
    request.keepHistory = !m_parts.settings.removeGit;
    request.library = m_parts.library;
    request.transfer.connections = std::min(request.transfer.connections, m_parts.settings.connections);
    return request;
}

void Workbench::download(const QStringList &keys)
{
    for (const QString &key : keys) {
        const ModelRow *row = m_tree.row(key);
        if (!row)
            continue;
        if (row->job && row->job->state == JobState::Paused)
            m_queue.resume(key);
        else if (const auto location = catalog::locationOf(row->entry, m_parts.hub))
            m_queue.enqueue(requestFor(*row, *location));
    }
    updateOrder();
    Q_EMIT totalsChanged(false);
}

Result<QString> Workbench::add(const QString &text)
{
    if (const auto known = catalog::findModel(m_catalogue, text)) {
        if (known->extra)
            setExtra(true);
        const auto location = catalog::locationOf(*known, m_parts.hub);
        return location ? Result<QString>(location->modelPath) : base::fail(location.error());
    }
    const auto location = catalog::parseModelLocation(text, m_parts.hub);
    if (!location)
        return base::fail(location.error());
    catalog::ModelEntry entry{.id = location->modelPath,
                              .url = location->url.toString(),
                              .revision = location->revision,
                              .family = {},
                              .name = location->modelPath.section(u'/', -1)};
    const QString key = m_tree.addEntry(entry, location->modelPath);
    rescan();
    if (location->onHub)
        askHub({key});
    return key;
}

void Workbench::askHub(const QStringList &keys)
{
    for (const QString &key : keys) {
        const ModelRow *row = m_tree.row(key);
        const auto location = row ? catalog::locationOf(row->entry, m_parts.hub)
                                  : Result<catalog::ModelLocation>(base::fail(base::cancelledError()));
        if (!location || !location->onHub)
            continue;
        askFor(*location, row->entry.revision, this, [this, key](const Result<queue::ModelFacts> &facts) {
            if (facts)
                m_tree.setFacts({*facts});
            else
                Q_EMIT factsFailed(key, facts.error());
        });
    }
}

void Workbench::askFor(const catalog::ModelLocation &location, const QString &revision, QObject *context,
                       FactsDone done)
{
    const queue::FactServices services{.client = m_parts.services.client,
                                       .credentials = m_parts.services.credentials,
                                       .clock = m_parts.services.clock,
                                       .hub = m_parts.hub,
                                       .cacheFile = factCache(m_parts.configDir)};
    const auto ask = [location, revision, services, stop = m_stop] {
        return queue::modelFacts(location, revision, services, kFactAgeMs, stop);
    };
    auto *watcher = new QFutureWatcher<Result<queue::ModelFacts>>(this);
    connect(watcher, &QFutureWatcherBase::finished, watcher, &QObject::deleteLater);
    connect(watcher, &QFutureWatcherBase::finished, context, [watcher, done = std::move(done)] {
        if (watcher->future().resultCount() > 0)
            done(watcher->result());
    });
    watcher->setFuture(QtConcurrent::run(&m_factPool, ask));
}

Result<catalog::ModelLocation> Workbench::lookUp(const QString &text, QObject *context, FactsDone done)
{
    const auto known = catalog::findModel(m_catalogue, text);
    const auto location =
        known ? catalog::locationOf(*known, m_parts.hub) : catalog::parseModelLocation(text, m_parts.hub);
    if (location && location->onHub)
        askFor(*location, location->revision, context, std::move(done));
    return location;
}

} // namespace weightyard::ui
