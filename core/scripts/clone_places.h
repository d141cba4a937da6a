// Where the files of a clone lie, and whether its .git is there, too, while a script moves, copies and removes them. As the shell has it:
// "*" is no name that begins with a dot. What a script does in branches is taken one after the other. A value type; pure, any thread.
#pragma once

#include "scripts/shell_values.h"

#include <QHash>
#include <optional>

namespace weightyard::scripts {

/// What a word of mv, cp or rm names: a folder or file, or names in a folder.
struct FileWord {
    Value folder;          ///< absolute
    QString names = {};    ///< a pattern of names in `folder`; empty: that itself
    bool isUnread = false; ///< some of it, which shows only when the script runs
    bool isInside = false; ///< "DIR/."
    bool hasSlash = false; ///< "DIR/"

    static FileWord of(const Value &word, const ShellValues &values);
    bool has(const QString &name, bool withDots) const; ///< among `names`
};

/// A line of mv, cp, rsync or ditto.
struct FileMove {
    QList<FileWord> sources = {};
    Value target = {};
    bool isCopy = false;
    bool withFolders = true;   ///< cp -r
    bool isRsync = false;      ///< "DIR" is that folder, "DIR/" what is in it
    bool isRenamed = false;    ///< -T
    bool withHistory = true;   ///< rsync --exclude=.git
    bool withDots = false;     ///< "*" is any name
    bool isDotsUnsure = false; ///< whether it is
    bool isGuessed = false;
    QString picks = {}; ///< rsync's other filters

    /// Nothing: it has no target.
    static std::optional<FileMove> of(const QString &program, const QList<Value> &words,
                                      const ShellValues &values);
};

class ClonePlaces
{
public:
    enum class History { Kept, Removed, Unsure };
    /// Of a clone into `folder`, or of files without history.
    ClonePlaces(const Value &folder, History history);

    const Value &first() const { return m_first; }
    const Value &last() const { return m_moves.isEmpty() ? m_first : m_moves.last(); }
    const QList<Value> &moves() const { return m_moves; } ///< folders that all files go into, in order
    const QString &picked() const { return m_picked; }    ///< a file, or a pattern, that is moved by itself
    History history() const { return m_history.value(last().text, History::Removed); }

    /// `isThere`: its target is known to be there.
    void move(const FileMove &move, bool isThere);
    void remove(const FileWord &word, bool withDots, bool isGuessed);
    void removeBelow(const Value &start, const QString &name, bool isGuessed);

private:
    void moveOne(const FileMove &move, const FileWord &source, bool isThere);
    void moveFiles(const FileMove &move, const FileWord &source, Value to, bool isThere);
    void moveHistory(const FileMove &move, const QString &from, QString to, History history);
    bool isPlace(const QString &path) const { return m_history.contains(path); }

    Value m_first;
    QList<Value> m_moves;
    QString m_picked;
    QHash<QString, History> m_history; ///< at each place
};

} // namespace weightyard::scripts
