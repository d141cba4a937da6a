#include "ui/window/list_dialog.h"

#include "ui/widgets/parts.h"

#include <QDialogButtonBox>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace weightyard::ui {

ListDialog::ListDialog(const QString &title, const QString &sentence, const QStringList &lines,
                       QWidget *parent)
    : QDialog(parent)
{
    setWindowTitle(title);
    setMinimumSize(480, 240);
    resize(560, 320);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(20, 16, 20, 16);
    column->setSpacing(10);
    QLabel *says = makeText(this, false);
    says->setText(sentence);
    auto *text = new QPlainTextEdit(this);
    text->setReadOnly(true);
    text->setTabChangesFocus(true);
    text->setPlainText(lines.join(u'\n'));
    text->setAccessibleName(title);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    column->addWidget(says);
    column->addWidget(text, 1);
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

} // namespace weightyard::ui
