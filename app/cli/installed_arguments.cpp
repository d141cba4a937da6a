#include "app/cli/installed_arguments.h"

namespace weightyard::cli {

using base::fail;
using base::Result;
using library::InstalledModel;

Result<QList<InstalledModel>> installedArguments(const CommandContext &context)
{
    const session::InstalledModels installed = session::installedModels(context.libraries, context.configDir);
    if (installed.models.isEmpty() && !installed.errors.isEmpty())
        return fail(installed.errors.first());
    if (context.line.words.isEmpty())
        return installed.models;
    QList<InstalledModel> models;
    QStringList folders;
    for (const QString &word : context.line.words) {
        const Result<InstalledModel> model =
            session::installedModelNamed(installed.models, word, context.libraries);
        if (!model)
            return fail(model.error());
        if (folders.contains(model->folder))
            continue;
        folders.append(model->folder);
        models.append(*model);
    }
    return models;
}

} // namespace weightyard::cli
