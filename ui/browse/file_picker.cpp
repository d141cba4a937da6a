#include "ui/browse/file_picker.h"

#include "ui/browse/details_text.h"
#include "ui/browse/file_tree.h"
#include "ui/browse/pick_presets.h"
#include "ui/text/format.h"
#include "ui/theme/paint.h"
#include "ui/widgets/eliding_button.h"
#include "ui/widgets/parts.h"

#include <QGridLayout>
#include <QLineEdit>
#include <QMenu>

namespace weightyard::ui {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr int kLeastTree = 48;        // two files
constexpr int kPatternPauseMs = 250;  // half a pattern matches nothing, and would say so
constexpr qsizetype kMostInMenu = 24; // all of them are on the page of variants
} // namespace

FilePicker::FilePicker(OpenedModel &model, QWidget *parent) : QWidget(parent), m_model(model)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(makeHead());
    column->addWidget(makePatterns());
    m_tree = new FileTree(this);
    m_tree->setMinimumHeight(kLeastTree);
    column->addWidget(m_tree, 1);
    connect(m_tree, &FileTree::chosenByUser, this, [this](const QStringList &paths) {
        m_pause.stop();
        m_model.chooseFiles(paths);
    });
    m_pause.setSingleShot(true);
    m_pause.setInterval(kPatternPauseMs);
    connect(&m_pause, &QTimer::timeout, this, &FilePicker::applyPatterns);
    showPatterns(false);
}

QWidget *FilePicker::makeHead()
{
    auto *head = new QWidget(this);
    auto *line = new QHBoxLayout(head);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(8);
    m_preset = new ElidingButton(head);
    m_preset->setProperty("small", true);
    m_preset->setToolTip(tr("Usual choices of files"));
    m_preset->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    m_patternsShown = new QPushButton(tr("Patterns"), head);
    m_patternsShown->setProperty("link", true);
    m_patternsShown->setCheckable(true);
    m_patternsShown->setToolTip(tr("Choose files by patterns of their names"));
    line->addWidget(m_preset);
    line->addStretch(1);
    line->addWidget(m_patternsShown);
    connect(m_preset, &QPushButton::clicked, this, [this] {
        auto *menu = new QMenu(m_preset);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        fillPresets(*menu);
        menu->popup(m_preset->mapToGlobal(QPoint(0, m_preset->height() + 2)));
    });
    connect(m_patternsShown, &QPushButton::clicked, this, [this](bool on) {
        showPatterns(on);
        if (on)
            m_include->setFocus(Qt::OtherFocusReason);
    });
    return head;
}

QWidget *FilePicker::makePatterns()
{
    m_patterns = new QWidget(this);
    auto *grid = new QGridLayout(m_patterns);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(4);
    grid->setColumnStretch(1, 1);
    m_include = makeField(tr("Include"), tr("*.safetensors, *.json"));
    m_exclude = makeField(tr("Exclude"), tr("*.bin, images/*"));
    for (QLineEdit *field : {m_include, m_exclude}) {
        const int row = field == m_include ? 0 : 1;
        QLabel *name = makeText(m_patterns, true);
        name->setText(field->accessibleName());
        name->setFont(smallFont(font()));
        name->setBuddy(field);
        grid->addWidget(name, row, 0);
        grid->addWidget(field, row, 1);
    }
    return m_patterns;
}

QLineEdit *FilePicker::makeField(const QString &name, const QString &placeholder)
{
    auto *field = new QLineEdit(m_patterns);
    field->setProperty("small", true);
    field->setFont(smallFont(font()));
    field->setPlaceholderText(placeholder);
    field->setAccessibleName(name);
    field->setClearButtonEnabled(true);
    field->setToolTip(
        tr("Patterns as hf download takes them, with commas between them. “*” stands for any text, "
           "folders too, “?” for one letter, “[ab]” for one of these."));
    connect(field, &QLineEdit::textEdited, &m_pause, qOverload<>(&QTimer::start));
    connect(field, &QLineEdit::editingFinished, this, [this] {
        if (m_pause.isActive())
            applyPatterns();
    });
    return field;
}

void FilePicker::fillPresets(QMenu &menu)
{
    if (!m_model.look())
        return;
    const QList<PickPreset> presets = PickPresets::of(*m_model.look());
    bool isAmongVariants = false;
    for (const PickPreset &preset : presets.mid(0, kMostInMenu)) {
        const bool isVariant =
            !preset.wish.variants.isEmpty() && preset.wish.variants.first() != hub::kDefaultVariant;
        if (isVariant && !isAmongVariants)
            menu.addSeparator();
        isAmongVariants = isVariant;
        const QString text =
            QString(preset.name).replace(u'&', u"&&"_s) + u'\t' + text::formatBytes(preset.bytes);
        QAction *action = menu.addAction(text, this, [this, preset] {
            m_pause.stop();
            m_model.choose(preset.wish);
        });
        action->setCheckable(true);
        action->setChecked(preset.wish == m_model.wish() && !m_model.isNothingChosen());
    }
    if (presets.size() > kMostInMenu)
        menu.addAction(tr("%n more variant(s) on their page", nullptr,
                          static_cast<int>(presets.size() - kMostInMenu)))
            ->setEnabled(false);
}

void FilePicker::setFiles(const QList<hub::HubFile> &files)
{
    m_pause.stop();
    m_variants.clear();
    m_tree->setFiles(files);
    showPatterns(false);
}

void FilePicker::refreshPick()
{
    if (!m_model.look())
        return;
    const hub::PickWish &wish = m_model.wish();
    const bool isNothing = m_model.isNothingChosen() && wish.isWhole();
    if (wish.include.isEmpty() && wish.exclude.isEmpty() && wish.paths.isEmpty() && !isNothing)
        m_variants = wish.variants;
    const QString name = isNothing ? tr("Nothing") : PickPresets::nameOf(wish, *m_model.look());
    m_preset->setText(QString(name).replace(u'&', u"&&"_s) + u" ▾"_s);
    m_preset->setAccessibleName(tr("Files: %1").arg(name));
    for (const auto &[field, patterns] :
         {std::pair(m_include, wish.include), std::pair(m_exclude, wish.exclude)}) {
        if (!m_pause.isActive() && PickPresets::patternsIn(field->text()) != patterns)
            field->setText(PickPresets::patternsText(patterns));
    }
    if (!wish.include.isEmpty() || !wish.exclude.isEmpty())
        showPatterns(true);
    const QString sum = DetailsText::sum(*m_model.look(), m_model.pick()); // told where it is chosen
    for (QWidget *where : std::initializer_list<QWidget *>{m_preset, m_include, m_exclude})
        where->setAccessibleDescription(sum);
    m_tree->setChosen(m_model.pick().paths);
}

// What is included is that and nothing else; what is excluded is left out of that, or of the usual choice made before.
void FilePicker::applyPatterns()
{
    m_pause.stop();
    hub::PickWish wish;
    wish.include = PickPresets::patternsIn(m_include->text());
    wish.exclude = PickPresets::patternsIn(m_exclude->text());
    if (wish.include.isEmpty())
        wish.variants = m_variants;
    else if (wish.include == m_model.wish().include)
        wish.variants = m_model.wish().variants;
    if (wish != m_model.wish() || m_model.isNothingChosen())
        m_model.choose(wish);
}

void FilePicker::showPatterns(bool on)
{
    m_patternsShown->setChecked(on);
    m_patterns->setVisible(on);
}

} // namespace weightyard::ui
