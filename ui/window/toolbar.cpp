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
    line->addWidget(m_search, 100); // up to its largest width, before the room beside it grows
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
        button->setAutoExclusive(true); // for screen readers: one of several
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
    const qint64 selected = sums.selectedMissing.value();
    setWords(m_downloadSelected,
             sums.selected == 0 ? Words{tr("Download selected"), tr("↓ Selected")}
                                : Words{withBytes(tr("Download %1 selected").arg(sums.selected), selected),
                                        withBytes(tr("↓ %1 selected").arg(sums.selected), selected)});
    m_downloadAll->setEnabled(sums.wanted > 0);
    const qint64 all = sums.wantedMissing.value();
    setWords(m_downloadAll, {withBytes(tr("Download all"), all), withBytes(tr("↓ All"), all)});
    fitWords();
}

void Toolbar::setTotals(const queue::QueueTotals &totals)
{
    const int moving = totals.running + totals.queued + totals.paused;
    m_downloads->setText(moving > 0 ? tr("Downloads · %L1").arg(moving) : tr("Downloads"));
    const bool active = totals.running + totals.queued > 0;
    m_pauseAll->setEnabled(active || totals.paused > 0);
    setWords(m_pauseAll, active || totals.paused == 0 ? Words{tr("Pause all"), tr("Pause")}
                                                      : Words{tr("Resume all"), tr("Resume")});
    fitWords();
}

void Toolbar::setWords(QPushButton *button, const Words &words)
{
    m_words.insert(button, words);
    button->setAccessibleName(words.whole);
}

// Brief ones before any text is cut.
void Toolbar::fitWords()
{
    const auto show = [this](bool brief) {
        for (auto words = m_words.cbegin(); words != m_words.cend(); ++words) {
            const QString &text = brief ? words->brief : words->whole;
            if (words.key()->text() == text)
                continue;
            words.key()->setText(text);
            words.key()->setToolTip(brief ? words->whole : QString());
        }
    };
    const auto needed = [this] {
        int width = 0;
        for (int i = 0; i < layout()->count(); ++i) {
            const QLayoutItem *item = layout()->itemAt(i);
            if (item->isEmpty() || !item->widget())
                continue;
            const bool gives = item->widget() == m_search || item->widget() == m_browse;
            width += (gives ? item->minimumSize() : item->sizeHint()).width() + layout()->spacing();
        }
        return width + 2 * kBandMargin;
    };
    show(false);
    if (needed() > width())
        show(true);
}

void Toolbar::resizeEvent(QResizeEvent *event)
{
    QFrame::resizeEvent(event);
    fitWords();
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
