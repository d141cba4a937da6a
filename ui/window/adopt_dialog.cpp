#include "ui/window/adopt_dialog.h"

#include "ui/model/row_status.h"
#include "ui/text/format.h"
#include "ui/text/messages.h"
#include "ui/text/sentence.h"
#include "ui/widgets/check_box.h"
#include "ui/widgets/parts.h"

#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QHeaderView>
#include <QInputDialog>
#include <QPointer>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>
#include <algorithm>

namespace weightyard::ui {

using namespace Qt::Literals::StringLiterals;
using base::Result;
using session::Adoption;
using session::FindAction;

namespace {

enum AdoptColumn { kModel, kState, kBytes };
constexpr int kAdoptTickMs = 200;

} // namespace

AdoptDialog::AdoptDialog(Adopter &adopter, QWidget *parent) : QDialog(parent), m_adopter(adopter)
{
    setWindowTitle(tr("Take over models"));
    setMinimumSize(560, 360);
    resize(760, 460);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(20, 16, 20, 16);
    column->setSpacing(10);
    m_says = makeText(this, false);
    m_says->setMinimumHeight(2 * fontMetrics().height() + 4);
    m_says->setAlignment(Qt::AlignTop);
    column->addWidget(m_says);
    makeList();
    column->addWidget(m_list, 1);
    auto *choose = new QPushButton(tr("Choose folder…"), this);
    m_name = new QPushButton(tr("Repository…"), this);
    m_name->setToolTip(tr("Says which repository the chosen folder is a copy of"));
    auto *below = new QHBoxLayout;
    below->addWidget(choose);
    below->addWidget(m_name);
    below->addStretch(1);
    column->addLayout(below);
    m_move = new CheckBox(tr("Move folders into the library"), this);
    m_move->setToolTip(tr("Within one disk. What other programs keep is never moved."));
    m_complete = new CheckBox(tr("Download what is missing"), this);
    column->addWidget(m_move);
    column->addWidget(m_complete);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->button(QDialogButtonBox::Close)->setDefault(true); // but where another button has the focus
    m_take = new QPushButton(tr("Take over"));
    m_take->setProperty("primary", true); // before the box, whose style looks at it once
    buttons->addButton(m_take, QDialogButtonBox::ActionRole);
    column->addWidget(buttons);
    connect(choose, &QPushButton::clicked, this, &AdoptDialog::chooseFolder);
    connect(m_name, &QPushButton::clicked, this, &AdoptDialog::nameRepository);
    connect(m_take, &QPushButton::clicked, this, &AdoptDialog::takeOver);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(&m_adopter, &Adopter::copyEnded, this, &AdoptDialog::showCopied);
    m_tick.setInterval(kAdoptTickMs);
    connect(&m_tick, &QTimer::timeout, this, &AdoptDialog::refresh);
    m_tick.start();
    refresh();
    m_adopter.find([dialog = QPointer(this)](const QList<session::ForeignFind> &found) {
        if (dialog)
            dialog->showFound(found);
    });
}

AdoptDialog::~AdoptDialog()
{
    m_tick.stop();
    disconnect(m_list, nullptr, this, nullptr); // its end is no change to show
    m_adopter.cancel();
}

void AdoptDialog::makeList()
{
    m_list = new QTreeWidget(this);
    m_list->setHeaderLabels({tr("Model"), tr("State"), tr("Size")});
    m_list->setRootIsDecorated(false);
    m_list->setSelectionMode(QAbstractItemView::SingleSelection); // the row that the buttons are about
    m_list->setAllColumnsShowFocus(true);
    m_list->header()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    // The style sheet knows no font.
    m_list->header()->setMinimumHeight(std::max(28, m_list->header()->fontMetrics().height() + 12));
    m_list->setAccessibleName(tr("Models to take over"));
    m_list->header()->setStretchLastSection(false);
    m_list->header()->setSectionResizeMode(kModel, QHeaderView::Stretch);
    m_list->header()->setSectionResizeMode(kState, QHeaderView::ResizeToContents);
    m_list->header()->setSectionResizeMode(kBytes, QHeaderView::ResizeToContents);
    connect(m_list, &QTreeWidget::itemChanged, this, &AdoptDialog::refresh);
    connect(m_list, &QTreeWidget::currentItemChanged, this, &AdoptDialog::refresh);
}

void AdoptDialog::showFound(const QList<session::ForeignFind> &found)
{
    m_finding = false;
    for (const session::ForeignFind &one : found) {
        const QString name = one.model.repo.isEmpty() ? one.model.name : one.model.repo;
        if (one.action == FindAction::InPlace && !one.isHere) {
            addFolder(one.model.folder, one.model.repo);
            continue;
        }
        const QString text = u"%1\n%2"_s.arg(name, session::foreignToolTitle(one.model.tool));
        auto *item = new QTreeWidgetItem({text, QString(), text::formatBytes(one.model.bytes())});
        item->setTextAlignment(kBytes, Qt::AlignRight | Qt::AlignVCenter);
        const bool canCopy = one.action == FindAction::Copy && !one.isHere && one.model.missing.isEmpty();
        item->setText(kState, one.isHere ? tr("here already")
                              : canCopy  ? tr("can be copied, nothing is fetched")
                                         : tr("used when a download wants it"));
        item->setFlags(canCopy ? Qt::ItemIsEnabled | Qt::ItemIsUserCheckable | Qt::ItemIsSelectable
                               : Qt::ItemIsSelectable);
        if (canCopy)
            item->setCheckState(kModel, Qt::Unchecked);
        m_rows.append({.item = item, .found = one});
        m_list->addTopLevelItem(item);
    }
    refresh();
}

void AdoptDialog::addFolder(const QString &folder, const QString &repo)
{
    const auto known =
        std::find_if(m_rows.cbegin(), m_rows.cend(), [&](const Row &row) { return row.folder == folder; });
    if (known != m_rows.cend())
        return m_list->setCurrentItem(known->item);
    const QString name = repo.isEmpty() ? QDir(folder).dirName() : repo;
    auto *item = new QTreeWidgetItem({u"%1\n%2"_s.arg(name, shortFolder(folder)), QString(), QString()});
    item->setTextAlignment(kBytes, Qt::AlignRight | Qt::AlignVCenter);
    item->setToolTip(kModel, folder);
    item->setFlags(Qt::ItemIsSelectable | Qt::ItemIsEnabled);
    const qsizetype row = m_rows.size();
    m_rows.append({.item = item, .folder = folder, .repo = repo});
    m_list->addTopLevelItem(item);
    compare(row);
}

void AdoptDialog::compare(qsizetype row)
{
    Row &one = m_rows[row];
    one.problem.clear();
    one.item->setText(kState, tr("comparing…"));
    m_comparing += 1;
    m_adopter.adopt({.folder = one.folder, .repo = one.repo, .revision = {}, .dryRun = true},
                    [dialog = QPointer(this), row](const Result<Adoption> &look) {
                        if (dialog)
                            dialog->showCompared(row, look);
                    });
    refresh();
}

void AdoptDialog::nameRepository()
{
    const qsizetype row = currentRow();
    if (row < 0)
        return;
    auto *dialog = new QInputDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Repository"));
    dialog->setLabelText(tr("The repository that this folder is a copy of: OWNER/NAME, or its address.\n%1")
                             .arg(shortFolder(m_rows[row].folder)));
    dialog->setTextValue(m_rows[row].repo);
    connect(dialog, &QInputDialog::textValueSelected, this, [this, row](const QString &text) {
        m_rows[row].repo = text.trimmed();
        compare(row);
    });
    dialog->open();
}

void AdoptDialog::showCompared(qsizetype row, const Result<Adoption> &look)
{
    m_comparing -= 1;
    QTreeWidgetItem &item = *m_rows[row].item;
    if (!look) {
        item.setText(kState, tr("cannot be taken over"));
        m_rows[row].problem = RowText::trouble(look.error());
        item.setToolTip(kState, m_rows[row].problem);
        m_list->setCurrentItem(&item);
        return refresh();
    }
    m_rows[row].look = *look;
    const library::FolderMatch &match = look->match;
    item.setText(kModel, u"%1\n%2"_s.arg(match.record.modelPath, shortFolder(look->folder)));
    item.setText(kBytes, text::formatBytes(match.bytes));
    QStringList state;
    if (!match.missing.isEmpty())
        state.append(tr("%n file(s) missing", nullptr, static_cast<int>(match.missing.size())));
    if (!match.different.isEmpty())
        state.append(tr("%n file(s) different", nullptr, static_cast<int>(match.different.size())));
    if (state.isEmpty())
        state.append(tr("complete"));
    item.setText(kState, look->already ? tr("known already") : text::listed(state));
    item.setToolTip(kState, (match.missing + match.different).mid(0, 20).join(u'\n'));
    if (!look->already) {
        item.setFlags(item.flags() | Qt::ItemIsUserCheckable);
        item.setCheckState(kModel, Qt::Checked);
    }
    refresh();
}

int AdoptDialog::ticked() const
{
    return static_cast<int>(std::count_if(m_rows.cbegin(), m_rows.cend(), [](const Row &row) {
        return !row.taken && (row.item->flags() & Qt::ItemIsUserCheckable)
               && row.item->checkState(kModel) == Qt::Checked;
    }));
}

qsizetype AdoptDialog::currentRow() const
{
    const QTreeWidgetItem *current = m_list->currentItem();
    const auto row = std::find_if(m_rows.cbegin(), m_rows.cend(),
                                  [current](const Row &one) { return one.item == current; });
    return current && row != m_rows.cend() ? row - m_rows.cbegin() : -1;
}

void AdoptDialog::refresh()
{
    const int count = ticked();
    const qsizetype current = currentRow();
    const QString problem = current < 0 ? QString() : m_rows[current].problem;
    m_name->setEnabled(current >= 0 && !m_rows[current].folder.isEmpty() && !m_rows[current].taken
                       && m_comparing == 0 && m_taking == 0);
    m_take->setEnabled(count > 0 && m_taking == 0);
    m_take->setText(count > 0 ? tr("Take over %n model(s)", nullptr, count) : tr("Take over"));
    const CareProgress &progress = m_adopter.progress();
    if (m_taking > 0 || m_comparing > 0)
        m_says->setText(progress.total() > 0 ? tr("Comparing with what was published: %1 of %2.")
                                                   .arg(text::formatBytes(progress.done()),
                                                        text::formatBytes(progress.total()))
                                             : tr("Comparing with what was published…"));
    else if (m_finding)
        m_says->setText(tr("Looking for models of other programs…"));
    else if (!problem.isEmpty())
        m_says->setText(breakable(problem));
    else if (m_done > 0)
        m_says->setText(tr("%n model(s) taken over.", nullptr, m_done));
    else if (m_rows.isEmpty())
        m_says->setText(tr("No models of other programs were found. Choose the folder of one."));
    else
        m_says->setText(tr("Tick what Weightyard shall know. No file in these folders is changed; what is "
                           "missing is added only if you tick that below."));
}

void AdoptDialog::chooseFolder()
{
    auto *dialog = new QFileDialog(this, tr("Folder of a model"), QDir::homePath());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &folder) { addFolder(folder); });
    dialog->open();
}

void AdoptDialog::takeOver()
{
    QList<qsizetype> chosen;
    for (qsizetype i = 0; i < m_rows.size(); ++i) {
        const Row &row = m_rows[i];
        if (!row.taken && (row.item->flags() & Qt::ItemIsUserCheckable)
            && row.item->checkState(kModel) == Qt::Checked)
            chosen.append(i);
    }
    m_taking = static_cast<int>(chosen.size());
    m_done = 0;
    for (const qsizetype row : chosen)
        takeOne(row);
    refresh();
}

void AdoptDialog::takeOne(qsizetype row)
{
    const Row &one = m_rows[row];
    if (one.folder.isEmpty()) {
        m_adopter.copy(one.found, [dialog = QPointer(this), row](const Result<QString> &key) {
            if (dialog && key)
                dialog->m_rows[row].key = *key;
            if (dialog)
                dialog->ended(row, key.has_value(),
                              key ? tr("is being copied") : RowText::trouble(key.error()));
        });
        return;
    }
    m_adopter.adopt(
        {.folder = one.folder, .repo = one.repo, .revision = {}, .move = m_move->isChecked()},
        [dialog = QPointer(this), row](const Result<Adoption> &adoption) {
            if (!dialog)
                return;
            if (!adoption)
                return dialog->ended(row, false, RowText::trouble(adoption.error()));
            const bool isWhole = adoption->match.missing.isEmpty();
            QString state = adoption->moved ? tr("moved into the library") : tr("taken over");
            if (!isWhole && dialog->m_complete->isChecked()) {
                const Result<QString> key = dialog->m_adopter.complete(*adoption);
                state += u", "_s + (key ? tr("missing files are fetched") : RowText::trouble(key.error()));
            }
            dialog->ended(row, true, state);
        });
}

void AdoptDialog::showCopied(const QString &key, const std::optional<base::Error> &error)
{
    for (const Row &row : std::as_const(m_rows)) {
        if (row.key != key)
            continue;
        row.item->setText(kState, error ? tr("not copied") : tr("copied into the library"));
        row.item->setToolTip(kState, error ? RowText::trouble(*error) : QString());
    }
}

void AdoptDialog::ended(qsizetype row, bool isDone, const QString &state)
{
    QTreeWidgetItem &item = *m_rows[row].item;
    m_rows[row].taken = isDone;
    m_rows[row].problem = isDone ? QString() : state;
    item.setText(kState, isDone ? state : tr("not taken over"));
    item.setToolTip(kState, state);
    if (isDone)
        item.setFlags(Qt::ItemIsSelectable);
    m_done += isDone ? 1 : 0;
    m_taking -= 1;
    if (!isDone)
        m_list->setCurrentItem(&item); // why is said above
    refresh();
}

} // namespace weightyard::ui
