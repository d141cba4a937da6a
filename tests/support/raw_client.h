// A client that sees the bytes: sends a request as written and collects what comes back until the server closes or is
// silent for `patience`. Blocking; any thread. For tests that are about the wire.
#pragma once

#include "fault.h"

#include <QByteArray>
#include <QString>
#include <QUrl>

#include <chrono>

namespace weightyard::test {

struct RawReply {
    QByteArray bytes; // everything
    QByteArray head;  // status line and headers, without the empty line
    QByteArray body;  // after the empty line, as it came
    int status = 0;
    bool closed = false; // the server closed (Qt does not tell a reset from an orderly end)
    bool silent = false; // the server neither sent nor closed for `patience`
    qint64 milliseconds = 0;
    qint64 firstByteMilliseconds = -1;

    QByteArray header(const QByteArray &name) const; // first value, or null
    QList<QByteArray> headers(const QByteArray &name) const;
    QByteArray dechunked() const; // the body of a chunked answer
};

// One GET with Connection: close and the given headers ("Range: bytes=0-9").
RawReply rawGet(const QUrl &url, const QList<QByteArray> &headerLines = {},
                std::chrono::milliseconds patience = std::chrono::seconds(10));
RawReply rawPost(const QUrl &url, const QList<QByteArray> &headerLines, const QByteArray &body,
                 std::chrono::milliseconds patience = std::chrono::seconds(10));
RawReply rawExchange(const QUrl &server, const QByteArray &request,
                     std::chrono::milliseconds patience = std::chrono::seconds(10));

// A batch request for these objects, as git-lfs sends it.
RawReply rawBatch(const QUrl &batchUrl, const QList<std::pair<QByteArray, qint64>> &objects,
                  const QList<QByteArray> &headerLines = {});
QUrl hrefOf(const RawReply &batch, const QByteArray &oid); // the download href in a batch answer; empty: none

} // namespace weightyard::test
