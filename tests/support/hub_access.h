// Who may read what: accounts, access rules, and the record of every credential tried. Internal to the hub's thread.
// The answers follow the Hub: a missing repository is 401 to anonymous callers and 404 to known ones.
#pragma once

#include "http_message.h"
#include "hub_state.h"

#include <QString>

namespace weightyard::test {

struct AccessDecision {
    int status = 0;  // 0: go on
    QByteArray code; // X-Error-Code, may be empty
    QByteArray message;
    QString user; // of a good credential

    bool allowed() const { return status == 0; }
};

// Checks the request's Authorization, once, and writes the attempt into the log.
struct Caller {
    bool sentCredential = false;
    bool known = false;
    QString user;
    bool readsGated = true;
};
Caller identifyCaller(HubState &state, const HttpRequest &request, int logNumber, quint16 port);

// `isWhole`: also what the API shows of a gated model to everybody counts as its content.
AccessDecision decideAccess(const HubState &state, const Caller &caller, const QString &repository,
                            Endpoint endpoint, bool isWhole = false);

// The refusal as an answer: JSON for batch and API, text else, with the headers the Hub sends.
HttpResponse refusal(const HubState &state, const AccessDecision &decision, Endpoint endpoint);

bool repositoryExists(const HubState &state, const QString &repository);

} // namespace weightyard::test
