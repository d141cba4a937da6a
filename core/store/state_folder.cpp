#include "store/state_folder.h"

#include "base/error_code.h"
#include "platform/file_io.h"
#include "platform/file_names.h"
#include "platform/versioned_file.h"
#include "store/library_layout.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonObject>
#include <QUuid>

namespace weightyard::store {

using namespace Qt::Literals::StringLiterals;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

const platform::FileFormat kMarkFormat{.version = 1, .limit = 64 * 1024};
constexpr QLatin1StringView kCacheMark("CACHEDIR.TAG");
constexpr QByteArrayView kCacheTag = "Signature: 8a477f597d28d172789f06886806bc55\n"
                                     "# Unfinished downloads of Weightyard. https://bford.info/cachedir/\n";

} // namespace

StateKind stateKind(const QString &stateDir)
{
    if (platform::stateOf(StateLayout(stateDir).libraryMark()))
        return StateKind::Library;
    return platform::stateOf(StateLayout(stateDir).intoMark()) ? StateKind::Into : StateKind::None;
}

QString markOf(const DownloadLayout &place)
{
    return place.removeStateDirAfterwards ? StateLayout(place.stateDir).intoMark()
                                          : StateLayout(place.stateDir).libraryMark();
}

QString libraryId(const QString &stateDir)
{
    const Result<std::optional<QJsonObject>> mark =
        platform::readVersioned(StateLayout(stateDir).libraryMark(), kMarkFormat);
    return mark && *mark ? (**mark)[u"id"_s].toString() : QString();
}

Result<void> makeStateFolder(const DownloadLayout &place)
{
    const bool into = place.removeStateDirAfterwards;
    const StateKind kind = stateKind(place.stateDir);
    if (kind == (into ? StateKind::Library : StateKind::Into))
        return fail(ErrorKind::Conflict, into ? ErrorCode::LibraryStateHere : ErrorCode::DownloadStateHere,
                    {.path = place.stateDir});
    const QString mark = markOf(place);
    const Result<std::optional<QJsonObject>> old = platform::readVersioned(mark, kMarkFormat);
    if (!old)
        return fail(old.error());
    if (const Result<void> made = platform::makeFolderDurably(place.stateDir, true); !made)
        return made;
    if (*old)
        return {};
    if (into)
        return platform::writeVersioned(mark, {{u"target"_s, place.target}}, kMarkFormat);
    return platform::writeVersioned(mark, {{u"id"_s, QUuid::createUuid().toString(QUuid::WithoutBraces)}},
                                    kMarkFormat);
}

Result<void> removeStateFolder(const QString &stateDir)
{
    const QFileInfoList entries = QDir(stateDir).entryInfoList(platform::kEveryEntry);
    const QString mark = StateLayout(stateDir).intoMark();
    for (const QFileInfo &entry : entries) {
        if (entry.filePath() == mark)
            continue;
        if (const Result<void> removed = platform::removeTree(entry.filePath()); !removed)
            return removed;
    }
    if (const Result<void> removed = platform::removeFile(mark); !removed)
        return removed;
    platform::removeEmptyFolder(stateDir);
    return platform::syncFolder(QFileInfo(stateDir).absolutePath());
}

bool isCacheMark(const QString &path)
{
    return QFileInfo(path).fileName() == kCacheMark;
}

Result<void> markAsCache(const QString &folder)
{
    const QString path = folder + u'/' + kCacheMark;
    if (platform::stateOf(path))
        return {};
    const Result<platform::File> file = platform::File::open(path, platform::File::Access::CreateNew);
    if (!file)
        return fail(file.error());
    return file->writeAt(0, kCacheTag);
}

} // namespace weightyard::store
