#include "session/convert_scripts.h"

#include "base/error_code.h"
#include "base/hub_host.h"
#include "platform/file_io.h"
#include "platform/file_names.h"
#include "platform/versioned_file.h"
#include "scripts/script_file.h"
#include "scripts/script_writer.h"
#include "store/library_layout.h"
#include "store/path_rules.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
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
using scripts::ScriptFile;
using scripts::ScriptKind;

namespace {

const platform::FileFormat kConversionFormat{.version = 1, .limit = 4LL * 1024 * 1024};

QString hashOf(const QByteArray &bytes)
{
    return QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex());
}

QString backupOf(const QString &path)
{
    return path + u".bak"_s;
}

// Nothing: there is no such file, or none that a script could be.
std::optional<QByteArray> bytesOfScript(const QString &path)
{
    const Result<QByteArray> bytes = scripts::scriptBytes(path);
    return bytes ? std::optional(*bytes) : std::nullopt;
}

/// One line of the list.
struct Converted {
    QString path;
    QString before; ///< SHA-256
    QString after;
};

Result<QList<Converted>> readList(const QString &root)
{
    const QString file = store::conversionFile(root);
    const auto json = platform::readVersioned(file, kConversionFormat);
    if (!json)
        return fail(json.error());
    QList<Converted> list;
    const QJsonArray files = json->value_or(QJsonObject())[u"files"_s].toArray();
    for (const QJsonValue &value : files) {
        const QJsonObject one = value.toObject();
        const Converted converted{.path = one[u"path"_s].toString(),
                                  .before = one[u"before"_s].toString(),
                                  .after = one[u"after"_s].toString()};
        const QString real = QFileInfo(root).canonicalFilePath();
        const QString folder =
            QFileInfo(QFileInfo(root + u'/' + converted.path).absolutePath()).canonicalFilePath();
        if (!store::isTreePath(converted.path) || (folder != real && !folder.startsWith(real + u'/')))
            return fail(ErrorKind::Unsafe, Cause(ErrorCode::ConvertOutside, converted.path), {.path = file});
        list.append(converted);
    }
    return list;
}

Result<void> writeList(const QString &root, const QList<Converted> &list)
{
    const QString file = store::conversionFile(root);
    if (list.isEmpty())
        return platform::removeFile(file);
    QJsonArray files;
    for (const Converted &one : list)
        files.append(QJsonObject{{u"path"_s, one.path}, {u"before"_s, one.before}, {u"after"_s, one.after}});
    return platform::writeVersioned(file, {{u"files"_s, files}}, kConversionFormat);
}

/// Works out what becomes of each script.
class Planner
{
public:
    Planner(const scripts::ScriptTree &tree, const catalog::Catalogue &catalogue) : m_catalogue(catalogue)
    {
        plan.root = tree.root;
        plan.left = tree.unsure;
        for (const base::Error &error : tree.unsure)
            m_unsure.insert(error.context.path);
    }

    Result<void> add(const ScriptFile &script);
    ConversionPlan plan;

private:
    Result<QByteArray> converted(const ScriptFile &script, const QByteArray &before);
    Result<QByteArray> convertedModel(const QString &path, const QByteArray &before);
    QString nameOf(const ScriptDownload &download) const;

    const catalog::Catalogue &m_catalogue;
    QSet<QString> m_unsure;
};

QString Planner::nameOf(const ScriptDownload &download) const
{
    const catalog::ModelEntry *entry = m_catalogue.find(download.location.modelPath);
    if (!download.name.isEmpty())
        return download.name;
    return entry != nullptr ? entry->name : download.location.modelPath.section(u'/', -1);
}

// What the script does where HF_ENDPOINT is set.
bool obeysEndpoint(const QString &text, const QString &path)
{
    const scripts::ScriptReading reading =
        scripts::readScript(text, path, QUrl(u"https://endpoint.invalid"_s));
    return reading.downloads.size() == 1 && reading.downloads.first().asksHub;
}

// Nothing in the result: it stays as it is.
Result<QByteArray> Planner::convertedModel(const QString &path, const QByteArray &before)
{
    const Result<QString> text = scripts::scriptText(before, path);
    if (!text)
        return fail(text.error());
    // With the Hub's own address, whichever mirror is used here.
    const scripts::ScriptReading reading = scripts::readScript(*text, path, QUrl(QString(base::kHubUrl)));
    if (reading.downloads.size() != 1) {
        const int line = reading.downloads.isEmpty() ? 1 : reading.downloads.at(1).line;
        return fail(ErrorKind::Usage, ErrorCode::ScriptTooInvolved, {.path = path, .line = line});
    }
    const ScriptDownload &download = reading.downloads.first();
    const base::PickWish &pick = download.location.pick;
    if (const QStringList patterns = pick.include + pick.exclude; !patterns.isEmpty())
        return fail(ErrorKind::Usage, Cause(ErrorCode::PatternNotForScript, patterns.first()),
                    {.path = path, .line = download.line});
    static const QRegularExpression commit(u"^[0-9a-f]{40}$"_s);
    const QString &revision = download.location.revision;
    const bool isCommit = commit.match(revision).hasMatch();
    const QString folder = QDir(QFileInfo(path).absolutePath()).relativeFilePath(download.folder);
    return scripts::modelScript(
        {.name = nameOf(download),
         .url = download.location.url.toString(QUrl::FullyEncoded),
         .endpoint = obeysEndpoint(*text, path) ? scripts::endpointOf(download.location) : QString(),
         .revision = isCommit ? QString() : revision,
         .commit = isCommit ? revision : QString(),
         .folder = folder.isEmpty() ? u"."_s : folder,
         .removesHistory = download.removesHistory,
         .files = pick.paths});
}

Result<QByteArray> Planner::converted(const ScriptFile &script, const QByteArray &before)
{
    switch (script.kind) {
    case ScriptKind::Models:
        return convertedModel(plan.root + u'/' + script.path, before);
    case ScriptKind::Template:
        return scripts::templateScript();
    case ScriptKind::CallsAll:
        return scripts::allScript();
    case ScriptKind::CallsSome:
        plan.callers.append(script.path);
        return QByteArray();
    case ScriptKind::Other:
        break;
    }
    return QByteArray();
}

Result<void> Planner::add(const ScriptFile &script)
{
    const QString path = plan.root + u'/' + script.path;
    if (m_unsure.contains(path)) // it is named already
        return {};
    const Result<QByteArray> before = scripts::scriptBytes(path);
    if (!before)
        return fail(before.error());
    if (scripts::authorOf(*before) != scripts::Author::Other) {
        plan.alike.append(script.path);
        return {};
    }
    const Result<QByteArray> after = converted(script, *before);
    if (!after)
        plan.left.append(after.error());
    if (!after || after->isEmpty())
        return {};
    const QString backup = backupOf(path);
    const bool isOurs = bytesOfScript(backup) == *before; // of a run that was killed
    if (platform::stateOf(backup) && !isOurs)
        return fail(ErrorKind::Conflict, ErrorCode::BackupInTheWay, {.path = backup});
    const Result<quint32> mode = platform::permissionsOf(path);
    if (!mode)
        return fail(mode.error());
    plan.files.append({.path = script.path, .before = *before, .after = *after, .mode = *mode});
    return {};
}

// What is to become of one file of the list; nothing: it is as it was before.
std::optional<base::Error> notRestorable(const Converted &one, const QString &path)
{
    const std::optional<QByteArray> now = bytesOfScript(path);
    if ((now && hashOf(*now) != one.after) || (!now && platform::stateOf(path)))
        return base::Error{
            .kind = ErrorKind::Conflict, .cause = ErrorCode::ConvertedEdited, .context = {.path = path}};
    const QString backup = backupOf(path);
    const std::optional<QByteArray> original = bytesOfScript(backup);
    if (!original && !platform::stateOf(backup))
        return base::Error{
            .kind = ErrorKind::NotFound, .cause = ErrorCode::OriginalGone, .context = {.path = backup}};
    if (!original || hashOf(*original) != one.before)
        return base::Error{
            .kind = ErrorKind::Conflict, .cause = ErrorCode::OriginalEdited, .context = {.path = backup}};
    return {};
}

bool isAsBefore(const Converted &one, const QString &path)
{
    const std::optional<QByteArray> now = bytesOfScript(path);
    return now && hashOf(*now) == one.before;
}

Result<void> restore(const Converted &one, const QString &path)
{
    const QString backup = backupOf(path);
    Result<void> done;
    if (!isAsBefore(one, path))
        done = platform::renameOver(backup, path);
    else if (const auto original = bytesOfScript(backup); original && hashOf(*original) == one.before)
        done = platform::removeFile(backup);
    return done ? platform::syncFolder(QFileInfo(path).absolutePath()) : done;
}

} // namespace

Result<ConversionPlan> planConversion(const QString &root, const catalog::Catalogue &catalogue,
                                      const base::CancelToken &cancel)
{
    const Result<scripts::ScriptTree> tree =
        scripts::readScriptTree(root, QUrl(QString(base::kHubUrl)), cancel);
    if (!tree)
        return fail(tree.error());
    Planner planner(*tree, catalogue);
    for (const ScriptFile &script : tree->scripts) {
        if (const Result<void> added = planner.add(script); !added)
            return fail(added.error());
    }
    return planner.plan;
}

Result<void> convertScripts(const ConversionPlan &plan)
{
    Result<QList<Converted>> list = readList(plan.root);
    if (!list)
        return fail(list.error());
    for (const Conversion &file : plan.files) {
        list->removeIf([&](const Converted &one) { return one.path == file.path; });
        list->append({.path = file.path, .before = hashOf(file.before), .after = hashOf(file.after)});
    }
    if (const Result<void> written = writeList(plan.root, *list); !written)
        return written;
    for (const Conversion &file : plan.files) {
        const QString path = plan.root + u'/' + file.path;
        if (!platform::stateOf(backupOf(path))) {
            const Result<void> kept = scripts::writeScript(backupOf(path), file.before, file.mode);
            if (!kept)
                return kept;
        }
        if (bytesOfScript(path) != file.before)
            return fail(ErrorKind::Conflict, ErrorCode::ChangedWhileConverted, {.path = path});
        if (const Result<void> written = scripts::writeScript(path, file.after, file.mode); !written)
            return written;
    }
    return {};
}

Result<Rollback> rollBackScripts(const QString &root, bool dry)
{
    const Result<QList<Converted>> list = readList(root);
    if (!list)
        return fail(list.error());
    if (list->isEmpty())
        return fail(ErrorKind::NotFound, ErrorCode::NothingConverted, {.path = root});
    Rollback rollback;
    QList<Converted> left;
    for (const Converted &one : *list) {
        const QString path = root + u'/' + one.path;
        const std::optional<base::Error> why =
            isAsBefore(one, path) ? std::optional<base::Error>() : notRestorable(one, path);
        if (why) {
            rollback.left.append(*why);
            left.append(one);
            continue;
        }
        if (const Result<void> restored = dry ? Result<void>() : restore(one, path); !restored)
            return fail(restored.error());
        rollback.restored.append(one.path);
    }
    const Result<void> kept = dry ? Result<void>() : writeList(root, left);
    return kept ? Result<Rollback>(rollback) : fail(kept.error());
}

} // namespace weightyard::session
