#include "session/find_foreign.h"

#include "base/error_code.h"
#include "job/commit_look.h"
#include "session/installed_choice.h"

#include <QFileInfo>
#include <QHash>
#include <algorithm>

namespace weightyard::session {

using namespace Qt::Literals::StringLiterals;
using base::Cause;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;
using library::ForeignModel;
using library::ForeignTool;

namespace {

FindAction actionFor(const ForeignModel &model)
{
    if (model.repo.isEmpty())
        return FindAction::None;
    return model.tool == ForeignTool::LmStudio   ? FindAction::InPlace
           : model.tool == ForeignTool::HubCache ? FindAction::Copy
                                                 : FindAction::None;
}

bool isIn(const QString &folder, const QString &place)
{
    const QString real = QFileInfo(place).canonicalFilePath();
    return !real.isEmpty() && (folder == real || folder.startsWith(real + u'/'));
}

} // namespace

QList<ForeignFind> findForeignModels(const AdoptServices &services, const base::CancelToken &cancel)
{
    const QList<library::InstalledModel> ours =
        installedModels(QStringList{services.library} + services.jobs.libraries, services.jobs.configDir)
            .models;
    QList<ForeignFind> found;
    const QList<ForeignModel> all =
        library::foreignModels(library::foreignPlaces(services.jobs.environment), cancel);
    for (const ForeignModel &model : all) {
        const auto same = std::find_if(found.begin(), found.end(), [&](const ForeignFind &one) {
            return !model.repo.isEmpty() && one.model.tool == model.tool && one.model.repo == model.repo;
        });
        if (same != found.end()) {
            if (same->model.refs.isEmpty() && !model.refs.isEmpty())
                same->model = model;
            continue;
        }
        const bool isHere = std::any_of(ours.cbegin(), ours.cend(), [&](const library::InstalledModel &one) {
            return one.record.modelPath.compare(model.repo, Qt::CaseInsensitive) == 0;
        });
        found.append({.model = model, .action = actionFor(model), .isHere = isHere});
    }
    return found;
}

Result<QString> commitToCopy(const ForeignFind &found, const AdoptServices &services,
                             const base::CancelToken &cancel)
{
    const auto location = catalog::parseModelLocation(found.model.repo, services.jobs.hub);
    if (!location)
        return fail(location.error());
    const auto look = job::lookAtCommit(*location, found.model.commit, false, services.jobs, cancel);
    if (!look)
        return fail(look.error());
    QHash<QString, qint64> sizes;
    for (const library::ForeignFile &file : found.model.files)
        sizes.insert(file.path, file.size);
    for (const store::RecordFile &file : look->files.files) {
        if (file.oid && file.size > 0 && sizes.value(file.path, -1) != file.size)
            return fail(ErrorKind::Conflict, Cause(ErrorCode::UnfinishedCopy, file.path),
                        {.path = found.model.folder});
    }
    return look->revision.commit;
}

std::optional<ForeignTool> foreignToolOf(const QString &folder, const base::Environment &environment)
{
    const library::ForeignPlaces places = library::foreignPlaces(environment);
    const QString real = QFileInfo(folder).canonicalFilePath();
    const auto isInOneOf = [&](const QStringList &folders) {
        return std::any_of(folders.cbegin(), folders.cend(),
                           [&](const QString &place) { return isIn(real, place); });
    };
    if (isIn(real, places.hubCache))
        return ForeignTool::HubCache;
    if (isIn(real, places.lmStudio))
        return ForeignTool::LmStudio;
    if (isInOneOf(places.ollama))
        return ForeignTool::Ollama;
    return isInOneOf(places.jan) ? std::optional(ForeignTool::Jan) : std::nullopt;
}

QString foreignToolTitle(ForeignTool tool)
{
    switch (tool) {
    case ForeignTool::HubCache:
        return u"huggingface_hub"_s;
    case ForeignTool::LmStudio:
        return u"LM Studio"_s;
    case ForeignTool::Ollama:
        return u"Ollama"_s;
    case ForeignTool::Jan:
        return u"Jan"_s;
    }
    Q_UNREACHABLE();
}

} // namespace weightyard::session
