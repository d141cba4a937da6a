#include "bench_site.h"

#include <QDir>
#include <QFileInfo>

#include <unistd.h>

namespace weightyard::bench {

using namespace Qt::Literals::StringLiterals;

BenchSite::BenchSite(const SiteOptions &options) : m_options(options)
{
    test::NginxOptions nginx;
    nginx.connectionBytesPerSecond = options.bytesPerSecond;
    nginx.answerDelayMs = options.answerDelayMs;
    if (options.https) {
        m_authority = std::make_unique<test::TlsAuthority>();
        nginx.tls = m_authority->good();
    }
    m_nginx = std::make_unique<test::NginxFixture>(nginx);
    for (const BenchModel &model : options.models)
        addModel(model);
    m_nginx->start();
}

BenchSite::~BenchSite() = default;

void BenchSite::addModel(const BenchModel &model)
{
    auto repository = std::make_unique<test::RepoBuilder>();
    repository->lfsTrack(u"*.safetensors"_s).file(u"config.json"_s, "{\"model_type\":\"bench\"}\n");
    for (qsizetype i = 0; i < model.objectSizes.size(); ++i) {
        const QString name = u"weights-%1.safetensors"_s.arg(i, 5, 10, QLatin1Char('0'));
        const QString file = m_folder.path(u"objects/"_s + model.id + u'/' + name);
        QDir().mkpath(QFileInfo(file).path());
        test::writeToFile(*test::generatedObject(m_seed++, model.objectSizes[i]), file);
        const test::ObjectId object = m_nginx->addObjectFile(file);
        repository->lfsPointer(name, object);
        m_files[model.id].append(file);
        m_oids[model.id].append(QString::fromLatin1(object.oid));
        m_bytes += object.size;
    }
    repository->commit("weights");
    m_nginx->addRepository(model.id, *repository);
    m_repositories.push_back(std::move(repository));
}

QString BenchSite::url(const QString &model) const
{
    return m_nginx->repositoryUrl(model).toString();
}

QStringList BenchSite::objectUrls(const QString &model) const
{
    QStringList urls;
    for (const QString &oid : m_oids.value(model))
        urls.append(m_nginx->dataUrl().toString() + u"/_objects/"_s + oid);
    return urls;
}

QStringList BenchSite::objectFiles(const QString &model) const
{
    return m_files.value(model);
}

qint64 BenchSite::bytes() const
{
    return m_bytes;
}

QString BenchSite::freshFolder()
{
    QDir(m_folder.path(u"run%1"_s.arg(m_run))).removeRecursively();
    m_logBegin = m_nginx->accessLog().size();
    ::sync();
    return m_folder.makeFolder(u"run%1"_s.arg(++m_run));
}

// Lines of the log: "<port> <method> <path> <status> <bytes> ...".
qint64 BenchSite::bytesSent() const
{
    qint64 bytes = 0;
    const QByteArray log = m_nginx->accessLog().mid(m_logBegin);
    for (const QByteArray &line : log.split('\n')) {
        const QList<QByteArray> words = line.split(' ');
        if (words.size() > 4 && words[2].startsWith("/_objects/") && words[3].startsWith('2'))
            bytes += words[4].toLongLong();
    }
    return bytes;
}

QString BenchSite::caFile() const
{
    return m_authority ? m_authority->caFile() : QString();
}

QProcessEnvironment BenchSite::environment() const
{
    QProcessEnvironment environment = test::lfsEnvironment(m_folder.path());
    if (m_authority)
        environment.insert(u"GIT_SSL_CAINFO"_s, caFile());
    return environment;
}

} // namespace weightyard::bench
