// A hub with one object, for tests of what each fault does on the wire; and which test is about which kind.
#pragma once

#include "local_hub.h"
#include "raw_client.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace weightyard::test {

constexpr qint64 kSceneSize = 300'000;

// A hub with one object, and a signed href to it.
struct FaultScene {
    LocalHub hub;
    QByteArray bytes = generatedBytes(3, kSceneSize);
    ObjectId object = hub.addObject(bytes);
    QUrl href;

    FaultScene()
    {
        hub.addEmptyRepository(QStringLiteral("o/n"));
        href = hrefOf(batch(), object.oid);
    }
    RawReply batch() { return rawBatch(hub.batchUrl(QStringLiteral("o/n")), {{object.oid, object.size}}); }
    RawReply get(const QList<QByteArray> &headers = {},
                 std::chrono::milliseconds patience = std::chrono::seconds(10))
    {
        return rawGet(href, headers, patience);
    }
    RawReply getWith(const Fault &fault, const QList<QByteArray> &headers = {},
                     std::chrono::milliseconds patience = std::chrono::seconds(10))
    {
        const int id = hub.addFault(fault);
        const RawReply reply = get(headers, patience);
        hub.removeFault(id);
        return reply;
    }
    QJsonArray batchObjectsWith(const Fault &fault)
    {
        const int id = hub.addFault(fault);
        const RawReply reply = batch();
        hub.removeFault(id);
        return QJsonDocument::fromJson(reply.body).object().value(QStringLiteral("objects")).toArray();
    }
};

struct FaultCheck {
    FaultKind kind;
    void (*check)(FaultScene &scene);
};

// Kinds that change what is answered are one group, those that change how it is sent (or replace it) the other. A
// switch, so that a new kind cannot be forgotten.
enum class FaultGroup { Wire, Answer };
FaultGroup faultGroup(FaultKind kind);

// The kinds of the group that have no check, by name; empty is what tests want.
QByteArrayList unchecked(FaultGroup group, const QList<FaultCheck> &checks);

} // namespace weightyard::test
