// Staging: where one model's tree is put together before it becomes visible, and how it is taken apart again.
//   <staging>/plan.json  {"version": 1, "objects": [{"oid", "path"}]}: which staged file is which object. On disk before the first
//                        object moves, so that a killed run loses none of them.
//   <staging>/tree/      the model's files
// One thread (the job's).
#pragma once

#include "store/publisher.h"

namespace weightyard::store {

class Staging
{
public:
    explicit Staging(const DownloadLayout &place);

    QString tree() const;

    /// Makes the tree of all files of the request but those already there: objects moved, links last, permissions as a checkout
    /// would give, modification times two seconds back. Not flushed. Cancellable.
    base::Result<void> assemble(const PublishRequest &request, TreeSource &source,
                                const base::CancelToken &cancel);

    /// Objects back to <partials>/<oid>.object; everything else in staging is removed. Does nothing when there is nothing.
    base::Result<void> takeBack();

private:
    class Assembly;
    base::Result<void> takeObjectsBack();

    const DownloadLayout &m_place;
};

/// Whether the published folder has this file: without history no .gitattributes.
bool isPublished(const TreeFile &file, bool keepHistory);

} // namespace weightyard::store
