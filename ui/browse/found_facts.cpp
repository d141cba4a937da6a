#include "ui/browse/found_facts.h"

#include "ui/browse/details_text.h"
#include "ui/browse/found_text.h"
#include "ui/browse/opened_model.h"
#include "ui/theme/paint.h"
#include "ui/widgets/parts.h"

#include <QGridLayout>
#include <QPushButton>
#include <QUrl>

namespace weightyard::ui {

using namespace Qt::Literals::StringLiterals;

FoundFacts::FoundFacts(const base::Clock &clock, QWidget *parent) : QWidget(parent), m_clock(clock)
{
    m_grid = new QGridLayout(this);
    m_grid->setContentsMargins(0, 12, 0, 0);
    m_grid->setHorizontalSpacing(16);
    m_grid->setVerticalSpacing(6);
    m_grid->setColumnMinimumWidth(0, 84);
    m_grid->setColumnStretch(1, 1);
    m_grid->addWidget(makeBrief(), 0, 0, 1, 2);
    m_parameters = addFact(tr("Parameters"));
    m_licence = addFact(tr("Licence"));
    m_base = addFact(tr("Base model"));
    m_context = addFact(tr("Context"));
    m_updated = addFact(tr("Updated"));
    m_liked = addFact(tr("Downloads"));
    m_scan = addFact(tr("Scan"));
    m_revision = addFact(tr("Revision"));
    for (const Fact &fact : {m_licence, m_base}) {
        fact.value->setTextFormat(Qt::RichText); // made here, of escaped text
        fact.value->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    }
    connect(m_base.value, &QLabel::linkActivated, this, &FoundFacts::baseWanted);
    connect(m_licence.value, &QLabel::linkActivated, this,
            [this](const QString &link) { Q_EMIT linkWanted(QUrl(link)); });
    m_notices = makeText(this, false);
    m_notices->setProperty("tone", u"caution"_s);
    m_grid->addWidget(m_notices, m_grid->rowCount(), 0, 1, 2);
}

QWidget *FoundFacts::makeBrief()
{
    m_line = new QWidget(this);
    auto *line = new QHBoxLayout(m_line);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(8);
    m_brief = makeText(m_line, true);
    m_brief->setFont(smallFont(font()));
    m_all = new QPushButton(tr("All facts"), m_line);
    m_all->setProperty("link", true);
    m_all->setFont(smallFont(font()));
    m_all->setCheckable(true);
    line->addWidget(m_brief, 1);
    line->addWidget(m_all, 0, Qt::AlignTop);
    connect(m_all, &QPushButton::clicked, this, &FoundFacts::refreshShown);
    m_line->hide();
    return m_line;
}

void FoundFacts::setBrief(bool brief)
{
    if (brief == m_isBrief)
        return;
    m_isBrief = brief;
    m_all->setChecked(false);
    refreshShown();
}

void FoundFacts::refreshShown()
{
    const bool isShort = m_isBrief && !m_all->isChecked();
    m_line->setVisible(m_isBrief);
    for (const Fact &fact : std::as_const(m_facts)) {
        const bool isShown = !isShort && !fact.value->text().isEmpty();
        fact.name->setVisible(isShown);
        fact.value->setVisible(isShown);
    }
}

FoundFacts::Fact FoundFacts::addFact(const QString &name)
{
    const int row = m_grid->rowCount();
    const Fact fact{makeText(this, true), makeText(this, false)};
    fact.name->setText(name);
    fact.name->setFont(smallFont(font()));
    fact.value->setFont(smallFont(font()));
    fact.value->setTextInteractionFlags(Qt::TextSelectableByMouse);
    fact.value->setMinimumHeight(QFontMetrics(fact.value->font()).height() + 1);
    m_grid->addWidget(fact.name, row, 0, Qt::AlignTop);
    m_grid->addWidget(fact.value, row, 1, Qt::AlignTop);
    m_facts.append(fact);
    return fact;
}

void FoundFacts::set(const Fact &fact, const QString &text)
{
    fact.value->setText(text);
}

// Text without a target is no link.
void FoundFacts::setLinks(const Fact &fact, const QStringList &texts, const QStringList &targets)
{
    const QString colour = tokensFor(palette()).accent.name();
    QStringList parts;
    for (qsizetype i = 0; i < texts.size(); ++i) {
        const QString text = breakable(texts[i]).toHtmlEscaped();
        parts.append(targets.value(i).isEmpty()
                         ? text
                         : u"<a href=\"%1\" style=\"text-decoration:none; color:%2\">%3</a>"_s.arg(
                             targets[i].toHtmlEscaped(), colour, text));
    }
    set(fact, parts.join(u"<br>"_s));
}

void FoundFacts::setModel(const OpenedModel &model)
{
    const hub::FoundModel &found = model.found();
    const hub::ModelDetails details = model.look() ? model.look()->details : hub::ModelDetails();
    QStringList parameters{FoundText::parameters(found), found.quantization, details.architecture};
    parameters.removeAll(QString());
    set(m_parameters, parameters.join(u" · "_s));
    const QString licence = DetailsText::licence(found, model.look());
    setLinks(m_licence, licence.isEmpty() ? QStringList() : QStringList{licence}, {details.licenceLink});
    setLinks(m_base, found.baseModels.mid(0, 3), found.baseModels.mid(0, 3));
    set(m_context, details.contextLength > 0 ? tr("%L1 tokens").arg(details.contextLength) : QString());
    set(m_updated, DetailsText::date(found.modified));
    set(m_liked, DetailsText::popularity(found));
    set(m_scan, model.look() && !model.look()->fromManifest ? DetailsText::scan(details) : QString());
    QStringList revision{model.revision(), found.commit.left(7)};
    revision.removeAll(QString());
    set(m_revision, revision.join(u" · "_s));
    const QChar stays(0x00A0); // a line ends between facts, not within one
    m_brief->setText(
        FoundText::facts(found).replace(u' ', stays).replace(stays + u"·"_s + stays, stays + u"· "_s));
    refreshShown();
    const QString shown =
        model.look() ? found.id + u'@' + found.commit + QString::number(details.fetchedAtMs) : QString();
    if (shown == m_noticesOf && !shown.isEmpty())
        return; // they look at every file
    m_noticesOf = shown;
    const QString notices = model.look() ? DetailsText::notices(*model.look()).join(u'\n') : QString();
    m_notices->setText(breakable(notices));
    m_notices->setVisible(!notices.isEmpty());
}

} // namespace weightyard::ui
