#include "library/weight_header.h"

#include "lfs/pointer.h"
#include "library/gguf_header.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtEndian>
#include <algorithm>

namespace weightyard::library {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 kLargestHeader = 32LL * 1024 * 1024; // of models with very many tensors it is a few MiB
constexpr qint64 kBeginning = 1024;
constexpr qint64 kLengthBytes = 8;

bool isWebPage(const QByteArray &beginning)
{
    const QByteArray text = beginning.trimmed().left(64).toLower();
    const qsizetype mark = text.startsWith("\xef\xbb\xbf") ? 3 : 0;
    return text.mid(mark).startsWith("<!doctype html") || text.mid(mark).startsWith("<html");
}

/// The end of the last tensor behind the header; numbers that make no sense claim nothing.
qint64 endOfTensors(const QJsonObject &header)
{
    qint64 end = 0;
    for (auto tensor = header.begin(); tensor != header.end(); ++tensor) {
        const QJsonArray offsets = tensor.value().toObject()[u"data_offsets"_s].toArray();
        end = std::max(end, offsets.at(1).toInteger());
    }
    return end;
}

bool isShortSafetensors(QFile &file, qint64 size)
{
    if (!file.seek(0))
        return false;
    const QByteArray start = file.read(kLengthBytes + 1);
    if (start.size() <= kLengthBytes || start.back() != '{') // the format begins its JSON so
        return false;
    const auto length = qFromLittleEndian<quint64>(start.constData());
    if (length > static_cast<quint64>(kLargestHeader))
        return false;
    const auto header = static_cast<qint64>(length);
    if (header > size - kLengthBytes)
        return true;
    const QByteArray json = file.seek(kLengthBytes) ? file.read(header) : QByteArray();
    const QJsonDocument document = QJsonDocument::fromJson(json);
    return document.isObject() && endOfTensors(document.object()) > size - kLengthBytes - header;
}

} // namespace

bool isIncompleteWeight(const QString &path)
{
    QFile file(path);
    if (!QFileInfo(path).isFile() || !file.open(QIODevice::ReadOnly))
        return false;
    const qint64 size = file.size();
    const QByteArray beginning = file.read(kBeginning);
    if (isWebPage(beginning) || (size < lfs::kPointerLimit && lfs::parsePointer(beginning)))
        return true;
    if (path.endsWith(".safetensors"_L1, Qt::CaseInsensitive))
        return isShortSafetensors(file, size);
    return path.endsWith(".gguf"_L1, Qt::CaseInsensitive) && isShortGguf(file, size);
}

bool isCutArchive(const QString &path)
{
    // APPNOTE.TXT 4.3.16: the end of the central directory is 22 bytes and a comment of 64 KiB at most.
    constexpr qint64 kEnd = 22 + 64 * 1024;
    QFile file(path);
    if (!QFileInfo(path).isFile() || !file.open(QIODevice::ReadOnly)
        || !file.read(4).startsWith("PK\x03\x04"))
        return false;
    return file.seek(std::max<qint64>(file.size() - kEnd, 0)) && !file.readAll().contains("PK\x05\x06");
}

} // namespace weightyard::library
