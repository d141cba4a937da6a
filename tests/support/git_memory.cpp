#include "git_memory.h"

#include <QCryptographicHash>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace weightyard::test {

namespace {

constexpr qint64 kMostBytes = 1024 * 1024;
constexpr qsizetype kMostFiles = 200;

} // namespace

QByteArray digestOfRepository(const QString &folder)
{
    QStringList paths;
    qint64 bytes = 0;
    QDirIterator files(folder, QDir::Files | QDir::Hidden | QDir::System, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        paths.append(files.next());
        bytes += files.fileInfo().size();
        if (bytes > kMostBytes || paths.size() > kMostFiles)
            return {};
    }
    std::sort(paths.begin(), paths.end());
    QCryptographicHash hash(QCryptographicHash::Sha1);
    for (const QString &path : paths) {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            return {};
        const QByteArray content = file.readAll();
        hash.addData(path.mid(folder.size()).toUtf8() + '\0' + QByteArray::number(content.size()) + '\0');
        hash.addData(content);
    }
    return paths.isEmpty() ? QByteArray() : hash.result();
}

} // namespace weightyard::test
