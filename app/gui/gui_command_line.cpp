#include "app/gui/gui_command_line.h"

#include <QCommandLineParser>
#include <QCoreApplication>

namespace weightyard::gui {

using namespace Qt::Literals::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;

Result<GuiCommandLine> parseGuiCommandLine(const QStringList &arguments)
{
    QCommandLineParser parser;
    for (const QString &name : {u"config"_s, u"library"_s, u"catalogue"_s})
        parser.addOption(QCommandLineOption(name, QString(), name));
    parser.addOption(QCommandLineOption(QStringList{u"h"_s, u"help"_s}));
    parser.addOption(QCommandLineOption(u"version"_s));
    QStringList wrong;
    if (!parser.parse(QStringList{u"weightyard"_s} + arguments))
        wrong.append(parser.errorText()); // names all of them
    GuiCommandLine line{.help = parser.isSet(u"help"_s),
                        .version = parser.isSet(u"version"_s),
                        .models = parser.positionalArguments()};
    for (const auto &[name, value] :
         {std::pair(u"config"_s, &line.config), std::pair(u"library"_s, &line.library),
          std::pair(u"catalogue"_s, &line.catalogue)}) {
        *value = parser.value(name);
        const bool told = wrong.value(0).contains(u"--"_s + name);
        if (parser.isSet(name) && value->isEmpty() && !told)
            wrong.append(u"--%1 wants a value"_s.arg(name));
    }
    if (!wrong.isEmpty())
        return fail(ErrorKind::Usage, wrong.join(u' '));
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
