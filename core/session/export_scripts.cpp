#include "session/export_scripts.h"

#include "base/error_code.h"
#include "library/picked_files.h"
#include "platform/file_io.h"
#include "platform/file_names.h"
#include "scripts/script_file.h"
#include "scripts/script_reader.h"
#include "scripts/script_writer.h"
#include "store/path_rules.h"

#include <QDir>
#include <QFileInfo>
#include <QHash>
#include <QRegularExpression>

namespace weightyard::session {

using namespace Qt::Literals::StringLiterals;
using base::Cause;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

constexpr quint32 kScriptMode = 0755;

// Looks at what is in the way.
Result<WrittenScript> planned(const QString &path, const QString &modelPath, const QByteArray &text)
{
    WrittenScript script{.path = path, .modelPath = modelPath, .text = text};
    const std::optional<platform::FileState> state = platform::stateOf(path);
    if (!state)
        return script;
    if (state->kind != platform::FileState::Kind::File)
        return fail(ErrorKind::Conflict, ErrorCode::NotWrittenByUs, {.path = path});
    const Result<std::optional<QByteArray>> there = platform::readWhole(path, scripts::kLongestScript);
    if (!there)
        return fail(ErrorKind::Conflict, ErrorCode::NotWrittenByUs, {.path = path});
    script.isThere = *there == text;
    if (script.isThere)
        return script;
    switch (scripts::authorOf(there->value_or(QByteArray()))) {
    case scripts::Author::Us:
        return script;
    case scripts::Author::UsThenOther:
        return fail(ErrorKind::Conflict, ErrorCode::ScriptEdited, {.path = path});
    case scripts::Author::Other:
        break;
    }
    return fail(ErrorKind::Conflict, ErrorCode::NotWrittenByUs, {.path = path});
}

bool isCommitId(const QString &text)
{
    static const QRegularExpression commit(u"^[0-9a-f]{40}$"_s);
    return commit.match(text).hasMatch();
}

scripts::ScriptValues valuesOf(const ScriptOrder &order, bool removeGit)
{
    const NamedModel &model = order.model;
    const QString &revision = model.location.revision;
    const bool isCommit = isCommitId(revision);
    return {.name = model.entry.name.isEmpty() ? model.location.modelPath : model.entry.name,
            .url = model.location.url.toString(QUrl::FullyEncoded),
            .endpoint = model.location.onHub ? scripts::endpointOf(model.location) : QString(),
            .revision = isCommit ? QString() : revision,
            .commit = !order.commit.isEmpty() ? order.commit
                      : isCommit              ? revision
                                              : QString(),
            .folder = u"."_s,
            .removesHistory = removeGit,
            .files = order.files};
}

// The files of a record, if they are what the model is asked for with.
bool isChoice(const store::Record &record, const base::PickWish &pick)
{
    return pick.isWhole() || (record.picks.size() == 1 && record.picks.first() == pick);
}

Result<ScriptOrder> chosenAtHost(ScriptOrder order, const job::JobServices &services, const QUrl &hub,
                                 const base::CancelToken &cancel)
{
    catalog::ModelLocation &location = order.model.location;
    const Result<ModelLook> look = lookAtModel(location, {}, services, hub, {}, cancel);
    if (!look)
        return fail(look.error());
    location = look->settled.value_or(location);
    const QList<hub::HubFile> &files = look->details.files;
    const hub::Pick pick = hub::pickFiles(location.pick, files, look->variants);
    if (const Result<void> hits = library::checkPick(pick, files, look->variants); !hits)
        return fail(hits.error());
    if (pick.paths.isEmpty())
        return fail(ErrorKind::Usage, ErrorCode::NothingChosen);
    order.files = library::withAttributes(pick.paths, files);
    order.commit = look->details.model.commit;
    return order;
}

Result<ScriptOrder> checkedOrder(const Result<ScriptOrder> &order)
{
    if (!order)
        return order;
    for (const QString &path : order->files) {
        if (!store::isTreePath(path))
            return fail(ErrorKind::Unsafe, Cause(ErrorCode::NotPartOfPath, path));
    }
    if (!isCommitId(order->commit))
        return fail(ErrorKind::Protocol, Cause(ErrorCode::NotObjectId, order->commit));
    return order;
}

} // namespace

Result<ScriptOrder> scriptOrder(const NamedModel &model, const InstalledModels &installed,
                                const job::JobServices &services, const QUrl &hub,
                                const base::CancelToken &cancel)
{
    ScriptOrder order{.model = model};
    const catalog::ModelLocation &location = model.location;
    const library::InstalledModel *here = installedVersion(installed, location.modelPath, location.revision);
    if (here != nullptr && !here->record.picks.isEmpty() && isChoice(here->record, location.pick)) {
        for (const store::RecordFile &file : here->record.files)
            order.files.append(file.path);
        order.commit = here->record.commit;
        return checkedOrder(order);
    }
    return location.pick.isWhole() ? order : checkedOrder(chosenAtHost(order, services, hub, cancel));
}

Result<ScriptExport> planScriptExport(const QList<ScriptOrder> &orders, const QString &folder, bool removeGit)
{
    const QFileInfo info(folder);
    if (info.exists() && !info.isDir())
        return fail(ErrorKind::Conflict, ErrorCode::FileForFolder, {.path = folder});
    ScriptExport all;
    QHash<QString, QString> seen;
    const auto add = [&](const Result<WrittenScript> &script) {
        if (script)
            all.files.append(*script);
        else
            all.left.append(script.error());
    };
    for (const ScriptOrder &order : orders) {
        const QString &path = order.model.location.modelPath;
        if (const QString other = seen.value(path.toLower()); !other.isEmpty())
            return fail(ErrorKind::Usage, Cause(ErrorCode::ExportTwice, other, path));
        seen.insert(path.toLower(), path);
        const Result<QByteArray> text = scripts::modelScript(valuesOf(order, removeGit));
        if (!text)
            return fail(text.error());
        add(planned(folder + u'/' + path + u"/download.sh"_s, path, *text));
    }
    for (const auto &[name, text] : {std::pair(u"download-all-models.sh"_s, scripts::allScript()),
                                     std::pair(u"download-template.sh"_s, scripts::templateScript())}) {
        add(planned(folder + u'/' + name, {}, text));
    }
    return all;
}

Result<void> writeScripts(const QList<WrittenScript> &written)
{
    for (const WrittenScript &script : written) {
        if (script.isThere)
            continue;
        const QString folder = QFileInfo(script.path).absolutePath();
        if (const Result<void> made = platform::makeFolderDurably(folder); !made)
            return made;
        const Result<quint32> allowed = platform::defaultPermissions(folder);
        if (!allowed)
            return fail(allowed.error());
        const Result<void> done = scripts::writeScript(script.path, script.text, kScriptMode & *allowed);
        if (!done)
            return done;
    }
    return {};
}

} // namespace weightyard::session
