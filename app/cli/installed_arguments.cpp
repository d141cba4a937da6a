#include "app/cli/installed_arguments.h"

#include "app/cli/cli_text.h"
#include "app/cli/not_taken_over.h"
#include "app/cli/terminal.h"
#include "base/user_path.h"
#include "ui/text/sentence.h"

#include <QFileInfo>
#include <algorithm>

namespace weightyard::cli {

using base::fail;
using base::Result;
using library::InstalledModel;

namespace {

QStringList otherFolders(const InstalledModel &model, const QList<InstalledModel> &installed)
{
    QStringList folders;
    for (const InstalledModel &one : installed) {
        if (one.record.modelPath == model.record.modelPath && one.folder != model.folder)
            folders.append(one.folder);
    }
    return folders;
}

/// A model may be in a library that cannot be looked into.
base::Error whyNotFound(const base::Error &error, const QList<base::Error> &unreadable)
{
    const auto closed = std::find_if(unreadable.cbegin(), unreadable.cend(), [](const base::Error &one) {
        return one.kind == base::ErrorKind::Permission || one.kind == base::ErrorKind::Disconnected;
    });
    return error.kind == base::ErrorKind::NotFound && closed != unreadable.cend() ? *closed : error;
}

bool isFolderOf(const QString &word, const InstalledModel &model)
{
    return QFileInfo(base::userPath(word)).canonicalFilePath() == QFileInfo(model.folder).canonicalFilePath();
}

} // namespace

Result<InstalledArguments> installedArguments(const CommandContext &context)
{
    const session::InstalledModels installed = session::installedModels(context.libraries, context.configDir);
    if (installed.models.isEmpty() && !installed.errors.isEmpty())
        return fail(installed.errors.first());
    InstalledArguments arguments;
    arguments.names.add(installed.models);
    if (context.line.words.isEmpty()) {
        arguments.models = installed.models;
        return arguments;
    }
    QStringList folders;
    for (const QString &word : context.line.words) {
        const Result<InstalledModel> model =
            session::installedModelNamed(installed.models, word, context.libraries);
        if (!model)
            return fail(asNotTakenOver(whyNotFound(model.error(), installed.errors), word, context));
        if (folders.contains(model->folder))
            continue;
        folders.append(model->folder);
        arguments.models.append(*model);
        const QStringList others = otherFolders(*model, installed.models);
        if (!others.isEmpty() && !isFolderOf(word, *model))
            arguments.otherCopies.append({model->record.modelPath, others});
    }
    for (auto &[name, others] : arguments.otherCopies) { // which other words may have named
        others.removeIf([&](const QString &folder) { return folders.contains(folder); });
    }
    arguments.otherCopies.removeIf([](const auto &one) { return one.second.isEmpty(); });
    return arguments;
}

void tellOtherCopies(const InstalledArguments &arguments, const CommandLine &line)
{
    if (line.quiet)
        return;
    for (const auto &[name, folders] : arguments.otherCopies)
        printErrorLine(
            CliText::tr("%1: the copy in the library is meant. Another one is named by its folder: %2")
                .arg(name, text::listed(folders)));
}

} // namespace weightyard::cli
