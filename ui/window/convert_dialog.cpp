#include "ui/window/convert_dialog.h"

#include "ui/model/row_status.h"
#include "ui/text/messages.h"
#include "ui/text/sentence.h"
#include "ui/widgets/parts.h"

#include <QDialogButtonBox>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QVBoxLayout>

namespace weightyard::ui {

using base::Result;

ConvertDialog::ConvertDialog(ScriptWork &work, const QString &root, QWidget *parent)
    : QDialog(parent),
      m_work(work),
      m_root(root)
{
    setWindowTitle(tr("Convert scripts"));
    setMinimumSize(520, 320);
    resize(600, 400);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(20, 16, 20, 16);
    column->setSpacing(10);
    m_says = makeText(this, false);
    m_lines = new QPlainTextEdit(this);
    m_lines->setReadOnly(true);
    m_lines->setTabChangesFocus(true);
    m_lines->setAccessibleName(tr("Scripts"));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    m_convert = new QPushButton(tr("Convert"));
    m_convert->setProperty("primary", true); // before the box, whose style looks at it once
    buttons->addButton(m_convert, QDialogButtonBox::ActionRole);
    m_takeBack = buttons->addButton(tr("Take conversion back"), QDialogButtonBox::ActionRole);
    column->addWidget(m_says);
    column->addWidget(m_lines, 1);
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_convert, &QPushButton::clicked, this, &ConvertDialog::convert);
    connect(m_takeBack, &QPushButton::clicked, this, &ConvertDialog::takeBack);
    look();
}

void ConvertDialog::say(const QString &text)
{
    m_says->setText(breakable(text));
}

void ConvertDialog::setBusy()
{
    m_convert->setEnabled(false);
    m_takeBack->setEnabled(false);
}

void ConvertDialog::look()
{
    setBusy();
    if (m_done.isEmpty())
        say(tr("Reading the scripts in %1…").arg(m_root));
    m_work.lookAtConversion(m_root,
                            [dialog = QPointer(this)](const Result<ScriptWork::ConversionLook> &look) {
                                if (!dialog)
                                    return;
                                if (look)
                                    dialog->showPlan(*look);
                                else
                                    dialog->say(RowText::trouble(look.error()));
                            });
}

void ConvertDialog::showPlan(const ScriptWork::ConversionLook &look)
{
    m_plan = look.plan;
    QStringList lines;
    for (const session::Conversion &file : m_plan.files)
        lines.append(tr("becomes a new one: %1").arg(file.path));
    for (const QString &path : m_plan.alike)
        lines.append(tr("is converted: %1").arg(path));
    for (const QString &path : m_plan.callers)
        lines.append(tr("calls the others, stays: %1").arg(path));
    for (const base::Error &error : m_plan.left)
        lines.append(text::Messages::sentence(error));
    m_lines->setPlainText(lines.join(u'\n'));
    const auto count = static_cast<int>(m_plan.files.size());
    const QString now =
        count > 0
            ? tr("%n script(s) can be converted. The originals stay beside them as *.bak.", nullptr, count)
        : m_plan.alike.isEmpty() ? tr("There is nothing to convert in %1.").arg(m_root)
                                 : tr("All scripts here are converted.");
    say(text::sentences({m_done, now}));
    m_convert->setEnabled(count > 0);
    m_takeBack->setEnabled(look.converted > 0);
}

void ConvertDialog::convert()
{
    setBusy();
    m_work.convert(m_plan, [dialog = QPointer(this)](const Result<void> &converted) {
        if (!dialog)
            return;
        dialog->m_done =
            converted ? tr("%n script(s) converted.", nullptr, static_cast<int>(dialog->m_plan.files.size()))
                      : RowText::trouble(converted.error());
        dialog->look();
    });
}

void ConvertDialog::takeBack()
{
    setBusy();
    m_work.takeBack(m_root, [dialog = QPointer(this)](const Result<session::Rollback> &back) {
        if (!dialog)
            return;
        if (!back) {
            dialog->m_done = RowText::trouble(back.error());
            return dialog->look();
        }
        dialog->m_done = tr("%n script(s) restored.", nullptr, static_cast<int>(back->restored.size()));
        for (const base::Error &error : back->left)
            dialog->m_done = text::sentences({dialog->m_done, text::Messages::sentence(error)});
        dialog->look();
    });
}

} // namespace weightyard::ui
