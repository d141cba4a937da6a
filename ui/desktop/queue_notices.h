// QueueNotices: a notification when all downloads have ended, and when one needs the user before that. Not while a window of ours is
// in front; it stays when the program ends. GUI thread.
#pragma once

#include "ui/desktop/desktop_services.h"

#include <QSet>
#include <QStringList>

namespace weightyard::ui {

class Workbench;
struct ModelRow;

class QueueNotices : public QObject
{
    Q_OBJECT
public:
    /// Both outlive this object.
    QueueNotices(Workbench &workbench, Notifier &notifier, QObject *parent = nullptr);

private:
    void ended(const QString &key);
    void lookAt(const QString &key);
    void allEnded();
    void show(const Notification &notification);

    Workbench &m_workbench;
    Notifier &m_notifier;
    QStringList m_here;        ///< names, since the last summary
    QStringList m_failed;      ///< names
    QString m_reason;          ///< of the first that failed
    QSet<QString> m_toldAbout; ///< keys whose disk is waited for
};

} // namespace weightyard::ui
