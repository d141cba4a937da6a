// label: threads
// An object belongs to one job at a time, in the order of entry; waiting ends with the owner's leaving or with a cancel.
#include "test_registry.h"

#include "store/object_claims.h"

#include "support/store_results.h"

#include <QTest>
#include <array>
#include <atomic>
#include <thread>
#include <vector>

namespace object_claims_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;
using namespace weightyard::store;
using base::ErrorKind;
using base::Oid;
using test::kindOf;
using test::valueOf;

namespace {

const QString kFolder = u"/library/.weightyard/partials"_s;

Oid oid(char letter)
{
    return test::oidOf(QByteArray(1, letter));
}

QSet<Oid> oids(const char *letters)
{
    QSet<Oid> set;
    for (const char *letter = letters; *letter != '\0'; ++letter)
        set.insert(oid(*letter));
    return set;
}

} // namespace

class ObjectClaimsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void firstComeFirstServed();
    void foldersAreApart();
    void nothingWanted();
    void waitingEndsWithTheOwner();
    void waitingIsCancelled();
    void neverTwoOwners();
};

void ObjectClaimsTest::firstComeFirstServed()
{
    ObjectClaims claims;
    const auto third = [&] {
        auto first = claims.enter(kFolder, oids("ab"));
        auto second = claims.enter(kFolder, oids("bc"));
        auto last = claims.enter(kFolder, oids("abcd"));
        if (first.mine() != oids("ab") || second.mine() != oids("c") || last.mine() != oids("d"))
            return ObjectClaims::Ticket();
        {
            const ObjectClaims::Ticket gone = std::move(first);
        }
        if (second.mine() != oids("bc") || last.mine() != oids("ad"))
            return ObjectClaims::Ticket();
        return last;
    }();
    QCOMPARE(third.mine(), oids("abcd"));
}

void ObjectClaimsTest::foldersAreApart()
{
    ObjectClaims claims;
    const auto here = claims.enter(kFolder, oids("a"));
    const auto elsewhere = claims.enter(u"/other"_s, oids("a"));
    QCOMPARE(here.mine(), oids("a"));
    QCOMPARE(elsewhere.mine(), oids("a"));
}

void ObjectClaimsTest::nothingWanted()
{
    ObjectClaims claims;
    QCOMPARE(claims.enter(kFolder, {}).mine(), QSet<Oid>());
    QCOMPARE(ObjectClaims::Ticket().mine(), QSet<Oid>());
}

void ObjectClaimsTest::waitingEndsWithTheOwner()
{
    ObjectClaims claims;
    auto owner = claims.enter(kFolder, oids("a"));
    const auto waiting = claims.enter(kFolder, oids("ab"));
    QCOMPARE(waiting.mine(), oids("b"));
    std::jthread leaver([ticket = std::move(owner)]() mutable { ticket = ObjectClaims::Ticket(); });
    QCOMPARE(valueOf(waiting.waitForMore(1, base::CancelToken())), oids("ab"));
}

void ObjectClaimsTest::waitingIsCancelled()
{
    ObjectClaims claims;
    const auto owner = claims.enter(kFolder, oids("a"));
    const auto waiting = claims.enter(kFolder, oids("a"));
    const base::CancelToken cancel;
    std::jthread canceller([cancel] { cancel.cancel(); });
    QCOMPARE(kindOf(waiting.waitForMore(0, cancel)), ErrorKind::Cancelled);
    QCOMPARE(kindOf(waiting.waitForMore(0, cancel)), ErrorKind::Cancelled); // before it began
}

// Jobs with overlapping wishes, each keeping what it has until it has everything: nobody waits for ever, nobody shares.
void ObjectClaimsTest::neverTwoOwners()
{
    ObjectClaims claims;
    std::array<std::atomic<int>, 5> owners = {};
    std::atomic<int> clashes = 0;
    const auto job = [&](int number) {
        for (int round = 0; round < 100; ++round) {
            QSet<Oid> wanted;
            for (int i = 0; i < 3; ++i)
                wanted.insert(oid(static_cast<char>('a' + (number + round * (i + 1)) % 5)));
            const auto ticket = claims.enter(kFolder, wanted);
            QSet<Oid> mine = ticket.mine();
            while (mine.size() < wanted.size())
                mine = valueOf(ticket.waitForMore(mine.size(), base::CancelToken()));
            for (size_t i = 0; i < owners.size(); ++i) {
                if (wanted.contains(oid(static_cast<char>('a' + i))))
                    clashes += owners[i].fetch_add(1) == 0 ? 0 : 1;
            }
            for (size_t i = 0; i < owners.size(); ++i) {
                if (wanted.contains(oid(static_cast<char>('a' + i))))
                    owners[i].fetch_sub(1);
            }
        }
    };
    {
        std::vector<std::jthread> jobs;
        for (int i = 0; i < 4; ++i)
            jobs.emplace_back(job, i);
    }
    QCOMPARE(clashes.load(), 0);
}

WEIGHTYARD_TEST(ObjectClaimsTest)

} // namespace object_claims_test

#include "object_claims_test.moc"
