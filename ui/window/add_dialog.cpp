#include "ui/window/add_dialog.h"

#include "ui/model/row_status.h"
#include "ui/text/format.h"
#include "ui/text/messages.h"
#include "ui/widgets/parts.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>

namespace weightyard::ui {

using namespace Qt::Literals::StringLiterals;

AddDialog::AddDialog(Workbench &workbench, const QString &text, QWidget *parent)
    : QDialog(parent),
      m_workbench(workbench)
{
    setWindowTitle(tr("Add model"));
    setMinimumWidth(480);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(20, 16, 20, 16);
    column->setSpacing(10);
    auto *label =
        new QLabel(tr("Address of the model's page, address of a git repository, or OWNER/NAME"), this);
    m_field = new QLineEdit(text, this);
    label->setWordWrap(true);
    label->setBuddy(m_field);
    m_says = new QLabel(this);
    m_says->setTextFormat(Qt::PlainText);
    m_says->setWordWrap(true);
    m_says->setMinimumHeight(2 * fontMetrics().height() + 4);
    m_says->setAlignment(Qt::AlignTop);
    m_says->setProperty("secondary", true);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_add = new QPushButton(tr("Add"));
    m_add->setProperty("primary", true); // before the box, whose style looks at it once
    buttons->addButton(m_add, QDialogButtonBox::AcceptRole);
    m_add->setDefault(true);
    column->addWidget(label);
    column->addWidget(m_field);
    column->addWidget(m_says);
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, &AddDialog::add);
    m_pause.setSingleShot(true);
    m_pause.setInterval(400);
    connect(&m_pause, &QTimer::timeout, this, &AddDialog::look);
    connect(m_field, &QLineEdit::textChanged, this, [this] {
        ++m_asked;
        m_add->setEnabled(!m_field->text().trimmed().isEmpty());
        m_pause.start();
    });
    m_add->setEnabled(!text.isEmpty());
    if (!text.isEmpty())
        look();
}

void AddDialog::look()
{
    const QString text = m_field->text().trimmed();
    m_says->clear();
    if (text.isEmpty())
        return;
    const int asked = ++m_asked;
    const auto location =
        m_workbench.lookUp(text, this, [this, asked](const base::Result<hub::ModelFacts> &facts) {
            if (asked == m_asked)
                showFacts(facts);
        });
    m_add->setEnabled(location.has_value());
    if (!location)
        say(text::Messages::sentence(location.error()));
    else if (location->onHub)
        say(tr("Asking the hub about %1…").arg(location->modelPath));
    else
        say(tr("%1: its size is known once the download has begun.").arg(location->modelPath));
}

// The dialog grows with what there is to say.
void AddDialog::say(const QString &text)
{
    m_says->setText(breakable(text));
    layout()->activate();
    resize(width(), std::max(height(), layout()->totalHeightForWidth(width())));
}

void AddDialog::showFacts(const base::Result<hub::ModelFacts> &facts)
{
    if (!facts) {
        say(RowText::trouble(facts.error()));
        return;
    }
    const QString licence =
        facts->licence.isEmpty() ? tr("licence not stated") : RowText::licence(facts->licence);
    say(u"%1\n%2 · %3 · %4"_s.arg(facts->modelPath, text::formatBytes(facts->bytes), licence,
                                  facts->gated ? tr("gated: its licence must be accepted on its page first")
                                               : tr("not gated")));
}

void AddDialog::add()
{
    const base::Result<QString> key = m_workbench.add(m_field->text().trimmed());
    if (!key) {
        say(RowText::trouble(key.error()));
        return;
    }
    Q_EMIT added(*key);
    accept();
}

} // namespace weightyard::ui
