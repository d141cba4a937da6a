// The user's git configuration and environment as plain values: read once at start (git/runtime.h), handed to pure
// functions in net, lfs and settings. Immutable, any thread.
#pragma once

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QString>
#include <optional>

namespace weightyard::base {

struct ConfigEntry {
    QString key; ///< "http.https://host/.proxy": section and last part lower case, subsection as written
    QString value;
    QString file = {}; ///< or the variable that it came from; for messages
};

class ConfigEntries
{
public:
    ConfigEntries() = default;
    explicit ConfigEntries(QList<ConfigEntry> entries);

    /// In file order: later entries win.
    const QList<ConfigEntry> &all() const { return m_entries; }
    std::optional<QString> last(const QString &key) const;
    /// Every value of a multi-valued key. An empty value clears what came before it, as git does for http.extraHeader.
    QList<QString> values(const QString &key) const;
    /// git's boolean rules: true/yes/on and numbers but 0; false/no/off/0/empty ("[a] b" without "=" reads as "true");
    /// `fallback` when unset or unreadable.
    bool boolean(const QString &key, bool fallback) const;

private:
    QList<ConfigEntry> m_entries;
};

/// git's numbers: a unit k, m or g (1024 and so on) may follow. Nothing for anything else.
std::optional<qint64> configInteger(const QString &value);

/// The environment variables of this process, as data so that tests can hand in their own.
class Environment
{
public:
    static Environment ofProcess();
    Environment() = default;
    explicit Environment(QHash<QString, QString> variables);

    /// Nothing when unset or empty.
    std::optional<QString> value(const QString &name) const;
    /// Everything, empty ones included: what a child process gets.
    const QHash<QString, QString> &all() const { return m_variables; }

private:
    QHash<QString, QString> m_variables;
};

} // namespace weightyard::base
