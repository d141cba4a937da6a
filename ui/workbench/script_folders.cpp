#include "ui/workbench/script_folders.h"

#include "base/config_layout.h"
#include "session/kept_scripts.h"

#include <QDir>

namespace weightyard::ui {

using namespace Qt::Literals::StringLiterals;
using base::Result;
using session::ScriptModel;
using session::ScriptModels;

namespace {

QString keyOf(const ScriptModel &model)
{
    return QDir::cleanPath(model.script.folder);
}

ModelRow rowOf(const ScriptModel &model)
{
    ModelRow row;
    static_cast<session::KnownModel &>(row) = model.model;
    row.key = keyOf(model);
    row.disk.modelPath = model.script.location.modelPath;
    return row;
}

} // namespace

ScriptFolders::ScriptFolders(const CareParts &parts, QObject *parent) : QObject(parent), m_parts(parts)
{
    m_parts.downloads.setFolderRequests([this](const QString &key) { return requestFor(key); });
}

session::ScriptView ScriptFolders::view() const
{
    const QString &configDir = m_parts.services.configDir;
    return {.configDir = configDir,
            .factsFile = base::ConfigLayout(configDir).facts(),
            .hub = m_parts.services.hub};
}

ScriptFolders::Look ScriptFolders::lookAt(const catalog::Catalogue &catalogue,
                                          const session::ScriptView &view, const base::CancelToken &cancel)
{
    const session::KeptScriptsListing kept = session::keptScripts(view.configDir);
    Look look{.errors = kept.unreadable};
    for (const session::KeptScripts &folder : kept.folders) {
        look.folders.append({.root = folder.root, .name = folder.name});
        Result<ScriptModels> models =
            session::reopenScripts(folder.root, folder.paths, catalogue, view, cancel);
        if (!models) {
            look.errors.append(models.error());
            continue;
        }
        models->name = folder.name;
        look.models.append(*models);
    }
    return look;
}

void ScriptFolders::refresh()
{
    if (std::exchange(m_looking, true)) {
        m_lookAgain = true;
        return;
    }
    const auto work = [catalogue = m_parts.offer.catalogue(), view = view(), stop = m_stop] {
        return lookAt(catalogue, view, stop);
    };
    m_parts.background.run(work, [this](const Look &look) {
        m_looking = false;
        if (std::exchange(m_lookAgain, false))
            return refresh();
        if (!m_stop.isCancelled())
            take(look);
    });
}

void ScriptFolders::take(const Look &look)
{
    QStringList before = m_models.keys();
    m_models.clear();
    QList<Family> families;
    for (const ScriptModels &models : look.models) {
        for (const QString &name : models.families) {
            Family family{.name = u"%1 · %2"_s.arg(models.name, name), .ofFolder = true};
            for (const ScriptModel &model : models.models) {
                if (model.model.entry.family != name || m_models.contains(keyOf(model)))
                    continue; // a folder that two scripts fill is one row
                m_models.insert(keyOf(model), model);
                family.rows.append(rowOf(model));
            }
            if (!family.rows.isEmpty())
                families.append(family);
        }
    }
    m_parts.tree.setFolders(families);
    QStringList now = m_models.keys();
    before.sort();
    now.sort();
    if (std::exchange(m_folders, look.folders) != look.folders || before != now)
        Q_EMIT changed();
    if (!before.isEmpty() || !now.isEmpty())
        Q_EMIT looked();
    if (m_models.contains(m_opened))
        Q_EMIT opened(std::exchange(m_opened, {}));
    for (const base::Error &error : look.errors) {
        const QString text = base::describe(error);
        if (!m_told.contains(text)) {
            m_told.append(text);
            Q_EMIT notRead(error);
        }
    }
}

void ScriptFolders::open(const QString &folder, std::function<void(const Result<ScriptModels> &)> done)
{
    const auto work = [folder, catalogue = m_parts.offer.catalogue(), view = view(),
                       stop = m_stop]() -> Result<ScriptModels> {
        Result<ScriptModels> models = session::openScripts(folder, catalogue, view, stop);
        if (!models)
            return models;
        const Result<QString> name = session::keepScripts(view.configDir, *models);
        if (!name)
            return base::fail(name.error());
        models->name = *name;
        return models;
    };
    m_parts.background.run(work, [this, done = std::move(done)](const Result<ScriptModels> &models) {
        if (models) {
            m_opened = models->models.isEmpty() ? QString() : keyOf(models->models.first());
            refresh();
        }
        done(models);
    });
}

void ScriptFolders::close(const OpenFolder &folder, std::function<void(const Result<QString> &)> done)
{
    const auto work = [folder, configDir = m_parts.services.configDir] {
        return session::closeScripts(configDir, folder.root, folder.name);
    };
    m_parts.background.run(work, [this, done = std::move(done)](const Result<QString> &closed) {
        refresh();
        done(closed);
    });
}

std::optional<job::DownloadRequest> ScriptFolders::requestFor(const QString &key) const
{
    const auto model = m_models.constFind(key);
    if (model == m_models.cend())
        return {};
    return session::scriptRequest(*model, {.library = m_parts.library.library(), .into = {}, .revision = {}},
                                  m_parts.settings);
}

void ScriptFolders::stop()
{
    m_stop.cancel();
}

} // namespace weightyard::ui
