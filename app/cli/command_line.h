// What the user asked of weightyard-cli. Parsing is pure and reads nothing but its arguments and the tables of commands and
// options.
#pragma once

#include "base/result.h"

#include <QHash>
#include <QStringList>

namespace weightyard::cli {

struct Command;

struct CommandLine {
    enum class Asks { Help, Version, CommandNames, Completion, Command };
    Asks asks = Asks::Help;
    QString helpTopic;                ///< Help: the command asked about, or empty
    const Command *command = nullptr; ///< Command
    QStringList words;                ///< what follows the command, as typed

    // Of every command
    QString library;
    QString config;
    bool json = false;
    bool quiet = false;
    bool verbose = false;

    // The others, checked by their rows
    bool has(const char *option) const { return m_values.contains(QLatin1StringView(option)); }
    QString text(const char *option) const; ///< empty: not given
    QStringList list(const char *option) const { return m_values.value(QLatin1StringView(option)); }
    std::optional<qint64> number(const char *option) const; ///< of numbers and rates (bytes/s)

private:
    friend class LineReader;
    QHash<QString, QStringList> m_values;
};

/// `arguments` without the program's name. Usage with the option or command in question.
base::Result<CommandLine> parseCommandLine(const QStringList &arguments);

/// What in it names files and folders of this machine, as typed. Of other words only those that look like it: "./x". Pure.
QStringList pathsIn(const CommandLine &line);

/// The command in them, as far as there is one: for help on arguments that were not understood.
QString commandIn(const QStringList &arguments);

} // namespace weightyard::cli
