// ActivityBook: the log of each download, and of downloads of earlier runs; written down as it grows (session/activity_file.h). GUI
// thread.
#pragma once

#include "base/background.h"
#include "ui/model/activity.h"
#include "ui/workbench/keeper.h"

namespace weightyard::ui {

class ActivityBook : public QObject
{
    Q_OBJECT
public:
    explicit ActivityBook(const QString &configDir, QObject *parent = nullptr);

    void load(base::Background &background); ///< what earlier runs wrote; until then nothing is written
    void add(const QString &key, const job::JobSnapshot &job, qint64 wallNowMs);
    QStringList lines(const QString &key, qint64 wallNowMs) const { return m_log.lines(key, wallNowMs); }
    const Keeper &keeper() const { return m_keeper; }

Q_SIGNALS:
    void loaded();
    void notKept(const weightyard::base::Error &error); ///< it could not be read or written

private:
    void keep();

    const QString m_configDir;
    ActivityLog m_log;
    bool m_loaded = false;
    Keeper m_keeper;
};

} // namespace weightyard::ui
