// SingleInstance: one window for one config folder. A second start hands its models to the first, which comes to the
// front, and ends. By a lock in that folder and a local socket that only this user can open; what a crash left behind is taken
// over. GUI thread.
#pragma once

#include <QLocalServer>
#include <QLockFile>
#include <QObject>
#include <QStringList>

class QLocalSocket;

namespace weightyard::gui {

class SingleInstance : public QObject
{
    Q_OBJECT
public:
    explicit SingleInstance(const QString &configDir, QObject *parent = nullptr);

    /// True: another one is there and has got the models. Waits a few seconds at most, before there is a window.
    bool handOver(const QStringList &models) const;
    /// From now on this is the one; as early as can be, and starts that come before the event loop wait for it. False: another
    /// one was quicker. Without a socket (no folder for it) every start is one of its own.
    bool listen();

Q_SIGNALS:
    void anotherStart(const QStringList &models);

private:
    void read(QLocalSocket *socket);

    QString m_name;
    QLockFile m_lock;
    QLocalServer m_server;
};

} // namespace weightyard::gui
