// One small object and its partial, for the tests of Partial and of its journal.
#pragma once

#include "store/partial.h"
#include "support/store_results.h"
#include "support/temp_dir.h"

#include <QTest>

namespace weightyard::test {

constexpr qint64 kPartialSize = 100'000;

struct PartialFixture {
    TempDir dir;
    QByteArray bytes = patternBytes(kPartialSize, 1);
    base::Oid oid = oidOf(bytes);

    std::shared_ptr<store::Partial> open(bool preallocate = false) const
    {
        return valueOf(store::Partial::open(dir.path(), oid, kPartialSize, preallocate));
    }
    QString file(const QString &suffix) const { return dir.path(oid.toString() + suffix); }
    void write(store::Partial &partial, qint64 begin, qint64 end) const
    {
        valueOf(partial.write(begin, QByteArrayView(bytes).sliced(begin, end - begin)));
    }
    // Every claimed byte must be the object's.
    void checkBytes(const store::Partial &partial) const
    {
        const std::vector<store::Interval> all = partial.received().all();
        for (const store::Interval &one : all) {
            QByteArray read(one.length(), '\0');
            QCOMPARE(valueOf(partial.read(one.begin, read.data(), read.size())), read.size());
            QCOMPARE(read, bytes.mid(one.begin, one.length()));
        }
    }
};

inline store::IntervalSet setOf(const QList<store::Interval> &intervals)
{
    store::IntervalSet set;
    for (const store::Interval &one : intervals)
        set.add(one);
    return set;
}

} // namespace weightyard::test
