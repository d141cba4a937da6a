// Names of models as sentences have them: one that is here more than once with its folder. Pure.
#pragma once

#include "app/cli/command.h"
#include "session/installed_choice.h"

#include <QHash>

namespace weightyard::cli {

class CopyNames
{
public:
    void add(const QString &modelPath, const QString &folder); ///< each once
    void add(const QList<library::InstalledModel> &models);
    QString of(const QString &modelPath, const QString &folder) const;
    QString of(const library::InstalledModel &model) const;

private:
    QHash<QString, QStringList> m_folders; ///< by model path
};

} // namespace weightyard::cli
