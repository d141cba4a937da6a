#include "ui/window/browse_page.h"

#include "hub/parameters.h"
#include "platform/main_memory.h"
#include "ui/browse/browse_pane.h"
#include "ui/browse/found_details.h"
#include "ui/browse/search_bar.h"
#include "ui/desktop/open_page.h"
#include "ui/window/details_splitter.h"

#include <QVBoxLayout>
#include <algorithm>
#include <utility>

namespace weightyard::ui {

using namespace Qt::Literals::StringLiterals;
using base::Result;

namespace {

constexpr qint64 kRoomStep =
    100'000'000; // bytes: a download that runs does not sort the list anew all the time

// The Hub takes names in any case.
bool isSameModel(const QString &one, const QString &other)
{
    return one.compare(other, Qt::CaseInsensitive) == 0;
}

QString withoutLink(const QString &text)
{
    return catalog::behindHubLink(text).value_or(text.trimmed());
}

} // namespace

BrowsePage::BrowsePage(Workbench &workbench, QWidget *parent)
    : QWidget(parent),
      m_workbench(workbench),
      m_search(workbench.browser(), [this] { return modelsHere(); }),
      m_opened(workbench.browser())
{
    m_bar = new SearchBar(this);
    connect(m_bar, &SearchBar::searched, this, &BrowsePage::search);
    connect(m_bar, &SearchBar::accepted, this, &BrowsePage::acceptText, Qt::QueuedConnection);
    connect(m_bar, &SearchBar::sortWanted, this, [this](hub::SearchWish::Sort sort) {
        hub::SearchWish wish = m_search.wish();
        wish.sort = sort;
        searchFor(wish);
    });
    connect(&m_search, &HubSearch::stateChanged, this, [this] { m_bar->setSort(m_search.wish().sort); });
}

void BrowsePage::fill()
{
    if (m_splitter)
        return;
    m_pane = new BrowsePane(m_search, m_workbench.tree(), m_workbench.clock(), this);
    setFocusProxy(m_pane);
    m_details = new FoundDetails(m_opened, m_workbench.clock(), this);
    m_splitter = new DetailsSplitter(m_pane, m_details, this);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_splitter);
    connectParts();
    connectDetails();
    refreshMachine();
    Q_EMIT filled();
}

QList<library::ModelOnDisk> BrowsePage::modelsHere() const
{
    QList<library::ModelOnDisk> here;
    m_workbench.tree().visit([&](const ModelRow &row) {
        here.append(row.disk);
        here.last().modelPath = modelPathOf(row);
    });
    return here;
}

void BrowsePage::connectParts()
{
    connect(&m_search, &HubSearch::found, this, &BrowsePage::takeFound);
    connect(m_pane, &BrowsePane::chosenChanged, this, &BrowsePage::openRow);
    connect(m_pane, &BrowsePane::detailsWanted, this, [this] { m_splitter->showDetails(true); });
    connect(m_pane, &BrowsePane::ownModelsWanted, this, [this] { Q_EMIT ownModelWanted({}); });
    connect(&m_opened, &OpenedModel::changed, this, [this] {
        m_splitter->setEmpty(!m_opened.isOpen());
        refreshModel(m_opened.location().modelPath);
        m_pane->setOpened(m_opened.look() ? m_opened.location().modelPath : QString());
        listExactSizes();
    });
    connect(&m_workbench, &Workbench::figuresChanged, this, &BrowsePage::refreshMachine);
    connect(&m_workbench, &Workbench::rowChanged, this, &BrowsePage::refreshModel);
    connect(&m_workbench.tree(), &ModelTree::statesChanged, this,
            [this] { refreshModel(m_opened.location().modelPath); });
}

void BrowsePage::connectDetails()
{
    connect(m_details, &FoundDetails::downloadWanted, this, [this] {
        if (const std::optional<QString> key = addOpened()) {
            m_opened.settle();
            Q_EMIT downloadWanted(*key);
        }
    });
    connect(m_details, &FoundDetails::addWanted, this, [this] {
        if (const std::optional<QString> key = addOpened())
            Q_EMIT added(*key);
    });
    connect(m_details, &FoundDetails::ownModelWanted, this, [this] {
        const ModelRow *row = m_workbench.tree().rowOfModel(m_opened.location().modelPath);
        Q_EMIT ownModelWanted(row ? row->key : m_opened.location().modelPath);
    });
    connect(m_details, &FoundDetails::signInWanted, this, &BrowsePage::signInWanted);
    connect(m_details, &FoundDetails::modelWanted, this, &BrowsePage::openText);
    connect(m_details, &FoundDetails::linkWanted, this, [this](const QUrl &url) {
        if (const base::Result<void> opened = openPage(url); !opened)
            Q_EMIT refused(opened.error());
    });
    connect(m_details, &FoundDetails::quantizationsWanted, this, [this](const QString &id) {
        hub::SearchWish wish;
        wish.sort = m_search.wish().sort;
        wish.quantizationsOf = id;
        searchFor(wish);
    });
    connect(m_details, &FoundDetails::authorWanted, this, [this](const QString &author) {
        hub::SearchWish wish;
        wish.sort = m_search.wish().sort;
        wish.author = author;
        searchFor(wish);
    });
}

bool BrowsePage::isLink(const QString &text)
{
    return catalog::behindHubLink(text).has_value();
}

QWidget *BrowsePage::searchBar() const
{
    return m_bar;
}

void BrowsePage::begin()
{
    fill();
    refreshMachine();
    m_search.start();
}

void BrowsePage::focusSearch()
{
    m_bar->focusSearch();
}

// Sizes and room, for what fits; of the room only what changes the answer.
void BrowsePage::refreshMachine()
{
    std::optional<qint64> room = m_workbench.room();
    if (room)
        room = *room / kRoomStep * kRoomStep;
    const session::Machine machine{.memory = platform::mainMemory(), .room = room};
    m_pane->setMachine(machine);
    m_opened.setMachine(machine);
}

void BrowsePage::searchFor(const hub::SearchWish &wish)
{
    fill();
    m_search.setWish(wish);
    m_bar->setText(wish.text);
}

std::optional<catalog::ModelLocation> BrowsePage::locationOf(const QString &text) const
{
    const Result<catalog::ModelLocation> location = catalog::parseModelLocation(text, m_workbench.hub());
    const bool isModel = location && location->onHub && location->modelPath.count(u'/') == 1;
    return isModel ? std::optional(*location) : std::nullopt;
}

// An address is no word to search for: its model is opened. OWNER/NAME is both, and is opened by Return.
void BrowsePage::search(const QString &text)
{
    fill();
    const QString plain = withoutLink(text);
    const bool isAddress =
        text.contains("://"_L1) || plain.startsWith("hf.co/"_L1) || plain.startsWith("huggingface.co/"_L1);
    const auto location = isAddress || plain.contains(u':') ? locationOf(text) : std::nullopt;
    if (location && isAddress)
        openLocation(*location);
    m_search.setText(location ? location->modelPath : plain); // OWNER/NAME:TAG is called OWNER/NAME
    m_bar->setText(text);
}

void BrowsePage::acceptText()
{
    fill();
    const QString text = m_bar->text();
    const auto location = text.contains(u'/') ? locationOf(text) : std::nullopt;
    const bool isMore = location && (!location->pick.isWhole() || !location->revision.isEmpty());
    if (location && (isMore || !isOpened(location->modelPath)))
        openLocation(*location);
    if (location)
        m_splitter->showDetails(true);
    m_focusesFound = m_search.isAboutToAsk() || m_search.isAsking(); // what is listed is of older words
    if (!m_focusesFound)
        m_pane->focusList();
}

bool BrowsePage::openText(const QString &text)
{
    const auto location = locationOf(text);
    if (!location || location->credential) // which is for that address alone
        return false;
    hub::SearchWish wish;
    wish.text = location->modelPath;
    wish.sort = m_search.wish().sort;
    searchFor(wish);
    openLocation(*location);
    m_splitter->showDetails(true);
    return true;
}

void BrowsePage::openLocation(const catalog::ModelLocation &location)
{
    hub::FoundModel found;
    if (const FoundRow *row = m_pane->list().rowOf(location.modelPath))
        found = row->model;
    else
        found.id = location.modelPath;
    refreshMachine();
    m_opened.open(location, found);
    m_pane->choose(location.modelPath);
}

// What is opened stays until another one is chosen.
void BrowsePage::openRow()
{
    const FoundRow *row = m_pane->chosen();
    auto location = row ? locationOf(row->model.id) : std::nullopt;
    if (!location || isOpened(location->modelPath))
        return;
    const auto typed = locationOf(m_bar->text()); // with a tag or a revision
    if (typed && isSameModel(typed->modelPath, location->modelPath)) {
        location->pick = typed->pick;
        location->revision = typed->revision;
    }
    m_opened.open(*location, row->model);
}

bool BrowsePage::isOpened(const QString &modelPath) const
{
    return isSameModel(m_opened.location().modelPath, modelPath);
}

// What was chosen of an older list goes with that list; what was asked for by its name or address stays.
bool BrowsePage::isStillMeant(const QList<hub::FoundModel> &models) const
{
    const QString &open = m_opened.location().modelPath;
    const auto typed = locationOf(m_bar->text());
    return m_search.error() || isSameModel(m_search.wish().text, open)
           || (typed && isSameModel(typed->modelPath, open))
           || std::any_of(models.begin(), models.end(),
                          [&](const hub::FoundModel &model) { return isSameModel(model.id, open); });
}

// The one that was asked for by its whole name is shown.
void BrowsePage::takeFound(const QList<hub::FoundModel> &models, bool first)
{
    refreshMachine();
    const QString text = m_search.wish().text;
    for (const hub::FoundModel &model : models) {
        if (first && model.id.compare(text, Qt::CaseInsensitive) == 0)
            m_pane->choose(model.id);
    }
    if (first && !isStillMeant(models))
        m_opened.close();
    listExactSizes();
    if (std::exchange(m_focusesFound, false) && first)
        m_pane->focusList();
}

// The list guesses sizes; those of the opened model are known.
void BrowsePage::listExactSizes()
{
    if (m_opened.look() && m_opened.revision().isEmpty())
        m_pane->list().setExact(m_opened.location().modelPath, m_opened.sizes().first,
                                m_opened.sizes().second);
}

// Of a model that the Hub does not tell of: what its address names, or what its row has; else the usual choice. The download finds
// these files in the repository.
base::PickWish BrowsePage::wishUnseen() const
{
    const catalog::ModelLocation &location = m_opened.location();
    const bool isKnown = m_workbench.tree().rowOfModel(location.modelPath) != nullptr;
    if (isKnown || !location.pick.isWhole())
        return location.pick;
    base::PickWish usual;
    usual.variants = {hub::kDefaultVariant};
    return usual;
}

std::optional<QString> BrowsePage::addOpened()
{
    const catalog::ModelLocation &location = m_opened.location();
    QString text = location.url.toString();
    if (!m_opened.revision().isEmpty())
        text += u"/tree/"_s + QString::fromLatin1(QUrl::toPercentEncoding(m_opened.revision()));
    Result<QString> key;
    if (m_opened.look()) {
        const session::ModelLook &look = *m_opened.look();
        const hub::FoundModel &model = m_opened.found();
        const hub::ModelFacts facts{
            .modelPath = location.modelPath,
            .commit = look.details.model.commit,
            .bytes = look.variants.bytes,
            .licence = model.licence,
            .parameters = model.parametersByName ? QString() : hub::parametersText(model.parameters),
            .gated = model.isGated(),
            .fetchedAtMs = look.details.fetchedAtMs};
        key = m_workbench.addFound(text, {.facts = facts,
                                          .revision = m_opened.revision(),
                                          .pick = m_opened.wish(),
                                          .pickBytes = m_opened.pick().bytes});
    } else {
        key = m_workbench.add(text, wishUnseen());
    }
    if (!key) {
        Q_EMIT refused(key.error());
        return {};
    }
    refreshModel(*key);
    return *key;
}

void BrowsePage::refreshModel(const QString &key)
{
    m_pane->refreshStates();
    const QString &open = m_opened.location().modelPath;
    const ModelRow *row = m_workbench.tree().rowOfModel(open);
    if (key != open && (!row || key != row->key))
        return;
    m_opened.setDisk(row ? row->disk : library::ModelOnDisk());
    m_details->setLocal(row);
}

} // namespace weightyard::ui
