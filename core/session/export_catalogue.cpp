#include "session/export_catalogue.h"

#include "base/error_code.h"
#include "base/redact.h"
#include "catalog/catalogue_parser.h"
#include "job/remote_session.h"
#include "library/picked_files.h"
#include "platform/file_io.h"
#include "platform/file_names.h"
#include "scripts/script_file.h"
#include "session/added_models.h"
#include "session/model_look.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>
#include <algorithm>

namespace weightyard::session {

using namespace Qt::Literals::StringLiterals;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

constexpr qint64 kLargestExport = 16LL * 1024 * 1024;
constexpr quint32 kFileMode = 0666;

// What git's own ls-remote would say.
Result<QString> commitAtHost(const catalog::ModelLocation &location, const job::JobServices &services,
                             const base::CancelToken &cancel)
{
    const Result<git::RemoteTip> tip = job::tipAtHost(location, location.revision, services, cancel);
    if (!tip)
        return fail(tip.error());
    if (tip->commit.isEmpty())
        return fail(ErrorKind::NotFound, base::Cause(ErrorCode::NoCommits, location.revision),
                    {.url = base::redacted(location.url)});
    return tip->commit;
}

// What was chosen in several steps that no one wish says is these files: the commit is pinned.
base::PickWish pickOf(const store::Record &record)
{
    if (record.picks.size() < 2)
        return record.picks.value(0);
    base::PickWish wish;
    for (const store::RecordFile &file : record.files)
        wish.paths.append(file.path);
    return wish;
}

// What is asked for, as what is here was chosen.
bool isAsked(const store::Record &record, const base::PickWish &pick)
{
    return pick.isWhole() || (record.picks.size() == 1 && record.picks.first() == pick);
}

// A choice that hits, with its commit: the variants there have the same names wherever it is read.
Result<void> chooseAtHost(catalog::ModelEntry &entry, catalog::ModelLocation location, const QString &commit,
                          const job::JobServices &services, const base::CancelToken &cancel)
{
    if (!commit.isEmpty())
        location.revision = commit;
    const Result<ModelLook> look =
        lookAtModel(location, location.revision, services, services.hub, {}, cancel);
    if (!look)
        return fail(look.error());
    location = look->settled.value_or(location);
    const QList<hub::HubFile> &files = look->details.files;
    const hub::Pick pick = hub::pickFiles(location.pick, files, look->variants);
    if (const Result<void> hits = library::checkPick(pick, files, look->variants); !hits)
        return hits;
    if (pick.paths.isEmpty())
        return fail(ErrorKind::Usage, ErrorCode::NothingChosen);
    entry.revision = look->details.model.commit;
    entry.pick = location.pick;
    entry.pick.variants = pick.variants;
    entry.bytes = pick.bytes;
    entry.exact = true;
    return {};
}

QJsonObject toJson(const catalog::ModelEntry &entry)
{
    QJsonObject json{{u"id"_s, entry.id},
                     {u"family"_s, entry.family},
                     {u"name"_s, entry.name},
                     {u"revision"_s, entry.revision}};
    const std::pair<QString, QString> texts[] = {{u"url"_s, entry.url},
                                                 {u"parameters"_s, entry.parameters},
                                                 {u"quantization"_s, entry.quantization},
                                                 {u"licence"_s, entry.licence}};
    for (const auto &[key, text] : texts) {
        if (!text.isEmpty())
            json.insert(key, text);
    }
    if (!entry.pick.isWhole())
        json.insert(u"pick"_s, base::toJson(entry.pick));
    if (entry.bytes > 0)
        json.insert(u"bytes"_s, entry.bytes);
    const std::pair<QString, bool> flags[] = {
        {u"exact"_s, entry.exact && entry.bytes > 0}, {u"gated"_s, entry.gated}, {u"extra"_s, entry.extra}};
    for (const auto &[key, flag] : flags) {
        if (flag)
            json.insert(key, true);
    }
    return json;
}

} // namespace

Result<PinnedModel> pinnedModel(const NamedModel &model, const InstalledModels &installed,
                                const job::JobServices &services, const base::CancelToken &cancel)
{
    PinnedModel pinned{.entry = model.entry};
    catalog::ModelEntry &entry = pinned.entry;
    entry.id = catalogueId(model.location.modelPath);
    entry.url = model.location.onHub ? QString() : model.location.url.toString(QUrl::FullyEncoded);
    if (entry.family.isEmpty())
        entry.family = u"Other"_s;
    if (entry.name.isEmpty())
        entry.name = model.location.modelPath.section(u'/', -1);
    entry.extra = false; // "--all" shall mean it
    const library::InstalledModel *here =
        installedVersion(installed, model.location.modelPath, model.location.revision);
    const base::PickWish &wish = model.location.pick;
    if (!wish.isWhole() && (here == nullptr || !isAsked(here->record, wish))) {
        const QString commit = here != nullptr ? here->record.commit : QString();
        const Result<void> chosen = chooseAtHost(entry, model.location, commit, services, cancel);
        return chosen ? Result<PinnedModel>(pinned) : fail(chosen.error());
    }
    if (here != nullptr) {
        entry.revision = here->record.commit;
        entry.bytes = here->record.bytes();
        entry.pick = pickOf(here->record);
        entry.exact = true;
        pinned.isInstalled = true;
        return pinned;
    }
    const Result<QString> commit = commitAtHost(model.location, services, cancel);
    if (!commit)
        return fail(commit.error());
    entry.revision = *commit;
    return pinned;
}

QByteArray pinnedCatalogue(const QList<PinnedModel> &models)
{
    QJsonArray list;
    QStringList families;
    for (const PinnedModel &model : models) {
        list.append(toJson(model.entry));
        if (!families.contains(model.entry.family))
            families.append(model.entry.family);
    }
    return QJsonDocument(QJsonObject{{u"version"_s, 1},
                                     {u"alone"_s, true},
                                     {u"families"_s, QJsonArray::fromStringList(families)},
                                     {u"models"_s, list}})
        .toJson();
}

Result<void> writePinnedCatalogue(const QString &file, const QByteArray &json)
{
    if (const auto made = catalog::parseCatalogue(json, file); !made)
        return fail(made.error());
    const QString folder = QFileInfo(file).absolutePath();
    if (const std::optional<platform::FileState> state = platform::stateOf(file)) {
        const auto there = platform::readWhole(file, kLargestExport);
        const bool isText = state->kind == platform::FileState::Kind::File && there && *there;
        const auto old = isText ? catalog::parseCatalogue(**there, file)
                                : fail(ErrorKind::Conflict, ErrorCode::NotReplacedCatalogue);
        if (!old && old.error().context.reason == base::ErrorReason::NewerFile)
            return fail(old.error());
        if (!old)
            return fail(ErrorKind::Conflict, ErrorCode::NotReplacedCatalogue, {.path = file});
    }
    if (const Result<void> made = platform::makeFolder(folder); !made)
        return made;
    const Result<quint32> allowed = platform::defaultPermissions(folder);
    if (allowed)
        return scripts::writeScript(file, json, kFileMode & *allowed);
    base::Error error = allowed.error();
    error.context.path = file; // which cannot be written there
    return fail(error);
}

} // namespace weightyard::session
