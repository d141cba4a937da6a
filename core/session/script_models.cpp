#include "session/script_models.h"

#include "base/error_code.h"
#include "hub/facts_cache.h"
#include "library/script_folder.h"

#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>
#include <QSet>
#include <algorithm>

namespace weightyard::session {

using namespace Qt::Literals::StringLiterals;
using base::Cause;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;
using scripts::ScriptDownload;
using scripts::ScriptTree;

namespace {

/// Puts a tree and what is known of its models together.
class Maker
{
public:
    Maker(const catalog::Catalogue &catalogue, const ScriptView &view, const base::CancelToken &cancel)
        : m_catalogue(catalogue),
          m_view(view),
          m_cancel(cancel)
    {
        const QList<hub::ModelFacts> cached = hub::cachedFacts(view.factsFile, view.hub);
        for (const hub::ModelFacts &one : cached)
            m_facts.insert(one.modelPath, one);
    }

    Result<ScriptModels> make(const ScriptTree &tree) const;

private:
    ScriptModel modelOf(const ScriptDownload &script) const;
    catalog::ModelEntry entryOf(const ScriptDownload &script) const;

    const catalog::Catalogue &m_catalogue;
    const ScriptView &m_view;
    const base::CancelToken &m_cancel;
    QHash<QString, hub::ModelFacts> m_facts;
};

catalog::ModelEntry Maker::entryOf(const ScriptDownload &script) const
{
    const QString &path = script.location.modelPath;
    const auto known = std::find_if(
        m_catalogue.models.cbegin(), m_catalogue.models.cend(), [&](const catalog::ModelEntry &entry) {
            const Result<catalog::ModelLocation> location = catalog::locationOf(entry, m_view.hub);
            return location && location->modelPath.compare(path, Qt::CaseInsensitive) == 0;
        });
    const base::PickWish &pick = script.location.pick;
    if (known != m_catalogue.models.cend()) {
        catalog::ModelEntry entry = *known;
        entry.bytes = entry.pick == pick ? entry.bytes : 0;
        entry.pick = pick;
        return entry;
    }
    const QString name = path.section(u'/', -1);
    return {.id = path,
            .url = script.location.url.toString(),
            .revision = script.location.revision,
            .family = familyOfName(name, m_catalogue.families),
            .name = script.name.isEmpty() ? name : script.name,
            .pick = pick};
}

ScriptModel Maker::modelOf(const ScriptDownload &script) const
{
    ScriptModel made{.script = script, .model = {.entry = entryOf(script), .facts = {}, .disk = {}}};
    made.model.safe = m_view.safe;
    const QString &path = script.location.modelPath;
    if (const auto facts = m_facts.constFind(path);
        facts != m_facts.cend() && script.location.revision.isEmpty())
        made.model.facts = *facts;
    made.model.disk = library::lookAtScriptFolder({.script = script.script,
                                                   .folder = script.folder,
                                                   .cloneFolder = script.cloneFolder,
                                                   .modelPath = path,
                                                   .pick = script.location.pick},
                                                  m_view.configDir, m_cancel);
    return made;
}

Result<ScriptModels> Maker::make(const ScriptTree &tree) const
{
    ScriptModels all{.root = tree.root,
                     .name = QFileInfo(tree.root).fileName(),
                     .scripts = tree.scripts,
                     .unsure = tree.unsure,
                     .notSeen = tree.notSeen};
    QSet<QString> families;
    for (const ScriptDownload &script : tree.downloads) {
        if (m_cancel.isCancelled())
            return fail(base::cancelledError());
        all.models.append(modelOf(script));
        families.insert(all.models.last().model.entry.family);
    }
    for (const QString &family : m_catalogue.families) {
        if (families.remove(family))
            all.families.append(family);
    }
    QStringList others(families.cbegin(), families.cend());
    others.sort();
    all.families += others;
    return all;
}

// The narrowest meaning that any model has: its id, its name or its folder's, a part of its id.
QList<const ScriptModel *> meantBy(const QString &text, const ScriptModels &models)
{
    const auto is = [&](const QString &one) { return one.compare(text, Qt::CaseInsensitive) == 0; };
    for (const int width : {0, 1, 2}) {
        QList<const ScriptModel *> meant;
        for (const ScriptModel &model : models.models) {
            const QString &path = model.script.location.modelPath;
            const QString below = QDir(models.root).relativeFilePath(model.script.folder);
            const bool isIt = width == 0   ? is(path) || is(model.script.folder) || is(below)
                              : width == 1 ? is(model.model.entry.name) || is(path.section(u'/', -1))
                                                 || is(QFileInfo(model.script.folder).fileName())
                                           : path.contains(text, Qt::CaseInsensitive);
            if (isIt)
                meant.append(&model);
        }
        if (!meant.isEmpty())
            return meant;
    }
    return {};
}

} // namespace

QString familyOfName(const QString &name, const QStringList &families)
{
    for (const QString &family : families) {
        // "Phi" is in "Delphi", too: a short name stands by itself.
        const QString pattern = QRegularExpression::escape(family);
        const QRegularExpression word(family.size() < 4 ? u"(^|[^a-z])%1"_s.arg(pattern) : pattern,
                                      QRegularExpression::CaseInsensitiveOption);
        if (!family.isEmpty() && word.match(name).hasMatch())
            return family;
    }
    return families.contains(u"Other"_s) || families.isEmpty() ? u"Other"_s : families.last();
}

Result<ScriptModels> openScripts(const QString &root, const catalog::Catalogue &catalogue,
                                 const ScriptView &view, const base::CancelToken &cancel)
{
    const Result<ScriptTree> tree = scripts::readScriptTree(root, view.hub, cancel);
    if (!tree)
        return fail(tree.error());
    if (tree->scripts.isEmpty() && tree->unsure.isEmpty()) {
        if (!tree->notSeen.isEmpty())
            return fail(tree->notSeen.first());
        return fail(ErrorKind::NotFound, ErrorCode::NoScripts, {.path = tree->root});
    }
    return Maker(catalogue, view, cancel).make(*tree);
}

Result<ScriptModels> reopenScripts(const QString &root, const QStringList &paths,
                                   const catalog::Catalogue &catalogue, const ScriptView &view,
                                   const base::CancelToken &cancel)
{
    const Result<ScriptTree> tree = scripts::readScripts(root, paths, view.hub);
    return tree ? Maker(catalogue, view, cancel).make(*tree) : fail(tree.error());
}

Result<QList<ScriptModel>> chooseScriptModels(const ModelWish &wish, const ScriptModels &models)
{
    QSet<QString> folders;
    for (const QString &input : wish.texts) {
        QString text = input.trimmed();
        const QList<const ScriptModel *> meant =
            text.isEmpty() ? QList<const ScriptModel *>() : meantBy(text, models);
        QStringList paths;
        for (const ScriptModel *model : meant) {
            folders.insert(model->script.folder);
            if (!paths.contains(model->script.location.modelPath))
                paths.append(model->script.location.modelPath);
        }
        if (paths.isEmpty())
            return fail(ErrorKind::NotFound, Cause(ErrorCode::NoScriptModel, text, models.root));
        if (paths.size() > 1) // one model in several folders is meant in all of them
            return catalog::severalMeant(text, paths);
    }
    for (const QString &family : wish.families) {
        if (!models.families.contains(family, Qt::CaseInsensitive))
            return fail(ErrorKind::Usage,
                        Cause(ErrorCode::NoSuchFamily, family, models.families.join(u", "_s)));
    }
    QList<ScriptModel> chosen;
    std::copy_if(models.models.cbegin(), models.models.cend(), std::back_inserter(chosen),
                 [&](const ScriptModel &model) {
                     return wish.all || folders.contains(model.script.folder)
                            || wish.families.contains(model.model.entry.family, Qt::CaseInsensitive);
                 });
    return chosen;
}

job::DownloadRequest scriptRequest(const ScriptModel &model, const RequestChoice &choice,
                                   const settings::Settings &settings)
{
    RequestChoice chosen = choice;
    chosen.into = model.script.folder;
    chosen.revision.clear();
    chosen.removeGit = choice.removeGit.value_or(model.script.removesHistory);
    job::DownloadRequest request = makeRequest(model.script.location, chosen, settings);
    request.script = model.script.script;
    request.cloneFolder = model.script.cloneFolder;
    return request;
}

} // namespace weightyard::session
