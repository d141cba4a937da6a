#include "ui/widgets/tab_pages.h"

#include "ui/theme/paint.h"
#include "ui/widgets/parts.h"

#include <QButtonGroup>
#include <QPushButton>
#include <QVBoxLayout>

namespace weightyard::ui {

namespace {
constexpr int kLeastPage = 140;
} // namespace

TabPages::TabPages(QWidget *parent) : QWidget(parent)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 4, 0, 0);
    column->setSpacing(0);
    m_line = new QHBoxLayout;
    m_line->setSpacing(18);
    m_line->addStretch(1);
    column->addLayout(m_line);
    column->addWidget(makeLine(this));
    column->addSpacing(6);
    m_pages = new QStackedWidget(this);
    setLeastPage(0);
    m_pages->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Ignored); // they scroll by themselves
    column->addWidget(m_pages, 1);
    m_group = new QButtonGroup(this);
    connect(m_group, &QButtonGroup::idClicked, this, &TabPages::setCurrent);
}

void TabPages::addPage(QWidget *page, const QString &name)
{
    const int index = m_pages->addWidget(page);
    auto *button = new QPushButton(this);
    button->setProperty("tab", true);
    button->setCheckable(true);
    button->setAutoExclusive(true); // for screen readers: one of several
    button->setChecked(index == 0);
    m_group->addButton(button, index);
    m_line->insertWidget(index, button);
    setName(index, name);
    // Behind the names, for the Tab key and screen readers.
    m_pages->setParent(nullptr);
    qobject_cast<QVBoxLayout *>(layout())->addWidget(m_pages, 1);
}

// The chosen one is bold: the others keep the room for it.
void TabPages::setName(int index, const QString &name)
{
    QAbstractButton *button = m_group->button(index);
    const QFontMetrics bold(semiboldFont(button->font()));
    button->setText(name);
    button->setMinimumSize(bold.horizontalAdvance(name) + 6, qMax(30, bold.height() + 6));
}

void TabPages::setPageShown(int index, bool shown)
{
    m_group->button(index)->setVisible(shown);
    if (!shown && current() == index && index + 1 < m_pages->count())
        setCurrent(index + 1);
}

void TabPages::setTabMargin(int margin)
{
    m_line->setContentsMargins(margin, 0, margin, 0);
}

void TabPages::setLeastPage(int height)
{
    m_pages->setMinimumHeight(height > 0 ? height : kLeastPage);
}

void TabPages::setCurrent(int index)
{
    m_group->button(index)->setChecked(true);
    if (index == m_pages->currentIndex())
        return;
    m_pages->setCurrentIndex(index);
    Q_EMIT currentChanged(index);
}

} // namespace weightyard::ui
