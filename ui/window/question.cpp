#include "ui/window/question.h"

#include <QMessageBox>
#include <QPushButton>

namespace weightyard::ui {

void ask(QWidget *parent, const Question &question, const std::function<void()> &onYes)
{
    const bool destroys = !question.no.isEmpty();
    auto *box = new QMessageBox(QMessageBox::NoIcon, question.title, question.title,
                                destroys ? QMessageBox::NoButton : QMessageBox::Cancel, parent);
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(question.text);
    box->setAttribute(Qt::WA_DeleteOnClose);
    auto *yes = new QPushButton(question.yes);
    auto *obvious = destroys ? new QPushButton(question.no) : yes;
    obvious->setProperty("primary", true); // before the box, whose style looks at it once
    box->addButton(yes, QMessageBox::AcceptRole);
    if (!question.other.isEmpty()) {
        auto *other = new QPushButton(question.other);
        box->addButton(other, QMessageBox::ActionRole);
        QObject::connect(other, &QPushButton::clicked, parent, question.onOther);
    }
    if (destroys)
        box->addButton(obvious, QMessageBox::RejectRole);
    box->setDefaultButton(obvious);
    QObject::connect(yes, &QPushButton::clicked, parent, onYes);
    box->open();
}

} // namespace weightyard::ui
