// Scripted faults as data. A Fault says which requests it is for (where, oid, path, method, port, how many to let
// pass, how many to hit) and what then goes wrong. Make one by a factory and narrow it:
//
//     hub.addFault(Fault::cut(Endpoint::Storage, 1000).forOid(oid).skipFirst(1).forTimes(2));
//     hub.addFault(Fault::status(Endpoint::Batch, 429).withHeader("Retry-After", "1"));
//
// A request meets every fault that matches it, in order of addition: a rate limit and a cut may act together.
// Plain values; FaultList is thread-safe.
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <mutex>
#include <utility>

namespace weightyard::test {

using HeaderList = QList<std::pair<QByteArray, QByteArray>>;

enum class Endpoint {
    Git,     // info/refs, git-upload-pack, git-receive-pack
    Batch,   // .../info/lfs/objects/batch
    Storage, // /_objects/...
    Api,     // /api/...
    Resolve, // /<owner>/<name>/resolve/<revision>/<path>
    Static,  // /_static/<ab>/<cd>/<oid>: objects as git-lfs's own store lies, for a mirror
    Other,   // anything else
};

enum class FaultKind {
    // Instead of the real answer
    Status,   // status + headers + text
    Redirect, // status (302) to text; "{target}" in it is the request's own path and query
    Html,     // 200 with an HTML page, as a captive portal answers
    HugeJson, // 200 with valid JSON of `at` bytes
    Raw,      // the bytes of text, then close: nothing of HTTP is added

    // The way the answer goes over the wire
    Cut,            // close after `at` body bytes (-1: before the head)
    Stall,          // silent after `at` body bytes (-1: before the head), for milliseconds (0: for ever)
    Delay,          // milliseconds before the head
    Rate,           // at most `amount` bytes a second on this connection
    Drip,           // `amount` bytes every `milliseconds`
    Gzip,           // Content-Encoding: gzip whatever was asked
    Chunked,        // Transfer-Encoding: chunked
    CloseDelimited, // no Content-Length, the end is the close
    TruncateClean,  // body ends after `at` bytes and Content-Length says so (Content-Range does not)
    ExtraBytes,     // `amount` more body bytes, Content-Length says so
    BytesAfterEnd,  // `amount` more bytes than Content-Length says, then close
    TwoLengths,     // a second Content-Length that is `amount` larger, before the right one

    // Object storage
    IgnoreRange,     // 200 with the whole object
    WholeAs206,      // 206 and the asked Content-Range, but the body is the whole object
    WrongRangeStart, // 206 whose Content-Range and body start `amount` bytes off
    WrongTotal,      // Content-Range with another total: the size plus `amount`
    Corrupt,         // the object's byte at `at` is flipped, in every answer that holds it
    ExpireAction,    // this and every later use of the hrefs given out so far: `status`, until a new batch

    // Batch answer
    ObjectError,     // this object gets error{status, text} in place of actions
    MissingObject,   // this object is left out
    ExtraObject,     // an object nobody asked for is added
    DuplicateObject, // this object comes twice
    WrongSize,       // this object's size is off by `amount`
    NoAction,        // neither actions nor error
    RewriteHref,     // href is text; "{href}" in it is the real one
    WrongTransfer,   // "transfer": text
};

const char *faultName(FaultKind kind); // the enumerator's spelling, also used in scenario files
QList<FaultKind> allFaultKinds();

// The facts of one request that faults look at.
struct RequestFacts {
    Endpoint endpoint = Endpoint::Other;
    QByteArray method;
    QString target; // path and query as sent
    QList<QByteArray> oids;
    quint16 port = 0;
    qint64 rangeStart = 0; // storage: the object's bytes that the answer will hold
    qint64 rangeEnd = 0;   // one past the last
};

struct Fault {
    Endpoint where = Endpoint::Storage;
    FaultKind kind = FaultKind::Status;

    // Which requests
    QByteArray oid;    // empty: any
    QString pathPart;  // empty: any
    QByteArray method; // empty: any
    quint16 port = 0;  // 0: any listener
    int skip = 0;      // matching requests to leave alone first
    int times = 1;     // matching requests to hit; -1: all
    bool inObject =
        false; // `at` counts from the object's first byte; only answers that hold that byte are hit

    // What happens
    int status = 0;
    qint64 at = 0;
    qint64 amount = 0;
    qint64 milliseconds = 0;
    QByteArray text;
    HeaderList headers; // added to the answer, whatever the kind
    bool reset = false; // Cut: TCP reset (bytes under way may be lost) in place of an orderly close

    static Fault statusOf(Endpoint where, int status, const QByteArray &text = {});
    static Fault redirect(Endpoint where, const QByteArray &location, int status = 302);
    static Fault html(Endpoint where);
    static Fault hugeJson(Endpoint where, qint64 bytes);
    static Fault raw(Endpoint where, const QByteArray &bytes);
    static Fault cut(Endpoint where, qint64 atByte);
    static Fault stall(Endpoint where, qint64 atByte, qint64 milliseconds = 0);
    static Fault delay(Endpoint where, qint64 milliseconds);
    static Fault rate(Endpoint where, qint64 bytesPerSecond);
    static Fault drip(Endpoint where, qint64 bytes, qint64 everyMilliseconds);
    static Fault truncateClean(Endpoint where, qint64 atByte);
    static Fault ofAmount(Endpoint where, FaultKind kind, qint64 amount);
    static Fault plain(Endpoint where,
                       FaultKind kind);        // Gzip, Chunked, CloseDelimited, IgnoreRange, WholeAs206, ...
    static Fault corrupt(qint64 atObjectByte); // every answer until removed
    static Fault expireAction(int status = 403);
    static Fault objectError(int code, const QByteArray &message);
    static Fault rewriteHref(const QByteArray &href);

    Fault forOid(const QByteArray &value) const;
    Fault forPath(const QString &part) const;
    Fault forMethod(const QByteArray &value) const;
    Fault forPort(quint16 value) const;
    Fault skipFirst(int count) const;
    Fault forTimes(int count) const;
    Fault always() const;
    Fault inObjectBytes() const;
    Fault withHeader(const QByteArray &name, const QByteArray &value) const;
    Fault withReset() const;

    bool matches(const RequestFacts &facts) const; // without skip and times
};

class FaultList
{
public:
    int add(const Fault &fault); // its id
    void remove(int id);
    void clear();
    int hits(int id) const; // how often it acted, also after it was used up or removed

    QList<Fault> take(const RequestFacts &facts); // what acts on this request; counts skip and times down

private:
    struct Entry {
        int id = 0;
        int seen = 0;
        int hits = 0;
        bool active = true;
        Fault fault;
    };

    mutable std::mutex m_mutex;
    QList<Entry> m_entries;
};

} // namespace weightyard::test
