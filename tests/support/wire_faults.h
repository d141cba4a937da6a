// Turns faults into what an answer does on the wire. Internal to the hub's thread.
#pragma once

#include "http_message.h"

#include <optional>

namespace weightyard::test {

// The answer of a fault that replaces the real one (Status, Redirect, Html, HugeJson, Raw), if there is one.
std::optional<HttpResponse> replacingAnswer(const QList<Fault> &faults, const HttpRequest &request,
                                            Endpoint endpoint);

void applyWireFaults(HttpResponse &response, const QList<Fault> &faults);

QByteArray gzipped(const QByteArray &bytes); // RFC 1952

} // namespace weightyard::test
