// The values of one HTTP exchange. Plain data, any thread.
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>
#include <QUrl>
#include <chrono>
#include <optional>

namespace weightyard::net {

struct Header {
    QByteArray name;
    QByteArray value;
};

class Headers
{
public:
    Headers() = default;
    Headers(std::initializer_list<Header> list) : m_list(list) {}

    void set(const QByteArray &name, const QByteArray &value); ///< replaces, case-insensitively
    void add(const QByteArray &name, const QByteArray &value);
    void addMissing(const Headers &others); ///< those whose name is not here yet
    void remove(const QByteArray &name);
    std::optional<QByteArray> value(const QByteArray &name) const; ///< the first one
    bool contains(const QByteArray &name) const { return value(name).has_value(); }
    const QList<Header> &all() const { return m_list; }

private:
    QList<Header> m_list;
};

struct HttpRequest {
    QByteArray method = "GET";
    QUrl url; ///< user info is refused as Internal: it would reach logs and redirects
    Headers headers = {};
    QByteArray body = {};
    /// Adds http.extraHeader and http.<url>.extraHeader from the git configuration. Only for the remote and its batch
    /// endpoint: an action's href belongs to somebody else.
    bool addConfiguredHeaders = false;
    /// Redirects are followed by us: never https -> http (Protocol). When the origin changes, every header is dropped
    /// for good but Accept, Accept-Language, Content-Type, Git-Protocol, If-*, Range and User-Agent: any other may hold a
    /// secret, whatever its name. 307/308 keep method and body; 301/302/303 turn POST into GET, except for git and
    /// batch POSTs that ask for `keepMethod`.
    int maxRedirects = 10;
    bool keepMethod = false;
    /// In place of the user's lfs.activitytimeout or our 30 s: for a question that another source can answer, or that a person waits for.
    std::optional<std::chrono::milliseconds> silence = {};
    /// Less than this many bytes of a body in `slowestWindow` are too few, unless the user's http.lowSpeed* say otherwise.
    qint64 slowestBytes = 0; ///< 0: no such rule
    std::chrono::milliseconds slowestWindow{60'000};
};

/// When an exchange is given up, with Timeout: a fresh connection is often a fast one. Paused time does not count, nor does a rate
/// limit's.
struct Patience {
    std::chrono::milliseconds silence{30'000}; ///< without a byte (connect, head, body); 0: for ever
    qint64 slowestBytes = 0;                   ///< of a body, in `slowestWindow`; 0: any
    std::chrono::milliseconds slowestWindow{60'000};
};

struct ResponseHead {
    int status = 0;
    Headers headers = {};
    QUrl url;                  ///< after redirects
    qint64 contentLength = -1; ///< -1: the server did not say, or the body is chunked
};

/// RFC 9110 14.4. `total` is -1 for "*"; `end` is inclusive as on the wire.
struct ContentRange {
    qint64 begin = 0;
    qint64 end = 0;
    qint64 total = -1;
};
std::optional<ContentRange> parseContentRange(QByteArrayView value);

/// RFC 9110 5.6.7, the form that servers must send ("Sun, 06 Nov 1994 08:49:37 GMT"): ms since the epoch.
std::optional<qint64> parseHttpDate(QByteArrayView value);

} // namespace weightyard::net
