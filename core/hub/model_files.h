// The files of a model as the Hub lists them, and the commit that has them: one request, nothing is kept. Blocks: worker threads only.
#pragma once

#include "base/oid.h"
#include "hub/model_facts.h"

#include <QJsonObject>
#include <QList>

namespace weightyard::hub {

struct HubFile {
    QString path;
    qint64 size = 0;
    QByteArray blob = {};              ///< id in git, 40 hex digits: of the pointer for an LFS file
    std::optional<base::Oid> oid = {}; ///< of an LFS file
    QString xetHash = {};              ///< 64 hex digits, where the Hub tells it
    friend bool operator==(const HubFile &, const HubFile &) = default;
};

struct ModelFiles {
    QString commit;
    QList<HubFile> files;
};

/// `revision` empty: the default branch. Errors as hub::modelFacts().
base::Result<ModelFiles> modelFiles(const catalog::ModelLocation &location, const QString &revision,
                                    const FactServices &services, const base::CancelToken &cancel);

/// One of "siblings" of an answer with blobs. Nothing: no path, no size, or an object without its SHA-256. Pure.
std::optional<HubFile> siblingFile(const QJsonObject &json);

} // namespace weightyard::hub
