#include "app/cli/model_arguments.h"

#include "app/cli/terminal.h"
#include "base/config_layout.h"
#include "base/error_code.h"
#include "base/user_path.h"
#include "catalog/catalogue_files.h"
#include "ui/text/messages.h"

namespace weightyard::cli {

using namespace Qt::Literals::StringLiterals;
using base::Cause;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;

session::ModelWish wishOf(const CommandLine &line)
{
    return {.texts = line.words,
            .families = line.list("family"),
            .all = line.has("all"),
            .extra = line.has("extra")};
}

Result<void> checkModels(const CommandLine &line)
{
    const bool isSet = line.has("all") || line.has("family"); // of models, whatever their number
    if (line.words.isEmpty() && !isSet)
        return fail(ErrorKind::Usage, Cause(ErrorCode::NeedsModels, QLatin1StringView(line.command->name)));
    for (const char *option : {"revision", "into"}) {
        if (line.has(option) && (isSet || line.words.size() > 1))
            return fail(ErrorKind::Usage, Cause(ErrorCode::OneModelAtATime, QLatin1StringView(option)));
    }
    return {};
}

Result<session::KnownModels> knownModels(const CommandContext &context,
                                         const QList<session::NamedModel> &names, const QUrl &hub)
{
    return session::knownModels(names, context.line.text("revision"),
                                {.libraries = context.libraries,
                                 .configDir = context.configDir,
                                 .factsFile = base::ConfigLayout(context.configDir).facts(),
                                 .hub = hub,
                                 .safe = context.settings.safe},
                                base::CancelToken());
}

Result<catalog::Catalogue> catalogueFor(const CommandLine &line, const QString &configDir)
{
    const QString file = base::userPath(line.text("catalogue"));
    const catalog::LoadedCatalogue loaded = catalog::loadCatalogue(configDir, file);
    for (base::Error refused : loaded.refused) {
        if (file.isEmpty() || refused.context.path != file)
            continue;
        if (refused.context.reason != base::ErrorReason::NewerFile) // nothing is wrong with that one
            refused.kind = ErrorKind::Usage;                        // it was asked for by name
        return fail(refused);
    }
    for (const base::Error &refused : loaded.refused) {
        if (!line.quiet)
            printErrorLine(text::Messages::sentence(refused));
    }
    return loaded.catalogue;
}

Result<QList<session::NamedModel>> namedModels(const CommandContext &context, const QUrl &hub)
{
    const auto catalogue = catalogueFor(context.line, context.configDir);
    return catalogue ? session::chooseModels(wishOf(context.line), *catalogue, hub) : fail(catalogue.error());
}

} // namespace weightyard::cli
