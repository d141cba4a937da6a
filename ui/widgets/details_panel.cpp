#include "ui/widgets/details_panel.h"

#include "ui/model/row_status.h"
#include "ui/text/format.h"
#include "ui/text/messages.h"
#include "ui/theme/paint.h"
#include "ui/widgets/file_list.h"

#include <QButtonGroup>
#include <QDir>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QMenu>
#include <QPainter>
#include <QVBoxLayout>

namespace weightyard::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

QString shortFolder(const QString &folder)
{
    const QString home = QDir::homePath();
    return folder.startsWith(home + u'/') ? u"~"_s + folder.mid(home.size()) : folder;
}

QFrame *makeLine(QWidget *parent)
{
    auto *line = new QFrame(parent);
    line->setFixedHeight(1);
    line->setAutoFillBackground(true);
    line->setBackgroundRole(QPalette::Mid);
    return line;
}

QLabel *makeText(QWidget *parent, bool secondary)
{
    auto *label = new QLabel(parent);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText); // names and errors come from servers
    label->setProperty("secondary", secondary);
    return label;
}

} // namespace

DetailsPanel::DetailsPanel(QWidget *parent) : QFrame(parent)
{
    setObjectName(u"details"_s);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(20, 14, 20, 15);
    m_hint = makeText(this, true);
    m_hint->setText(tr("Choose a model to see its files and what can be done with it."));
    m_hint->setAlignment(Qt::AlignCenter);
    outer->addWidget(m_hint, 1);
    m_page = new QWidget(this);
    outer->addWidget(m_page, 1);

    auto *page = new QVBoxLayout(m_page);
    page->setContentsMargins(0, 0, 0, 0);
    page->setSpacing(0);
    m_title = makeText(m_page, false);
    QFont large = semiboldFont(font());
    if (large.pixelSize() > 0)
        large.setPixelSize(qRound(large.pixelSize() * 1.3));
    else
        large.setPointSizeF(large.pointSizeF() * 1.3);
    large.setWeight(QFont::Bold);
    m_title->setFont(large);
    page->addWidget(m_title);
    m_link = new QLabel(m_page);
    m_link->setFont(smallFont(font()));
    m_link->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    connect(m_link, &QLabel::linkActivated, this, [this] { Q_EMIT triggered(m_key, RowAction::OpenPage); });
    page->addSpacing(6);
    page->addWidget(m_link);
    page->addSpacing(12);
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(6);
    grid->setColumnMinimumWidth(0, 84);
    grid->setColumnStretch(1, 1);
    m_parameters = addFact(*grid, tr("Parameters"));
    m_licence = addFact(*grid, tr("Licence"));
    m_size = addFact(*grid, tr("Size"));
    m_commit = addFact(*grid, tr("Commit"));
    m_folder = addFact(*grid, tr("Folder"));
    page->addLayout(grid);
    m_problem = makeText(m_page, false);
    m_problem->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_problem->setContentsMargins(0, 12, 0, 0);
    page->addWidget(m_problem);
    page->addSpacing(14);
    page->addWidget(makeLine(m_page));
    page->addWidget(makeTabs(), 1);
    page->addSpacing(10);
    page->addWidget(makeButtons());
    m_page->hide();
}

DetailsPanel::~DetailsPanel() = default;

QLabel *DetailsPanel::addFact(QGridLayout &grid, const QString &name)
{
    const int row = grid.rowCount();
    auto *left = makeText(m_page, true);
    left->setText(name);
    left->setFont(smallFont(font()));
    auto *right = makeText(m_page, false);
    right->setFont(smallFont(font()));
    right->setTextInteractionFlags(Qt::TextSelectableByMouse);
    right->setMinimumHeight(QFontMetrics(right->font()).height()
                            + 1); // a line is never cut, however low the window
    grid.addWidget(left, row, 0, Qt::AlignTop);
    grid.addWidget(right, row, 1, Qt::AlignTop);
    return right;
}

QWidget *DetailsPanel::makeTabs()
{
    auto *box = new QWidget(m_page);
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(0, 4, 0, 0);
    column->setSpacing(0);
    auto *line = new QHBoxLayout;
    line->setSpacing(18);
    column->addLayout(line);
    column->addWidget(makeLine(box));
    column->addSpacing(6);
    m_tabs = new QStackedWidget(box);
    m_tabs->setMinimumHeight(40); // small windows: facts and actions matter more
    column->addWidget(m_tabs, 1);

    auto *filesPage = new QWidget(m_tabs);
    auto *files = new QVBoxLayout(filesPage);
    files->setContentsMargins(0, 0, 0, 0);
    m_files = new FileList(filesPage);
    m_noFiles = makeText(filesPage, true);
    m_noFiles->setFont(smallFont(font()));
    m_noFiles->setAlignment(Qt::AlignTop);
    files->addWidget(m_files, 1);
    files->addWidget(m_noFiles, 1);
    m_activity = new QPlainTextEdit(m_tabs);
    m_activity->setReadOnly(true);
    m_activity->setFont(smallFont(font()));
    m_activity->setAccessibleName(tr("Activity"));
    m_activity->setPlaceholderText(tr("Nothing has happened yet."));
    m_tabs->addWidget(filesPage);
    m_tabs->addWidget(m_activity);

    auto *group = new QButtonGroup(box);
    const QStringList names{tr("Files"), tr("Activity")};
    for (int i = 0; i < names.size(); ++i) {
        auto *button = new QPushButton(names[i], box);
        button->setProperty("tab", true);
        button->setCheckable(true);
        button->setChecked(i == 0);
        button->setMinimumWidth(QFontMetrics(semiboldFont(button->font())).horizontalAdvance(names[i]) + 6);
        group->addButton(button, i);
        line->addWidget(button);
    }
    line->addStretch(1);
    connect(group, &QButtonGroup::idClicked, m_tabs, &QStackedWidget::setCurrentIndex);
    return box;
}

QWidget *DetailsPanel::makeButtons()
{
    auto *box = new QWidget(m_page);
    auto *line = new QHBoxLayout(box);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(8);
    m_first = new QPushButton(box);
    m_second = new QPushButton(box);
    m_more = new QToolButton(box);
    m_more->setObjectName(u"menu"_s);
    m_more->setText(u"⋯"_s);
    m_more->setAccessibleName(tr("More actions"));
    m_more->setToolTip(tr("More actions"));
    m_more->setPopupMode(QToolButton::InstantPopup);
    m_more->setMenu(new QMenu(m_more));
    line->addWidget(m_first);
    line->addWidget(m_second);
    line->addStretch(1);
    line->addWidget(m_more);
    connect(m_first, &QPushButton::clicked, this, [this] { Q_EMIT triggered(m_key, m_actions.value(0)); });
    connect(m_second, &QPushButton::clicked, this, [this] { Q_EMIT triggered(m_key, m_actions.value(1)); });
    return box;
}

void DetailsPanel::setRow(const ModelRow *row, const QString &library, qint64)
{
    m_page->setVisible(row != nullptr);
    m_hint->setVisible(row == nullptr);
    m_key = row ? row->key : QString();
    if (!row)
        return;
    m_title->setText(row->entry.name);
    const QString link = row->key.toHtmlEscaped();
    m_link->setText(u"<a href=\"page\" style=\"text-decoration:none; color:%1\">%2</a>"_s.arg(
        tokensFor(palette()).accent.name(), link));
    setFacts(*row, library);
    setProblem(*row);
    const QList<queue::FileProgress> files = row->job ? row->job->files : QList<queue::FileProgress>();
    m_files->setFiles(files);
    m_files->setVisible(!files.isEmpty());
    m_noFiles->setVisible(files.isEmpty());
    m_noFiles->setText(isHere(*row) ? tr("%1 on disk.").arg(text::formatBytes(row->disk.bytes))
                                    : tr("The files are listed once the download has begun."));
    setActions(*row);
}

void DetailsPanel::setFacts(const ModelRow &row, const QString &library)
{
    QStringList parameters{row.entry.parameters, row.entry.quantization};
    parameters.removeAll(QString());
    m_parameters->setText(parameters.isEmpty() ? tr("not stated") : parameters.join(u", "_s));
    const QString licence =
        RowText::licence(row.entry.licence.isEmpty() && row.facts ? row.facts->licence : row.entry.licence);
    const bool gated = row.entry.gated || (row.facts && row.facts->gated);
    m_licence->setText((licence.isEmpty() ? tr("not stated") : licence)
                       + (gated ? tr(" · gated") : QString()));
    const qint64 bytes = bytesOf(row);
    m_size->setText(
        bytes <= 0 ? tr("not known yet")
                   : tr("%1 %2").arg(text::formatBytes(bytes), isExact(row) ? tr("exact") : tr("estimated")));
    QString commit = row.job && !row.job->commit.isEmpty() ? row.job->commit : row.disk.commit;
    if (commit.isEmpty() && row.facts)
        commit = row.facts->commit;
    const QString revision = row.entry.revision.isEmpty() ? tr("default branch") : row.entry.revision;
    m_commit->setText(commit.isEmpty() ? revision : u"%1 · %2"_s.arg(commit.left(7), revision));
    m_commit->setToolTip(commit);
    // A download that runs stays in its library when another one is chosen.
    const QString folder = isActive(row) && !row.job->folder.isEmpty() ? row.job->folder
                           : row.disk.folder.isEmpty()                 ? library + u'/' + row.key
                                                                       : row.disk.folder;
    // May break after each separator.
    m_folder->setText(shortFolder(folder).replace(u'/', u"/\u200B"_s));
    m_folder->setToolTip(folder);
}

void DetailsPanel::setProblem(const ModelRow &row)
{
    QString problem;
    if (row.job && row.job->error
        && (row.job->state == queue::JobState::Failed || row.job->state == queue::JobState::Waiting))
        problem = RowText::trouble(*row.job->error);
    else if (!isHere(row) && row.disk.state == queue::OnDisk::Incomplete)
        problem = tr("Files are missing or incomplete: %1").arg(row.disk.problems.join(u", "_s));
    else if (!isHere(row) && row.disk.state == queue::OnDisk::NotRecognised)
        problem =
            tr("There is a folder of this name with something else in it. Move it away, or choose another "
               "library.");
    const bool bad = row.job && row.job->state == queue::JobState::Failed;
    const Tokens tokens = tokensFor(palette());
    QPalette colours = m_problem->palette();
    colours.setColor(QPalette::WindowText, bad ? tokens.bad : tokens.caution);
    m_problem->setPalette(colours);
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
}

void DetailsPanel::setActions(const ModelRow &row)
{
    const QList<RowAction> actions = actionsFor(row);
    if (actions == m_actions)
        return;
    m_actions = actions;
    m_first->setText(actionText(actions[0]));
    const bool obvious = actions[0] == RowAction::Download || actions[0] == RowAction::Retry;
    m_first->setProperty("primary", obvious);
    m_first->setStyleSheet(m_first->styleSheet()); // looks at the property again
    const bool two = actions.size() > 1 && !isDestructive(actions[1]);
    m_second->setVisible(two);
    if (two)
        m_second->setText(actionText(actions[1]));
    QMenu *menu = m_more->menu();
    menu->clear();
    for (qsizetype i = two ? 2 : 1; i < actions.size(); ++i) {
        const RowAction action = actions[i];
        if (isDestructive(action))
            menu->addSeparator();
        menu->addAction(actionText(action), this, [this, action] { Q_EMIT triggered(m_key, action); });
    }
    m_more->setEnabled(!menu->isEmpty());
}

void DetailsPanel::setActivity(const QStringList &lines)
{
    const QString text = lines.join(u'\n');
    if (m_activity->toPlainText() != text) {
        m_activity->setPlainText(text);
        m_activity->moveCursor(QTextCursor::End);
    }
}

} // namespace weightyard::ui
