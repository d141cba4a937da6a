#include "queue/repair.h"

#include "queue/model_path.h"
#include "store/file_io.h"
#include "store/folder_content.h"

#include <limits>

namespace weightyard::queue {

using namespace Qt::Literals::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

/// A link of the user's, on the way to the file or in its place: nothing is put through it.
QString linkOnTheWay(const QString &folder, const QString &path)
{
    for (qsizetype slash = path.indexOf(u'/'); true; slash = path.indexOf(u'/', slash + 1)) {
        const QString place = folder + u'/' + (slash < 0 ? path : path.left(slash));
        const std::optional<store::FileState> state = store::stateOf(place);
        if (state && state->kind == store::FileState::Kind::Link)
            return place;
        if (slash < 0)
            return {};
    }
}

QStringList allGaps(const store::Record &record, const QString &folder)
{
    return gapsOf(record, folder, std::numeric_limits<qsizetype>::max());
}

} // namespace

Result<Repair> Repair::begin(const store::Workplace &place)
{
    const Result<std::optional<store::Record>> record = store::readRecord(place.recordFile);
    if (!record)
        return fail(record.error());
    Repair repair;
    repair.m_record = record->value_or(store::Record());
    const QStringList gaps = allGaps(repair.m_record, place.target);
    for (const QString &path : gaps) {
        if (!store::isTreePath(path) || path.section(u'/', -1) == ".gitattributes"_L1)
            return fail(ErrorKind::Conflict,
                        u"the installed model is damaged: '%1' is missing or not what it was"_s.arg(path),
                        {.path = place.target});
        const QString link = linkOnTheWay(place.target, path);
        if (link.isEmpty())
            continue;
        if (!store::deadLink(link).isEmpty())
            return fail(store::deadLinkError(link));
        return fail(ErrorKind::Conflict,
                    u"'%1' of the installed model is damaged, and a link leads to it"_s.arg(path),
                    {.path = link});
    }
    return repair;
}

store::Record Repair::repairedRecord() const
{
    store::Record record = m_record;
    record.damaged.clear();
    return record;
}

QSet<QString> Repair::intact(const QList<store::TreeFile> &files, const store::Workplace &place) const
{
    const QStringList gaps = allGaps(m_record, place.target);
    const QSet<QString> broken(gaps.cbegin(), gaps.cend());
    QSet<QString> intact;
    for (const store::TreeFile &file : files) {
        if (!broken.contains(file.path))
            intact.insert(file.path);
    }
    return intact;
}

QList<store::TreeFile> Repair::missing(const QList<store::TreeFile> &files, const QSet<QString> &intact) const
{
    QList<store::TreeFile> missing = files;
    missing.removeIf([&](const store::TreeFile &file) { return intact.contains(file.path); });
    return missing;
}

Result<void> Repair::clear(const store::Workplace &place) const
{
    const QStringList gaps = allGaps(m_record, place.target);
    for (const QString &path : gaps) {
        const std::optional<store::FileState> state = store::stateOf(place.target + u'/' + path);
        if (!state || state->kind != store::FileState::Kind::File)
            continue; // anything else is somebody's: the publisher names it
        if (const Result<void> removed = store::removeFile(place.target + u'/' + path); !removed)
            return removed;
    }
    return {};
}

} // namespace weightyard::queue
