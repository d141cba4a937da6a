#include "local_hub.h"

#include "hub_server.h"
#include "hub_state.h"
#include "repo_builder.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>

#include <filesystem>

using namespace Qt::Literals::StringLiterals;

namespace weightyard::test {

namespace {

// A hard link where possible: objects may be large. The repository that they came from may go away.
QString keepFile(const QString &source, const QString &target)
{
    QDir().mkpath(QFileInfo(target).absolutePath());
    std::error_code error;
    std::filesystem::create_hard_link(source.toStdU16String(), target.toStdU16String(), error);
    if (error)
        QFile::copy(source, target);
    return target;
}

} // namespace

LocalHub::LocalHub() : LocalHub(ListenerOptions{}) {}

LocalHub::LocalHub(const ListenerOptions &first, const HubSettings &settings)
    : m_state(std::make_shared<HubState>())
{
    m_state->root = m_folder.makeFolder(u"repositories"_s);
    m_state->change([&](HubSettings &mine) { mine = settings; });
    m_thread = std::make_unique<HubThread>(m_state);
    m_first = addListener(first);
}

LocalHub::~LocalHub() = default;

QUrl LocalHub::baseUrl() const
{
    return m_first.baseUrl;
}

quint16 LocalHub::port() const
{
    return m_first.port;
}

QUrl LocalHub::repositoryUrl(const QString &id) const
{
    return QUrl(m_first.baseUrl.toString() + u'/' + id);
}

QUrl LocalHub::batchUrl(const QString &id) const
{
    return QUrl(m_first.baseUrl.toString() + u'/' + id + u".git/info/lfs/objects/batch"_s);
}

Listener LocalHub::addListener(const ListenerOptions &options)
{
    Listener listener;
    m_thread->run([&](HubServer &server) { listener = server.listen(options); });
    return listener;
}

void LocalHub::closeListener(int id)
{
    m_thread->run([id](HubServer &server) { server.closeListener(id); });
}

void LocalHub::dropConnections()
{
    m_thread->run([](HubServer &server) { server.dropConnections(); });
}

int LocalHub::openConnections() const
{
    return m_state->openConnections;
}

int LocalHub::peakConnections() const
{
    return m_state->peakConnections;
}

QString LocalHub::root() const
{
    return m_state->root;
}

QString LocalHub::repositoryPath(const QString &id) const
{
    return m_state->root + u'/' + id;
}

void LocalHub::addRepository(const QString &id, RepoBuilder &repository, const AccessRule &access)
{
    repository.publishTo(repositoryPath(id));
    ingestLfsFolder(repository.gitFolder());
    setAccess(id, access);
}

void LocalHub::addEmptyRepository(const QString &id)
{
    mustRun(u"git"_s, {u"init"_s, u"--quiet"_s, u"--bare"_s, u"-b"_s, u"main"_s, repositoryPath(id)});
}

void LocalHub::setAccess(const QString &id, const AccessRule &access)
{
    m_state->change([&](HubSettings &settings) { settings.access.insert(id, access); });
}

void LocalHub::addAccount(const Account &account)
{
    m_state->change([&](HubSettings &settings) { settings.accounts.append(account); });
}

ObjectId LocalHub::addObject(const QByteArray &bytes)
{
    return m_state->objects.add(memoryObject(bytes));
}

ObjectId LocalHub::addObjectFile(const QString &path)
{
    return m_state->objects.add(fileObject(path));
}

ObjectId LocalHub::addGenerated(quint64 seed, qint64 size)
{
    return m_state->objects.add(generatedObject(seed, size));
}

int LocalHub::ingestLfsFolder(const QString &gitFolder)
{
    int count = 0;
    QDirIterator files(gitFolder + u"/lfs/objects"_s, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QFileInfo info(files.next());
        const QString kept = m_folder.path(u"objects/"_s + info.fileName());
        keepFile(info.filePath(), kept);
        m_state->objects.addAs(info.fileName().toLatin1(), fileObject(kept));
        ++count;
    }
    return count;
}

ObjectStore &LocalHub::objects()
{
    return m_state->objects;
}

void LocalHub::update(const std::function<void(HubSettings &)> &change)
{
    m_state->change(change);
}

HubSettings LocalHub::settings() const
{
    return m_state->currentSettings();
}

int LocalHub::addFault(const Fault &fault)
{
    return m_state->faults.add(fault);
}

void LocalHub::removeFault(int id)
{
    m_state->faults.remove(id);
}

void LocalHub::clearFaults()
{
    m_state->faults.clear();
}

int LocalHub::faultHits(int id) const
{
    return m_state->faults.hits(id);
}

void LocalHub::expireActions()
{
    m_state->tickets.expire({}, 403);
}

RequestLog &LocalHub::log()
{
    return m_state->log;
}

} // namespace weightyard::test
