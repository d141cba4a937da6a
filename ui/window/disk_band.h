// DiskBand: how full the library's disk is, and the clean-up of git history: what it saves on the models that are selected, and what lies
// in clones that are here. Shows what it is given. GUI thread.
#pragma once

#include "session/clean.h"
#include "ui/model/disk_figures.h"
#include "ui/model/row_sums.h"
#include "ui/workbench/library_watch.h"

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
    explicit DiskBand(QWidget *parent = nullptr);

    void setRemoveGit(bool on);
    void setFigures(const DiskFigures &figures);
    void setSums(const RowSums &sums, const session::ClonesOnDisk &clones);

protected:
    void changeEvent(QEvent *event) override;

Q_SIGNALS:
    void removeGitWanted(bool on);
    void cleanUpWanted(); ///< of the clones that are here

private:
    QVBoxLayout *makeCleanUp();
    void showNote();
    QString savedText() const;

    DiskGauge *m_gauge = nullptr;
    CheckBox *m_removeGit = nullptr;
    QLabel *m_note = nullptr;
    RowSums m_sums;
    session::ClonesOnDisk m_clones;
};

} // namespace weightyard::ui
