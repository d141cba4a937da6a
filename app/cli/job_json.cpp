#include "app/cli/job_json.h"

#include "app/cli/remedy.h"
#include "base/error_code.h"
#include "ui/text/job_messages.h"
#include "ui/text/messages.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace weightyard::cli {

using namespace Qt::Literals::StringLiterals;

namespace {
void setIf(QJsonObject &object, const QString &key, const QString &value)
{
    if (!value.isEmpty())
        object.insert(key, value);
}
} // namespace

QJsonObject toJson(const base::Error &error, const Command *command)
{
    QJsonObject object{{u"kind"_s, base::errorKindName(error.kind)},
                       {u"message"_s, text::Messages::sentence(error)},
                       {u"remedy"_s, remedyOf(error, command)},
                       {u"detail"_s, error.detail}};
    setIf(object, u"code"_s, base::errorCodeName(error.cause.code));
    if (!error.cause.values.isEmpty())
        object.insert(u"values"_s, QJsonArray::fromStringList(error.cause.values));
    setIf(object, u"url"_s, error.context.url);
    setIf(object, u"path"_s, error.context.path);
    setIf(object, u"oid"_s, error.context.oid);
    if (error.context.line > 0)
        object.insert(u"line"_s, error.context.line);
    if (error.context.httpStatus != 0)
        object.insert(u"http_status"_s, error.context.httpStatus);
    if (error.context.bytesNeeded > 0) {
        object.insert(u"bytes_needed"_s, error.context.bytesNeeded);
        object.insert(u"bytes_free"_s, error.context.bytesFree);
    }
    return object;
}

QJsonObject toJson(const job::JobSnapshot &job, const Command *command)
{
    QJsonObject object{{u"model"_s, job.modelPath},
                       {u"url"_s, job.url},
                       {u"state"_s, job::jobStateName(job.state)},
                       {u"bytes_total"_s, job.bytesTotal},
                       {u"bytes_here"_s, job.bytesHere},
                       {u"bytes_fetched"_s, job.bytesFetched},
                       {u"objects_total"_s, job.objectsTotal},
                       {u"objects_verified"_s, job.objectsVerified}};
    setIf(object, u"commit"_s, job.commit);
    setIf(object, u"folder"_s, job.folder);
    if (job.alreadyInstalled)
        object.insert(u"already_installed"_s, true);
    if (job.unverified)
        object.insert(u"unverified"_s, true);
    if (job.state == job::JobState::Waiting && job.waitUntilMs > 0)
        object.insert(u"wait_until_ms"_s, job.waitUntilMs);
    if (!job.notices.isEmpty()) {
        QJsonArray notices;
        for (const job::Notice &notice : job.notices)
            notices.append(text::JobMessages::notice(notice));
        object.insert(u"notices"_s, notices);
    }
    if (job.error)
        object.insert(u"error"_s, toJson(*job.error, command));
    return object;
}

QJsonObject toJson(const store::Record &record, const QString &folder)
{
    QJsonObject object{{u"model"_s, record.modelPath},
                       {u"url"_s, record.url},
                       {u"commit"_s, record.commit},
                       {u"folder"_s, folder},
                       {u"bytes"_s, record.bytes()},
                       {u"files"_s, record.files.size()},
                       {u"git_history"_s, record.withHistory},
                       {u"installed_at"_s, record.installedAt.toString(Qt::ISODate)}};
    setIf(object, u"revision"_s, record.revision);
    QJsonArray picks;
    for (const base::PickWish &wish : record.picks)
        picks.append(base::toJson(wish));
    if (!picks.isEmpty())
        object.insert(u"picks"_s, picks);
    if (!record.leftAsPointers.isEmpty())
        object.insert(u"left_as_pointers"_s, QJsonArray::fromStringList(record.leftAsPointers));
    return object;
}

QByteArray jsonLine(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

} // namespace weightyard::cli
