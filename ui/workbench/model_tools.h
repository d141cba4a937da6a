// ModelTools: what the window does with models that are here, apart from downloading them: care for one, updates,
// folders of download scripts, models of other programs, the disk. Follows the disk: lookAgain() after each scan.
// GUI thread.
#pragma once

#include "ui/workbench/adopter.h"
#include "ui/workbench/disk_usage.h"
#include "ui/workbench/mirror_work.h"
#include "ui/workbench/model_care.h"
#include "ui/workbench/model_files.h"
#include "ui/workbench/script_folders.h"
#include "ui/workbench/script_work.h"
#include "ui/workbench/updates.h"

namespace weightyard::ui {

class ModelTools : public QObject
{
    Q_OBJECT
public:
    explicit ModelTools(const CareParts &parts, QObject *parent = nullptr);

    ModelCare &care() { return m_care; }
    Updates &updates() { return m_updates; }
    ScriptFolders &scripts() { return m_scripts; }
    ScriptWork &scriptWork() { return m_scriptWork; }
    Adopter &adopter() { return m_adopter; }
    MirrorWork &mirrorWork() { return m_mirrorWork; }
    DiskUsage &diskUsage() { return m_diskUsage; }
    ModelFiles &files() { return m_files; }
    const DiskUsage &diskUsage() const { return m_diskUsage; }

    void start();     ///< once the catalogue is there
    void lookAgain(); ///< the disk is another
    void markAgain(); ///< rows came: what is known of updates and shares
    void stop();      ///< what is under way ends early

Q_SIGNALS:
    void diskChanged();

private:
    ModelCare m_care;
    Updates m_updates;
    ScriptFolders m_scripts;
    ScriptWork m_scriptWork;
    Adopter m_adopter;
    MirrorWork m_mirrorWork;
    DiskUsage m_diskUsage;
    ModelFiles m_files;
};

} // namespace weightyard::ui
