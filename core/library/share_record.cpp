#include "library/share_record.h"

#include "base/error_code.h"
#include "platform/versioned_file.h"
#include "store/library_layout.h"
#include "store/path_rules.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonObject>
#include <algorithm>

namespace weightyard::library {

using namespace Qt::Literals::StringLiterals;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

const platform::FileFormat kShareFormat{.version = 1, .limit = 64LL * 1024 * 1024};

template<typename Item>
void mergeItems(QList<Item> &into, const QList<Item> &more)
{
    QHash<QString, qsizetype> places;
    for (qsizetype i = 0; i < into.size(); ++i)
        places.insert(into[i].path, i);
    for (const Item &item : more) {
        const auto place = places.constFind(item.path);
        if (place == places.constEnd())
            into.append(item);
        else
            into[*place] = item;
    }
}

QJsonArray toJson(const QList<SharedText> &texts)
{
    QJsonArray array;
    for (const SharedText &text : texts)
        array.append(QJsonObject{{u"path"_s, text.path}, {u"text"_s, QString::fromUtf8(text.text)}});
    return array;
}

// A record can be edited by anybody: no path of it leads out of the place.
std::optional<QList<SharedText>> textsIn(const QJsonValue &json)
{
    QList<SharedText> texts;
    const QJsonArray array = json.toArray();
    for (const QJsonValue &value : array) {
        texts.append({.path = value[u"path"_s].toString(), .text = value[u"text"_s].toString().toUtf8()});
        if (!store::staysBelow(texts.last().path))
            return {};
    }
    return texts;
}

std::optional<QList<SharedFile>> filesIn(const QJsonValue &json)
{
    QList<SharedFile> files;
    const QJsonArray array = json.toArray();
    for (const QJsonValue &value : array) {
        files.append({.path = value[u"path"_s].toString(),
                      .size = value[u"size"_s].toInteger(-1),
                      .mtimeSeconds = value[u"mtime"_s].toInteger()});
        if (!store::staysBelow(files.last().path))
            return {};
    }
    return files;
}

} // namespace

void ShareRecord::merge(const ShareRecord &more)
{
    mergeItems(files, more.files);
    mergeItems(links, more.links);
    mergeItems(texts, more.texts);
}

QString shareRecordFile(const QString &sharesDir, const QString &tool, const QString &modelPath,
                        const QString &place)
{
    return store::recordFile(sharesDir, tool + u'/' + modelPath + u'/' + place);
}

Result<std::optional<ShareRecord>> readShare(const QString &file)
{
    const Result<std::optional<QJsonObject>> json = platform::readVersioned(file, kShareFormat);
    if (!json)
        return fail(json.error());
    if (!*json)
        return std::optional<ShareRecord>();
    const auto files = filesIn((**json)[u"files"_s]);
    const auto links = textsIn((**json)[u"links"_s]);
    const auto texts = textsIn((**json)[u"texts"_s]);
    const QString place = (**json)[u"place"_s].toString();
    if (!files || !links || !texts || !QDir::isAbsolutePath(place))
        return fail(ErrorKind::Corrupt, ErrorCode::RecordIncomplete, {.path = file});
    return std::optional(ShareRecord{.tool = (**json)[u"tool"_s].toString(),
                                     .modelPath = (**json)[u"model"_s].toString(),
                                     .place = place,
                                     .files = *files,
                                     .links = *links,
                                     .texts = *texts});
}

QList<ShareRecord> listShares(const QString &sharesDir)
{
    QList<ShareRecord> shares;
    const QStringList files = store::recordFilesIn(sharesDir);
    for (const QString &file : files) {
        const Result<std::optional<ShareRecord>> share = readShare(file);
        if (share && *share)
            shares.append(**share);
    }
    std::sort(shares.begin(), shares.end(),
              [](const ShareRecord &a, const ShareRecord &b) { return a.modelPath < b.modelPath; });
    return shares;
}

Result<void> writeShare(const QString &file, const ShareRecord &record)
{
    QJsonArray files;
    for (const SharedFile &one : record.files)
        files.append(
            QJsonObject{{u"path"_s, one.path}, {u"size"_s, one.size}, {u"mtime"_s, one.mtimeSeconds}});
    return platform::writeVersioned(file,
                                    {{u"tool"_s, record.tool},
                                     {u"model"_s, record.modelPath},
                                     {u"place"_s, record.place},
                                     {u"files"_s, files},
                                     {u"links"_s, toJson(record.links)},
                                     {u"texts"_s, toJson(record.texts)}},
                                    kShareFormat);
}

} // namespace weightyard::library
