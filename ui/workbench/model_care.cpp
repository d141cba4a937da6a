#include "ui/workbench/model_care.h"

#include "base/error_code.h"
#include "session/go_back.h"
#include "session/installed_choice.h"
#include "session/repair_models.h"

#include <algorithm>

namespace weightyard::ui {

using base::fail;
using base::Result;
using library::InstalledModel;

namespace {

constexpr qsizetype kListed = 200; // as many files as a download tells of
constexpr int kTickMs = 200;
constexpr auto kScope = session::RepairScope::Ours; // to replace what is the user's takes a word of its own

RowDamage damageOf(const library::ModelVerdict &verdict, const QStringList &broken)
{
    RowDamage damage{.files = static_cast<int>(broken.size()),
                     .bytes = session::bytesToRepair(verdict, kScope)};
    for (const QString &path : broken.first(std::min(broken.size(), kListed))) {
        const auto &files = verdict.record.files;
        const auto file = std::find_if(files.cbegin(), files.cend(),
                                       [&](const store::RecordFile &one) { return one.path == path; });
        const qint64 size = file == files.cend() ? 0 : file->size;
        const bool isDamaged = verdict.damaged.contains(path);
        damage.list.append({.path = path, .size = size, .here = isDamaged ? size : 0, .damaged = isDamaged});
    }
    return damage;
}

Result<library::ShareOutcome> shareIn(const QString &folder, const QStringList &libraries,
                                      const job::JobServices &services, library::ForeignTool tool,
                                      const library::PlacingWish &placing, const base::CancelToken &cancel)
{
    const Result<session::SharePlace> place =
        session::sharePlace(tool, services.environment, services.configDir);
    if (!place)
        return fail(place.error());
    const Result<InstalledModel> model = session::installedAt(folder, libraries, services.configDir);
    if (!model)
        return fail(model.error());
    const auto where = session::placeOf(*model, libraries.first(), services.configDir);
    return where ? session::share(*model, *where, *place, placing, false, services.locks, cancel)
                 : fail(where.error());
}

} // namespace

ModelCare::ModelCare(const CareParts &parts, QObject *parent) : QObject(parent), m_parts(parts)
{
    m_tick.setInterval(kTickMs);
    connect(&m_tick, &QTimer::timeout, this, &ModelCare::showProgress);
}

std::optional<ModelCare::Run> ModelCare::begin(const QString &key, RowWork::Kind kind)
{
    if (m_runs.contains(key) || !m_parts.tree.row(key))
        return {};
    const Run run{.kind = kind};
    m_runs.insert(key, run);
    m_parts.tree.setWork(key, RowWork{.kind = kind});
    m_tick.start();
    return run;
}

void ModelCare::end(const QString &key)
{
    const Run ended = m_runs.take(key);
    m_parts.tree.setWork(key, {});
    if (m_runs.isEmpty())
        m_tick.stop();
    if (!ended.hasTurn)
        return;
    m_atWork.remove(ended.kind);
    for (qsizetype i = 0; i < m_waiting.size(); ++i) {
        const auto next = m_runs.constFind(m_waiting[i]);
        if (next != m_runs.cend() && next->kind == ended.kind)
            return takeTurn(m_waiting.takeAt(i));
    }
}

// One at a time: each takes all cores or a disk's whole rate.
void ModelCare::inTurn(const QString &key, const std::function<void()> &start)
{
    Run &run = m_runs[key];
    run.start = start;
    if (!m_atWork.contains(run.kind))
        takeTurn(key);
    else
        m_waiting.append(key);
}

void ModelCare::takeTurn(const QString &key)
{
    Run &run = m_runs[key];
    run.hasTurn = !m_atWork.contains(run.kind); // what is stopped while it waits goes without
    m_atWork.insert(run.kind);
    const auto start = std::exchange(run.start, {});
    start();
}

void ModelCare::showProgress()
{
    for (auto run = m_runs.cbegin(); run != m_runs.cend(); ++run)
        m_parts.tree.setWork(run.key(), RowWork{.kind = run->kind, .fraction = run->progress->fraction()});
}

void ModelCare::stop(const QString &key)
{
    const auto run = m_runs.constFind(key);
    if (run == m_runs.cend())
        return;
    run->cancel.cancel();
    if (m_waiting.removeAll(key) > 0)
        takeTurn(key); // and ends at once
}

void ModelCare::stopAll()
{
    for (const Run &run : std::as_const(m_runs))
        run.cancel.cancel();
    m_waiting.clear();
}

void ModelCare::verify(const QString &key, Done<session::VerifiedFolder> done)
{
    const std::optional<Run> run = begin(key, RowWork::Kind::Verifying);
    if (!run)
        return;
    const ModelRow row = *m_parts.tree.row(key);
    const auto work = [services = &m_parts.services, libraries = m_parts.library.libraries(),
                       folder = folderOf(row, m_parts.library.library()), name = modelPathOf(row),
                       run = *run] {
        return session::verifyFolder(
            {.libraries = libraries,
             .configDir = services->configDir,
             .names = {name},
             .userConfig = services->userConfig},
            folder, [&](qint64 bytes, qint64 total) { run.progress->set(bytes, total); }, services->locks,
            run.cancel);
    };
    const auto told = [this, key, done = std::move(done)](const Result<session::VerifiedFolder> &found) {
        end(key);
        const QStringList broken = found && found->verdict && !found->verdict->error
                                       ? session::filesToRepair(*found->verdict, kScope)
                                       : QStringList();
        const bool isBad = !broken.isEmpty();
        if (isBad)
            m_verdicts.insert(key, *found->verdict);
        else
            m_verdicts.remove(key);
        std::optional<RowDamage> damage;
        if (isBad)
            damage = damageOf(*found->verdict, broken);
        if (found)
            m_parts.tree.setDamage(key, damage);
        done(found);
        Q_EMIT diskChanged();
    };
    inTurn(key, [this, work, told] { m_parts.background.run(work, told); });
}

void ModelCare::repair(const QString &key, Done<void> done)
{
    const auto verdict = m_verdicts.constFind(key);
    if (verdict == m_verdicts.cend() || isBusy(key))
        return;
    const auto work = [services = &m_parts.services, libraries = m_parts.library.libraries(),
                       settings = m_parts.settings, verdict = *verdict] {
        return session::beginRepairs({verdict}, kScope, settings, libraries.first(), *services);
    };
    m_parts.background.run(work, [this, done = std::move(done)](const session::Repairs &repairs) {
        for (const job::DownloadRequest &request : repairs.requests)
            m_parts.downloads.queue().enqueue(request);
        done(repairs.errors.isEmpty() ? Result<void>() : fail(repairs.errors.first()));
    });
}

void ModelCare::share(const QString &key, library::ForeignTool tool, bool mayCopy,
                      Done<library::ShareOutcome> done)
{
    const std::optional<Run> run = begin(key, RowWork::Kind::Sharing);
    if (!run)
        return;
    const ModelRow &row = *m_parts.tree.row(key);
    const auto work = [services = &m_parts.services, libraries = m_parts.library.libraries(),
                       folder = folderOf(row, m_parts.library.library()), bytes = bytesOf(row), tool, mayCopy,
                       run = *run] {
        const library::PlacingWish placing{
            .mayCopy = mayCopy, .copied = [&](qint64 copied) { run.progress->set(copied, bytes); }};
        return shareIn(folder, libraries, *services, tool, placing, run.cancel);
    };
    const auto told = [this, key, done = std::move(done)](const Result<library::ShareOutcome> &shared) {
        end(key);
        lookAtStandings();
        done(shared);
    };
    inTurn(key, [this, work, told] { m_parts.background.run(work, told); });
}

void ModelCare::unshare(const QString &key, library::ForeignTool tool, Done<library::UnshareOutcome> done)
{
    const std::optional<Run> run = begin(key, RowWork::Kind::Sharing);
    if (!run)
        return;
    const ModelRow &row = *m_parts.tree.row(key);
    const auto work = [services = &m_parts.services, libraries = m_parts.library.libraries(),
                       folder = folderOf(row, m_parts.library.library()), name = modelPathOf(row),
                       tool]() -> Result<library::UnshareOutcome> {
        const auto place = session::sharePlace(tool, services->environment, services->configDir);
        if (!place)
            return fail(place.error());
        const Result<InstalledModel> model = session::installedAt(folder, libraries, services->configDir);
        if (!model && model.error().kind != base::ErrorKind::NotFound)
            return fail(model.error());
        if (!model) // it was deleted since: what is shared is the last copy
            return fail(base::ErrorKind::Conflict, base::ErrorCode::OnlySharedLeft, {.path = folder});
        return session::unshare(name, *place, false, *model);
    };
    const auto told = [this, key, done = std::move(done)](const Result<library::UnshareOutcome> &taken) {
        end(key);
        lookAtStandings();
        done(taken);
    };
    inTurn(key, [this, work, told] { m_parts.background.run(work, told); });
}

void ModelCare::goBack(const QString &key, library::MineOrNew choice, Done<QString> done)
{
    const std::optional<Run> run = begin(key, RowWork::Kind::GoingBack);
    if (!run)
        return;
    const auto work = [services = &m_parts.services, libraries = m_parts.library.libraries(),
                       folder = folderOf(*m_parts.tree.row(key), m_parts.library.library()), choice,
                       run = *run]() -> Result<QString> {
        const Result<InstalledModel> model = session::installedAt(folder, libraries, services->configDir);
        if (!model)
            return fail(model.error());
        const Result<store::Record> now = session::goBack({.model = *model,
                                                           .library = libraries.first(),
                                                           .configDir = services->configDir,
                                                           .choice = choice},
                                                          services->locks, run.cancel);
        return now ? Result<QString>(now->commit) : fail(now.error());
    };
    m_parts.background.run(work, [this, key, done = std::move(done)](const Result<QString> &commit) {
        end(key);
        if (commit)
            m_parts.downloads.queue().forget(key); // its update is history
        Q_EMIT diskChanged();
        done(commit);
    });
}

void ModelCare::lookAtStandings()
{
    const auto work = [libraries = m_parts.library.libraries(), configDir = m_parts.services.configDir,
                       environment = m_parts.services.environment] {
        return session::modelStandings(libraries, configDir, environment);
    };
    m_parts.background.run(
        work, [this](const session::ModelStandings &standings) { m_parts.tree.setStandings(standings); });
}

} // namespace weightyard::ui
