#include "ui/workbench/model_tools.h"

namespace weightyard::ui {

ModelTools::ModelTools(const CareParts &parts, QObject *parent)
    : QObject(parent),
      m_care(parts),
      m_updates(parts),
      m_scripts(parts),
      m_scriptWork(parts),
      m_adopter(parts),
      m_mirrorWork(parts),
      m_diskUsage(parts),
      m_files(parts)
{
    connect(&m_care, &ModelCare::diskChanged, this, &ModelTools::diskChanged);
    connect(&m_adopter, &Adopter::diskChanged, this, &ModelTools::diskChanged);
    connect(&m_diskUsage, &DiskUsage::diskChanged, this, &ModelTools::diskChanged);
    connect(&m_scripts, &ScriptFolders::looked, &m_diskUsage, &DiskUsage::lookAgain);
}

void ModelTools::start()
{
    m_updates.start();
}

void ModelTools::markAgain()
{
    m_updates.mark();
    m_care.lookAtStandings();
}

void ModelTools::lookAgain()
{
    markAgain();
    m_scripts.refresh();
    m_diskUsage.lookAgain();
}

void ModelTools::stop()
{
    m_care.stopAll();
    m_updates.stop();
    m_scripts.stop();
    m_scriptWork.stop();
    m_adopter.stop();
    m_mirrorWork.stop();
    m_diskUsage.stop();
    m_files.stop();
}

} // namespace weightyard::ui
