// What a shell offers to complete a word of weightyard-cli's command line, made of the tables of commands and options. Pure: what only the
// disk knows comes from functions that are called when it is wanted.
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

#include <functional>

namespace weightyard::cli {

struct Candidate {
    QString text;    ///< the whole word
    QString comment; ///< a few words for the shells that show them; may be empty
    friend bool operator==(const Candidate &, const Candidate &) = default;
};

struct Completion {
    enum class Paths { None, Folders, Files };
    Paths paths = Paths::None; ///< the shell's own completion of these goes beside the candidates
    QList<Candidate>
        candidates; ///< that begin with the word; without regard to case where they are models or families
};

struct CompletionSources {
    std::function<QList<Candidate>()> offered;   ///< models of the catalogue
    std::function<QList<Candidate>()> installed; ///< models of the library
    std::function<QStringList()> families;
};

/// `words`: what follows the program's name, up to and with the word that is completed (it may be empty).
Completion completionOf(const QStringList &words, const CompletionSources &sources);

/// The value of an option in unfinished words; empty: it is not there.
QString optionIn(const QStringList &words, const QString &name);

/// For the shells' scripts: ":folders" or ":files" first where paths are wanted, then "text<TAB>comment", one a line. What has control
/// characters is left out: a shell would run them through its terminal.
QString completionLines(const Completion &completion);

} // namespace weightyard::cli
