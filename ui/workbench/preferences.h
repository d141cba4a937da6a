// Preferences: what the user sets while the window is open: checked, in force at once, and written behind the scenes. What another
// program changed in the file meanwhile stays. GUI thread.
#pragma once

#include "settings/setting_table.h"
#include "ui/workbench/downloads.h"
#include "ui/workbench/keeper.h"

namespace weightyard::ui {

class Preferences : public QObject
{
    Q_OBJECT
public:
    /// What they act on; all of it outlives this object.
    struct Parts {
        settings::Settings &settings;
        Downloads &downloads;
        const LibraryWatch &watch;
        net::HttpClient &client;
        const base::Clock &clock;
        std::shared_ptr<lfs::ConnectionBudget> connections; ///< of all downloads; null: none
        QString configDir;
    };
    explicit Preferences(Parts parts, QObject *parent = nullptr);

    const settings::Settings &now() const { return m_parts.settings; }
    /// By a key of setting_table.h; libraries are chosen by Libraries. Usage: it takes no such value, and stays as it was.
    base::Result<void> set(const QString &key, const QJsonValue &value);
    /// The same as a person types it; of a list one word a part.
    base::Result<void> setText(const QString &key, const QStringList &words);
    void reset(const QString &key); ///< to its default
    /// Another part has changed it: it is in force from now on, and written.
    void take(const QString &key);
    qint64 rateLimit() const; ///< that holds now, bytes/s; 0: none
    void followClock();       ///< it may hold from this hour on; once a second
    const Keeper &keeper() const { return m_keeper; }

Q_SIGNALS:
    void changed(const QString &key);
    void notKept(const weightyard::base::Error &error);

private:
    base::Result<void> change(const QString &key,
                              const std::function<base::Result<void>(const settings::Setting &)> &change);
    void apply(const QString &key);

    const Parts m_parts;
    std::optional<qint64> m_rateLimit; ///< as it was told last
    struct Unwritten;
    const std::shared_ptr<Unwritten> m_unwritten; ///< keys; of all others the file knows better
    Keeper m_keeper;
};

} // namespace weightyard::ui
