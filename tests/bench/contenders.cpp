#include "contenders.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <chrono>
#include <optional>
#include <thread>

namespace weightyard::bench {

using namespace Qt::Literals::StringLiterals;

namespace {

using Clock = std::chrono::steady_clock;

Command commandIn(const BenchSite &site, const QString &folder, const QString &program,
                  const QStringList &arguments)
{
    return {.program = program,
            .arguments = arguments,
            .environment = site.environment(),
            .output = site.path(u"output.log"_s),
            .watched = folder};
}

QString firstModel(const BenchSite &site)
{
    return site.options().models.first().id;
}

Command getCommand(const Programs &programs, const BenchSite &site, const QString &folder,
                   const QStringList &extra, const QString &output = u"--quiet"_s)
{
    QStringList arguments{u"get"_s,      u"--library"_s,        folder + u"/library"_s,
                          u"--config"_s, folder + u"/config"_s, output};
    arguments += extra;
    for (const BenchModel &model : site.options().models)
        arguments.append(site.url(model.id));
    return commandIn(site, folder, programs.weightyard, arguments);
}

Command shell(const BenchSite &site, const QString &folder, const QString &script)
{
    return commandIn(site, folder, u"sh"_s, {u"-c"_s, script});
}

} // namespace

Contender weightyardGet(const Programs &programs, const QStringList &extra)
{
    return {u"weightyard"_s, [=](BenchSite &site, const QString &folder) {
                return measure(getCommand(programs, site, folder, extra));
            }};
}

Contender weightyardResume(const Programs &programs, double part)
{
    return {u"weightyard"_s, [=](BenchSite &site, const QString &folder) {
                Command first = getCommand(programs, site, folder, {});
                // Partials are preallocated: what the server has sent says how far it is.
                const auto enough = static_cast<qint64>(static_cast<double>(site.bytes()) * part);
                first.tick = [&site, enough] { return site.bytesSent() >= enough; };
                first.mustBeKilled = true;
                if (const Sample begun = measure(first); !begun.failure.isEmpty())
                    return begun;
                Command second = getCommand(programs, site, folder, {});
                second.coldCache = true;
                return measure(second);
            }};
}

Contender weightyardTail(const Programs &programs)
{
    return {u"weightyard"_s, [=](BenchSite &site, const QString &folder) {
                Command get = getCommand(programs, site, folder, {}, u"--json"_s);
                const QString output = get.output;
                std::optional<Clock::time_point> received;
                std::optional<Clock::time_point> verified;
                get.tick = [&, output] {
                    if (!received && site.bytesSent() >= site.bytes())
                        received = Clock::now();
                    if (!verified && QFileInfo::exists(output) // not before it has begun
                        && test::readFile(output).contains("\"publishing\""))
                        verified = Clock::now();
                    return false;
                };
                Sample sample = measure(get);
                if (!received || !verified)
                    sample.failure = u"the end of the transfer was not seen"_s;
                else
                    sample.wall = std::max(std::chrono::duration<double>(*verified - *received).count(), 0.0);
                return sample;
            }};
}

Contender weightyardVerify(const Programs &programs)
{
    return {u"weightyard"_s, [=](BenchSite &site, const QString &folder) {
                if (const Sample got = measure(getCommand(programs, site, folder, {}));
                    !got.failure.isEmpty())
                    return got;
                Command verify = commandIn(site, folder, programs.weightyard,
                                           {u"verify"_s, u"--library"_s, folder + u"/library"_s,
                                            u"--config"_s, folder + u"/config"_s, u"--quiet"_s});
                verify.coldCache = true;
                return measure(verify);
            }};
}

Contender gitLfs()
{
    return {u"git-lfs"_s, [](BenchSite &site, const QString &folder) {
                return measure(commandIn(site, folder, u"git"_s,
                                         {u"clone"_s, u"--quiet"_s, u"--depth"_s, u"1"_s,
                                          site.url(firstModel(site)), folder + u"/clone"_s}));
            }};
}

Contender curl()
{
    return {u"curl"_s, [](BenchSite &site, const QString &folder) {
                QStringList arguments{u"-sSf"_s};
                if (!site.caFile().isEmpty())
                    arguments << u"--cacert"_s << site.caFile();
                int index = 0;
                for (const BenchModel &model : site.options().models) {
                    for (const QString &url : site.objectUrls(model.id))
                        arguments << u"-o"_s << folder + u"/object%1"_s.arg(index++) << url;
                }
                return measure(commandIn(site, folder, u"curl"_s, arguments));
            }};
}

Contender curlToNowhere()
{
    return {u"receive"_s, [](BenchSite &site, const QString &folder) {
                QStringList arguments{u"-sSf"_s};
                if (!site.caFile().isEmpty())
                    arguments << u"--cacert"_s << site.caFile();
                for (const BenchModel &model : site.options().models) {
                    for (const QString &url : site.objectUrls(model.id))
                        arguments << u"-o"_s << u"/dev/null"_s << url;
                }
                return measure(commandIn(site, folder, u"curl"_s, arguments));
            }};
}

Contender aria2()
{
    return {u"aria2c -x8"_s, [](BenchSite &site, const QString &folder) {
                QStringList script;
                for (const QString &url : site.objectUrls(firstModel(site)))
                    script.append(
                        u"aria2c -q -x8 -s8 -k1M --file-allocation=none -d '%1' '%2'"_s.arg(folder, url));
                return measure(shell(site, folder, script.join(u" && "_s)));
            }};
}

Contender opensslHash(bool cold)
{
    return {u"openssl dgst"_s, [cold](BenchSite &site, const QString &folder) {
                QString list;
                for (const BenchModel &model : site.options().models)
                    list += site.objectFiles(model.id).join(u'\n') + u'\n';
                const QString listFile = site.path(u"files.txt"_s);
                test::writeFile(listFile, list.toLocal8Bit());
                const unsigned cores = std::max(std::thread::hardware_concurrency(), 1U);
                Command hash =
                    shell(site, folder,
                          u"xargs -d '\\n' -n1 -P%1 openssl dgst -sha256 <'%2'"_s.arg(cores).arg(listFile));
                hash.coldCache = cold;
                return measure(hash);
            }};
}

Contender writeWithSync()
{
    return {
        u"write"_s, [](BenchSite &site, const QString &folder) {
            return measure(shell(
                site, folder,
                u"dd if=/dev/zero of='%1/zeros' bs=1M count=%2 conv=fdatasync status=none"_s.arg(folder).arg(
                    site.bytes() / (1024 * 1024))));
        }};
}

} // namespace weightyard::bench
