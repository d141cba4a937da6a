// Batch answers for tests: one object of 123 bytes, as a server would write it.
#pragma once

#include "lfs/batch_answer.h"
#include "net/status_error.h"

namespace weightyard::test {

inline const base::Oid kOne = base::Oid::fromDigest(QByteArray(32, '\xab'));
inline const base::Oid kTwo = base::Oid::fromDigest(QByteArray(32, '\x22'));
// 2016-11-10T15:29:07Z on the server; here the steady clock says 1 000 000.
constexpr lfs::BatchTime kNow{.steadyMs = 1'000'000, .serverWallMs = 1'478'791'747'000};

// One object of 123 bytes whose download action is `action`, or with `fields` in its place.
inline QByteArray answerWith(const QByteArray &action, const QByteArray &more = {})
{
    return R"({"transfer":"basic","objects":[{"oid":")" + kOne.hex()
           + R"(","size":123,"actions":{"download":)" + action + "}" + more + "}]}";
}

inline QByteArray answerOf(const QByteArray &fields)
{
    return R"({"objects":[{"oid":")" + kOne.hex() + "\"," + fields + "}]}";
}

inline base::Result<lfs::Action> actionIn(const QByteArray &json)
{
    const auto answer = lfs::parseBatchAnswer(json, {{kOne, 123}}, kNow);
    if (!answer)
        return base::fail(answer.error());
    return answer->first().action;
}

} // namespace weightyard::test
