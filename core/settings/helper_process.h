// One run of a helper program: input on stdin, output back, ended within 1 s of a cancel or when its time is over. In an empty
// folder of its own. Blocks; any thread but the GUI's. What it writes to stderr is dropped: it may hold secrets.
#pragma once

#include "base/cancel_token.h"
#include "base/result.h"

#include <QProcessEnvironment>
#include <QStringList>

namespace weightyard::settings {

struct HelperCall {
    QString program; ///< absolute
    QStringList arguments = {};
    QProcessEnvironment environment = {};
    QByteArray input = {};
    std::chrono::milliseconds timeout{30'000};
    /// Cut off from any terminal; ended together with all its children.
    bool detachedFromTerminal = true;
};

struct HelperOutput {
    int exitCode = -1; ///< -1: killed by a signal
    QByteArray out;
};

/// Cancelled, or Auth when it cannot be started, does not end in time or talks without end.
base::Result<HelperOutput> runHelper(const HelperCall &call, const base::CancelToken &cancel);

} // namespace weightyard::settings
