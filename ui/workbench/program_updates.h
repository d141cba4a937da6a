// ProgramUpdates: whether a newer version of Weightyard itself is published: asked once a day where the setting newVersions is on, a
// while after the start, and whenever the user asks. GUI thread.
#pragma once

#include "base/background.h"
#include "session/program_release.h"
#include "ui/workbench/preferences.h"

#include <QTimer>
#include <functional>

namespace weightyard::ui {

class ProgramUpdates : public QObject
{
    Q_OBJECT
public:
    ProgramUpdates(const job::JobServices &services, Preferences &preferences, base::Background &background,
                   QObject *parent = nullptr);

    void start(); ///< reads what the last look found
    void checkIfDue();
    /// Whatever the setting is. `done` is not called where a look is under way already.
    void check(std::function<void(const base::Result<session::KnownRelease> &)> done);
    bool isChecking() const { return m_checking; }
    /// As the last look found it, of this start or an earlier one.
    const session::KnownRelease &known() const { return m_known; }
    bool isNewer() const; ///< what is known, than this program
    void stop();

Q_SIGNALS:
    void found(const QString &version); ///< newer, by a look that nobody asked for; once a version

private:
    void tellOnce();

    const job::JobServices &m_services;
    const settings::Settings &m_settings;
    base::Background &m_background;
    session::KnownRelease m_known;
    base::CancelToken m_cancel;
    QTimer m_daily;
    bool m_checking = false;
};

} // namespace weightyard::ui
