#include "cases.h"

namespace weightyard::bench {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 kKiB = 1024;
constexpr qint64 kMiB = 1024 * kKiB;

BenchModel largeModel()
{
    return {u"bench/large"_s, {1536 * kMiB, 768 * kMiB, 320 * kMiB}};
}

BenchModel evenModel(int count, qint64 size)
{
    return {u"bench/even"_s, QList<qint64>(count, size)};
}

SiteOptions siteOf(const QList<BenchModel> &models)
{
    SiteOptions site;
    site.models = models;
    return site;
}

Case large(const Programs &programs, bool https)
{
    SiteOptions site = siteOf({largeModel()});
    site.https = https;
    Case one{.name = https ? u"https"_s : u"http"_s,
             .title = https ? u"2.6 GiB in 3 objects, https"_s : u"2.6 GiB in 3 objects, http"_s,
             .site = site,
             .contenders = {weightyardGet(programs), curl(), gitLfs(), curlToNowhere(), opensslHash(),
                            writeWithSync()},
             .required = {{u"curl"_s, 1.0}},
             .parts = {u"receive"_s, u"openssl dgst"_s, u"write"_s},
             .partsFactor = 1.5};
    if (!https)
        one.required.append({u"git-lfs"_s, 8.0});
    return one;
}

Case limited(const Programs &programs)
{
    SiteOptions site = siteOf({largeModel()});
    site.bytesPerSecond = 40'000'000;
    return {.name = u"limited"_s,
            .title = u"the same, 40 MB/s a connection"_s,
            .site = site,
            .contenders = {weightyardGet(programs), aria2(), curl()},
            .required = {{u"curl"_s, 7.0}, {u"aria2c -x8"_s, 1.0}},
            .mostRounds = 1};
}

Case manySmall(const Programs &programs)
{
    return {.name = u"small"_s,
            .title = u"1000 objects of 64 KiB"_s,
            .site = siteOf({evenModel(1000, 64 * kKiB)}),
            .contenders = {weightyardGet(programs), gitLfs()},
            .required = {{u"git-lfs"_s, 1.5}}};
}

Case latency(const Programs &programs)
{
    SiteOptions site = siteOf({evenModel(200, 8 * kMiB)});
    site.answerDelayMs = 20;
    return {.name = u"latency"_s,
            .title = u"200 objects of 8 MiB, 20 ms before each answer"_s,
            .site = site,
            .contenders = {weightyardGet(programs), gitLfs()},
            .required = {{u"git-lfs"_s, 3.0}}};
}

// For memory and time: nobody has so many.
Case manyObjects(const Programs &programs)
{
    return {.name = u"objects"_s,
            .title = u"10,000 objects of 4 KiB"_s,
            .site = siteOf({evenModel(10'000, 4 * kKiB)}),
            .contenders = {weightyardGet(programs), gitLfs()},
            .required = {{u"git-lfs"_s, 1.0}},
            .mostRounds = 1};
}

// Twelve seconds at the limit; what is not transfer is a part of the 5 %.
Case limitKept(const Programs &programs, qint64 bytesPerSecond)
{
    const QString rate = QString::number(bytesPerSecond / 1'000'000) + u'M';
    return {.name = u"rate-"_s + rate.toLower(),
            .title = u"12 s at --limit-rate %1"_s.arg(rate),
            .site = siteOf({{u"bench/one"_s, {6 * bytesPerSecond, 6 * bytesPerSecond}}}),
            .contenders = {weightyardGet(programs, {u"--limit-rate"_s, rate})},
            .required = {},
            .mostRounds = 1,
            .atMostSeconds = 12 * 1.05,
            .atLeastSeconds = 12 * 0.95};
}

// 0.1 s a model on top of 1.15x is allowed; the bound below is the 1.15x alone.
Case manyModels(const Programs &programs)
{
    constexpr int count = 26;
    constexpr qint64 size = 316 * kMiB;
    SiteOptions site;
    for (int i = 0; i < count; ++i)
        site.models.append({u"bench/model-%1"_s.arg(i, 2, 10, QLatin1Char('0')), {size}});
    Contender one = weightyardGet(programs);
    one.name = u"one object"_s;
    return {.name = u"models"_s,
            .title = u"26 models, 8.0 GiB, against as many bytes in one object"_s,
            .site = site,
            .contenders = {weightyardGet(programs), one},
            .required = {{u"one object"_s, 1 / 1.15}},
            .peerSite = siteOf({{u"bench/one"_s, {count * size}}})};
}

Case resumed(const Programs &programs)
{
    return {.name = u"resume"_s,
            .title = u"2 GiB killed at 95 %, the second run, nothing in memory"_s,
            .site = siteOf({{u"bench/one"_s, {2048 * kMiB}}}),
            .contenders = {weightyardResume(programs, 0.95), opensslHash(true)},
            .required = {{u"openssl dgst"_s, 1 / 1.3}}};
}

Case verified(const Programs &programs)
{
    return {.name = u"verify"_s,
            .title = u"verify 2.6 GiB on disk, nothing in memory"_s,
            .site = siteOf({largeModel()}),
            .contenders = {weightyardVerify(programs), opensslHash(true)},
            .required = {{u"openssl dgst"_s, 0.9}}};
}

Case tail(const Programs &programs)
{
    return {.name = u"tail"_s,
            .title = u"last byte received to verified, 2 GiB"_s,
            .site = siteOf({{u"bench/one"_s, {2048 * kMiB}}}),
            .contenders = {weightyardTail(programs)},
            .required = {},
            .atMostSeconds = 0.3};
}

} // namespace

QList<Case> allCases(const Programs &programs)
{
    return {large(programs, false),
            large(programs, true),
            limited(programs),
            manySmall(programs),
            manyObjects(programs),
            latency(programs),
            manyModels(programs),
            resumed(programs),
            verified(programs),
            tail(programs),
            limitKept(programs, 5'000'000),
            limitKept(programs, 50'000'000)};
}

} // namespace weightyard::bench
