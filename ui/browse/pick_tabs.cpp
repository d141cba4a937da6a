#include "ui/browse/pick_tabs.h"

#include "ui/browse/details_text.h"
#include "ui/browse/file_picker.h"
#include "ui/browse/readme_view.h"
#include "ui/browse/variant_list.h"
#include "ui/model/row_status.h"

#include <algorithm>

namespace weightyard::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

QStringList filesOf(const session::ModelLook &look, bool withDoubles)
{
    const QStringList &doubles = look.variants.doubles;
    QStringList paths;
    for (const hub::HubFile &file : look.details.files) {
        if (withDoubles || !std::binary_search(doubles.begin(), doubles.end(), file.path))
            paths.append(file.path);
    }
    return paths;
}

void sortBySize(QList<VariantRow> &rows)
{
    std::stable_sort(rows.begin(), rows.end(),
                     [](const VariantRow &a, const VariantRow &b) { return a.bytes < b.bytes; });
}

} // namespace

PickTabs::PickTabs(OpenedModel &model, QWidget *parent) : TabPages(parent), m_model(model)
{
    m_variants = new VariantList(this);
    m_files = new FilePicker(model, this);
    m_readme = new ReadmeView(this);
    addPage(m_variants, tr("Variants"));
    addPage(m_files, tr("Files"));
    addPage(m_readme, tr("About"));
    connect(m_variants, &VariantList::chosen, this, [this](const QString &name) {
        hub::PickWish wish;
        if (!name.isEmpty())
            wish.variants = {name};
        m_model.choose(wish);
    });
    connect(m_variants, &VariantList::branchChosen, &m_model, &OpenedModel::setRevision);
    connect(m_readme, &ReadmeView::linkWanted, this, &PickTabs::linkWanted);
    connect(this, &TabPages::currentChanged, this, [this](int page) {
        if (page == About)
            m_model.wantReadme();
    });
    connect(&m_model, &OpenedModel::changed, this, &PickTabs::refresh);
    connect(&m_model, &OpenedModel::pickChanged, this, &PickTabs::refreshPick);
    connect(&m_model, &OpenedModel::branchesCame, this, [this] {
        if (!m_model.look() || !refreshVariants())
            return;
        if (m_model.look()->variants.list.isEmpty()) // else what is looked at stays in sight
            setCurrent(Variants);
        refreshPick();
    });
    connect(&m_model, &OpenedModel::hereChanged, this, [this] {
        if (m_model.look())
            refreshVariants();
        refreshPick();
    });
    connect(&m_model, &OpenedModel::readmeCame, this, &PickTabs::refreshReadme);
    refresh();
}

void PickTabs::refresh()
{
    setVisible(m_model.look().has_value());
    if (!m_model.look()) {
        m_shown.clear();
        m_variants->setRows({});
        m_files->setFiles({});
        return;
    }
    const session::ModelLook &look = *m_model.look();
    const QString shown = m_model.location().modelPath + u'@' + look.details.model.commit;
    if (shown != m_shown) {
        m_shown = shown;
        m_files->setFiles(look.details.files);
        const qsizetype files = look.details.files.size();
        setName(Files, tr("Files %L1").arg(files));
        const bool hasChoice = refreshVariants();
        if (hasChoice && current() == Files)
            setCurrent(Variants);
        setPageShown(About, m_model.hasReadme());
        const base::PickWish &named = m_model.location().pick; // by a tag or an address: it is shown
        if (!named.isWhole())
            setCurrent(named.variants.isEmpty() || !hasChoice ? Files : Variants);
    }
    refreshPick();
    refreshReadme();
}

bool PickTabs::refreshVariants()
{
    const QList<VariantRow> variants = variantRows();
    const QList<VariantRow> rows = variants + branchRows(!variants.isEmpty());
    m_variants->setRows(rows);
    const bool hasAll = !variants.isEmpty() && variants.last().name.isEmpty(); // "everything" is no variant
    const qsizetype count = rows.size() - (hasAll ? 1 : 0);
    setName(Variants, tr("Variants %L1").arg(count > 1 ? count : rows.size()));
    setPageShown(Variants, !rows.isEmpty());
    return !rows.isEmpty();
}

// None where all that there is comes in any case.
QList<VariantRow> PickTabs::variantRows() const
{
    const session::ModelLook &look = *m_model.look();
    const hub::Variant *best = m_model.bestVariant();
    QList<VariantRow> rows;
    for (const hub::Variant &variant : look.variants.list)
        rows.append({.name = variant.name,
                     .title = variant.name,
                     .detail = DetailsText::variant(variant),
                     .bytes = variant.bytes,
                     .fit = m_model.fitOf(variant.bytes),
                     .isBest = &variant == best && look.variants.list.size() > 1,
                     .isHere = m_model.isHere(variant.files())});
    sortBySize(rows);
    if (rows.size() <= 1 && look.variants.doubles.isEmpty())
        return {};
    const qint64 once = look.variants.bytes - look.variants.doubleBytes;
    if (rows.size() <= 1)
        rows = {{.name = u"default"_s,
                 .title = tr("Without doubles"),
                 .detail = tr("the same weights once"),
                 .bytes = once,
                 .fit = m_model.fitOf(once),
                 .isBest = true,
                 .isHere = m_model.isHere(filesOf(look, false))}};
    // All variants are never in memory together, but they must be kept.
    const session::Fit fit = m_model.fitOf(look.variants.bytes);
    rows.append({.name = {},
                 .title = tr("Everything"),
                 .detail = tr("the whole repository"),
                 .bytes = look.variants.bytes,
                 .fit = fit == session::Fit::NoDisk ? fit : session::Fit::Unknown,
                 .isHere = m_model.isHere(filesOf(look, true))});
    return rows;
}

// Beside variants of the branch that is opened, the other ones.
QList<VariantRow> PickTabs::branchRows(bool othersOnly) const
{
    QList<VariantRow> rows;
    for (const session::BranchVariant &one : m_model.branches()) {
        const bool isOpened = m_model.isOpened(one.branch);
        if (isOpened && othersOnly)
            continue;
        const QString detail = DetailsText::variant(one.variant);
        rows.append({.name = one.branch.name,
                     .title = one.branch.name,
                     .detail = detail.isEmpty() ? tr("a branch") : tr("a branch · %1").arg(detail),
                     .bytes = one.variant.bytes,
                     .fit = m_model.fitOf(one.variant.bytes),
                     .isHere = isOpened && m_model.isHere(filesOf(*m_model.look(), true)),
                     .isBranch = true,
                     .isOpened = isOpened});
    }
    sortBySize(rows);
    return rows;
}

void PickTabs::refreshPick()
{
    if (!m_model.look())
        return;
    const hub::PickWish &wish = m_model.wish();
    const bool isVariant =
        wish.variants.size() == 1 && wish.paths.isEmpty() && wish.include.isEmpty() && wish.exclude.isEmpty();
    const bool isAll = wish.isWhole() && !m_model.isNothingChosen();
    m_variants->setChosen(wish.variants.value(0), isVariant || isAll);
    m_files->refreshPick();
}

void PickTabs::refreshReadme()
{
    const auto &readme = m_model.readme();
    if (!readme)
        return m_readme->setMessage(DetailsText::asking(m_model.location()));
    if (!*readme)
        return m_readme->setMessage(RowText::trouble(readme->error()));
    QUrl page = m_model.location().url;
    page.setPath(page.path() + u"/blob/"_s + (m_model.revision().isEmpty() ? u"main"_s : m_model.revision())
                 + u'/');
    const QString cut = (*readme)->isCut ? u"\n\n…"_s : QString();
    m_readme->setReadme((*readme)->text + cut, page);
}

} // namespace weightyard::ui
