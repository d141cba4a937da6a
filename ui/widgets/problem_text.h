// ProblemText: what is wrong in the colour of how bad it is, and below it, plainly, what can be done. Hidden while nothing is
// wrong. GUI thread.
#pragma once

#include <QLabel>

namespace weightyard::ui {

class ProblemText : public QWidget
{
    Q_OBJECT
public:
    struct Problem {
        QString sentence; ///< empty: nothing is wrong
        QString remedy;
        QString details = {};   ///< the whole of it, with addresses: the tool tip
        bool isFailure = false; ///< else it may pass
    };
    explicit ProblemText(QWidget *parent);

    void setProblem(const Problem &problem);

private:
    QLabel *m_sentence = nullptr;
    QLabel *m_remedy = nullptr;
};

} // namespace weightyard::ui
