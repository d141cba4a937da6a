// A LocalHub described by a JSON file, for programs that are not tests. All keys are optional.
//
//     { "listeners": [{"address": "127.0.0.1", "port": 0, "hostName": "", "certificate": "", "key": ""}],
//       "accounts": [{"user": "alice", "secret": "...", "strictUser": false}],
//       "repositories": [{"id": "owner/name", "from": "/a/git/folder", "access": "public|private|gated",
//                         "users": ["alice"]}],                 // every ref and LFS object of `from` is copied
//       "objects": [{"file": "/x"}, {"seed": 1, "size": 1000}],
//       "settings": {"batchLimit": 100, "actionLifetimeSeconds": 3600, "authenticated": true, "requireTicket": true,
//                    "storageNeedsAccount": false, "allowPush": true, "missingLooksPrivate": true,
//                    "bytesPerSecond": 0, "keepAliveRequests": 0, "dataListener": 1},    // index into listeners
//       "faults": [{"where": "Storage", "kind": "Cut", "at": 1000, "times": 1, "skip": 0, "oid": "", "path": "",
//                   "method": "", "inObject": false, "status": 0, "amount": 0, "milliseconds": 0, "text": "",
//                   "reset": false, "headers": {"Retry-After": "1"}}] }
//
// An unknown key, kind or place is refused: std::runtime_error says which.
#pragma once

#include "local_hub.h"

#include <QByteArray>
#include <QJsonObject>

#include <memory>

namespace weightyard::test {

struct RunningScenario {
    std::unique_ptr<LocalHub> hub;
    QList<Listener> listeners; // in the order of the file, the hub's first one first
    QList<ObjectId> objects;
};

Fault faultFromJson(const QJsonObject &object);
RunningScenario runScenario(const QByteArray &json);

} // namespace weightyard::test
