#include "ui/window/mirrors_dialog.h"

#include "settings/setting_table.h"
#include "ui/model/row_status.h"
#include "ui/text/messages.h"
#include "ui/theme/paint.h"
#include "ui/widgets/parts.h"

#include <QDialogButtonBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace weightyard::ui {

using namespace Qt::Literals::StringLiterals;

MirrorsDialog::MirrorsDialog(const settings::Settings &settings, QWidget *parent)
    : QDialog(parent),
      m_settings(settings)
{
    setWindowTitle(tr("Mirrors"));
    setMinimumSize(480, 300);
    resize(560, 320);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(20, 16, 20, 16);
    column->setSpacing(10);
    auto *label = makeText(this, false);
    label->setText(tr("Where large files are looked for, in this order, before their host is asked. One "
                      "address a line."));
    m_text = new QPlainTextEdit(settings.mirrors.join(u'\n'), this);
    m_text->setTabChangesFocus(true);
    m_text->setPlaceholderText(u"https://mirror.example.org/hub"_s);
    m_text->setAccessibleName(tr("Addresses of mirrors"));
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setProperty("framed", true);
    label->setBuddy(m_text);
    m_says = makeText(this, true);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    auto *save = new QPushButton(tr("Save"));
    save->setProperty("primary", true); // before the box, whose style looks at it once
    buttons->addButton(save, QDialogButtonBox::AcceptRole);
    column->addWidget(label);
    column->addWidget(m_text, 1);
    column->addWidget(m_says);
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, &MirrorsDialog::save);
    say(tr("Behind an address: #static for a folder that any web server gives out, #token for one that may "
           "have your token. They hold from the next start of the window."),
        false);
}

// The dialog grows with what there is to say.
void MirrorsDialog::say(const QString &text, bool isWrong)
{
    QPalette colours = palette();
    if (isWrong)
        colours.setColor(QPalette::WindowText, toneColour(tokensFor(colours), Tone::Bad));
    m_says->setPalette(colours);
    m_says->setText(breakable(text));
    layout()->activate();
    resize(width(), std::max(height(), layout()->totalHeightForWidth(width())));
}

void MirrorsDialog::save()
{
    const settings::Setting *setting = settings::findSetting(u"mirrors"_s);
    const base::Result<void> set =
        settings::setText(*setting, m_settings, m_text->toPlainText().split(u'\n', Qt::SkipEmptyParts));
    if (!set) {
        say(text::Messages::sentence(set.error()), true);
        m_text->setFocus();
        return;
    }
    Q_EMIT chosen(m_settings.mirrors);
    accept();
}

} // namespace weightyard::ui
