// The terminal: is it one, how wide, and text broken into lines that fit. Main thread.
#pragma once

#include <QStringList>

namespace weightyard::cli {

bool isTerminal(int fileDescriptor); ///< and not TERM=dumb
int terminalColumns();               ///< of standard output; at most 80, at least 20; 80 when it is none

int terminalRows(); ///< of standard output; 24 when it is none

/// Lines of at most `columns`, broken at spaces; words longer than a line stay whole. Continuation lines get `indent` spaces.
/// Control characters are spaces, here and in elided(): records, servers and folders have names that nobody here chose.
QString wrapped(const QString &text, int columns, int indent);
/// Shortened in the middle with "…", so that both ends of a name stay readable.
QString elided(const QString &text, int columns);

/// What standard output does not take is noticed at the end, by outputWasWritten().
void printOut(const QString &text);
/// To standard output, wrapped to the terminal; what does not fit goes on two columns further in.
void printLine(const QString &text, int indent = 0);
void printError(const QString &text);
void printErrorLine(const QString &text, int indent = 0); ///< likewise, to standard error
/// False when anything printed so far did not reach standard output (a full disk, a closed pipe).
bool outputWasWritten();

} // namespace weightyard::cli
