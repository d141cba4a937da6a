#include "ui/window/disk_band.h"

#include "ui/text/format.h"
#include "ui/theme/paint.h"
#include "ui/widgets/check_box.h"
#include "ui/widgets/disk_gauge.h"
#include "ui/widgets/link_label.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QVBoxLayout>
#include <algorithm>

namespace weightyard::ui {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr int kWidestNote = 384;
} // namespace

DiskBand::DiskBand(QWidget *parent) : QWidget(parent)
{
    auto *line = new QHBoxLayout(this);
    line->setContentsMargins(0, 8, 0, 8);
    line->setSpacing(14);
    auto *name = new QLabel(tr("Disk"), this);
    name->setFont(semiboldFont(font()));
    m_gauge = new DiskGauge(this);
    line->addWidget(name, 0, Qt::AlignTop);
    line->addWidget(m_gauge, 1, Qt::AlignTop);
    line->addSpacing(8);
    line->addLayout(makeCleanUp());
    showNote();
}

QVBoxLayout *DiskBand::makeCleanUp()
{
    auto *column = new QVBoxLayout;
    column->setSpacing(2);
    m_removeGit = new CheckBox(tr("Remove git history after download"), this);
    m_removeGit->setProperty("elides", true);
    m_removeGit->setToolTip(m_removeGit->text() + u'\n'
                            + tr("Without .git a model takes less room, and is just its files.\n"
                                 "What is lost: git log, and git pull to bring it up to date."));
    m_note = new LinkLabel(this);
    m_note->setProperty("secondary", true);
    m_note->setFont(smallFont(font()));
    m_note->setProperty("elides", true);
    m_note->setWordWrap(true); // a large font: never cut
    m_note->setTextFormat(Qt::RichText);
    connect(m_note, &QLabel::linkActivated, this, &DiskBand::cleanUpWanted);
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

void DiskBand::setRemoveGit(bool on)
{
    m_removeGit->setChecked(on);
}

void DiskBand::setFigures(const DiskFigures &figures)
{
    m_gauge->setFigures(figures);
}

void DiskBand::setSums(const RowSums &sums, const session::ClonesOnDisk &clones)
{
    m_sums = sums;
    m_clones = clones;
    showNote();
}

// A history packs what is no weight: never more than these bytes.
QString DiskBand::savedText() const
{
    const qint64 bytes = m_sums.selectedHistory.value();
    const bool on = m_removeGit->isChecked();
    if (bytes > 0)
        return (on ? tr("saves up to %1 here") : tr("would save up to %1 here"))
            .arg(text::formatBytes(bytes));
    return on ? tr("models come without .git; no git pull later")
              : tr("models come with .git; git pull works");
}

void DiskBand::showNote()
{
    // What is here can be cleaned up: of more use in the same line than what the box means, which its tool tip says as well.
    const bool areClones = m_clones.models > 0 && m_sums.selectedHistory.value() == 0;
    const QString saved = areClones ? QString() : savedText();
    QString note = saved.toHtmlEscaped();
    QString spoken = saved;
    if (m_clones.models > 0) {
        const QString there =
            tr("%1 in %n clone(s):", nullptr, m_clones.models).arg(text::formatBytes(m_clones.bytes));
        const QString link = tr("Clean up…").replace(u' ', QChar::Nbsp); // stays in one line
        const QString between = saved.isEmpty() ? QString() : u"; "_s;
        note += u"%1%2 <a href=\"disk\" style=\"text-decoration:none; color:%3\">%4</a>"_s.arg(
            between, there.toHtmlEscaped(), tokensFor(palette()).accent.name(), link.toHtmlEscaped());
        spoken += between + there;
    }
    if (m_note->text() == note)
        return;
    m_note->setText(note);
    m_note->setFocusPolicy(m_clones.models > 0 ? Qt::StrongFocus : Qt::NoFocus); // there is its link
    m_note->setToolTip(spoken); // a low window with a large font cuts it
    m_note->setMinimumHeight(m_clones.models > 0 ? kLeastTarget : 0); // its link is clicked
    // In one line, where that is no more than the window can spare.
    const QString plain = m_clones.models > 0 ? spoken + u' ' + tr("Clean up…") : spoken;
    m_note->setMinimumWidth(std::min(m_note->fontMetrics().horizontalAdvance(plain) + 4, kWidestNote));
}

void DiskBand::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_note)
        showNote();
}

} // namespace weightyard::ui
