#include "app/cli/not_taken_over.h"

#include "app/cli/cli_text.h"
#include "app/cli/script_rows.h"
#include "app/cli/terminal.h"
#include "base/error_code.h"
#include "base/name_list.h"
#include "session/installed_choice.h"
#include "session/libraries.h"

#include <QSet>
#include <algorithm>

namespace weightyard::cli {

using namespace Qt::Literals::StringLiterals;
using library::ModelOnDisk;
using library::OnDisk;

namespace {

constexpr qsizetype kMostLeftNamed = 5;

} // namespace

QList<ModelOnDisk> notTakenOver(const CommandContext &context)
{
    QSet<QString> known;
    const QList<library::InstalledModel> installed =
        session::installedModels(context.libraries, context.configDir).models;
    for (const library::InstalledModel &model : installed)
        known.insert(model.folder);
    QList<ModelOnDisk> all = scriptFolders(context);
    for (const QString &library : session::connectedLibraries(context.libraries, context.configDir)) {
        const auto contents = library::scanLibrary(library, {}, {});
        if (contents)
            all += contents->models.values();
    }
    all.removeIf([&](const ModelOnDisk &model) {
        const bool isHere = model.state == OnDisk::HereUnverified || model.state == OnDisk::Incomplete;
        if (!isHere || model.ours || known.contains(model.folder))
            return true;
        known.insert(model.folder);
        return false;
    });
    std::sort(all.begin(), all.end(),
              [](const ModelOnDisk &a, const ModelOnDisk &b) { return a.folder < b.folder; });
    return all;
}

base::Error asNotTakenOver(const base::Error &error, const QString &word, const CommandContext &context)
{
    if (error.cause.code != base::ErrorCode::NoInstalledModel || word.isEmpty())
        return error;
    const QList<ModelOnDisk> models = notTakenOver(context);
    const auto meant = std::find_if(models.cbegin(), models.cend(), [&](const ModelOnDisk &one) {
        return session::isMeant(word, one.modelPath, one.folder);
    });
    if (meant == models.cend())
        return error;
    return {.kind = base::ErrorKind::NotFound,
            .cause = base::Cause(base::ErrorCode::NotTakenOver, meant->folder)};
}

bool tellNotTakenOver(const QList<ModelOnDisk> &models, const CommandLine &line)
{
    if (models.isEmpty() || line.quiet || line.json)
        return !models.isEmpty();
    QStringList names;
    QStringList words{u"adopt"_s};
    for (const ModelOnDisk &model : models) {
        names.append(model.modelPath);
        words.append(model.folder);
    }
    printCommand(CliText::tr("Not taken over, so left out: %1. This takes over what is there:")
                     .arg(base::firstNames(names, kMostLeftNamed)),
                 words);
    return true;
}

} // namespace weightyard::cli
