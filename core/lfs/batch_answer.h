// Reading a batch answer: hostile input, pure, any thread. Extra objects are ignored, the first of duplicates counts; a missing
// or wrong-size object becomes a Protocol error of that object; a body that is not the expected JSON is a Protocol error of
// the whole request.
#pragma once

#include "lfs/action.h"
#include "net/status_error.h"

#include <QList>

namespace weightyard::lfs {

struct BatchTime {
    qint64 steadyMs = 0;     ///< when the answer came
    qint64 serverWallMs = 0; ///< the answer's Date, else our clock
};

/// The request's JSON body (operation download, transfer basic, hash sha256, ref when known).
QByteArray batchRequestBody(const QList<Pointer> &objects, const QString &refName);

base::Result<QList<BatchObject>> parseBatchAnswer(const QByteArray &json, const QList<Pointer> &asked,
                                                  const BatchTime &time);

} // namespace weightyard::lfs
