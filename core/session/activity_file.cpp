#include "session/activity_file.h"

#include "base/config_layout.h"
#include "base/redact.h"
#include "platform/versioned_file.h"

#include <QJsonArray>
#include <QJsonObject>
#include <algorithm>

namespace weightyard::session {

using namespace Qt::Literals::StringLiterals;
using base::fail;
using base::Result;

namespace {

const platform::FileFormat kActivityFormat{.version = 1, .limit = 8LL * 1024 * 1024};
constexpr qsizetype kMostCharacters =
    1'000'000; // as UTF-8, escaped, with what is around them, below that limit

QList<ActivityLine> linesFrom(const QJsonArray &list)
{
    QList<ActivityLine> lines;
    const qsizetype first = std::max<qsizetype>(list.size() - kMostKeptLines, 0);
    for (qsizetype i = first; i < list.size(); ++i) {
        const QJsonObject json = list[i].toObject();
        const ActivityLine line{.whenMs = json[u"when_ms"_s].toInteger(),
                                .text = json[u"text"_s].toString().left(kLongestLine)};
        if (line.whenMs > 0 && !line.text.isEmpty())
            lines.append(line);
    }
    return lines;
}

QJsonObject toJson(const DownloadActivity &download, qsizetype &characters)
{
    QJsonArray lines;
    const qsizetype first = std::max<qsizetype>(download.lines.size() - kMostKeptLines, 0);
    for (qsizetype i = first; i < download.lines.size(); ++i) {
        const QString text = base::redactedText(download.lines[i].text.left(kLongestLine)).left(kLongestLine);
        characters += text.size();
        lines.append(QJsonObject{{u"when_ms"_s, download.lines[i].whenMs}, {u"text"_s, text}});
    }
    return {{u"key"_s, download.key}, {u"lines"_s, lines}};
}

} // namespace

Result<QList<DownloadActivity>> readActivity(const QString &configDir)
{
    const QString path = base::ConfigLayout(configDir).activity();
    const Result<std::optional<QJsonObject>> json = platform::readVersioned(path, kActivityFormat);
    if (!json)
        return fail(json.error());
    QList<DownloadActivity> downloads;
    const QJsonArray list = *json ? (**json)[u"downloads"_s].toArray() : QJsonArray();
    for (const QJsonValue &value : list) {
        const QJsonObject one = value.toObject();
        const DownloadActivity download{.key = one[u"key"_s].toString(),
                                        .lines = linesFrom(one[u"lines"_s].toArray())};
        if (!download.key.isEmpty() && !download.lines.isEmpty() && downloads.size() < kMostKeptLogs)
            downloads.append(download);
    }
    return downloads;
}

Result<void> writeActivity(const QString &configDir, const QList<DownloadActivity> &downloads)
{
    QJsonArray list;
    qsizetype characters = 0;
    for (auto one = downloads.crbegin(); one != downloads.crend(); ++one) { // the last ones matter most
        const QJsonObject json = toJson(*one, characters);
        if (list.size() >= kMostKeptLogs || characters > kMostCharacters)
            break;
        list.prepend(json);
    }
    return platform::writeVersioned(base::ConfigLayout(configDir).activity(), {{u"downloads"_s, list}},
                                    kActivityFormat);
}

} // namespace weightyard::session
