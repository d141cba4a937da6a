#include "ui/window/disk_band.h"

#include "ui/text/format.h"
#include "ui/theme/paint.h"
#include "ui/widgets/check_box.h"
#include "ui/widgets/disk_gauge.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace weightyard::ui {

DiskBand::DiskBand(bool removeGit, QWidget *parent) : QWidget(parent)
{
    auto *line = new QHBoxLayout(this);
    line->setContentsMargins(0, 8, 0, 8);
    line->setSpacing(14);
    auto *name = new QLabel(tr("Disk"), this);
    name->setFont(semiboldFont(font()));
    m_gauge = new DiskGauge(this);
    line->addWidget(name, 0, Qt::AlignTop);
    line->addWidget(m_gauge, 1);
    line->addSpacing(8);
    line->addLayout(makeCleanUp(removeGit));
    showNote();
}

QVBoxLayout *DiskBand::makeCleanUp(bool removeGit)
{
    auto *column = new QVBoxLayout;
    column->setSpacing(2);
    m_removeGit = new CheckBox(tr("Remove git history after download"), this);
    m_removeGit->setProperty("elides", true);
    m_removeGit->setToolTip(m_removeGit->text() + u'\n'
                            + tr("Without .git a model takes less room, and is just its files.\n"
                                 "What is lost: git log, and git pull to bring it up to date."));
    m_removeGit->setChecked(removeGit);
    m_note = new QLabel(this);
    m_note->setProperty("secondary", true);
    m_note->setFont(smallFont(font()));
    m_note->setProperty("elides", true);
    m_note->setWordWrap(true); // a large font: never cut
    column->addWidget(m_removeGit);
    auto *under = new QHBoxLayout; // mirrored, which a margin of the label is not
    under->addSpacing(24);
    under->addWidget(m_note, 1);
    column->addLayout(under);
    connect(m_removeGit, &QCheckBox::toggled, this, [this](bool on) {
        Q_EMIT removeGitWanted(on);
        showNote();
    });
    return column;
}

void DiskBand::setFigures(const DiskFigures &figures)
{
    m_gauge->setFigures(figures);
}

void DiskBand::setSums(const RowSums &sums)
{
    m_sums = sums;
    showNote();
}

void DiskBand::showNote()
{
    QString note = m_removeGit->isChecked() ? tr("models come without .git; no git pull later")
                                            : tr("models come with .git; git pull works");
    if (m_sums.clones > 0)
        note = tr("%1 of git history, models with it here: %2")
                   .arg(text::formatBytes(m_sums.history.value()))
                   .arg(m_sums.clones);
    m_note->setText(note);
    m_note->setToolTip(note); // a low window with a large font cuts it
}

} // namespace weightyard::ui
