// What a desktop can do for a window that works while nobody looks: stay awake, tell, show how far it is. Each service takes values
// and emits signals, never blocks, and may be missing or do nothing: then the window works without it. The program that has the
// window makes them (app/gui). GUI thread.
#pragma once

#include "base/error.h"

#include <QObject>
#include <QSet>
#include <QString>
#include <optional>

namespace weightyard::ui {

/// Keeps the computer from going to sleep by itself. The screen may.
class WakeHold : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
    /// Why, as the desktop shows it; empty: it may sleep.
    virtual void setReason(const QString &reason) = 0;
};

class SleepWatch : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

Q_SIGNALS:
    void awoke(); ///< from sleep, just now
};

struct Notification {
    QString title;
    QString text;
    bool isTrouble = false;
    friend bool operator==(const Notification &, const Notification &) = default;
};

/// One notification at a time: the next one takes its place.
class Notifier : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
    virtual void show(const Notification &notification) = 0;
    virtual void withdraw() = 0;

Q_SIGNALS:
    void clicked();
};

/// The bar on the program's icon in a dock or task bar.
class LauncherProgress : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
    virtual void setProgress(std::optional<double> part) = 0; ///< 0 to 1; nothing: no bar
};

class NetworkWatch : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
    virtual bool isMetered() const = 0; ///< false where the system does not say

Q_SIGNALS:
    void cameOnline();
    void meteredChanged(bool isMetered);
};

/// Whether an icon in a tray can be seen at this moment.
class TrayWatch : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
    virtual bool hasTray() const = 0;

Q_SIGNALS:
    void changed();
};

class PowerSwitch : public QObject
{
    Q_OBJECT
public:
    enum class Action { Sleep, ShutDown };

    using QObject::QObject;
    virtual bool can(Action action) const = 0; ///< without asking for a password
    virtual void perform(Action action) = 0;

Q_SIGNALS:
    void changed(); ///< what it can
    void failed(weightyard::ui::PowerSwitch::Action action);
};

/// Whether the window opens when the user logs in. What the system has noted is the setting.
class Autostart : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
    virtual bool isOn() const = 0;
    virtual void setOn(bool on) = 0; ///< changed() follows, or failed()

Q_SIGNALS:
    void changed();
    void failed(const weightyard::base::Error &error);
};

/// Null: there is none. All outlive the window.
struct DesktopServices {
    WakeHold *wakeHold = nullptr;
    SleepWatch *sleepWatch = nullptr;
    Notifier *notifier = nullptr;
    LauncherProgress *launcher = nullptr;
    NetworkWatch *network = nullptr;
    TrayWatch *tray = nullptr;
    PowerSwitch *power = nullptr;
    Autostart *autostart = nullptr;
};

/// What a window has begun for the desktop and must not forget when a window in another language takes its place. The workbench keeps it.
struct WindowMemory {
    /// Downloads that have ended since the last time that all had, by their keys.
    struct Ended {
        QSet<QString> done = {};
        QSet<QString> failed = {};
    };
    Ended ended = {};
    Ended announced = {};       ///< those that something follows
    int secondsLeft = 0;        ///< until it happens; 0: nothing is announced
    bool meteredAnyway = false; ///< the user wants downloads on this connection
};

} // namespace weightyard::ui
