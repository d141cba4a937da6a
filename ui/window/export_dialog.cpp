#include "ui/window/export_dialog.h"

#include "ui/widgets/check_box.h"
#include "ui/widgets/parts.h"

#include <QButtonGroup>
#include <QDialogButtonBox>
#include <QPushButton>
#include <QVBoxLayout>

namespace weightyard::ui {

ExportDialog::ExportDialog(const ModelTree &tree, const QString &title, const QString &about, QWidget *parent,
                           Offered offered)
    : QDialog(parent)
{
    setWindowTitle(title);
    setMinimumWidth(460);
    QStringList ticked;
    QStringList here;
    QStringList all;
    tree.visit([&](const ModelRow &row) {
        const bool isLeftOut = offered == Offered::Here
                                   ? !isHere(row)
                                   : row.inFolder; // that has its script, or is in no library
        if (isLeftOut)
            return;
        all.append(row.key);
        if (row.ticked)
            ticked.append(row.key);
        if (isHere(row))
            here.append(row.key);
    });
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(20, 16, 20, 16);
    column->setSpacing(10);
    QLabel *says = makeText(this, false);
    says->setText(about);
    column->addWidget(says);
    m_group = new QButtonGroup(this);
    addChoice(*column, tr("The %n model(s) that are ticked", nullptr, static_cast<int>(ticked.size())),
              ticked);
    addChoice(*column, tr("The %n model(s) that are here", nullptr, static_cast<int>(here.size())), here);
    if (offered == Offered::All)
        addChoice(*column, tr("All %n model(s) of the list", nullptr, static_cast<int>(all.size())), all);
    for (QAbstractButton *button : m_group->buttons()) {
        if (button->isEnabled() && m_group->checkedId() < 0)
            button->setChecked(true);
    }
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    auto *next = new QPushButton(tr("Choose where…"));
    next->setProperty("primary", true); // before the box, whose style looks at it once
    next->setEnabled(m_group->checkedId() >= 0);
    buttons->addButton(next, QDialogButtonBox::AcceptRole);
    next->setDefault(true);
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

void ExportDialog::addChoice(QVBoxLayout &column, const QString &text, const QStringList &keys)
{
    auto *button = new RadioButton(text, this);
    button->setEnabled(!keys.isEmpty());
    m_group->addButton(button, static_cast<int>(m_choices.size()));
    m_choices.append(keys);
    column.addWidget(button);
}

QStringList ExportDialog::keys() const
{
    return m_choices.value(m_group->checkedId());
}

} // namespace weightyard::ui
