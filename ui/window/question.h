// A question to the user that holds nothing up: the box is shown, and the answer comes as a call. GUI thread.
#pragma once

#include <QString>
#include <functional>

class QWidget;

namespace weightyard::ui {

struct Question {
    QString title;
    QString text;
    QString yes;
    QString no = {};    ///< where "Cancel" could be either: what is kept, and what Enter means
    QString other = {}; ///< another way to the same end
    std::function<void()> onOther = {};
};

/// `onYes` and `onOther` are not called once `parent` is gone.
void ask(QWidget *parent, const Question &question, const std::function<void()> &onYes);

} // namespace weightyard::ui
