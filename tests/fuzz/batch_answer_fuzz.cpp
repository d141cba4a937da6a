#include "lfs/batch_answer.h"
#include "net/status_error.h"
#include "require.h"

using namespace weightyard;

namespace {

void check(const lfs::BatchObject &object)
{
    if (!object.action)
        return;
    const lfs::Action &action = *object.action;
    fuzz::require(action.href.isValid() && action.href.userInfo().isEmpty() && !action.href.host().isEmpty());
    const QByteArray scheme = action.href.scheme().toLatin1();
    fuzz::require(scheme == "http" || scheme == "https");
    for (const net::Header &header : action.headers.all()) {
        for (const QByteArray &part : {header.name, header.value})
            fuzz::require(!part.contains('\n') && !part.contains('\r') && !part.contains('\0'));
        fuzz::require(!header.name.isEmpty() && !header.name.contains(':'));
        fuzz::require(header.name.toLower() != "range" && header.name.toLower() != "host");
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const QList<lfs::Pointer> asked{{base::Oid::fromDigest(QByteArray(32, '\xab')), 123},
                                           {base::Oid::fromDigest(QByteArray(32, '\0')), 0}};
    const QByteArray json(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const auto answer =
        lfs::parseBatchAnswer(json, asked, {.steadyMs = 1'000'000, .serverWallMs = 1'478'791'747'000});
    if (!answer)
        return 0;
    fuzz::require(answer->size() == asked.size());
    for (qsizetype i = 0; i < asked.size(); ++i) {
        fuzz::require(answer->at(i).oid == asked[i].oid);
        check(answer->at(i));
    }
    return 0;
}
