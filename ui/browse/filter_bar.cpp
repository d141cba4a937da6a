#include "ui/browse/filter_bar.h"

#include "ui/browse/found_text.h"
#include "ui/model/row_status.h"
#include "ui/text/format.h"
#include "ui/theme/paint.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/parts.h"

#include <QLineEdit>
#include <QMenu>
#include <QWidgetAction>

namespace weightyard::ui {

using namespace Qt::Literals::StringLiterals;
using hub::SearchWish;

namespace {

constexpr int kChipPadding = 28;
constexpr int kMostAuthors = 8;
const QString kMore = u" ▾"_s;
const QString kAway = u" ✕"_s;

} // namespace

FilterBar::FilterBar(QWidget *parent) : QWidget(parent)
{
    QSizePolicy policy(QSizePolicy::Preferred,
                       QSizePolicy::Preferred); // "fixed" would be the height of one line
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    auto *flow = new FlowLayout(this);
    flow->setContentsMargins(16, 10, 16, 9);
    flow->setSpacing(8);
    for (const SearchWish::Format format :
         {SearchWish::Format::Mlx, SearchWish::Format::Gguf, SearchWish::Format::Safetensors}) {
        QPushButton *chip = makeChip(FoundText::format(format));
        chip->setAccessibleDescription(tr("Only models of this format"));
        connect(chip, &QPushButton::clicked, this, [this, format](bool on) {
            change([&](SearchWish &wish) { wish.format = on ? format : SearchWish::Format::Any; });
        });
        m_formats.append({format, chip});
    }
    m_fitting = makeChip(tr("Fits this machine"));
    connect(m_fitting, &QPushButton::clicked, this, &FilterBar::fittingWanted);
    m_gate = makeMenuChip(tr("Any access"), &FilterBar::fillGates);
    m_task = makeMenuChip(tr("Any task"), &FilterBar::fillTasks);
    m_author = makeMenuChip(tr("Any author"), &FilterBar::fillAuthors);
    m_licence = makeMenuChip(tr("Any licence"), &FilterBar::fillLicences);
    m_base = makeChip({});
    connect(m_base, &QPushButton::clicked, this,
            [this] { change([](SearchWish &wish) { wish.quantizationsOf.clear(); }); });
    setWish({});
}

QPushButton *FilterBar::makeChip(const QString &name)
{
    auto *chip = new QPushButton(this);
    chip->setProperty("chip", true);
    chip->setCheckable(true);
    setText(*chip, name);
    layout()->addWidget(chip);
    return chip;
}

QPushButton *FilterBar::makeMenuChip(const QString &name, void (FilterBar::*fill)(QMenu &))
{
    QPushButton *chip = makeChip(name + kMore);
    connect(chip, &QPushButton::clicked, this, [this, chip, fill](bool on) {
        chip->setChecked(!on); // what it filters by says so, not the click
        auto *menu = new QMenu(chip);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        (this->*fill)(*menu);
        menu->popup(chip->mapToGlobal(QPoint(0, chip->height() + 2)));
    });
    return chip;
}

// The chosen one is bold; the others keep the room for it, so that nothing jumps.
void FilterBar::setText(QPushButton &chip, const QString &text)
{
    chip.setText(QString(text).replace(u'&', u"&&"_s));
    const QFontMetrics bold(semiboldFont(chip.font()));
    chip.setMinimumWidth(std::min(bold.horizontalAdvance(text), 44 * bold.averageCharWidth()) + kChipPadding);
}

void FilterBar::change(const Change &change)
{
    SearchWish wish = m_wish;
    change(wish);
    setWish(m_wish); // until somebody has taken the other one
    Q_EMIT wished(wish);
}

void FilterBar::addChoice(QMenu &menu, const QString &text, bool isChosen, const Change &chosen)
{
    QAction *action =
        menu.addAction(QString(text).replace(u'&', u"&&"_s), this, [this, chosen] { change(chosen); });
    action->setCheckable(true);
    action->setChecked(isChosen);
}

void FilterBar::fillGates(QMenu &menu)
{
    const std::initializer_list<std::pair<SearchWish::Gate, QString>> gates{
        {SearchWish::Gate::Any, tr("Open and gated models")},
        {SearchWish::Gate::Open, tr("Open: anybody may download")},
        {SearchWish::Gate::Gated, tr("Gated: terms to accept first")}};
    for (const auto &[gate, text] : gates)
        addChoice(menu, text, m_wish.gate == gate, [gate = gate](SearchWish &wish) { wish.gate = gate; });
}

void FilterBar::fillTasks(QMenu &menu)
{
    addChoice(menu, tr("Any task"), m_wish.task.isEmpty(), [](SearchWish &wish) { wish.task.clear(); });
    for (const QLatin1StringView task :
         {"text-generation"_L1, "image-text-to-text"_L1, "feature-extraction"_L1,
          "automatic-speech-recognition"_L1, "text-to-speech"_L1, "text-to-image"_L1, "translation"_L1})
        addChoice(menu, FoundText::task(task), m_wish.task == task,
                  [task](SearchWish &wish) { wish.task = task; });
}

// A name that is not in the menu.
void FilterBar::addField(QMenu &menu, const QString &name, QString SearchWish::*part)
{
    auto *field = new QLineEdit(&menu);
    field->setPlaceholderText(name);
    field->setAccessibleName(name);
    field->setText(m_wish.*part);
    auto *action = new QWidgetAction(&menu);
    action->setDefaultWidget(field);
    menu.addAction(action);
    connect(field, &QLineEdit::returnPressed, &menu, [this, field, part, menu = &menu] {
        const QString text = field->text().trimmed();
        menu->close();
        change([&](SearchWish &wish) { wish.*part = text; });
    });
}

void FilterBar::fillAuthors(QMenu &menu)
{
    addField(menu, tr("Name of the author"), &SearchWish::author);
    addChoice(menu, tr("Any author"), m_wish.author.isEmpty(), [](SearchWish &wish) { wish.author.clear(); });
    menu.addSeparator();
    const QStringList authors = m_authors ? m_authors() : QStringList();
    for (const QString &author : authors.mid(0, kMostAuthors))
        addChoice(menu, author, m_wish.author == author,
                  [author](SearchWish &wish) { wish.author = author; });
}

// By the Hub's names of them; RowText has their usual ones.
void FilterBar::fillLicences(QMenu &menu)
{
    addField(menu, tr("The Hub's name of a licence"), &SearchWish::licence);
    addChoice(menu, tr("Any licence"), m_wish.licence.isEmpty(),
              [](SearchWish &wish) { wish.licence.clear(); });
    menu.addSeparator();
    for (const QLatin1StringView licence :
         {"apache-2.0"_L1, "mit"_L1, "bsd-3-clause"_L1, "cc-by-4.0"_L1, "cc-by-nc-4.0"_L1, "gemma"_L1,
          "llama3"_L1, "llama3.1"_L1, "llama3.2"_L1, "other"_L1})
        addChoice(menu, RowText::licence(licence), m_wish.licence == licence,
                  [licence](SearchWish &wish) { wish.licence = licence; });
}

bool FilterBar::isNarrowed(const SearchWish &wish)
{
    return wish.format != SearchWish::Format::Any || wish.gate != SearchWish::Gate::Any
           || !wish.author.isEmpty() || !wish.task.isEmpty() || !wish.licence.isEmpty()
           || !wish.quantizationsOf.isEmpty();
}

void FilterBar::setWish(const SearchWish &wish)
{
    m_wish = wish;
    for (const auto &[format, chip] : std::as_const(m_formats))
        chip->setChecked(wish.format == format);
    const auto show = [](QPushButton &chip, const QString &text, bool isOn) {
        setText(chip, text + kMore);
        chip.setChecked(isOn);
    };
    const bool isGated = wish.gate == SearchWish::Gate::Gated;
    show(*m_gate,
         wish.gate == SearchWish::Gate::Any ? tr("Any access") : (isGated ? tr("Gated") : tr("Open")),
         wish.gate != SearchWish::Gate::Any);
    show(*m_task, wish.task.isEmpty() ? tr("Any task") : FoundText::task(wish.task), !wish.task.isEmpty());
    show(*m_author, wish.author.isEmpty() ? tr("Any author") : wish.author, !wish.author.isEmpty());
    show(*m_licence, wish.licence.isEmpty() ? tr("Any licence") : RowText::licence(wish.licence),
         !wish.licence.isEmpty());
    setText(*m_base, tr("Quantisations of %1").arg(wish.quantizationsOf.section(u'/', -1)) + kAway);
    m_base->setToolTip(tr("Quantisations of %1; click to search all models").arg(wish.quantizationsOf));
    m_base->setChecked(true);
    m_base->setVisible(!wish.quantizationsOf.isEmpty());
}

void FilterBar::setFitting(bool only, const session::Machine &machine)
{
    QStringList parts{tr("Fits this machine")};
    if (machine.memory > 0)
        parts.append(text::formatBytes(machine.memory));
    if (machine.room)
        parts.append(tr("%1 usable").arg(text::formatBytes(*machine.room))); // free, less what is kept free
    setText(*m_fitting, parts.join(u" · "_s));
    m_fitting->setToolTip(
        tr("Leaves out what does not fit the library's disk or the memory. Sizes that are not "
           "known are estimated; what cannot be estimated stays."));
    m_fitting->setChecked(only);
}

void FilterBar::setAuthors(std::function<QStringList()> authors)
{
    m_authors = std::move(authors);
}

} // namespace weightyard::ui
