// ProgramUpdates: whether a newer version of Weightyard itself is published: asked once a day where the setting newVersions is on, a
// while after the start, and whenever the user asks. GUI thread.
#pragma once

#include "base/background.h"
#include "session/program_release.h"
#include "ui/workbench/preferences.h"

#include <QTimer>

namespace weightyard::ui {

class ProgramUpdates : public QObject
{
    Q_OBJECT
public:
    ProgramUpdates(const job::JobServices &services, Preferences &preferences, base::Background &background,
                   QObject *parent = nullptr);

    void start(); ///< reads what the last look found
    void checkIfDue();
    void check(); ///< whatever the setting is; one look at a time
    bool isChecking() const { return m_checking; }
    /// As the last look found it, of this start or an earlier one.
    const session::KnownRelease &known() const { return m_known; }
    bool isNewer() const; ///< what is known, than this program
    void stop();

Q_SIGNALS:
    void looked(const std::optional<weightyard::base::Error> &error); ///< none: known() is as it was found
    void found(const QString &version); ///< newer, by the daily look; once a version

private:
    void take(const base::Result<session::KnownRelease> &checked);
    void tellOnce();

    const job::JobServices &m_services;
    const settings::Settings &m_settings;
    base::Background &m_background;
    session::KnownRelease m_known;
    base::CancelToken m_cancel;
    QTimer m_daily;
    bool m_checking = false;
    bool m_isDaily = false; ///< the look that is under way
};

} // namespace weightyard::ui
