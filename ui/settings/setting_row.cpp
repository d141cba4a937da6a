#include "ui/settings/setting_row.h"

#include "ui/theme/paint.h"
#include "ui/widgets/parts.h"

#include <QHBoxLayout>
#include <QToolButton>
#include <algorithm>

namespace weightyard::ui {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr int kSide = 14;
constexpr int kLeastHeight = 54;
constexpr int kLongestRunBesideControl = 12;
} // namespace

SettingRow::SettingRow(const QString &name, const QString &meaning, QWidget *parent)
    : QWidget(parent),
      m_name(makeText(this, false)),
      m_meaning(makeText(this, true)),
      m_text(meaning)
{
    setMinimumHeight(kLeastHeight);
    m_column = new QVBoxLayout(this);
    m_column->setContentsMargins(kSide, 8, kSide, 8);
    m_column->setSpacing(8);
    auto *words = new QVBoxLayout;
    words->setSpacing(1);
    m_name->setText(name);
    m_meaning->setFont(smallFont(font()));
    words->addStretch(1);
    words->addWidget(m_name);
    words->addWidget(m_meaning);
    words->addStretch(1);
    m_line = new QHBoxLayout;
    m_line->setSpacing(10);
    m_line->addLayout(words, 1);
    m_column->addLayout(m_line);
    showMeaning();
}

void SettingRow::addControl(QWidget *control)
{
    if (m_name->buddy() == nullptr) {
        m_name->setBuddy(control);
        control->setAccessibleDescription(m_text);
        if (control->accessibleName().isEmpty())
            control->setAccessibleName(m_name->text());
    }
    m_line->addWidget(control, 0, Qt::AlignVCenter);
}

void SettingRow::addBelow(QWidget *control)
{
    m_name->setBuddy(control);
    control->setAccessibleName(m_name->text());
    control->setAccessibleDescription(m_text);
    m_column->addWidget(control);
}

void SettingRow::setMeaning(const QString &meaning)
{
    m_text = meaning;
    if (QWidget *control = m_name->buddy())
        control->setAccessibleDescription(meaning);
    showMeaning();
}

void SettingRow::setTrouble(const QString &text)
{
    m_trouble = text;
    showMeaning();
}

void SettingRow::showMeaning()
{
    const bool isTrouble = !m_trouble.isEmpty();
    m_meaning->setText(breakable(isTrouble ? m_trouble : m_text, kLongestRunBesideControl));
    m_meaning->setVisible(!m_meaning->text().isEmpty());
    QPalette colours = palette();
    if (isTrouble)
        colours.setColor(QPalette::WindowText, tokensFor(colours).bad);
    m_meaning->setProperty("secondary", !isTrouble);
    m_meaning->setPalette(colours);
}

void SettingRow::setRestore(const QString &what, bool isNeeded)
{
    if (m_restore == nullptr) {
        m_restore = new QToolButton(this);
        m_restore->setText(u"↺"_s);
        m_restore->setProperty("link", true);
        m_restore->setAccessibleName(tr("Restore default of: %1").arg(m_name->text()));
        connect(m_restore, &QToolButton::clicked, this, &SettingRow::restoreWanted);
        m_line->insertWidget(1, m_restore, 0, Qt::AlignVCenter);
    }
    m_restore->setToolTip(tr("Restore default: %1").arg(what));
    m_restore->setVisible(isNeeded);
}

bool SettingRow::matches(const QString &text) const
{
    const QStringList words = text.split(u' ', Qt::SkipEmptyParts);
    const QString all = m_name->text() + u' ' + m_text;
    return std::all_of(words.cbegin(), words.cend(),
                       [&](const QString &word) { return all.contains(word, Qt::CaseInsensitive); });
}

SettingGroup::SettingGroup(const QString &title, QWidget *parent)
    : QWidget(parent),
      m_title(title),
      m_card(new QFrame(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    auto *heading = new QLabel(title, this);
    heading->setFont(semiboldFont(font()));
    m_card->setObjectName(u"card"_s);
    m_rows = new QVBoxLayout(m_card);
    m_rows->setContentsMargins(1, 1, 1, 1);
    m_rows->setSpacing(0);
    column->addWidget(heading);
    column->addWidget(m_card);
}

void SettingGroup::addRow(SettingRow *row)
{
    row->setParent(m_card);
    m_rows->addWidget(row);
    row->show();
    filter(m_filter);
}

void SettingGroup::clear()
{
    while (QLayoutItem *item = m_rows->takeAt(0)) {
        if (QWidget *widget = item->widget()) {
            widget->hide();
            widget->deleteLater(); // it may be the one whose button was pressed
        }
        delete item;
    }
}

bool SettingGroup::filter(const QString &text)
{
    m_filter = text;
    bool any = false;
    for (int i = 0; i < m_rows->count(); ++i) {
        auto *row = qobject_cast<SettingRow *>(m_rows->itemAt(i)->widget());
        if (row == nullptr)
            continue;
        const bool isShown =
            text.isEmpty() || row->matches(text) || m_title.contains(text.trimmed(), Qt::CaseInsensitive);
        row->setVisible(isShown);
        any = any || isShown;
    }
    addLines();
    setVisible(any);
    return any;
}

// Between the rows that are shown.
void SettingGroup::addLines()
{
    for (int i = m_rows->count() - 1; i >= 0; --i) {
        QWidget *widget = m_rows->itemAt(i)->widget();
        if (qobject_cast<SettingRow *>(widget) == nullptr) {
            delete m_rows->takeAt(i);
            delete widget;
        }
    }
    bool isFirst = true;
    for (int i = 0; i < m_rows->count(); ++i) {
        QWidget *row = m_rows->itemAt(i)->widget();
        if (row->isHidden())
            continue;
        if (!isFirst)
            m_rows->insertWidget(i++, makeLine(m_card));
        isFirst = false;
    }
}

} // namespace weightyard::ui
