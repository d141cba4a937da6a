// What the server saw: every request with its raw head, and every credential that was tried.
//
// Thread-safe; all answers are copies. Bodies are kept up to kBodyKept bytes, bodySize is the whole.
#pragma once

#include "fault.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <functional>
#include <mutex>

namespace weightyard::test {

struct LoggedRequest {
    int number = 0; // 1, 2, ... in order of arrival
    Endpoint endpoint = Endpoint::Other;
    QString repository; // "owner/name" or empty
    quint16 port = 0;   // the listener that took it
    bool tls = false;
    int connection = 0; // 1, 2, ...: requests of one TCP connection share it
    QByteArray method;
    QByteArray target; // path and query as sent
    HeaderList headers;
    QByteArray rawHead; // request line and headers, byte for byte
    QByteArray body;    // decoded of chunks, at most kBodyKept bytes
    qint64 bodySize = 0;
    qint64 milliseconds = 0;     // since the hub started
    qint64 endMilliseconds = -1; // the whole answer was handed over, or the connection went; -1: under way
    int status = 0;              // of the answer; 0: none yet, or never one
    qint64 bytesSent = 0;        // body bytes handed to the socket so far
    bool complete = false;       // the whole planned answer was handed over
    QList<FaultKind> faults;     // that acted on it

    bool hasHeader(const QByteArray &name) const;    // case-insensitive
    QByteArray header(const QByteArray &name) const; // first value, or null

    static constexpr qint64 kBodyKept = 256 * 1024;
};

struct CredentialAttempt {
    int request = 0; // LoggedRequest::number
    quint16 port = 0;
    QByteArray scheme; // "Basic", "Bearer", ...
    QByteArray user;   // Basic only
    QByteArray secret;
    bool accepted = false;
};

class RequestLog
{
public:
    using Filter = std::function<bool(const LoggedRequest &)>;

    QList<LoggedRequest> all() const;
    QList<LoggedRequest> matching(const Filter &filter) const;
    QList<LoggedRequest> of(Endpoint endpoint) const;
    int count(Endpoint endpoint) const;
    // How many were under way at the same time at most. Overlaps of up to 100 ms are none: a client that went is seen late.
    int peak(Endpoint endpoint) const;
    int underWay(Endpoint endpoint) const;
    QList<CredentialAttempt> credentialAttempts() const;
    int attemptsWith(const QByteArray &secret) const;
    // True if any request that came in on `port` carried the text anywhere in its head or kept body. A secret
    // is also looked for in the base64 of Basic credentials.
    bool sawOnPort(quint16 port, const QByteArray &secret) const;
    void clear();

    // For the server.
    int append(LoggedRequest request); // gives it a number
    void update(int number, const std::function<void(LoggedRequest &)> &change);
    void appendAttempt(const CredentialAttempt &attempt);

private:
    mutable std::mutex m_mutex;
    int m_next = 1;
    QList<LoggedRequest> m_requests;
    QList<CredentialAttempt> m_attempts;
};

} // namespace weightyard::test
