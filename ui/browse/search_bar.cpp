#include "ui/browse/search_bar.h"

#include "ui/browse/found_text.h"
#include "ui/widgets/eliding_button.h"
#include "ui/widgets/search_field.h"

#include <QHBoxLayout>
#include <QMenu>

namespace weightyard::ui {

using namespace Qt::Literals::StringLiterals;
using Sort = hub::SearchWish::Sort;

SearchBar::SearchBar(QWidget *parent) : QWidget(parent)
{
    auto *line = new QHBoxLayout(this);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(8);
    m_field = new SearchField(this);
    m_field->setMinimumWidth(
        100); // a small window with a large font has more in this line than that of the own models
    m_field->setPlaceholderText(tr("Search the Hub"));
    m_field->setAccessibleName(tr("Search the Hub"));
    m_field->setToolTip(m_field->placeholderText() + u'\n'
                        + tr("Words of a model's name, OWNER/NAME, or the address of its page"));
    m_button = new ElidingButton(this);
    m_button->setAccessibleDescription(tr("How what is found is sorted"));
    m_button->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    line->addWidget(m_field, 10);
    line->addWidget(m_button);
    line->addStretch(1); // the field has a largest width
    connect(m_field, &QLineEdit::textChanged, this, &SearchBar::searched);
    connect(m_field, &SearchField::accepted, this, &SearchBar::accepted);
    connect(m_button, &QPushButton::clicked, this, &SearchBar::showMenu);
    setSort(m_sort);
}

void SearchBar::setSort(Sort sort)
{
    m_sort = sort;
    m_button->setText(tr("Sort: %1 ▾").arg(FoundText::sort(sort)));
}

void SearchBar::showMenu()
{
    auto *menu = new QMenu(m_button);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const Sort sort : {Sort::Trending, Sort::Downloads, Sort::Likes, Sort::Newest, Sort::Updated}) {
        QAction *action =
            menu->addAction(FoundText::sort(sort), this, [this, sort] { Q_EMIT sortWanted(sort); });
        action->setCheckable(true);
        action->setChecked(sort == m_sort);
    }
    menu->popup(m_button->mapToGlobal(QPoint(0, m_button->height() + 2)));
}

void SearchBar::setText(const QString &text)
{
    if (m_field->text() != text)
        m_field->setText(text);
}

QString SearchBar::text() const
{
    return m_field->text();
}

void SearchBar::focusSearch()
{
    m_field->setFocus(Qt::ShortcutFocusReason);
    m_field->selectAll();
}

} // namespace weightyard::ui
