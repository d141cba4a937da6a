#include "ui/window/toolbar.h"

#include "ui/model/row_sums.h"
#include "ui/text/format.h"
#include "ui/widgets/eliding_button.h"
#include "ui/widgets/parts.h"
#include "ui/widgets/search_field.h"
#include "ui/window/models_pane.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QMenu>
#include <QToolButton>

namespace weightyard::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kHeight = 56;
constexpr int kMenuWidth = 36;

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
    for (QPushButton *button : {m_downloadSelected, m_downloadAll, m_pauseAll})
        button->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed); // they give way to the switch
    line->addWidget(makeSwitch());
    line->addWidget(m_search, 100); // up to its largest width, before the room beside it grows
    line->addWidget(m_browse, 100); // it holds its own room
    line->addStretch(1);
    line->addWidget(m_downloadSelected);
    line->addWidget(m_downloadAll);
    line->addWidget(m_pauseAll);
    line->addWidget(makeMenuButton(this, menu));
    connect(m_downloadSelected, &QPushButton::clicked, this, &Toolbar::downloadSelected);
    connect(m_downloadAll, &QPushButton::clicked, this, &Toolbar::downloadAll);
    connect(m_pauseAll, &QPushButton::clicked, this, &Toolbar::pauseOrResumeAll);
    setView(View::Models);
}

void Toolbar::searchIn(ModelsPane &models)
{
    connect(m_search, &QLineEdit::textChanged, &models, &ModelsPane::setSearch);
    connect(m_search, &SearchField::accepted, &models, &ModelsPane::focusFound);
    connect(&models, &ModelsPane::searchWanted, m_search, &QLineEdit::setText);
}

// Buttons that touch: one is always down.
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
        button->setAutoExclusive(true); // for screen readers: one of several
        button->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
        button->setProperty("segment", view == View::Models   ? u"first"_s
                                       : view == View::Browse ? u"middle"_s
                                                              : u"last"_s);
        group->addButton(button);
        line->addWidget(button);
        connect(button, &QPushButton::clicked, this, [this, view] { Q_EMIT viewWanted(view); });
        return button;
    };
    m_models = make(tr("My models"), View::Models);
    m_hub = make(tr("Browse"), View::Browse);
    m_hub->setToolTip(tr("Finds models of the Hub"));
    m_downloads = make(tr("Downloads"), View::Downloads);
    m_downloads->setToolTip(tr("What is on its way, in which order, and how fast (Ctrl+J)"));
    return box;
}

void Toolbar::setWords(QPushButton *button, const Words &words)
{
    m_words.insert(button, words);
    button->setAccessibleName(words.whole);
}

void Toolbar::showWords(bool brief)
{
    for (auto words = m_words.cbegin(); words != m_words.cend(); ++words) {
        const QString &text = brief ? words->brief : words->whole;
        if (words.key()->text() == text)
            continue;
        words.key()->setText(text);
        words.key()->setToolTip(brief ? words->whole : QString());
    }
}

bool Toolbar::fits(const QList<QPushButton *> &buttons) const
{
    int needed = 2 * kBandMargin + m_search->minimumWidth() + kMenuWidth + 3 * layout()->spacing();
    for (const QPushButton *button : {m_models, m_hub, m_downloads})
        needed += button->sizeHint().width();
    for (const QPushButton *button : buttons)
        needed += button->sizeHint().width() + layout()->spacing();
    return needed <= width();
}

// A narrow one has brief words before any is cut, and then fewer buttons; while there is something to pause, that one stays before
// "Download all". What it leaves out is elsewhere: Ctrl+P, and the downloads, pause all; the boxes of the families select all.
void Toolbar::makeRoom()
{
    showWords(false);
    if (!m_models->isChecked())
        return setSwitchWhole(true);
    QList<QPushButton *> all{m_downloadSelected, m_downloadAll, m_pauseAll};
    if (m_pauseAll->isEnabled())
        all.swapItemsAt(1, 2); // of more use than all at once
    qsizetype shown = all.size();
    if (!fits(all)) {
        showWords(true);
        while (shown > 1 && !fits(all.first(shown)))
            --shown;
    }
    setSwitchWhole(fits(all.first(shown)));
    for (qsizetype i = 0; i < all.size(); ++i)
        all[i]->setVisible(i < shown);
}

void Toolbar::setSwitchWhole(bool whole)
{
    for (QPushButton *button : {m_models, m_hub, m_downloads})
        button->setMinimumWidth(whole ? button->sizeHint().width() : 0);
}

void Toolbar::resizeEvent(QResizeEvent *event)
{
    QFrame::resizeEvent(event);
    makeRoom();
}

void Toolbar::setView(View view)
{
    const bool isModels = view == View::Models;
    m_models->setChecked(isModels);
    m_hub->setChecked(view == View::Browse);
    m_downloads->setChecked(view == View::Downloads);
    m_search->setVisible(isModels);
    m_downloadSelected->setVisible(isModels);
    m_downloadAll->setVisible(isModels);
    m_pauseAll->setVisible(view != View::Browse);
    m_browse->setVisible(view == View::Browse);
    makeRoom();
}

void Toolbar::setSums(const RowSums &sums)
{
    m_downloadSelected->setEnabled(sums.selected > 0);
    const qint64 selected = sums.selectedMissing.value();
    setWords(m_downloadSelected,
             sums.selected == 0 ? Words{tr("Download selected"), tr("↓ Selected")}
                                : Words{withBytes(tr("Download %1 selected").arg(sums.selected), selected),
                                        withBytes(tr("↓ %1 selected").arg(sums.selected), selected)});
    m_downloadAll->setEnabled(sums.wanted > 0);
    const qint64 all = sums.wantedMissing.value();
    setWords(m_downloadAll, {withBytes(tr("Download all"), all), withBytes(tr("↓ All"), all)});
    makeRoom();
}

void Toolbar::setTotals(const queue::QueueTotals &totals)
{
    const int moving = totals.running + totals.queued + totals.paused;
    m_downloads->setText(moving > 0 ? tr("Downloads · %L1").arg(moving) : tr("Downloads"));
    const bool active = totals.running + totals.queued > 0;
    m_pauseAll->setEnabled(active || totals.paused > 0);
    setWords(m_pauseAll, active || totals.paused == 0 ? Words{tr("Pause all"), tr("Pause")}
                                                      : Words{tr("Resume all"), tr("Resume")});
    makeRoom();
}

void Toolbar::focusSearch()
{
    if (m_hub->isChecked())
        return Q_EMIT hubSearchWanted();
    if (m_downloads->isChecked())
        Q_EMIT viewWanted(View::Models);
    m_search->setFocus(Qt::ShortcutFocusReason);
}

} // namespace weightyard::ui
