#include "hub/details_cache.h"

#include "base/log.h"
#include "platform/versioned_file.h"

#include <QCryptographicHash>
#include <QDir>

namespace weightyard::hub {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype kMostKept = 400;

const platform::FileFormat kAnswerFormat{
    .version = 1, .limit = 64LL * 1024 * 1024, .kind = platform::FileFormat::Kind::Cache};

QString fileOf(const QString &dir, const QString &key)
{
    const QByteArray name = QCryptographicHash::hash(key.toUtf8(), QCryptographicHash::Sha1).toHex();
    return QDir(dir).filePath(QString::fromLatin1(name) + u".json"_s);
}

// A model's card may be long, and its "spaces" are others'.
QJsonObject whatIsRead(const QJsonObject &answer)
{
    QJsonObject some;
    for (const QLatin1StringView key :
         {"id"_L1, "modelId"_L1, "sha"_L1, "pipeline_tag"_L1, "library_name"_L1, "gated"_L1, "private"_L1,
          "disabled"_L1, "downloads"_L1, "likes"_L1, "createdAt"_L1, "lastModified"_L1, "tags"_L1,
          "safetensors"_L1, "siblings"_L1, "securityRepoStatus"_L1, "cardData"_L1}) {
        if (answer.contains(key))
            some.insert(key, answer[key]);
    }
    const QJsonObject config = answer["config"_L1].toObject();
    some.insert(u"config"_s, QJsonObject{{u"architectures"_s, config["architectures"_L1]},
                                         {u"auto_map"_s, config["auto_map"_L1]}});
    const QJsonObject gguf = answer["gguf"_L1].toObject();
    some.insert(u"gguf"_s, QJsonObject{{u"total"_s, gguf["total"_L1]},
                                       {u"architecture"_s, gguf["architecture"_L1]},
                                       {u"context_length"_s, gguf["context_length"_L1]}});
    return some;
}

void dropOldest(const QString &dir)
{
    const QFileInfoList files = QDir(dir).entryInfoList({u"*.json"_s}, QDir::Files, QDir::Time);
    for (qsizetype i = kMostKept; i < files.size(); ++i)
        QFile::remove(files.at(i).absoluteFilePath());
}

} // namespace

QList<QJsonObject> keptAnswers(const QString &dir, const QString &prefix, const base::CancelToken &cancel)
{
    QList<QJsonObject> answers;
    const QFileInfoList files = QDir(dir).entryInfoList({u"*.json"_s}, QDir::Files, QDir::Time);
    for (const QFileInfo &info : files) {
        if (cancel.isCancelled() || answers.size() >= kMostKept)
            break;
        const auto file = platform::readVersioned(info.absoluteFilePath(), kAnswerFormat);
        if (file && *file && (**file)["key"_L1].toString().startsWith(prefix))
            answers.append((**file)["answer"_L1].toObject());
    }
    return answers;
}

std::optional<KeptAnswer> readAnswer(const QString &dir, const QString &key)
{
    const auto file = platform::readVersioned(fileOf(dir, key), kAnswerFormat);
    if (!file || !*file || (**file)["key"_L1].toString() != key)
        return {};
    const KeptAnswer kept{.answer = (**file)["answer"_L1].toObject(),
                          .fetchedAtMs = (**file)["fetchedAtMs"_L1].toInteger(-1)};
    return kept.fetchedAtMs < 0 ? std::nullopt : std::optional(kept);
}

void keepAnswer(const QString &dir, const QString &key, const KeptAnswer &kept)
{
    const base::Result<void> written = platform::writeVersioned(
        fileOf(dir, key),
        {{u"key"_s, key}, {u"answer"_s, whatIsRead(kept.answer)}, {u"fetchedAtMs"_s, kept.fetchedAtMs}},
        kAnswerFormat);
    if (!written)
        qCWarning(base::lcHub) << "what the Hub said of a model could not be kept:"
                               << base::describe(written.error());
    else
        dropOldest(dir);
}

} // namespace weightyard::hub
