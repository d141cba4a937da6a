#include "ui/browse/found_details.h"

#include "ui/browse/details_text.h"
#include "ui/browse/found_facts.h"
#include "ui/browse/gate_box.h"
#include "ui/browse/opened_model.h"
#include "ui/browse/pick_tabs.h"
#include "ui/model/row_status.h"
#include "ui/text/format.h"
#include "ui/text/messages.h"
#include "ui/theme/paint.h"
#include "ui/widgets/eliding_button.h"
#include "ui/widgets/link_label.h"
#include "ui/widgets/parts.h"
#include "ui/widgets/problem_text.h"

#include <QApplication>
#include <QClipboard>
#include <QMenu>
#include <QScreen>
#include <QScrollArea>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

namespace weightyard::ui {

using namespace Qt::Literals::StringLiterals;
using Gate = OpenedModel::Gate;

namespace {

constexpr int kMostRevisions = 40; // in a menu
// Lines of text, above which the panel has room for all facts (beside a gate: for more), and for a sum that does not scroll.
constexpr int kFactLines = 25;
constexpr int kGateLines = 12;
constexpr int kSumLines = 13;
constexpr int kLeastPage = 84; // of variants or files, where there is little room

void keepOnScreen(QMenu &menu)
{
    menu.adjustSize();
    const QRect room = menu.screen()->availableGeometry();
    const int top = std::min(menu.y(), room.bottom() + 1 - menu.height());
    menu.move(menu.x(), std::max(top, room.top()));
}

} // namespace

FoundDetails::FoundDetails(OpenedModel &model, const base::Clock &clock, QWidget *parent)
    : QFrame(parent),
      m_model(model)
{
    setObjectName(u"details"_s);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(20, 14, 20, 15);
    m_hint = makeText(this, true);
    m_hint->setText(tr("Choose a model to see what it offers."));
    m_hint->setAlignment(Qt::AlignCenter);
    outer->addWidget(m_hint, 1);
    m_page = new QWidget(this);
    outer->addWidget(m_page, 1);
    m_facts = new FoundFacts(clock, m_page);
    auto *column = m_column = new QVBoxLayout(m_page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(10);
    auto *scroll = new QScrollArea(m_page); // what does not fit scrolls; the buttons stay
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    QWidget *content = makeContent();
    scroll->setWidget(content);
    content->setAutoFillBackground(false); // which the scroll area has switched on
    column->addWidget(scroll, 1);
    m_sum = makeText(m_page, true);
    m_sum->setFont(smallFont(font()));
    column->addWidget(m_sum);
    column->addWidget(makeButtons());
    connect(&m_model, &OpenedModel::changed, this, &FoundDetails::refresh);
    connect(&m_model, &OpenedModel::pickChanged, this, &FoundDetails::refreshPick);
    connect(&m_model, &OpenedModel::hereChanged, this, &FoundDetails::refreshButtons);
    connect(&m_model, &OpenedModel::revisionsCame, this, [this] {
        if (!m_revisions->isVisible())
            return;
        fillRevisions(*m_revisions);
        keepOnScreen(*m_revisions); // it has grown since it was placed
    });
    refresh();
}

QWidget *FoundDetails::makeContent()
{
    auto *content = new QWidget(m_page);
    auto *column = m_content = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    makeTitle();
    column->addWidget(m_title);
    column->addSpacing(2);
    column->addWidget(m_link);
    column->addWidget(m_facts);
    m_gate = new GateBox(m_page);
    column->addWidget(m_gate);
    m_problem = new ProblemText(m_page);
    column->addWidget(m_problem);
    m_again = new QPushButton(tr("Try again"), m_page);
    column->addSpacing(8);
    column->addWidget(m_again, 0, Qt::AlignLeft);
    m_asking = makeText(m_page, true);
    column->addWidget(m_asking);
    column->addSpacing(6);
    m_tabs = new PickTabs(m_model, m_page);
    column->addWidget(m_tabs, 1);
    column->addStretch(0);
    connect(m_facts, &FoundFacts::baseWanted, this, &FoundDetails::modelWanted);
    connect(m_facts, &FoundFacts::linkWanted, this, &FoundDetails::linkWanted);
    connect(m_tabs, &PickTabs::linkWanted, this, &FoundDetails::linkWanted);
    connect(m_again, &QPushButton::clicked, &m_model, &OpenedModel::again);
    connect(m_gate, &GateBox::signInWanted, this, &FoundDetails::signInWanted);
    connect(m_gate, &GateBox::pageWanted, this, [this] { Q_EMIT linkWanted(page()); });
    connect(m_gate, &GateBox::againWanted, &m_model, &OpenedModel::checkAccess);
    return content;
}

void FoundDetails::makeTitle()
{
    m_title = makeText(m_page, false);
    m_title->setFont(titleFont(font()));
    m_link = new LinkLabel(m_page);
    m_link->setWordWrap(true);
    m_link->setFont(smallFont(font()));
    m_link->setMinimumHeight(kLeastTarget);
    connect(m_link, &QLabel::linkActivated, this, [this] { Q_EMIT linkWanted(page()); });
}

QWidget *FoundDetails::makeButtons()
{
    auto *box = new QWidget(m_page);
    auto *line = new QHBoxLayout(box);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(8);
    m_download = new ElidingButton(box);
    m_add = new ElidingButton(box);
    auto *more = new QToolButton(box);
    more->setObjectName(u"menu"_s);
    more->setText(u"⋯"_s);
    more->setAccessibleName(tr("More actions"));
    more->setToolTip(tr("More actions"));
    more->setPopupMode(QToolButton::InstantPopup);
    auto *menu = new QMenu(more);
    more->setMenu(menu);
    m_revisions = new QMenu(tr("Revision"), menu);
    connect(menu, &QMenu::aboutToShow, this, [this, menu] { fillMenu(*menu); });
    connect(m_revisions, &QMenu::aboutToShow, &m_model, &OpenedModel::wantRevisions);
    line->addWidget(m_download);
    line->addWidget(m_add);
    line->addStretch(1);
    line->addWidget(more);
    connect(m_download, &QPushButton::clicked, this,
            [this] { isShownThere() ? Q_EMIT ownModelWanted() : Q_EMIT downloadWanted(); });
    connect(m_add, &QPushButton::clicked, this, &FoundDetails::addWanted);
    return box;
}

QUrl FoundDetails::page() const
{
    return m_model.location().url;
}

void FoundDetails::fillMenu(QMenu &menu)
{
    menu.clear();
    const QString id = m_model.location().modelPath;
    menu.addAction(tr("Open page"), this, [this] { Q_EMIT linkWanted(page()); });
    menu.addAction(tr("Copy address"), this,
                   [this] { QApplication::clipboard()->setText(page().toString()); });
    menu.addSeparator();
    menu.addAction(tr("Quantisations of this model"), this, [this, id] { Q_EMIT quantizationsWanted(id); });
    for (const QString &base : m_model.found().baseModels.mid(0, 1))
        menu.addAction(tr("Quantisations of %1").arg(base), this,
                       [this, base] { Q_EMIT quantizationsWanted(base); });
    const QString author = id.section(u'/', 0, 0);
    menu.addAction(tr("More by %1").arg(author), this, [this, author] { Q_EMIT authorWanted(author); });
    menu.addSeparator();
    menu.addMenu(m_revisions);
    fillRevisions(*m_revisions);
}

void FoundDetails::fillRevisions(QMenu &menu)
{
    menu.clear();
    const auto add = [&](const QString &text, const QString &revision) {
        QAction *action = menu.addAction(QString(text).replace(u'&', u"&&"_s), this,
                                         [this, revision] { m_model.setRevision(revision); });
        action->setCheckable(true);
        action->setChecked(m_model.revision() == revision);
    };
    add(tr("Default branch"), {});
    menu.addSeparator();
    if (!m_model.revisions()) {
        const std::optional<base::Error> &error = m_model.revisionsError();
        const QString text = error ? text::Messages::brief(*error) : DetailsText::asking(m_model.location());
        menu.addAction(QString(text).replace(u'&', u"&&"_s))->setEnabled(false);
        return;
    }
    for (const hub::ModelRef &ref : m_model.revisions()->mid(0, kMostRevisions))
        add(ref.kind == hub::ModelRef::Kind::Tag ? tr("%1 (tag)").arg(ref.name) : ref.name, ref.name);
    if (m_model.revisions()->size() > kMostRevisions)
        menu.addAction(tr("%n more name(s) on its page", nullptr,
                          static_cast<int>(m_model.revisions()->size() - kMostRevisions)))
            ->setEnabled(false);
}

void FoundDetails::setLocal(const ModelRow *row)
{
    m_isOwn = row != nullptr;
    m_isHere = row && isHere(*row);
    m_isActive = row && isActive(*row);
    refreshButtons();
}

void FoundDetails::refresh()
{
    m_page->setVisible(m_model.isOpen());
    m_hint->setVisible(!m_model.isOpen());
    if (!m_model.isOpen())
        return;
    const QString id = m_model.location().modelPath;
    m_title->setText(breakable(id.section(u'/', -1)));
    m_link->setText(u"<a href=\"page\" style=\"text-decoration:none; color:%1\">%2</a>"_s.arg(
        tokensFor(palette()).accent.name(), breakable(id).toHtmlEscaped()));
    m_facts->setModel(m_model);
    m_gate->setModel(m_model);
    m_again->setVisible(m_model.error().has_value());
    m_asking->setText(DetailsText::askingContent(m_model.location()));
    m_asking->setVisible(m_model.isAsking());
    refreshPick();
    makeRoom();
}

// What was asked for by a tag, and is not there, is told until something is chosen.
void FoundDetails::refreshPick()
{
    ProblemText::Problem problem;
    if (m_model.error())
        problem = {.sentence = text::Messages::brief(*m_model.error()),
                   .remedy = RowText::remedy(*m_model.error()),
                   .details = text::Messages::sentence(*m_model.error()),
                   .isFailure = true};
    else if (m_model.wishError())
        problem = {.sentence = text::Messages::sentence(*m_model.wishError()),
                   .remedy = m_model.wish().isWhole() ? tr("The whole model is chosen in its place.")
                                                      : tr("What suits best is chosen in its place.")};
    m_problem->setProblem(problem);
    refreshSum();
}

// What can be chosen matters more than what is known.
void FoundDetails::makeRoom()
{
    const int lines = height() / std::max(fontMetrics().lineSpacing(), 1);
    const bool hasGate = m_model.gate() != Gate::None && m_model.gate() != Gate::Open;
    const bool isBrief = lines < kFactLines + (hasGate ? kGateLines : 0);
    m_facts->setBrief(isBrief);
    m_link->setVisible(!isBrief);
    m_tabs->setLeastPage(isBrief ? kLeastPage : 0);
    QVBoxLayout *home = lines < kSumLines ? m_content : m_column;
    if (home->indexOf(m_sum) >= 0)
        return;
    (home == m_column ? m_content : m_column)->removeWidget(m_sum);
    home->insertWidget(home == m_column ? 1 : home->indexOf(m_tabs) + 1, m_sum);
}

void FoundDetails::resizeEvent(QResizeEvent *event)
{
    QFrame::resizeEvent(event);
    makeRoom();
}

void FoundDetails::refreshSum()
{
    m_sum->setVisible(m_model.look().has_value());
    if (m_model.look())
        m_sum->setText(DetailsText::sum(*m_model.look(), m_model.pick()));
    const QVariant tone = m_model.isChoiceGood() ? QVariant() : QVariant(u"caution"_s);
    if (m_sum->property("tone") != tone) {
        m_sum->setProperty("tone", tone);
        m_sum->setStyleSheet(m_sum->styleSheet()); // looks at the property again
    }
    refreshButtons();
}

// Nothing to download of it: it is on its way, or all that is chosen is here.
bool FoundDetails::isShownThere() const
{
    return m_isActive || (m_isHere && m_model.isChoiceHere().value_or(!m_model.isChosenByUser()));
}

void FoundDetails::refreshButtons()
{
    const qint64 bytes = m_model.pick().bytes;
    QString text = bytes > 0 ? tr("Download · %1").arg(text::formatBytes(bytes)) : tr("Download");
    if (isShownThere())
        text = tr("Show in my models");
    else if (m_isHere)
        text = tr("Download these, too"); // what is here of them is not fetched again
    m_download->setText(text);
    const bool isShut = m_model.gate() == Gate::Closed || !m_model.isChoiceGood();
    m_download->setEnabled(isShownThere() || (!m_model.isAsking() && !isShut));
    m_download->setProperty("primary", !isShownThere());
    m_download->setStyleSheet(m_download->styleSheet()); // looks at the property again
    m_add->setText(m_isOwn ? tr("In the list") : tr("Add to list"));
    m_add->setToolTip(m_isOwn ? tr("It is among your models") : tr("Among your models, without a download"));
    m_add->setEnabled(!m_isOwn && m_model.isChoiceGood());
    m_add->setVisible(!m_isHere && !m_isActive);
}

} // namespace weightyard::ui
