// What the user asked of weightyard-cli. Parsing is pure and reads nothing but its arguments; tables of verbs and
// options are the one place that help, parsing and tests share.
#pragma once

#include "base/result.h"

#include <QStringList>

namespace weightyard::cli {

enum class Verb { Help, Version, Get, Status, List, Check, Estimate, Verify };

struct CommandLine {
    Verb verb = Verb::Help;
    QString helpTopic;  ///< Help: the verb asked about, or empty
    QStringList models; ///< as typed
    QString catalogue;  ///< --catalogue: a file that adds models
    QStringList families;
    bool all = false;
    bool extra = false;              ///< the catalogue's second set, too
    std::optional<int> jobs;         ///< --jobs; unset: the setting decides
    std::optional<int> connections;  ///< --connections; unset: the setting decides
    std::optional<qint64> limitRate; ///< --limit-rate, bytes/s, 0: none; unset: the setting decides
    bool fits = false;               ///< --fits: leave out what the disk has no room for
    bool wait = false;               ///< --wait: for room on the disk
    QString revision;
    QString config;
    QString library;
    QString into;
    std::optional<bool> removeGit; ///< --remove-git, --keep-git; unset: the setting decides
    bool json = false;
    bool quiet = false;
    bool verbose = false;
};

/// `arguments` without the program's name. Usage with the option or verb in question.
base::Result<CommandLine> parseCommandLine(const QStringList &arguments);

/// The command in them, as far as there is one: for help on arguments that were not understood.
QString verbIn(const QStringList &arguments);

/// Help for a terminal of 80 columns; `topic` is a verb or empty.
QString helpText(const QString &topic);

} // namespace weightyard::cli
