#include "session/export_scripts.h"

#include "base/error_code.h"
#include "platform/file_io.h"
#include "platform/file_names.h"
#include "scripts/script_file.h"
#include "scripts/script_reader.h"
#include "scripts/script_writer.h"

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

scripts::ScriptValues valuesOf(const NamedModel &model, bool removeGit)
{
    static const QRegularExpression commit(u"^[0-9a-f]{40}$"_s);
    const QString &revision = model.location.revision;
    const bool isCommit = commit.match(revision).hasMatch();
    return {.name = model.entry.name.isEmpty() ? model.location.modelPath : model.entry.name,
            .url = model.location.url.toString(QUrl::FullyEncoded),
            .revision = isCommit ? QString() : revision,
            .commit = isCommit ? revision : QString(),
            .folder = u"."_s,
            .removesHistory = removeGit};
}

} // namespace

Result<QList<WrittenScript>> planScriptExport(const QList<NamedModel> &models, const QString &folder,
                                              bool removeGit)
{
    const QFileInfo info(folder);
    if (info.exists() && !info.isDir())
        return fail(ErrorKind::Conflict, ErrorCode::FileForFolder, {.path = folder});
    QList<WrittenScript> all;
    QHash<QString, QString> seen;
    const auto add = [&](const Result<WrittenScript> &script) {
        if (script)
            all.append(*script);
        return script.has_value();
    };
    for (const NamedModel &model : models) {
        const QString &path = model.location.modelPath;
        if (const QString other = seen.value(path.toLower()); !other.isEmpty())
            return fail(ErrorKind::Usage, Cause(ErrorCode::ExportTwice, other, path));
        seen.insert(path.toLower(), path);
        if (!model.location.pick.isWhole())
            return fail(ErrorKind::Usage, Cause(ErrorCode::PickNotForScript, path));
        const Result<QByteArray> text = scripts::modelScript(valuesOf(model, removeGit));
        if (!text)
            return fail(text.error());
        const auto script = planned(folder + u'/' + path + u"/download.sh"_s, path, *text);
        if (!add(script))
            return fail(script.error());
    }
    for (const auto &[name, text] : {std::pair(u"download-all-models.sh"_s, scripts::allScript()),
                                     std::pair(u"download-template.sh"_s, scripts::templateScript())}) {
        const auto script = planned(folder + u'/' + name, {}, text);
        if (!add(script))
            return fail(script.error());
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
