#include "ui/widgets/details_panel.h"

#include "ui/model/row_files.h"
#include "ui/model/row_status.h"
#include "ui/text/choice_text.h"
#include "ui/text/format.h"
#include "ui/text/messages.h"
#include "ui/text/sentence.h"
#include "ui/theme/paint.h"
#include "ui/widgets/action_menu.h"
#include "ui/widgets/link_label.h"
#include "ui/widgets/parts.h"
#include "ui/widgets/problem_text.h"
#include "ui/widgets/several_panel.h"
#include "ui/widgets/work_tabs.h"

#include <QGridLayout>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace weightyard::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kFactsAndProblem = 26; ///< lines of text

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
    m_several = new SeveralPanel(this);
    m_several->hide();
    outer->addWidget(m_several, 1);
    connect(m_several, &SeveralPanel::triggered, this, &DetailsPanel::severalTriggered);
    m_page = new QWidget(this);
    outer->addWidget(m_page, 1);
    auto *column = new QVBoxLayout(m_page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(10);

    // What does not fit scrolls; the buttons stay.
    auto *scroll = new QScrollArea(m_page);
    auto *content = new QWidget(scroll);
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus); // what is in it has the focus, and is scrolled to
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    content->setAutoFillBackground(false);
    column->addWidget(scroll, 1);
    auto *page = new QVBoxLayout(content);
    page->setContentsMargins(0, 0, 0, 0);
    page->setSpacing(0);
    makeTitle();
    page->addWidget(m_title);
    m_link = new LinkLabel(m_page);
    m_link->setFont(smallFont(font()));
    m_link->setMinimumHeight(kLeastTarget);
    connect(m_link, &QLabel::linkActivated, this, [this] { Q_EMIT triggered(m_key, RowAction::OpenPage); });
    page->addSpacing(2);
    page->addWidget(m_link);
    makeFacts();
    page->addWidget(m_facts);
    m_problem = new ProblemText(m_page);
    page->addWidget(m_problem);
    page->addSpacing(14);
    m_line = makeLine(m_page);
    page->addWidget(m_line);
    m_work = new WorkTabs(m_page);
    page->addWidget(m_work, 1);
    column->addWidget(makeButtons());
    m_page->hide();
}

DetailsPanel::~DetailsPanel() = default;

void DetailsPanel::makeTitle()
{
    m_title = makeText(m_page, false);
    m_title->setFont(titleFont(font()));
}

void DetailsPanel::makeFacts()
{
    m_facts = new QWidget(m_page);
    auto *grid = new QGridLayout(m_facts);
    grid->setContentsMargins(0, 12, 0, 0);
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(6);
    grid->setColumnMinimumWidth(0, 84);
    grid->setColumnStretch(1, 1);
    m_parameters = addFact(*grid, tr("Parameters"));
    m_licence = addFact(*grid, tr("Licence"));
    m_choice = addFact(*grid, tr("Files"));
    m_choiceName = grid->itemAtPosition(grid->rowCount() - 1, 0)->widget();
    m_size = addFact(*grid, tr("Size"));
    m_commit = addFact(*grid, tr("Commit"));
    m_folder = new PathLabel(m_page);
    addFact(*grid, tr("Folder"), m_folder);
}

QLabel *DetailsPanel::addFact(QGridLayout &grid, const QString &name)
{
    QLabel *value = makeText(m_page, false);
    value->setTextInteractionFlags(Qt::TextSelectableByMouse);
    addFact(grid, name, value);
    return value;
}

void DetailsPanel::addFact(QGridLayout &grid, const QString &name, QLabel *right)
{
    const int row = grid.rowCount();
    auto *left = makeText(m_page, true);
    left->setText(name);
    left->setFont(smallFont(font()));
    left->setBuddy(right); // for screen readers
    right->setFont(smallFont(font()));
    right->setMinimumHeight(QFontMetrics(right->font()).height()
                            + 1); // a line is never cut, however low the window
    grid.addWidget(left, row, 0, Qt::AlignTop);
    grid.addWidget(right, row, 1, Qt::AlignTop);
}

QWidget *DetailsPanel::makeButtons()
{
    const ActionBar bar = makeActionBar(tr("More actions"), m_page);
    m_first = bar.first;
    m_second = bar.second;
    m_more = bar.more;
    connect(m_first, &QPushButton::clicked, this, [this] { Q_EMIT triggered(m_key, m_actions.value(0)); });
    connect(m_second, &QPushButton::clicked, this, [this] { Q_EMIT triggered(m_key, m_actions.value(1)); });
    return bar.box;
}

void DetailsPanel::setRows(const QList<const ModelRow *> &rows, const QString &library,
                           const QList<job::FileProgress> &files)
{
    const bool areSeveral = rows.size() > 1;
    setRow(rows.size() == 1 ? rows.first() : nullptr, library, files);
    m_several->setVisible(areSeveral);
    m_hint->setVisible(rows.isEmpty());
    m_several->setRows(areSeveral ? rows : QList<const ModelRow *>());
}

void DetailsPanel::setRow(const ModelRow *row, const QString &library, const QList<job::FileProgress> &files)
{
    m_page->setVisible(row != nullptr);
    m_hint->setVisible(row == nullptr);
    m_several->setVisible(false);
    m_key = row ? row->key : QString();
    if (!row)
        return;
    m_title->setText(row->entry.name);
    const QString link = modelPathOf(*row).toHtmlEscaped();
    m_link->setText(u"<a href=\"page\" style=\"text-decoration:none; color:%1\">%2</a>"_s.arg(
        tokensFor(palette()).accent.name(), link));
    setFacts(*row, library);
    setProblem(*row);
    m_work->setFiles(filesOf(*row, files), isHere(*row)
                                               ? tr("%1 on disk.").arg(text::formatBytes(row->disk.bytes))
                                               : tr("The files are listed once the download has begun."));
    setActions(*row);
}

void DetailsPanel::setFacts(const ModelRow &row, const QString &library)
{
    QStringList parameters{row.entry.parameters, row.entry.quantization};
    parameters.removeAll(QString());
    for (QString &part : parameters)
        part = text::isolated(part);
    m_parameters->setText(parameters.isEmpty() ? tr("not stated") : text::listed(parameters));
    const QString licence =
        RowText::licence(row.entry.licence.isEmpty() && row.facts ? row.facts->licence : row.entry.licence);
    const bool gated = row.entry.gated || (row.facts && row.facts->gated);
    m_licence->setText((licence.isEmpty() ? tr("not stated") : licence)
                       + (gated ? tr(" · gated") : QString()));
    const base::PickWishes choice = choiceOf(row);
    m_choice->setText(text::isolated(text::choiceText(choice)));
    m_choice->setVisible(!choice.isEmpty()); // else all of them
    m_choiceName->setVisible(!choice.isEmpty());
    const qint64 bytes = bytesOf(row);
    m_size->setText(
        bytes <= 0 ? tr("not known yet")
                   : tr("%1 %2").arg(text::formatBytes(bytes), isExact(row) ? tr("exact") : tr("estimated")));
    const QString commit = commitOf(row);
    const QString revision = row.entry.revision.isEmpty() ? tr("default branch") : row.entry.revision;
    m_commit->setText(commit.isEmpty() ? text::isolated(revision)
                                       : u"%1 · %2"_s.arg(text::isolated(commit.left(7)), revision));
    m_commit->setToolTip(commit);
    const QString folder = folderOf(row, library);
    m_folder->setPath(shortFolder(folder), folder);
}

void DetailsPanel::setProblem(const ModelRow &row)
{
    ProblemText::Problem problem;
    const bool failed = row.job && row.job->state == job::JobState::Failed;
    if (row.job && row.job->error && (failed || row.job->state == job::JobState::Waiting))
        problem = {.sentence = text::Messages::brief(*row.job->error),
                   .remedy = RowText::remedy(*row.job->error),
                   .details = text::Messages::sentence(*row.job->error),
                   .isFailure = failed};
    else if (!isHere(row) && row.disk.state == library::OnDisk::Incomplete)
        problem.sentence = tr("Files are missing or incomplete: %1").arg(text::listed(row.disk.problems));
    else if (!isHere(row) && !row.awayIn.isEmpty())
        problem = {.sentence = tr("It is in %1, which is not connected.").arg(shortFolder(row.awayIn)),
                   .remedy =
                       tr("Connect the disk and look again (F5). To download it anew, take that library "
                          "off the list first.")};
    else if (!isHere(row) && row.disk.state == library::OnDisk::NotRecognised)
        problem = {.sentence = tr("There is a folder of this name with something else in it."),
                   .remedy = row.disk.historyBytes > 0 // a clone of another repository: a download refuses it
                                 ? tr("Move it away, or choose another library.")
                                 : tr("A download puts the model's files beside what is there, and stops "
                                      "before it would replace a file.")};
    else if (isHere(row) && !row.disk.changed.isEmpty())
        problem.sentence =
            tr("Changed by you, and left as it is: %1").arg(text::listed(row.disk.changed.mid(0, 3)));
    m_problem->setProblem(problem);
    m_problemFirst = !problem.sentence.isEmpty() && !isActive(row);
    makeRoom();
}

void DetailsPanel::makeRoom()
{
    const bool enough = !m_problemFirst || height() >= kFactsAndProblem * fontMetrics().lineSpacing();
    m_facts->setVisible(enough);
    m_line->setVisible(enough);
    m_work->setVisible(enough);
}

void DetailsPanel::resizeEvent(QResizeEvent *event)
{
    QFrame::resizeEvent(event);
    makeRoom();
}

void DetailsPanel::setActions(const ModelRow &row)
{
    const QList<RowAction> actions = actionsFor(row);
    if (actions == m_actions)
        return;
    m_actions = actions;
    m_first->setText(actionText(actions[0]));
    m_first->setProperty("primary", isObvious(actions[0]));
    m_first->setStyleSheet(m_first->styleSheet()); // looks at the property again
    const bool two = actions.size() > 1 && !isDestructive(actions[1]);
    m_second->setVisible(two);
    if (two)
        m_second->setText(actionText(actions[1]));
    QMenu *menu = m_more->menu();
    menu->clear();
    for (qsizetype i = two ? 2 : 1; i < actions.size(); ++i)
        addTo(*menu, actions[i], actionText(actions[i]),
              [this, action = actions[i]] { Q_EMIT triggered(m_key, action); });
    m_more->setEnabled(!menu->isEmpty());
}

void DetailsPanel::setActivity(const QStringList &lines)
{
    m_work->setActivity(lines);
}

} // namespace weightyard::ui
