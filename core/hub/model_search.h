// Models found on the Hub by words and filters, a page at a time: GET /api/models (huggingface_hub's list_models). The Hub's own
// description of its API does not have this call, so nothing depends on a field. Blocks: worker threads only.
#pragma once

#include "hub/found_model.h"
#include "hub/model_facts.h"

namespace weightyard::hub {

struct SearchWish {
    enum class Format { Any, Mlx, Gguf, Safetensors };
    enum class Gate { Any, Open, Gated };
    enum class Sort { Trending, Downloads, Likes, Newest, Updated };

    QString text; ///< words of the id
    Format format = Format::Any;
    QString author;          ///< exactly
    QString task;            ///< the Hub's name of it: "text-generation"
    QString licence;         ///< the Hub's name of it: "apache-2.0"
    QString quantizationsOf; ///< a base model, in the Hub's own spelling
    Gate gate = Gate::Any;
    Sort sort = Sort::Trending;
    int pageSize = 50; ///< 1 to 1000
    friend bool operator==(const SearchWish &, const SearchWish &) = default;
};

struct SearchPage {
    QList<FoundModel> models;
    QUrl next; ///< for searchPage(); empty: these were the last
};

/// Pure. The Hub's tag of a format, as FoundModel::formats has it; empty: any.
QString formatTag(SearchWish::Format format);
/// Pure.
QUrl searchUrl(const QUrl &hub, const SearchWish &wish);

/// One request. NotFound with HubLacksSearch: this host has none; else as ApiSession::get().
base::Result<SearchPage> searchModels(const SearchWish &wish, const FactServices &services,
                                      const base::CancelToken &cancel);
base::Result<SearchPage> searchPage(const QUrl &next, const FactServices &services,
                                    const base::CancelToken &cancel);

/// Pages until there are `limit` models or no more; models of several pages once. A host that names pages for ever is left after as
/// many as the limit can fill.
base::Result<QList<FoundModel>> findModels(SearchWish wish, int limit, const FactServices &services,
                                           const base::CancelToken &cancel);

} // namespace weightyard::hub
