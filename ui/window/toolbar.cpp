#include "ui/window/toolbar.h"

#include "ui/model/row_sums.h"
#include "ui/text/format.h"
#include "ui/widgets/eliding_button.h"
#include "ui/widgets/parts.h"
#include "ui/widgets/search_field.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QToolButton>

namespace weightyard::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kHeight = 56;

QToolButton *makeMenuButton(QWidget *parent, QMenu *menu)
{
    auto *button = new QToolButton(parent);
    button->setObjectName(u"menu"_s);
    button->setText(u"⋯"_s);
    button->setPopupMode(QToolButton::InstantPopup);
    button->setMenu(menu);
    button->setAccessibleName(Toolbar::tr("Menu"));
    button->setToolTip(Toolbar::tr("Menu"));
    return button;
}

QString withBytes(const QString &text, qint64 bytes)
{
    return bytes > 0 ? text + u" · "_s + text::formatBytes(bytes) : text;
}

} // namespace

Toolbar::Toolbar(QMenu *menu, QWidget *parent) : QFrame(parent)
{
    setObjectName(u"band"_s);
    setMinimumHeight(kHeight);
    auto *line = new QHBoxLayout(this);
    line->setContentsMargins(kBandMargin, 0, kBandMargin, 0);
    line->setSpacing(8);
    m_search = new SearchField(this);
    m_downloadSelected = new ElidingButton(this);
    m_downloadSelected->setProperty("primary", true);
    m_downloadAll = new ElidingButton(this);
    m_pauseAll = new ElidingButton(this);
    line->addWidget(m_search, 1);
    line->addStretch(1);
    line->addWidget(m_downloadSelected);
    line->addWidget(m_downloadAll);
    line->addWidget(m_pauseAll);
    line->addWidget(makeMenuButton(this, menu));
    connect(m_search, &QLineEdit::textChanged, this, &Toolbar::searched);
    connect(m_downloadSelected, &QPushButton::clicked, this, &Toolbar::downloadSelected);
    connect(m_downloadAll, &QPushButton::clicked, this, &Toolbar::downloadAll);
    connect(m_pauseAll, &QPushButton::clicked, this, &Toolbar::pauseOrResumeAll);
}

void Toolbar::setSums(const RowSums &sums)
{
    m_downloadSelected->setEnabled(sums.selected > 0);
    m_downloadSelected->setText(sums.selected == 0 ? tr("Download selected")
                                                   : withBytes(tr("Download %1 selected").arg(sums.selected),
                                                               sums.selectedMissing.value()));
    m_downloadAll->setEnabled(sums.wanted > 0);
    m_downloadAll->setText(withBytes(tr("Download all"), sums.wantedMissing.value()));
}

void Toolbar::setTotals(const queue::QueueTotals &totals)
{
    const bool active = totals.running + totals.queued > 0;
    m_pauseAll->setEnabled(active || totals.paused > 0);
    m_pauseAll->setText(active || totals.paused == 0 ? tr("Pause all") : tr("Resume all"));
}

void Toolbar::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
}

} // namespace weightyard::ui
