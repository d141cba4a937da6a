// Command lines that use a model that is here with other programs, by what its folder holds: mlx-lm, transformers, llama.cpp. Paths are
// quoted, so that no name in a folder of a stranger's says more than its own. usesOf() is pure; modelUses() reads the folder: worker
// threads, or a terminal's main thread.
#pragma once

#include "base/cancel_token.h"
#include "base/result.h"
#include "hub/model_files.h"

#include <QJsonObject>

namespace weightyard::session {

enum class UsingProgram {
    MlxLm,        ///< a command
    Transformers, ///< a line of Python
    LlamaCpp,     ///< a command
};

enum class Shell { Posix, Windows };
constexpr Shell shellOfSystem()
{
#ifdef Q_OS_WIN
    return Shell::Windows;
#else
    return Shell::Posix;
#endif
}

struct ModelUse {
    UsingProgram program = UsingProgram::MlxLm;
    QString variant = {}; ///< where the folder has several that the program takes
    QString line;
    friend bool operator==(const ModelUse &, const ModelUse &) = default;
};

/// `folder` is absolute; `configs`: config.json of each folder below it that has one, by its path ("": the top one).
QList<ModelUse> usesOf(const QString &folder, const QList<hub::HubFile> &files,
                       const QHash<QString, QJsonObject> &configs, Shell shell);

/// None: no program is known for what is there. NotFound: FolderNotThere; Cancelled.
base::Result<QList<ModelUse>> modelUses(const QString &folder, Shell shell, const base::CancelToken &cancel);

} // namespace weightyard::session
