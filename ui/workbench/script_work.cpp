#include "ui/workbench/script_work.h"

#include "session/export_catalogue.h"
#include "session/export_scripts.h"

#include <algorithm>

namespace weightyard::ui {

using base::fail;
using base::Result;

ScriptWork::ScriptWork(const CareParts &parts, QObject *parent) : QObject(parent), m_parts(parts) {}

QList<session::NamedModel> ScriptWork::named(const QStringList &keys) const
{
    QList<session::NamedModel> models;
    for (const QString &key : keys) {
        const ModelRow *row = m_parts.tree.row(key);
        if (!row)
            continue;
        auto location = m_parts.offer.locationOf(*row);
        if (!location)
            continue;
        location->credential.reset(); // for nobody else's machine
        location->revision = row->entry.revision;
        models.append({.entry = row->entry, .location = *location});
    }
    return models;
}

void ScriptWork::lookAtConversion(const QString &root, Done<ConversionLook> done)
{
    const auto work = [root, catalogue = m_parts.offer.catalogue(),
                       stop = m_stop]() -> Result<ConversionLook> {
        const Result<session::ConversionPlan> plan = session::planConversion(root, catalogue, stop);
        if (!plan)
            return fail(plan.error());
        const Result<session::Rollback> back = session::rollBackScripts(root, true);
        return ConversionLook{.plan = *plan, .converted = back ? back->restored.size() : 0};
    };
    m_parts.background.run(work, std::move(done));
}

void ScriptWork::convert(const session::ConversionPlan &plan, Done<void> done)
{
    m_parts.background.run([plan] { return session::convertScripts(plan); }, std::move(done));
}

void ScriptWork::takeBack(const QString &root, Done<session::Rollback> done)
{
    m_parts.background.run([root] { return session::rollBackScripts(root, false); }, std::move(done));
}

void ScriptWork::exportScripts(const QStringList &keys, const QString &folder, Done<ScriptsWritten> done)
{
    const auto work = [models = named(keys), folder, removeGit = m_parts.settings.removeGit,
                       services = &m_parts.services, hub = m_parts.offer.hub(),
                       libraries = m_parts.library.libraries(), stop = m_stop]() -> Result<ScriptsWritten> {
        const session::InstalledModels installed = session::installedModels(libraries, services->configDir);
        QList<session::ScriptOrder> orders;
        for (const session::NamedModel &model : models) {
            const auto order = session::scriptOrder(model, installed, *services, hub, stop);
            if (!order)
                return fail(order.error());
            orders.append(*order);
        }
        const auto scripts = session::planScriptExport(orders, folder, removeGit);
        if (!scripts)
            return fail(scripts.error());
        const Result<void> written = session::writeScripts(scripts->files);
        if (!written)
            return fail(written.error());
        const QList<session::WrittenScript> &files = scripts->files;
        return ScriptsWritten{
            .count = std::count_if(files.cbegin(), files.cend(),
                                   [](const session::WrittenScript &script) { return !script.isThere; }),
            .left = scripts->left};
    };
    m_parts.background.run(work, std::move(done));
}

void ScriptWork::exportCatalogue(const QStringList &keys, const QString &file, Done<qsizetype> done)
{
    const auto work = [models = named(keys), file, services = &m_parts.services,
                       libraries = m_parts.library.libraries(), stop = m_stop]() -> Result<qsizetype> {
        const session::InstalledModels installed = session::installedModels(libraries, services->configDir);
        QList<session::PinnedModel> pinned;
        for (const session::NamedModel &model : models) {
            const auto one = session::pinnedModel(model, installed, *services, stop);
            if (!one)
                return fail(one.error());
            pinned.append(*one);
        }
        const Result<void> written = session::writePinnedCatalogue(file, session::pinnedCatalogue(pinned));
        return written ? Result<qsizetype>(pinned.size()) : fail(written.error());
    };
    m_parts.background.run(work, std::move(done));
}

void ScriptWork::stop()
{
    m_stop.cancel();
}

} // namespace weightyard::ui
