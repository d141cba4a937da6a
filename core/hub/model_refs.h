// Branches and tags of a model (GET /api/models/<id>/refs; huggingface_hub's list_repo_refs). Blocks: worker threads only.
#pragma once

#include "hub/model_facts.h"

#include <QJsonObject>
#include <QList>

namespace weightyard::hub {

struct ModelRef {
    enum class Kind { Branch, Tag, Convert };
    Kind kind = Kind::Branch;
    QString name;   ///< "main"; as --revision takes it
    QString commit; ///< empty: not told
    friend bool operator==(const ModelRef &, const ModelRef &) = default;
};

base::Result<QList<ModelRef>> modelRefs(const catalog::ModelLocation &location, const FactServices &services,
                                        const base::CancelToken &cancel);

/// Nothing that an option could be taken for, and nothing that looks like what it is not.
bool canBeRevision(const QString &name);

/// Branches, then tags, then what the Hub converted; names that cannot be a revision are left out. Pure.
QList<ModelRef> refsIn(const QJsonObject &answer);

} // namespace weightyard::hub
