#include "app/cli/copy_names.h"

#include "app/cli/cli_text.h"

namespace weightyard::cli {

void CopyNames::add(const QString &modelPath, const QString &folder)
{
    QStringList &folders = m_folders[modelPath];
    if (!folders.contains(folder))
        folders.append(folder);
}

void CopyNames::add(const QList<library::InstalledModel> &models)
{
    for (const library::InstalledModel &model : models)
        add(model.record.modelPath, model.folder);
}

QString CopyNames::of(const QString &modelPath, const QString &folder) const
{
    return m_folders.value(modelPath).size() > 1 ? CliText::tr("%1 in %2").arg(modelPath, folder) : modelPath;
}

QString CopyNames::of(const library::InstalledModel &model) const
{
    return of(model.record.modelPath, model.folder);
}

} // namespace weightyard::cli
