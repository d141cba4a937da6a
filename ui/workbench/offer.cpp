#include "ui/workbench/offer.h"

#include "base/error_code.h"
#include "session/added_models.h"
#include "session/model_choice.h"
#include "ui/model/catalogue_rows.h"

#include <QSet>

namespace weightyard::ui {

using namespace Qt::Literals::StringLiterals;
using base::Cause;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

// As the hash that is here is written, or its beginning.
bool isCommit(const QString &revision, const QString &commit)
{
    return revision.size() >= 7 && commit.startsWith(revision, Qt::CaseInsensitive);
}

} // namespace

Offer::Offer(ModelTree &tree, QUrl hub, QString configDir, QObject *parent)
    : QObject(parent),
      m_tree(tree),
      m_hub(std::move(hub)),
      m_configDir(std::move(configDir))
{
    connect(&m_keeper, &Keeper::failed, this, &Offer::addedNotKept);
}

void Offer::setCatalogue(const catalog::Catalogue &catalogue)
{
    m_catalogue = catalogue;
    m_tree.setCatalogue(m_catalogue, m_hub, m_extra);
}

void Offer::setExtra(bool on)
{
    if (m_extra == on)
        return;
    m_extra = on;
    m_tree.setCatalogue(m_catalogue, m_hub, on);
    Q_EMIT changed();
    Q_EMIT extraChanged();
}

Result<catalog::ModelLocation> Offer::lookUp(const QString &text) const
{
    const Result<session::NamedModel> named = session::modelNamed(text, m_catalogue, m_hub);
    return named ? Result<catalog::ModelLocation>(named->location) : fail(named.error());
}

Result<QString> Offer::add(const QString &text, const base::PickWish &pick)
{
    const Result<session::NamedModel> named = session::modelNamed(text, m_catalogue, m_hub);
    if (!named)
        return fail(named.error());
    if (named->entry.extra)
        setExtra(true);
    const catalog::ModelLocation &location = named->location;
    const QString key = location.modelPath;
    if (const ModelRow *row = m_tree.row(key)) {
        if (const Result<void> taken = takeSource(*row, location); !taken)
            return fail(taken.error());
    } else {
        m_tree.addEntry(named->entry, key);
        Q_EMIT changed();
    }
    const base::PickWish &wish = location.pick == named->entry.pick ? pick : location.pick;
    const ModelRow *row = m_tree.row(key);
    if (row && !isActive(*row) && !wish.isWhole() && row->entry.pick != wish)
        m_tree.setPick(key, wish, 0); // how much that is nobody has said yet
    if (location.credential)
        m_credentials.insert(key, *location.credential);
    keepAdded();
    return key;
}

Result<QString> Offer::addFound(const QString &text, const FoundChoice &choice)
{
    Result<QString> key = add(text);
    if (!key)
        return key;
    m_tree.setFacts({choice.facts}, choice.revision);
    if (const ModelRow *row = m_tree.row(*key); row && !isActive(*row))
        m_tree.setPick(*key, choice.pick, choice.pickBytes);
    keepAdded();
    return key;
}

// Another revision of a model that has a row already.
Result<void> Offer::takeSource(const ModelRow &row, const catalog::ModelLocation &location)
{
    const auto before = catalog::locationOf(row.entry, m_hub);
    const bool sameUrl = before && before->url == location.url;
    if (sameUrl && (location.revision.isEmpty() || location.revision == row.entry.revision))
        return {};
    if (isActive(row))
        return fail(ErrorKind::Conflict, Cause(ErrorCode::OnItsWay, row.key));
    if (sameUrl && isHere(row) && isCommit(location.revision, row.disk.commit))
        return {};
    if (isHere(row))
        return fail(ErrorKind::Conflict, Cause(ErrorCode::HereFromElsewhere, row.key),
                    {.path = row.disk.folder});
    m_tree.setSource(row.key, sameUrl ? row.entry.url : location.url.toString(), location.revision);
    return {};
}

void Offer::remove(const QString &key)
{
    m_catalogue.models.removeIf([&](const catalog::ModelEntry &entry) {
        const auto location = catalog::locationOf(entry, m_hub);
        return location && location->modelPath == key;
    });
    m_credentials.remove(key);
    m_tree.removeEntry(key);
    keepAdded();
}

void Offer::keepAdded()
{
    QSet<QString> offered; // one that a catalogue offers on request stays that catalogue's
    for (const catalog::ModelEntry &entry : m_catalogue.models) {
        const auto location = catalog::locationOf(entry, m_hub);
        if (location && entry.family != addedFamily())
            offered.insert(location->modelPath);
    }
    QList<session::AddedModel> added;
    m_tree.visit([&](const ModelRow &row) {
        if (row.added && !offered.contains(row.key))
            added.append({.key = row.key, .model = row});
    });
    m_keeper.keep([configDir = m_configDir, added] { return session::writeAdded(configDir, added); });
}

Result<catalog::ModelLocation> Offer::locationOf(const ModelRow &row) const
{
    auto location = catalog::locationOf(row.entry, m_hub);
    const auto known = m_credentials.constFind(row.key);
    if (location && known != m_credentials.cend())
        location->credential = *known;
    return location;
}

} // namespace weightyard::ui
