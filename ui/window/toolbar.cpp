#include "ui/window/toolbar.h"

#include "ui/model/row_sums.h"
#include "ui/text/format.h"
#include "ui/widgets/eliding_button.h"
#include "ui/widgets/parts.h"
#include "ui/widgets/search_field.h"

#include <QButtonGroup>
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

Toolbar::Toolbar(QMenu *menu, QWidget *browse, QWidget *parent) : QFrame(parent), m_browse(browse)
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
    m_downloads = new ElidingButton(this);
    m_downloads->setToolTip(tr("Shows them among your models"));
    line->addWidget(makeSwitch());
    line->addWidget(m_search, 1);
    line->addWidget(m_browse, 100); // it holds its own room
    line->addStretch(1);
    line->addWidget(m_downloads);
    line->addWidget(m_downloadSelected);
    line->addWidget(m_downloadAll);
    line->addWidget(m_pauseAll);
    line->addWidget(makeMenuButton(this, menu));
    connect(m_search, &QLineEdit::textChanged, this, &Toolbar::searched);
    connect(m_downloadSelected, &QPushButton::clicked, this, &Toolbar::downloadSelected);
    connect(m_downloadAll, &QPushButton::clicked, this, &Toolbar::downloadAll);
    connect(m_pauseAll, &QPushButton::clicked, this, &Toolbar::pauseOrResumeAll);
    connect(m_downloads, &QPushButton::clicked, this, [this] { Q_EMIT viewWanted(View::Models); });
    setView(View::Models);
}

// Two buttons that touch: one is always down.
QWidget *Toolbar::makeSwitch()
{
    auto *box = new QWidget(this);
    auto *line = new QHBoxLayout(box);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(0);
    auto *group = new QButtonGroup(this);
    const auto make = [&](const QString &text, View view) {
        auto *button = new ElidingButton(box);
        button->setText(text);
        button->setCheckable(true);
        button->setProperty("segment", view == View::Models ? u"first"_s : u"last"_s);
        group->addButton(button);
        line->addWidget(button);
        connect(button, &QPushButton::clicked, this, [this, view] { Q_EMIT viewWanted(view); });
        return button;
    };
    m_models = make(tr("My models"), View::Models);
    m_hub = make(tr("Browse"), View::Browse);
    m_hub->setToolTip(tr("Finds models of the Hub"));
    return box;
}

void Toolbar::setView(View view)
{
    const bool isBrowse = view == View::Browse;
    m_models->setChecked(!isBrowse);
    m_hub->setChecked(isBrowse);
    m_search->setVisible(!isBrowse);
    m_downloadSelected->setVisible(!isBrowse);
    m_downloadAll->setVisible(!isBrowse);
    m_pauseAll->setVisible(!isBrowse);
    m_browse->setVisible(isBrowse);
    m_downloads->setVisible(isBrowse);
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
    const int moving = totals.running + totals.queued + totals.paused;
    m_downloads->setText(moving > 0 ? tr("Downloads · %L1").arg(moving) : tr("Downloads"));
    const bool active = totals.running + totals.queued > 0;
    m_pauseAll->setEnabled(active || totals.paused > 0);
    m_pauseAll->setText(active || totals.paused == 0 ? tr("Pause all") : tr("Resume all"));
}

void Toolbar::clearSearch()
{
    m_search->clear();
}

void Toolbar::focusSearch()
{
    if (m_hub->isChecked())
        Q_EMIT hubSearchWanted();
    else
        m_search->setFocus(Qt::ShortcutFocusReason);
}

} // namespace weightyard::ui
