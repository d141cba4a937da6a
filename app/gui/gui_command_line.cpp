#include "app/gui/gui_command_line.h"

#include "base/error_code.h"

#include <QCommandLineParser>
#include <QCoreApplication>

namespace weightyard::gui {

using namespace Qt::Literals::StringLiterals;
using base::Cause;
using base::ErrorCode;
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
    const bool parsed = parser.parse(QStringList{u"weightyard"_s} + arguments);
    const QString refused = parsed ? QString() : parser.errorText(); // names all of them
    QStringList without;
    GuiCommandLine line{.help = parser.isSet(u"help"_s),
                        .version = parser.isSet(u"version"_s),
                        .models = parser.positionalArguments()};
    for (const auto &[name, value] :
         {std::pair(u"config"_s, &line.config), std::pair(u"library"_s, &line.library),
          std::pair(u"catalogue"_s, &line.catalogue)}) {
        *value = parser.value(name);
        const bool told = refused.contains(u"--"_s + name);
        if (parser.isSet(name) && value->isEmpty() && !told)
            without.append(name);
    }
    if (!parsed || !without.isEmpty())
        return fail(ErrorKind::Usage,
                    without.isEmpty() ? Cause() : Cause(ErrorCode::OptionWantsValue, without.join(u", --"_s)),
                    refused);
    return line;
}

QString guiHelp()
{
    return QCoreApplication::translate(
        "GuiCommandLine", "Usage: weightyard [OPTIONS] [MODEL|DIR...]\n"
                          "\n"
                          "Opens the window. A MODEL (OWNER/NAME, the address of its page or of a git\n"
                          "repository) is ticked, not downloaded. A DIR (its whole path) is a tree of\n"
                          "download scripts, and is opened.\n"
                          "\n"
                          "  --library DIR      folder that holds the models\n"
                          "  --config DIR       settings and state\n"
                          "  --catalogue FILE   models to offer besides the built-in ones\n"
                          "  --help, --version\n");
}

} // namespace weightyard::gui
