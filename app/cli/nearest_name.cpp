#include "app/cli/nearest_name.h"

#include <QList>
#include <algorithm>

namespace weightyard::cli {

namespace {

constexpr qsizetype kLongestTyped = 64;

// Optimal string alignment, with the three newest rows of its table.
qsizetype changes(const QString &from, const QString &to)
{
    QList<qsizetype> before2;
    QList<qsizetype> before;
    QList<qsizetype> row(to.size() + 1);
    for (qsizetype j = 0; j <= to.size(); ++j)
        row[j] = j;
    for (qsizetype i = 1; i <= from.size(); ++i) {
        before2 = before;
        before = row;
        row[0] = i;
        for (qsizetype j = 1; j <= to.size(); ++j) {
            const qsizetype replaced = before[j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
            row[j] = std::min({before[j] + 1, row[j - 1] + 1, replaced});
            const bool swapped = i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1];
            if (swapped)
                row[j] = std::min(row[j], before2[j - 2] + 1);
        }
    }
    return row.last();
}

} // namespace

QString nearestName(const QString &typed, const QStringList &names)
{
    if (typed.size() < 2 || typed.size() > kLongestTyped)
        return {};
    qsizetype fewest = std::max<qsizetype>(typed.size() / 3, 1) + 1;
    QString nearest;
    for (const QString &name : names) {
        if (const qsizetype count = changes(typed.toLower(), name); count < fewest) {
            fewest = count;
            nearest = name;
        }
    }
    return nearest;
}

} // namespace weightyard::cli
