#include "queue_scene.h"

#include "catalog/model_location.h"
#include "support/store_results.h"

#include <stdexcept>

namespace weightyard::test {

using namespace Qt::Literals::StringLiterals;

void neutralizeProcess(const QString &home)
{
    const QProcessEnvironment neutral = neutralEnvironment(home);
    const QStringList present = QProcessEnvironment::systemEnvironment().keys();
    for (const QString &name : present) {
        if (!neutral.contains(name))
            qunsetenv(name.toLocal8Bit().constData());
    }
    const QStringList wanted = neutral.keys();
    for (const QString &name : wanted)
        qputenv(name.toLocal8Bit().constData(), neutral.value(name).toLocal8Bit());
}

QueueScene::QueueScene()
    : m_services(valueOf(app::Services::create({.configDir = m_home.path(u"config"_s), .waitForDisk = true})))
{}

QueueScene::~QueueScene()
{
    close();
}

ObjectId QueueScene::addModel(const QString &name, qint64 size)
{
    RepoBuilder repo;
    const ObjectId object = hub.addGenerated(qHash(name), size);
    repo.lfsTrack(u"*.bin"_s).file(u"README.md"_s, "hi\n").lfsPointer(u"model.bin"_s, object).commit("1");
    hub.addRepository(name, repo);
    return object;
}

job::JobServices QueueScene::services() const
{
    job::JobServices services = m_services->forJobs();
    services.hub = hubNow;
    return services;
}

job::DownloadRequest QueueScene::request(const QString &name) const
{
    job::DownloadRequest request;
    request.location = valueOf(catalog::parseModelLocation(name, hubNow));
    request.library = library();
    request.keepHistory = false;
    request.retries.attempts = 2;
    return request;
}

queue::DownloadQueue &QueueScene::open(int parallelJobs, bool keepState)
{
    close();
    m_told.clear();
    const queue::QueueOptions options{.parallelJobs = parallelJobs,
                                      .stateFile = keepState ? stateFile() : QString()};
    m_queue = std::make_unique<queue::DownloadQueue>(services(), options);
    QObject::connect(m_queue.get(), &queue::DownloadQueue::jobChanged, m_queue.get(),
                     [this](const QString &key, const job::JobSnapshot &job) {
                         const QString text = key + u':' + job::jobStateName(job.state);
                         if (!m_told.contains(text))
                             m_told.append(text);
                         if (job.state == job::JobState::Failed)
                             qInfo().noquote() << key << base::describe(*job.error);
                     });
    return *m_queue;
}

void QueueScene::close()
{
    m_queue.reset();
}

QString QueueScene::fileOf(const QString &model) const
{
    return library() + u'/' + model + u"/model.bin"_s;
}

QString QueueScene::partial(const ObjectId &object) const
{
    return library() + u"/.weightyard/partials/"_s + QString::fromLatin1(object.oid) + u".partial"_s;
}

job::JobState QueueScene::stateOf(const QString &key) const
{
    const std::optional<job::JobSnapshot> job = m_queue->job(key);
    if (!job)
        throw std::runtime_error("no such job: " + key.toStdString());
    return job->state;
}

qint64 QueueScene::bytesSent()
{
    qint64 total = 0;
    for (const LoggedRequest &request : hub.log().of(Endpoint::Storage))
        total += request.bytesSent;
    return total;
}

void QueueScene::setSpeed(qint64 bytesPerSecond)
{
    hub.update([&](HubSettings &settings) { settings.bytesPerSecond = bytesPerSecond; });
}

} // namespace weightyard::test
