#include "app/gui/autostart_file.h"

#include "platform/file_io.h"
#include "platform/file_names.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QPointer>
#include <QStandardPaths>

namespace weightyard::gui {

using namespace Qt::Literals::StringLiterals;
using base::Result;

namespace {

QString pathOf(const AutostartFile::Parts &parts)
{
    return parts.folder + u'/' + parts.desktopId + u".desktop"_s;
}

// Desktop Entry Specification, "The Exec key": quoted as a string, and then as one of the shell.
QString quotedProgram(QString program)
{
    program.replace(u'\\', u"\\\\\\\\"_s);
    for (const QLatin1StringView special : {"\""_L1, "`"_L1, "$"_L1})
        program.replace(special, u"\\\\"_s + special);
    return u'"' + program.replace(u'%', u"%%"_s) + u'"';
}

QByteArray contentOf(const AutostartFile::Parts &parts)
{
    return u"[Desktop Entry]\nType=Application\nName=Weightyard\nExec=%1\nIcon=%2\nTerminal=false\n"
           "X-GNOME-Autostart-Delay=2\nX-KDE-autostart-after=panel\n"_s
               .arg(quotedProgram(parts.program), parts.desktopId)
               .toUtf8();
}

} // namespace

AutostartFile::AutostartFile(Parts parts, base::Background &background, QObject *parent)
    : Autostart(parent),
      m_parts(std::move(parts)),
      m_background(background)
{}

AutostartFile::Parts AutostartFile::partsOf(const QString &desktopId)
{
    const QString image = qEnvironmentVariable("APPIMAGE");
    return {.folder =
                QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + u"/autostart"_s,
            .desktopId = desktopId,
            .program = image.isEmpty() ? QCoreApplication::applicationFilePath() : image};
}

void AutostartFile::look()
{
    m_background.run([path = pathOf(m_parts)] { return Result<bool>(QFileInfo::exists(path)); },
                     [self = QPointer(this)](const Result<bool> &isOn) {
                         if (self != nullptr)
                             self->take(isOn);
                     });
}

void AutostartFile::setOn(bool on)
{
    m_background.run(
        [parts = m_parts, on]() -> Result<bool> {
            const QString path = pathOf(parts);
            if (on) {
                if (const auto made = platform::makeFolder(parts.folder); !made)
                    return base::fail(made.error());
                if (const auto written = platform::writeDurably(path, contentOf(parts)); !written)
                    return base::fail(written.error());
            } else if (const auto removed = platform::removeFile(path); !removed) {
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
