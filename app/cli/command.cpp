#include "app/cli/command.h"

#include "app/cli/cli_text.h"
#include "app/cli/option_table.h"
#include "app/cli/secret_prompt.h"
#include "app/cli/terminal.h"
#include "session/libraries.h"
#include "ui/text/sentence.h"

namespace weightyard::cli {

using namespace Qt::Literals::StringLiterals;

QStringList optionsOf(const Command &command)
{
    const QStringList own = QString::fromLatin1(command.options).split(u' ', Qt::SkipEmptyParts);
    QStringList names;
    for (const Option &option : optionTable()) {
        const QLatin1StringView name(option.name);
        if (option.everywhere || own.contains(name))
            names.append(name);
    }
    return names;
}

base::Result<std::unique_ptr<app::Services>> servicesFor(const CommandContext &context,
                                                         app::ServiceOptions options)
{
    options.configDir = context.configDir;
    options.mayPrompt = isTerminal(0) && isTerminal(2);
    options.onTerminal = askMeanwhile;
    options.failIfBusy = context.line.has("fail-if-busy");
    auto services = app::Services::create(options);
    if (!services)
        return services;
    const QStringList left = (*services)->unreadableConfig();
    if (!left.isEmpty() && !context.line.quiet) // as git does, which says so, too
        printErrorLine(
            CliText::tr("Git configuration that cannot be read is left out: %1").arg(text::listed(left)));
    (*services)->followLimits(context.settings);
    (*services)->setMirrors(settings::mirrorsOf(context.settings));
    (*services)->setLibraries(session::allLibraries(context.settings.library, context.settings));
    return services;
}

} // namespace weightyard::cli
