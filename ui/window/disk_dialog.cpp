#include "ui/window/disk_dialog.h"

#include "base/byte_sum.h"
#include "ui/model/row_status.h"
#include "ui/text/format.h"
#include "ui/text/sentence.h"
#include "ui/theme/paint.h"
#include "ui/widgets/parts.h"
#include "ui/widgets/share_bar.h"
#include "ui/window/question.h"

#include <QDialogButtonBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QPointer>
#include <QPushButton>
#include <QSet>
#include <QVBoxLayout>
#include <algorithm>

namespace weightyard::ui {

using namespace Qt::Literals::StringLiterals;
using session::CleanKind;
using session::CleanRow;

namespace {

constexpr auto kDiskKinds = {CleanKind::Model,    CleanKind::LfsStore, CleanKind::History,
                             CleanKind::Previous, CleanKind::Partials, CleanKind::Leftovers};

QString diskTitle(CleanKind kind)
{
    switch (kind) {
    case CleanKind::Model:
        return DiskDialog::tr("Models");
    case CleanKind::LfsStore:
        return DiskDialog::tr("Second copies in old clones");
    case CleanKind::History:
        return DiskDialog::tr("Git history");
    case CleanKind::Previous:
        return DiskDialog::tr("Previous versions");
    case CleanKind::Partials:
        return DiskDialog::tr("Unfinished downloads");
    case CleanKind::Leftovers:
        return DiskDialog::tr("Leftovers");
    }
    Q_UNREACHABLE();
}

/// What is lost with it.
QString diskLoss(CleanKind kind)
{
    switch (kind) {
    case CleanKind::LfsStore:
        return DiskDialog::tr("The clones stay clones, and every file stays.");
    case CleanKind::History:
        return DiskDialog::tr("All files stay, but .gitattributes, which only git reads. What is lost: git "
                              "log, and git pull to bring them up to date.");
    case CleanKind::Previous:
        return DiskDialog::tr("The way back to the version before the last update is lost.");
    case CleanKind::Partials:
        return DiskDialog::tr("These downloads would begin anew. Those on the list stay.");
    case CleanKind::Model:
    case CleanKind::Leftovers:
        break;
    }
    return DiskDialog::tr("Nothing needs them any more.");
}

ShareKind shareOf(CleanKind kind)
{
    switch (kind) {
    case CleanKind::Model:
        return ShareKind::Models;
    case CleanKind::LfsStore:
        return ShareKind::Copies;
    case CleanKind::History:
        return ShareKind::History;
    case CleanKind::Previous:
        return ShareKind::Previous;
    case CleanKind::Partials:
        return ShareKind::Partials;
    case CleanKind::Leftovers:
        return ShareKind::Leftovers;
    }
    Q_UNREACHABLE();
}

qint64 bytesOfRows(const QList<CleanRow> &rows)
{
    qint64 bytes = 0;
    for (const CleanRow &row : rows)
        bytes = base::addBytes(bytes, row.bytes);
    return bytes;
}

int modelsOfRows(const QList<CleanRow> &rows)
{
    QSet<QString> models;
    for (const CleanRow &row : rows)
        models.insert(row.modelPath.isEmpty() ? row.folder : row.modelPath);
    return static_cast<int>(models.size());
}

} // namespace

DiskDialog::DiskDialog(DiskUsage &usage, QWidget *parent) : QDialog(parent), m_usage(usage)
{
    setWindowTitle(tr("Disk usage"));
    setMinimumWidth(std::max(560, 48 * fontMetrics().averageCharWidth()));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(20, 16, 20, 16);
    column->setSpacing(8);
    addHead(*column);
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(8);
    grid->setColumnStretch(1, 1);
    for (const CleanKind kind : kDiskKinds)
        addLine(*grid, kind);
    column->addLayout(grid);
    column->addWidget(makeLine(this));
    m_says = makeText(this, true);
    column->addWidget(m_says);
    column->addStretch(1);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->button(QDialogButtonBox::Close)->setDefault(true); // but where another button has the focus
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(&m_usage, &DiskUsage::looked, this, &DiskDialog::showLook);
    look();
}

void DiskDialog::addHead(QVBoxLayout &column)
{
    m_bar = new ShareBar(this);
    column.addWidget(m_bar);
    auto *below = new QHBoxLayout;
    m_total = makeText(this, true);
    m_space = makeText(this, true);
    m_space->setAlignment(Qt::AlignRight | Qt::AlignTop);
    for (QLabel *label : {m_total, m_space})
        label->setFont(smallFont(font()));
    below->addWidget(m_total, 1);
    below->addWidget(m_space, 2);
    column.addLayout(below);
    column.addSpacing(4);
}

void DiskDialog::addLine(QGridLayout &grid, CleanKind kind)
{
    Line line{.kind = kind};
    auto *texts = new QVBoxLayout;
    texts->setSpacing(2);
    line.title = makeText(this, false);
    line.title->setText(diskTitle(kind));
    line.about = makeText(this, true);
    line.about->setFont(smallFont(font()));
    texts->addWidget(line.title);
    texts->addWidget(line.about);
    line.bytes = new QLabel(this);
    line.bytes->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    line.bytes->setAccessibleName(line.title->text());
    const QString text = kind == CleanKind::LfsStore ? tr("Clean up…") : tr("Remove…");
    line.button = new QPushButton(text, this);
    line.button->setProperty("primary", kind == CleanKind::LfsStore);
    line.button->setAccessibleName(u"%1 %2"_s.arg(line.title->text(), text));
    line.button->hide(); // until there is something that can go
    line.button->setEnabled(false);
    connect(line.button, &QPushButton::clicked, this, [this, kind] { askFor(kind); });
    const int row = grid.rowCount();
    grid.addWidget(makeLine(this), row, 0, 1, 4);
    grid.addWidget(new ShareSwatch(shareOf(kind), this), row + 1, 0);
    grid.addLayout(texts, row + 1, 1);
    grid.addWidget(line.bytes, row + 1, 2);
    grid.addWidget(line.button, row + 1, 3);
    m_lines.append(line);
}

// The dialog grows with what there is to say.
void DiskDialog::say(const QString &text)
{
    m_says->setText(breakable(text));
    layout()->activate();
    resize(width(), std::max(height(), layout()->totalHeightForWidth(width())));
}

void DiskDialog::look()
{
    say(text::sentences({m_done, tr("Looking at %1…").arg(m_usage.library())}));
    m_usage.look([dialog = QPointer(this)](const DiskUsage::Look &look) {
        if (dialog)
            dialog->showLook(look);
    });
}

void DiskDialog::showLook(const DiskUsage::Look &look)
{
    if (m_isCleaning || look.number <= m_shown)
        return;
    m_shown = look.number;
    QList<CleanRow> going;
    for (Line &line : m_lines) {
        line.rows = line.going = {};
        for (const CleanRow &row : look.figures.rows) {
            if (row.kind != line.kind)
                continue;
            line.rows.append(row);
            if (row.kind != CleanKind::Model && !row.isWanted)
                line.going.append(row);
        }
        showLine(line);
        going += line.going;
    }
    showSpace(look.space, going);
    QString says = m_done.isEmpty() ? tr("What is here of models stays, whatever is cleaned up.") : m_done;
    if (!look.figures.errors.isEmpty())
        says = text::sentences({says, RowText::trouble(look.figures.errors.first())});
    say(says);
}

// Of other disks nothing is in the bar, and what goes there frees nothing here.
void DiskDialog::showSpace(const store::VolumeSpace &space, const QList<CleanRow> &going)
{
    QList<ShareBar::Part> parts{{ShareKind::OtherFiles, 0}};
    qint64 known = 0;
    qint64 copies = 0; // a part of the histories, and the line above them
    for (const Line &line : std::as_const(m_lines)) {
        const qint64 bytes = bytesOfRows(session::rowsOn(space.volume, line.rows));
        copies = line.kind == CleanKind::LfsStore ? bytes : copies;
        const qint64 own = line.kind == CleanKind::History ? std::max<qint64>(bytes - copies, 0) : bytes;
        parts.append({shareOf(line.kind), own});
        known = base::addBytes(known, own);
    }
    const qint64 taken = std::max<qint64>(space.total - space.available, 0);
    parts.first().bytes = std::max<qint64>(taken - known, 0);
    if (space.total <= 0)
        return;
    const qint64 after =
        base::addBytes(space.available, session::bytesFreed(session::rowsOn(space.volume, going)));
    m_total->setText(tr("%1 disk").arg(text::formatBytes(space.total)));
    m_space->setText(tr("%1 free · %2 after cleaning up")
                         .arg(text::formatBytes(space.available), text::formatBytes(after)));
    m_bar->setParts(parts, space.total, u"%1 · %2"_s.arg(m_total->text(), m_space->text()));
}

QString DiskDialog::aboutOf(const Line &line)
{
    if (line.rows.isEmpty())
        return tr("none");
    const int models = modelsOfRows(line.rows);
    if (line.kind == CleanKind::Leftovers)
        return tr("of downloads and removals that ended before their time");
    const auto wanted =
        std::count_if(line.rows.cbegin(), line.rows.cend(), [](const CleanRow &row) { return row.isWanted; });
    if (wanted > 0)
        return tr("of %n model(s)", nullptr, models) + u"; "_s
               + tr("%n go(es) on in the window and stay(s)", nullptr, static_cast<int>(wanted));
    const qint64 frees = session::bytesFreed(line.going);
    if (!line.going.isEmpty() && frees < bytesOfRows(line.going))
        return tr("of %n model(s)", nullptr, models) + u"; "_s
               + tr("shared with other files, frees %1").arg(text::formatBytes(frees));
    return tr("of %n model(s)", nullptr, models);
}

void DiskDialog::showLine(Line &line) const
{
    line.bytes->setText(line.rows.isEmpty() ? QString() : text::formatBytes(bytesOfRows(line.rows)));
    line.about->setText(aboutOf(line));
    line.button->setEnabled(!line.going.isEmpty());
    line.button->setVisible(!line.going.isEmpty());
}

void DiskDialog::askFor(CleanKind kind)
{
    const auto line =
        std::find_if(m_lines.cbegin(), m_lines.cend(), [kind](const Line &one) { return one.kind == kind; });
    const QList<CleanRow> rows = line->going;
    ask(this,
        {.title = tr("%1: free %2?").arg(diskTitle(kind), text::formatBytes(session::bytesFreed(rows))),
         .text = diskLoss(kind),
         .yes = kind == CleanKind::LfsStore ? tr("Clean up") : tr("Remove"),
         .no = tr("Keep")},
        [this, rows] { clean(rows); });
}

void DiskDialog::clean(const QList<CleanRow> &rows)
{
    for (const Line &line : std::as_const(m_lines))
        line.button->setEnabled(false);
    say(tr("Cleaning up…"));
    m_isCleaning = true;
    m_usage.clean(rows, [dialog = QPointer(this)](const DiskUsage::Cleaned &cleaned) {
        if (!dialog)
            return;
        dialog->m_isCleaning = false;
        dialog->m_shown = dialog->m_usage.looksBegun(); // these may have seen what is gone
        dialog->m_done = tr("%1 freed.").arg(text::formatBytes(cleaned.freed));
        if (!cleaned.errors.isEmpty())
            dialog->m_done = text::sentences({dialog->m_done, RowText::trouble(cleaned.errors.first())});
        dialog->look();
    });
}

} // namespace weightyard::ui
