// The real program, seen from outside: from its start to its first frame and to the last change of its picture, and what it takes while
// nothing happens. Linux (/proc), and a display (QGuiApplication on xcb). One thread.
#pragma once

#include <QString>
#include <optional>

namespace weightyard::bench {

struct StartFigures {
    double firstFrameMs = 0;
    double firstFrameCpuMs =
        0;               ///< of the processor, until then ///< from the start of the process; to within 10 ms
    double atRestMs = 0; ///< to the last change of the picture
    double idleCpuMs = 0; ///< processor time of all its threads, in kIdleSeconds
    double memoryMiB = 0; ///< its share of what is resident (PSS)
    QString failure;
};
constexpr int kIdleSeconds = 20;

/// With a catalogue of that many models, whose hub answers.
StartFigures measureStart(const QString &program, int models);
/// The first frame only, in ms, of a program that is started with these arguments; nothing: there was none.
std::optional<double> measureFirstFrame(const QString &program, const QStringList &arguments);

} // namespace weightyard::bench
