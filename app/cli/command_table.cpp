#include "app/cli/command_table.h"

#include <QString>

namespace weightyard::cli {

const Command *findCommand(const QString &name)
{
    for (const Command *command : kCommands) {
        if (name == QLatin1StringView(command->name))
            return command;
    }
    return nullptr;
}

} // namespace weightyard::cli
