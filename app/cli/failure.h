// How a command says that it failed: a sentence and what helps on standard error, and for --json an object with "error" on standard
// output, for every verb alike. Main thread.
#pragma once

#include "app/cli/command.h"

namespace weightyard::cli {

/// Of a command line that could not be read, or before one was. The exit code.
int tellFailure(const base::Error &error, const QString &remedy, bool json);
/// Of a command that was understood: the remedy is one of its own words.
int tellFailure(const base::Error &error, const CommandContext &context);

/// {"error":{...}}, a line.
void printErrorObject(const base::Error &error, const CommandLine &line);
/// Sentences on standard error, each remedy once behind those that it is for.
void printFailures(const QList<base::Error> &errors, const Command *command);

/// What went wrong with models, told once for all that it went wrong with in the same way, with its remedy.
class FailuresByCause
{
public:
    void add(const QString &name, const base::Error &error);
    void print(const Command *command) const; ///< on standard error

private:
    struct Failed {
        base::Error error;
        QStringList names;
    };
    QList<Failed> m_failed;
};

} // namespace weightyard::cli
