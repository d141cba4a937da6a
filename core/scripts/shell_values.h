// What words of a script stand for, as far as the script itself says it. The script is taken to run beside its own file, without
// arguments: $0 is its path, the working folder the folder it is in. Whatever the environment, the disk or a program decides is not
// sure, and keeps the text that decides it, for people. A value type (branches of a script go on with copies); pure, any thread.
#pragma once

#include "scripts/shell_word.h"

#include <QHash>
#include <QSet>
#include <QStringList>
#include <optional>

namespace weightyard::scripts {

struct Value {
    QString text;        ///< not sure: what stands in front of the first thing that is not
    QString unsure = {}; ///< as written: "$MODELS_DIR"
    bool isSure() const { return unsure.isEmpty(); }
    friend bool operator==(const Value &, const Value &) = default;
};

class ShellValues
{
public:
    explicit ShellValues(const QString &scriptPath);

    Value valueOf(const Word &word) const;
    /// One word may become several: "${LIST[@]}", "$@", {a,b}, and $NAME without quotes.
    QList<Value> expanded(const Word &word) const;
    /// As a path: absolute and clean, from the working folder.
    Value pathOf(const Value &value) const;

    /// NAME=value, NAME+=value or NAME=(...).
    void assign(const Word &assignment);
    void set(const QString &name, const QList<Value> &items);
    /// What the script has made of it; nothing: not known, or never assigned.
    std::optional<Value> variable(const QString &name) const;
    void makeUnsure(const QString &name, const QString &why);
    void makeAllUnsure(const QString &why);
    void unset(const QString &name) { m_variables.remove(name); }
    /// Another shell that is started from here has its value, too.
    void setExported(const QString &name) { m_exported.insert(name); }
    /// What such a shell begins with, of the script at `path`.
    ShellValues forChild(const QString &path, const QList<Value> &arguments) const;

    const QString &script() const { return m_script; }
    const Value &folder() const { return m_folder; }
    const Value &previousFolder() const { return m_previous; }
    void enter(const Value &path);
    /// $1, $2 and so on of a function.
    QList<Value> &arguments() { return m_arguments; }

    /// After branches of which nobody knows which one ran: what they agree on.
    static ShellValues agreed(const QList<ShellValues> &ends, const QString &why);

private:
    QList<Value> expandedOne(const Word &word) const;
    Value ofParts(const QList<WordPart> &parts) const;
    Value ofPart(const WordPart &part) const;
    std::optional<QList<Value>> itemsOf(const WordPart &part) const;
    Value withRule(const WordPart &part) const;
    Value ofCommand(const WordPart &part) const;
    Value ofWords(const QList<Word> &words, const QString &source) const;

    QString m_script;
    Value m_folder;
    Value m_previous;
    using Variables = QHash<QString, QList<Value>>;
    Variables m_variables;
    QSet<QString> m_exported;
    QList<Value> m_arguments;
    int m_depth = 0; ///< of $(...) within each other
};

} // namespace weightyard::scripts
