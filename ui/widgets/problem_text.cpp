#include "ui/widgets/problem_text.h"

#include "ui/widgets/parts.h"

#include <QVBoxLayout>

namespace weightyard::ui {

using namespace Qt::Literals::StringLiterals;

ProblemText::ProblemText(QWidget *parent) : QWidget(parent)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 12, 0, 0);
    column->setSpacing(6);
    const auto make = [&] {
        QLabel *label = makeText(this, false);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        column->addWidget(label);
        return label;
    };
    m_sentence = make();
    m_remedy = make();
    hide();
}

void ProblemText::setProblem(const Problem &problem)
{
    if (const QString tone = problem.isFailure ? u"bad"_s : u"caution"_s;
        m_sentence->property("tone") != tone) {
        m_sentence->setProperty("tone", tone);
        m_sentence->setStyleSheet(m_sentence->styleSheet()); // looks at the property again
    }
    m_sentence->setText(breakable(problem.sentence));
    m_sentence->setToolTip(problem.details);
    m_remedy->setText(breakable(problem.remedy));
    m_remedy->setVisible(!problem.remedy.isEmpty());
    setVisible(!problem.sentence.isEmpty());
}

} // namespace weightyard::ui
