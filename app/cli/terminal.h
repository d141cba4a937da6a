// The terminal: is it one, how wide, and text broken into lines that fit. Main thread.
#pragma once

#include <QStringList>

namespace weightyard::cli {

bool isTerminal(int fileDescriptor); ///< and not TERM=dumb
int terminalColumns();               ///< of standard output; at most 80, at least 20; 80 when it is none

int terminalRows(); ///< of standard output; 24 when it is none

/// Lines of at most `columns`, broken at spaces and between Chinese letters; words longer than a line stay whole.
/// Continuation lines get `indent` spaces.
/// Control characters are spaces, here and in elided(): records, servers and folders have names that nobody here chose.
QString wrapped(const QString &text, int columns, int indent);
/// Shortened in the middle with "…", so that both ends of a name stay readable.
QString elided(const QString &text, int columns);
/// On a terminal elided; whoever reads a pipe looks for the whole name.
QString shortened(const QString &text, int columns);
/// A name as whole lines of a terminal, all but the first indented; on a pipe one line.
QString nameLines(const QString &name, int columns, int indent);
/// The first column of a row, `room` wide and `indent` from the left. A name that is longer is never cut, since two may differ in the
/// middle: on a terminal it has lines of its own, and the column below it is blank.
QString nameCell(const QString &name, int room, int indent = 0);
/// For a row that needs this many columns for its name to be whole: a terminal has no more than it has, a pipe has them.
int rowColumns(qsizetype needed);

/// What standard output does not take is noticed at the end, by outputWasWritten().
void printOut(const QString &text);
/// To standard output, wrapped to the terminal; what does not fit goes on two columns further in.
void printLine(const QString &text, int indent = 0);
/// A command of weightyard-cli to type: on a line of its own, whole and quoted for a shell, so that it can be copied.
void printCommand(const QString &about, const QStringList &words);
void printError(const QString &text);
void printErrorLine(const QString &text, int indent = 0); ///< likewise, to standard error
/// False when anything printed so far did not reach standard output (a full disk, a closed pipe).
bool outputWasWritten();

} // namespace weightyard::cli
