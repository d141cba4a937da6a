#include "app/gui/autostart_file.h"

#include "platform/file_io.h"
#include "platform/file_names.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QPointer>
#include <QStandardPaths>
#include <QXmlStreamWriter>

namespace weightyard::gui {

using namespace Qt::Literals::StringLiterals;
using base::Result;

namespace {

// Desktop Entry Specification, "The Exec key": quoted as a string, and then as one of the shell.
QString quotedProgram(QString program)
{
    program.replace(u'\\', u"\\\\\\\\"_s);
    for (const QLatin1StringView special : {"\""_L1, "`"_L1, "$"_L1})
        program.replace(special, u"\\\\"_s + special);
    return u'"' + program.replace(u'%', u"%%"_s) + u'"';
}

} // namespace

AutostartFile::AutostartFile(Parts parts, base::Background &background, QObject *parent)
    : Autostart(parent),
      m_parts(std::move(parts)),
      m_background(background)
{}

AutostartFile::Parts AutostartFile::xdg(const QString &folder, const QString &desktopId,
                                        const QString &program)
{
    return {.path = folder + u'/' + desktopId + u".desktop"_s,
            .content =
                u"[Desktop Entry]\nType=Application\nName=Weightyard\nExec=%1\nIcon=%2\nTerminal=false\n"
                "X-GNOME-Autostart-Delay=2\nX-KDE-autostart-after=panel\n"_s
                    .arg(quotedProgram(program), desktopId)
                    .toUtf8()};
}

AutostartFile::Parts AutostartFile::launchAgent(const QString &folder, const QString &label,
                                                const QString &program)
{
    QByteArray content;
    QXmlStreamWriter xml(&content);
    xml.setAutoFormatting(true);
    xml.writeStartDocument();
    xml.writeStartElement(u"plist"_s);
    xml.writeAttribute(u"version"_s, u"1.0"_s);
    xml.writeStartElement(u"dict"_s);
    xml.writeTextElement(u"key"_s, u"Label"_s);
    xml.writeTextElement(u"string"_s, label);
    xml.writeTextElement(u"key"_s, u"ProgramArguments"_s);
    xml.writeStartElement(u"array"_s);
    xml.writeTextElement(u"string"_s, program);
    xml.writeEndElement();
    xml.writeTextElement(u"key"_s, u"RunAtLoad"_s);
    xml.writeEmptyElement(u"true"_s);
    xml.writeTextElement(u"key"_s, u"ProcessType"_s);
    xml.writeTextElement(u"string"_s, u"Interactive"_s);
    xml.writeEndDocument();
    return {.path = folder + u'/' + label + u".plist"_s, .content = content};
}

AutostartFile::Parts AutostartFile::here(const QString &desktopId)
{
#ifdef Q_OS_MACOS
    return launchAgent(QDir::homePath() + u"/Library/LaunchAgents"_s, desktopId,
                       QCoreApplication::applicationFilePath());
#else
    const QString image = qEnvironmentVariable("APPIMAGE");
    return xdg(QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + u"/autostart"_s,
               desktopId, image.isEmpty() ? QCoreApplication::applicationFilePath() : image);
#endif
}

void AutostartFile::look()
{
    m_background.run([path = m_parts.path] { return Result<bool>(QFileInfo::exists(path)); },
                     [self = QPointer(this)](const Result<bool> &isOn) {
                         if (self != nullptr)
                             self->take(isOn);
                     });
}

void AutostartFile::setOn(bool on)
{
    m_background.run(
        [parts = m_parts, on]() -> Result<bool> {
            if (on) {
                if (const auto made = platform::makeFolder(QFileInfo(parts.path).path()); !made)
                    return base::fail(made.error());
                if (const auto written = platform::writeDurably(parts.path, parts.content); !written)
                    return base::fail(written.error());
            } else if (const auto removed = platform::removeFile(parts.path); !removed) {
                return base::fail(removed.error());
            }
            return on;
        },
        [self = QPointer(this)](const Result<bool> &isOn) {
            if (self != nullptr)
                self->take(isOn);
        });
}

void AutostartFile::take(const Result<bool> &isOn)
{
    if (!isOn) {
        Q_EMIT failed(isOn.error());
        return;
    }
    if (*isOn != std::exchange(m_isOn, *isOn))
        Q_EMIT changed();
}

} // namespace weightyard::gui
