#include "app/gui/gui_command_line.h"

#include <QCoreApplication>

namespace weightyard::gui {

using namespace Qt::Literals::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;

Result<GuiCommandLine> parseGuiCommandLine(const QStringList &arguments)
{
    GuiCommandLine line;
    bool options = true;
    for (qsizetype i = 0; i < arguments.size(); ++i) {
        const QString &argument = arguments[i];
        if (!options || !argument.startsWith(u'-')) {
            line.models.append(argument);
            continue;
        }
        const QString name = argument.section(u'=', 0, 0);
        QString *value = name == "--config"_L1      ? &line.config
                         : name == "--library"_L1   ? &line.library
                         : name == "--catalogue"_L1 ? &line.catalogue
                                                    : nullptr;
        if (argument == "--"_L1) {
            options = false;
        } else if (argument == "--help"_L1 || argument == "-h"_L1) {
            line.help = true;
        } else if (argument == "--version"_L1) {
            line.version = true;
        } else if (!value) {
            return fail(ErrorKind::Usage, u"unknown option %1"_s.arg(name));
        } else if (argument.contains(u'=')) {
            *value = argument.section(u'=', 1);
        } else if (i + 1 < arguments.size()) {
            *value = arguments[++i];
        }
        if (value && value->isEmpty())
            return fail(ErrorKind::Usage, u"%1 wants a value"_s.arg(name));
    }
    return line;
}

QString guiHelp()
{
    return QCoreApplication::translate(
        "GuiCommandLine", "Usage: weightyard [OPTIONS] [MODEL...]\n"
                          "\n"
                          "Opens the window. A MODEL (OWNER/NAME, the address of its page or of a git\n"
                          "repository) is ticked, not downloaded.\n"
                          "\n"
                          "  --library DIR      folder that holds the models\n"
                          "  --config DIR       settings and state\n"
                          "  --catalogue FILE   models to offer besides the built-in ones\n"
                          "  --help, --version\n");
}

} // namespace weightyard::gui
