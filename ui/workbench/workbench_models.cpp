// Workbench: which model is meant, what the Hub says of it, and what the user added.
#include "base/config_layout.h"
#include "ui/workbench/added_models.h"
#include "ui/workbench/workbench.h"

#include <QSet>
#include <QtConcurrent>

namespace weightyard::ui {

using namespace Qt::Literals::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

constexpr qint64 kFactAgeMs = 24LL * 3600 * 1000;

// As the hash that is here is written, or its beginning.
bool isCommit(const QString &revision, const QString &commit)
{
    return revision.size() >= 7 && commit.startsWith(revision, Qt::CaseInsensitive);
}

} // namespace

QString Workbench::factCache() const
{
    return base::ConfigLayout(m_parts.configDir).facts();
}

// A part of a name is enough where it can only be a name: OWNER/NAME and addresses mean exactly what they say.
Result<Workbench::Meant> Workbench::understood(const QString &input) const
{
    const QString text = input.trimmed();
    const bool isExact = text.contains(u'/') || text.contains(u':');
    auto known = isExact ? Result<catalog::ModelEntry>(fail(ErrorKind::NotFound, {}))
                         : catalog::findModel(m_catalogue, text);
    if (const catalog::ModelEntry *entry = m_catalogue.find(text))
        known = *entry;
    if (!known && known.error().kind == ErrorKind::Usage)
        return fail(known.error()); // several may be meant
    const auto location =
        known ? catalog::locationOf(*known, m_parts.hub) : catalog::parseModelLocation(text, m_parts.hub);
    if (!location)
        return fail(location.error());
    if (known)
        return Meant{.entry = *known, .location = *location};
    for (const catalog::ModelEntry &entry : m_catalogue.models) {
        auto its = catalog::locationOf(entry, m_parts.hub);
        if (!its || its->modelPath.compare(location->modelPath, Qt::CaseInsensitive) != 0)
            continue;
        its->url = location->url;
        its->credential = location->credential;
        if (!location->revision.isEmpty())
            its->revision = location->revision;
        return Meant{.entry = entry, .location = *its};
    }
    return Meant{.entry = {.id = location->modelPath,
                           .url = location->url.toString(),
                           .revision = location->revision,
                           .family = {},
                           .name = location->modelPath.section(u'/', -1)},
                 .location = *location};
}

Result<QString> Workbench::add(const QString &text)
{
    const Result<Meant> meant = understood(text);
    if (!meant)
        return fail(meant.error());
    if (meant->entry.extra)
        setExtra(true);
    const catalog::ModelLocation &location = meant->location;
    const QString key = location.modelPath;
    if (const ModelRow *row = m_tree.row(key)) {
        if (const Result<void> taken = takeSource(*row, location); !taken)
            return fail(taken.error());
    } else {
        m_tree.addEntry(meant->entry, key);
        rescan();
    }
    if (location.credential)
        m_credentials.insert(key, *location.credential);
    keepAdded();
    if (location.onHub && m_tree.row(key)->added)
        askHub({key});
    return key;
}

// Another revision of a model that has a row already.
Result<void> Workbench::takeSource(const ModelRow &row, const catalog::ModelLocation &location)
{
    const auto before = catalog::locationOf(row.entry, m_parts.hub);
    const bool sameUrl = before && before->url == location.url;
    if (sameUrl && (location.revision.isEmpty() || location.revision == row.entry.revision))
        return {};
    if (isActive(row))
        return fail(ErrorKind::Conflict,
                    u"'%1' is on its way from another address or revision"_s.arg(row.key));
    if (sameUrl && isHere(row) && isCommit(location.revision, row.disk.commit))
        return {};
    if (isHere(row))
        return fail(ErrorKind::Conflict,
                    u"'%1' is here already, of another address or revision"_s.arg(row.key),
                    {.path = row.disk.folder});
    m_tree.setSource(row.key, sameUrl ? row.entry.url : location.url.toString(), location.revision);
    return {};
}

void Workbench::removeAdded(const QString &key)
{
    const ModelRow *row = m_tree.row(key);
    if (!row || !row->added || isActive(*row))
        return;
    m_queue.forget(key);
    m_catalogue.models.removeIf([&](const catalog::ModelEntry &entry) {
        const auto location = catalog::locationOf(entry, m_parts.hub);
        return location && location->modelPath == key;
    });
    m_credentials.remove(key);
    m_tree.removeEntry(key);
    keepAdded();
}

void Workbench::keepAdded()
{
    QList<ModelRow> added = m_tree.rows();
    QSet<QString> offered; // one that a catalogue offers on request stays that catalogue's
    for (const catalog::ModelEntry &entry : m_catalogue.models) {
        const auto location = catalog::locationOf(entry, m_parts.hub);
        if (location && entry.family != ModelTree::addedFamily())
            offered.insert(location->modelPath);
    }
    added.removeIf([&](const ModelRow &row) { return !row.added || offered.contains(row.key); });
    m_keepAdded.keep([configDir = m_parts.configDir, added] { return writeAdded(configDir, added); });
}

void Workbench::askHub(const QStringList &keys)
{
    for (const QString &key : keys) {
        const ModelRow *row = m_tree.row(key);
        const auto location = row ? catalog::locationOf(row->entry, m_parts.hub)
                                  : Result<catalog::ModelLocation>(fail(base::cancelledError()));
        if (!location || !location->onHub)
            continue;
        const QString revision = row->entry.revision;
        askFor(*location, revision, this, [this, key, revision](const Result<hub::ModelFacts> &facts) {
            if (!facts) {
                Q_EMIT factsFailed(key, facts.error());
                return;
            }
            m_tree.setFacts({*facts}, revision);
            if (const ModelRow *now = m_tree.row(key); now && now->added)
                keepAdded();
        });
    }
}

void Workbench::askFor(const catalog::ModelLocation &location, const QString &revision, QObject *context,
                       FactsDone done)
{
    const hub::FactServices services{.client = m_parts.services.client,
                                     .credentials = m_parts.services.credentials,
                                     .clock = m_parts.services.clock,
                                     .hub = m_parts.hub,
                                     .cacheFile = factCache()};
    const auto ask = [location, revision, services, stop = m_stop] {
        return hub::modelFacts(location, revision, services, kFactAgeMs, stop);
    };
    auto *watcher = new QFutureWatcher<Result<hub::ModelFacts>>(this);
    connect(watcher, &QFutureWatcherBase::finished, watcher, &QObject::deleteLater);
    connect(watcher, &QFutureWatcherBase::finished, context, [watcher, done = std::move(done)] {
        if (watcher->future().resultCount() > 0)
            done(watcher->result());
    });
    watcher->setFuture(QtConcurrent::run(&m_factPool, ask));
}

Result<catalog::ModelLocation> Workbench::lookUp(const QString &text, QObject *context, FactsDone done)
{
    const Result<Meant> meant = understood(text);
    if (!meant)
        return fail(meant.error());
    if (meant->location.onHub)
        askFor(meant->location, meant->location.revision, context, std::move(done));
    return meant->location;
}

} // namespace weightyard::ui
