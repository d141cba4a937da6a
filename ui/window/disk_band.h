// DiskBand: how full the library's disk is, and the clean-up of git history. Shows what it is given. GUI thread.
#pragma once

#include "ui/model/disk_figures.h"
#include "ui/model/row_sums.h"

#include <QLabel>
#include <QWidget>

class QVBoxLayout;

namespace weightyard::ui {

class CheckBox;
class DiskGauge;

class DiskBand : public QWidget
{
    Q_OBJECT
public:
    explicit DiskBand(bool removeGit, QWidget *parent = nullptr);

    void setFigures(const DiskFigures &figures);
    void setSums(const RowSums &sums); ///< the git history that is here

Q_SIGNALS:
    void removeGitWanted(bool on);

private:
    QVBoxLayout *makeCleanUp(bool removeGit);
    void showNote();

    DiskGauge *m_gauge = nullptr;
    CheckBox *m_removeGit = nullptr;
    QLabel *m_note = nullptr;
    RowSums m_sums;
};

} // namespace weightyard::ui
