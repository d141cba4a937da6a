#include "storage_endpoint.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::Literals::StringLiterals;

namespace weightyard::test {

namespace {

HttpResponse storageError(int status, const QByteArray &code, const QByteArray &message)
{
    return HttpResponse::ofBytes(status, "application/xml",
                                 "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>" + code
                                     + "</Code><Message>" + message + "</Message></Error>");
}

const Fault *find(const QList<Fault> &faults, FaultKind kind)
{
    for (const Fault &fault : faults) {
        if (fault.kind == kind)
            return &fault;
    }
    return nullptr;
}

QByteArray contentRange(qint64 start, qint64 end, qint64 total)
{
    return "bytes " + QByteArray::number(start) + '-' + QByteArray::number(end - 1) + '/'
           + QByteArray::number(total);
}

// Zero status: the request may go on.
HttpResponse refuseAccess(HubState &state, const HttpRequest &request, const Caller &caller,
                          const QByteArray &oid, const QList<Fault> &faults)
{
    const HubSettings settings = state.currentSettings();
    if (settings.storageNeedsAccount && !caller.known)
        return refusal(state, {401, {}, "Authentication required.", {}}, Endpoint::Storage);
    if (const Fault *fault = find(faults, FaultKind::ExpireAction)) {
        state.tickets.expire(oid, fault->status);
        if (!settings.requireTicket)
            return storageError(fault->status, "AccessDenied", "Request has expired");
    }
    if (settings.requireTicket) {
        const int status =
            state.tickets.refusal(request.queryValue("ticket"), oid, settings.actionLifetimeSeconds);
        if (status != 0)
            return storageError(status, "AccessDenied", "Request has expired");
    }
    for (const auto &[name, value] : settings.actionHeaders) {
        if (request.header(name) != value)
            return storageError(403, "AccessDenied", "A header of the action is missing: " + name);
    }
    HttpResponse none;
    none.status = 0;
    return none;
}

HttpResponse store(HubState &state, const HttpRequest &request, const QByteArray &oid)
{
    if (sha256Hex(request.body) != oid)
        return storageError(422, "BadDigest", "The content has another SHA-256");
    state.objects.addAs(oid, memoryObject(request.body));
    return HttpResponse::empty(200);
}

HttpResponse deliver(const HubState &state, const HttpRequest &request, const ObjectSourcePtr &source,
                     const QByteArray &oid, const QList<Fault> &faults)
{
    const qint64 size = source->size();
    ByteRange range = requestedRange(state, request, size);
    if (find(faults, FaultKind::IgnoreRange) != nullptr)
        range = {ByteRange::Kind::Whole, 0, size};
    if (range.kind == ByteRange::Kind::Unsatisfiable) {
        HttpResponse response = storageError(416, "InvalidRange", "The requested range is not satisfiable");
        response.headers.append({"Content-Range", "bytes */" + QByteArray::number(size)});
        return response;
    }
    HttpResponse response;
    response.status = range.kind == ByteRange::Kind::Part ? 206 : 200;
    response.headers = {{"Content-Type", "application/octet-stream"}, {"Accept-Ranges", "bytes"}};
    if (state.currentSettings().sendEtag)
        response.headers.append({"ETag", '"' + oid + '"'});
    const Fault *shifted = find(faults, FaultKind::WrongRangeStart);
    if (shifted != nullptr && range.kind == ByteRange::Kind::Part)
        range.start = qBound<qint64>(0, range.start + shifted->amount, qMax<qint64>(0, range.end - 1));
    if (range.kind == ByteRange::Kind::Part) {
        const Fault *total = find(faults, FaultKind::WrongTotal);
        response.headers.append(
            {"Content-Range",
             contentRange(range.start, range.end, size + (total != nullptr ? total->amount : 0))});
    }
    if (find(faults, FaultKind::WholeAs206) != nullptr) {
        range.start = 0;
        range.end = size;
    }
    response.objectOffset = range.start;
    response.length = range.end - range.start;
    response.body = std::make_shared<SourceBody>(source, range.start, range.end);
    return response;
}

} // namespace

QByteArray storageOid(const QString &path)
{
    return path.mid(path.lastIndexOf(u'/') + 1).toLatin1();
}

ByteRange requestedRange(const HubState &state, const HttpRequest &request, qint64 size)
{
    const ByteRange whole{ByteRange::Kind::Whole, 0, size};
    const QByteArray header = request.header("Range");
    const QByteArray condition = request.header("If-Range");
    const bool conditionFits =
        condition.isEmpty()
        || (state.currentSettings().sendEtag && condition == '"' + storageOid(request.path) + '"');
    // Several ranges, other units and nonsense are answered in full, as RFC 9110 14.2 allows.
    if (!header.startsWith("bytes=") || header.contains(',') || !conditionFits)
        return whole;
    const QList<QByteArray> ends = header.mid(6).split('-');
    if (ends.size() != 2)
        return whole;
    bool firstOk = false;
    bool lastOk = false;
    const qint64 first = ends.at(0).toLongLong(&firstOk);
    const qint64 last = ends.at(1).toLongLong(&lastOk);
    if (ends.at(0).isEmpty() && lastOk)
        return last == 0 || size == 0 ? ByteRange{ByteRange::Kind::Unsatisfiable, 0, 0}
                                      : ByteRange{ByteRange::Kind::Part, qMax<qint64>(0, size - last), size};
    if (!firstOk || (!lastOk && !ends.at(1).isEmpty()) || (lastOk && last < first))
        return whole;
    if (first >= size)
        return {ByteRange::Kind::Unsatisfiable, 0, 0};
    return {ByteRange::Kind::Part, first, lastOk ? qMin(last + 1, size) : size};
}

HttpResponse answerStorage(HubState &state, const HttpRequest &request, const Caller &caller,
                           const QList<Fault> &faults)
{
    const QByteArray oid = storageOid(request.path);
    if (request.method == "HEAD" && !state.currentSettings().allowHead)
        return storageError(405, "MethodNotAllowed", "Signed for GET only");
    if (HttpResponse refused = refuseAccess(state, request, caller, oid, faults); refused.status != 0)
        return refused;
    if (request.method == "PUT")
        return store(state, request, oid);
    if (request.method != "GET" && request.method != "HEAD")
        return storageError(405, "MethodNotAllowed", "GET or PUT");
    const ObjectSourcePtr source = state.objects.find(oid);
    if (!source)
        return storageError(404, "NoSuchKey", "The specified key does not exist");
    return deliver(state, request, source, oid, faults);
}

HttpResponse answerStatic(const HubState &state, const HttpRequest &request, const QList<Fault> &faults)
{
    const QByteArray oid = storageOid(request.path);
    const QString place = u"/_static/"_s + QString::fromLatin1(oid.left(2)) + u'/'
                          + QString::fromLatin1(oid.mid(2, 2)) + u'/' + QString::fromLatin1(oid);
    const ObjectSourcePtr source = request.path == place ? state.objects.find(oid) : ObjectSourcePtr();
    if (!source)
        return HttpResponse::ofBytes(404, "text/html", "<!doctype html><title>404</title>");
    if (request.method != "GET" && request.method != "HEAD")
        return storageError(405, "MethodNotAllowed", "GET only");
    return deliver(state, request, source, oid, faults);
}

HttpResponse answerVerify(const HubState &state, const HttpRequest &request)
{
    const QJsonObject asked = QJsonDocument::fromJson(request.body).object();
    const ObjectSourcePtr source = state.objects.find(asked.value(u"oid"_s).toString().toLatin1());
    const bool good = source && source->size() == asked.value(u"size"_s).toInteger(-1);
    return HttpResponse::ofBytes(good ? 200 : 404, "application/vnd.git-lfs+json",
                                 good ? "{}" : "{\"message\":\"not found\"}");
}

} // namespace weightyard::test
