// How a LocalHub behaves when no fault says otherwise. Plain values, copied in by LocalHub::update().
#pragma once

#include "fault.h"

#include <QByteArray>
#include <QHash>
#include <QJsonObject>
#include <QMap>
#include <QString>
#include <QStringList>

namespace weightyard::test {

struct Account {
    QString user;
    QByteArray
        secret; // the password of Basic (any user name, as on the Hub, unless strictUser) or a Bearer token
    bool strictUser = false;
    bool readsGated = true; // false: a fine-grained token without that right
};

enum class Visibility {
    Public,
    Private, // anonymous: 401; an account without access: 404, as on the Hub
    Gated,   // anonymous: 401; an account without access: 403 with X-Error-Code: GatedRepo
};

struct AccessRule {
    Visibility visibility = Visibility::Public;
    QStringList users = {};        // accounts that may read
    QByteArray gatedMode = "auto"; // what the API says for Gated: auto or manual
    QStringList waiting = {};      // accounts whose request was not answered yet
    QStringList rejected = {};     // accounts whose request was refused
    bool disabled = false;         // taken down: 403 for everybody
    bool apiVisible = true; // Gated: the API answers everybody, as the Hub does; false: like git and batch

    static AccessRule open() { return {}; }
    static AccessRule privateTo(const QStringList &users)
    {
        AccessRule rule{.visibility = Visibility::Private, .users = users};
        rule.apiVisible = false;
        return rule;
    }
    static AccessRule gatedTo(const QStringList &users, const QByteArray &mode = "auto")
    {
        return {.visibility = Visibility::Gated, .users = users, .gatedMode = mode};
    }
};

// What the API says of a model besides its files. One without a repository is found by a search, and cannot be read.
struct ModelCard {
    QStringList tags = {}; // "gguf", "license:mit", "base_model:quantized:owner/name"
    QString task = {};     // pipeline_tag
    QString library = {};
    qint64 downloads = 0;
    qint64 likes = 0;
    qint64 trending = 0;
    QByteArray createdAt = "2024-01-02T03:04:05.000Z";
    QByteArray lastModified = "2024-02-03T04:05:06.000Z";
    QJsonObject more = {}; // safetensors, gguf, cardData, config: as they are
};

enum class ExpiryStyle { None, ExpiresIn, ExpiresAt };

struct HubSettings {
    // Accounts and repositories
    QList<Account> accounts;
    QHash<QString, AccessRule> access; // by "owner/name"; absent: public
    QByteArray realm = "LocalHub";
    bool missingLooksPrivate = true; // anonymous, no such repository: 401 (as on the Hub), else 404
    bool gitGivesReasons = true;     // git and batch refusals with X-Error-Code and X-Error-Message
    bool hasAuthCheck = true;        // /api/models/<id>/auth-check; false: 404 without a code
    bool hasBatch = true;            // false: 404, as of a mirror that knows only resolve
    bool allowPush = true;           // git-receive-pack and LFS upload, subject to access

    // Batch
    QString dataBaseUrl;  // where hrefs point; empty: the listener that was asked
    int batchLimit = 100; // more objects: 413
    ExpiryStyle expiryStyle = ExpiryStyle::ExpiresIn;
    qint64 actionLifetimeSeconds = 3600; // storage refuses a ticket that is older, with 403
    bool authenticated = true;           // the flag in each object; absent if false
    HeaderList actionHeaders;            // in every action's "header"; storage wants them back

    // API
    int treePageSize = 1000;   // of the list of files
    int searchPageSize = 1000; // of the list of models, at most
    QMap<QString, ModelCard> cards;
    QHash<QString, QHash<QString, QString>> scans; // by id and path: "safe", "unsafe", ...; else "unscanned"
    QStringList lacking; // 404, as of a mirror: "search", "info", "tree", "treesize", "paths-info", "refs"
    int apiQuota = 0;    // requests a window, told in RateLimit headers; more: 429. 0: no limit, no headers
    int apiQuotaSeconds = 300; // of a window, from the first request

    // Storage
    bool requireTicket = true;        // hrefs are signed: ?ticket=...; none or an unknown one: 403
    bool storageNeedsAccount = false; // 401 without a known credential
    bool allowHead = false;           // signed for GET: HEAD is 405
    bool sendEtag = false;            // the Hub's bridge sends none

    // All
    qint64 bytesPerSecond = 0;     // per connection; 0: no limit
    qint64 clockOffsetSeconds = 0; // how wrong the hub's clock is: Date, expires_at
    int keepAliveRequests = 0;     // close after so many on one connection; 0: never
};

} // namespace weightyard::test
