// The files of a model as the Hub lists them, and the commit that has them: one request, nothing is kept. Blocks: worker threads only.
#pragma once

#include "base/oid.h"
#include "hub/model_facts.h"

#include <QList>

namespace weightyard::hub {

struct HubFile {
    QString path;
    qint64 size = 0;
    QByteArray blob;              ///< id in git, 40 hex digits: of the pointer for an LFS file
    std::optional<base::Oid> oid; ///< of an LFS file
};

struct ModelFiles {
    QString commit;
    QList<HubFile> files;
};

/// `revision` empty: the default branch. Errors as hub::modelFacts().
base::Result<ModelFiles> modelFiles(const catalog::ModelLocation &location, const QString &revision,
                                    const FactServices &services, const base::CancelToken &cancel);

} // namespace weightyard::hub
