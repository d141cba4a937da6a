// Folders as other programs leave them, for tests of `adopt` and `clean`. What cannot be set up throws.
#pragma once

#include "small_model.h"
#include "tree_snapshot.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <stdexcept>

namespace weightyard::test {

inline QStringList listIn(const QJsonObject &line, const char *key)
{
    return line.value(QLatin1StringView(key)).toVariant().toStringList();
}

inline void cloneInto(const QUrl &url, const QString &folder, const CloneOptions &options = {})
{
    const ProcessResult made = realClone(url.toString(), folder, options);
    if (!made.ok())
        throw std::runtime_error(made.describe().toStdString());
}

inline QByteArray gitIn(const QString &folder, const CliRun &cli, const QStringList &arguments)
{
    return mustRun(QStringLiteral("git"), arguments,
                   {.environment = lfsEnvironment(cli.home()), .workingDirectory = folder, .input = {}});
}

/// The files of a small model without .git: what `huggingface-cli download --local-dir` leaves, but for its metadata.
inline void copyFiles(SmallModel &model, const QString &folder)
{
    QDir().mkpath(QFileInfo(folder).absolutePath());
    cloneInto(model.url(), folder);
    QDir(folder + QStringLiteral("/.git")).removeRecursively();
}

/// The metadata of huggingface_hub beside them (_local_folder.py): commit, etag, time.
inline void writeMetadata(const QString &folder, const QByteArray &commit, const QStringList &paths)
{
    for (const QString &path : paths) {
        const QByteArray etag =
            QCryptographicHash::hash(readFile(folder + QLatin1Char('/') + path), QCryptographicHash::Sha256)
                .toHex();
        writeFile(folder + QStringLiteral("/.cache/huggingface/download/") + path
                      + QStringLiteral(".metadata"),
                  commit + '\n' + etag + "\n1700000000.0\n");
    }
    writeFile(folder + QStringLiteral("/.cache/huggingface/.gitignore"), "*");
}

/// One bit, as a bad disk does it: size and time stay.
inline void flipBit(const QString &path)
{
    const QDateTime modified = QFileInfo(path).lastModified();
    QFile file(path);
    char byte = 0;
    const bool done = file.open(QIODevice::ReadWrite | QIODevice::ExistingOnly) && file.seek(10)
                      && file.getChar(&byte) && file.seek(10) && file.putChar(static_cast<char>(byte ^ 1))
                      && file.flush() && file.setFileTime(modified, QFileDevice::FileModificationTime);
    if (!done)
        throw std::runtime_error("cannot change " + path.toStdString());
}

} // namespace weightyard::test
