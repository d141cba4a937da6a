// Object storage: signed hrefs, single ranges, uploads. Internal to the hub's thread.
// Source: RFC 9110 section 14 (ranges), git-lfs docs/api/basic-transfers.md.
#pragma once

#include "http_message.h"
#include "hub_access.h"
#include "hub_state.h"

namespace weightyard::test {

struct ByteRange {
    enum class Kind { Whole, Part, Unsatisfiable };
    Kind kind = Kind::Whole;
    qint64 start = 0;
    qint64 end = 0; // one past the last byte
};

QByteArray storageOid(const QString &path);
ByteRange requestedRange(const HubState &state, const HttpRequest &request, qint64 size);

HttpResponse answerStorage(HubState &state, const HttpRequest &request, const Caller &caller,
                           const QList<Fault> &faults);
// A plain web server's: no tickets, no accounts. The caller checks nothing; the path is /_static/<ab>/<cd>/<oid>.
HttpResponse answerStatic(const HubState &state, const HttpRequest &request, const QList<Fault> &faults);
HttpResponse answerVerify(const HubState &state, const HttpRequest &request); // POST /_verify/<oid>

} // namespace weightyard::test
