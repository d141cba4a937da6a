#include "ui/window/question.h"

#include <QGridLayout>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <algorithm>

namespace weightyard::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kWidestText = 60; ///< letters

// Qt keeps a gap for an icon that is not there, and makes the text as narrow as the title above it.
void arrange(QMessageBox &box)
{
    auto *text = box.findChild<QLabel *>(u"qt_msgbox_informativelabel"_s);
    if (text)
        text->setMinimumWidth(std::min(text->fontMetrics().horizontalAdvance(text->text()),
                                       kWidestText * text->fontMetrics().averageCharWidth()));
    const auto *grid = qobject_cast<QGridLayout *>(box.layout());
    QLayoutItem *gap = grid ? grid->itemAtPosition(0, 0) : nullptr;
    if (gap && gap->spacerItem())
        gap->spacerItem()->changeSize(0, 0);
}

} // namespace

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
    arrange(*box);
    box->open();
}

} // namespace weightyard::ui
