// Sizes, rates and times as people read them: decimal units as the Hub shows them, in the locale's own digits and separators.
// Any thread; pure, but for the application's direction.
#pragma once

#include <QString>

namespace weightyard::text {

/// Kept together, in its own direction, where a window reads from right to left (U+2068, U+2069): a number with its unit, a name, a path.
/// The functions below do so with what they return.
QString isolated(const QString &text);

QString formatBytes(qint64 bytes);          ///< "1.76 GB"; three significant digits, "512 bytes" below 1 kB
QString formatRate(double bytesPerSecond);  ///< "88.0 MB/s"
QString formatLimit(qint64 bytesPerSecond); ///< what was chosen, not measured: "5 MB/s", "1.5 MB/s"
QString formatDuration(qint64 ms);          ///< "42 s", "3 min 05 s", "2 h 10 min"

/// Servers, repositories and records have a say in many texts: what would steer a terminal, or hide in a line, is a space.
QString withoutControls(QString text);

/// A word of a command that a shell reads: in single quotes where it needs them.
QString shellWord(const QString &word);

} // namespace weightyard::text
