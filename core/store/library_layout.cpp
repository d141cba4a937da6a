#include "store/library_layout.h"

#include "base/config_layout.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>

namespace weightyard::store {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype kStemLength = 120;
constexpr int kHashDigits = 12;

QString shortHash(const QString &text)
{
    return QString::fromLatin1(
        QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha256).toHex().left(kHashDigits));
}

QStringList filesIn(const QString &folder, const QString &pattern, QDir::Filters which)
{
    QStringList paths;
    const QFileInfoList files = QDir(folder).entryInfoList({pattern}, which, QDir::Name);
    for (const QFileInfo &file : files)
        paths.append(file.filePath());
    return paths;
}

} // namespace

StateLayout stateOfLibrary(const QString &library)
{
    return StateLayout(stateInside(library));
}

QString stateBeside(const QString &target)
{
    const QFileInfo info(target);
    const QString name = info.fileName();
    const QString parent = info.absolutePath();
    return parent + (parent.endsWith(u'/') ? u""_s : u"/"_s) + base::kStateFolderName + u'-'
           + (name.toUtf8().size() > kStemLength ? shortHash(name) : name);
}

QString stateInside(const QString &target)
{
    return target + (target.endsWith(u'/') ? u""_s : u"/"_s) + base::kStateFolderName;
}

QString removedInside(const QString &folder)
{
    return stateInside(folder) + u"-removed"_s;
}

QString conversionFile(const QString &folder)
{
    return stateInside(folder) + u"-convert.json"_s;
}

QString fileStem(const QString &path)
{
    QString stem;
    for (const QChar c : path) {
        const bool plain =
            c.unicode() < 0x80 && (c.isLetterOrNumber() || c == u'-' || c == u'_' || c == u'.');
        stem += c == u'/' ? u"--"_s : plain ? QString(c) : u"_"_s;
    }
    while (stem.startsWith(u'-') || stem.startsWith(u'.'))
        stem.remove(0, 1);
    return stem.right(kStemLength) + u'-' + shortHash(path);
}

QString recordFile(const QString &recordsDir, const QString &path)
{
    return recordsDir + u'/' + fileStem(path) + u".json"_s;
}

QStringList recordFilesIn(const QString &recordsDir)
{
    // No stem begins with a dot: a hidden one is the system's ("._name").
    return filesIn(recordsDir, u"*.json"_s, QDir::Files);
}

QString wantedFile(const QString &partialsDir, const QString &modelPath)
{
    return partialsDir + u'/' + fileStem(modelPath) + u".wanted"_s;
}

QString previousFolder(const QString &previousDir, const QString &modelPath)
{
    return previousDir + u'/' + fileStem(modelPath);
}

QString previousRecord(const QString &previousFolder)
{
    return previousFolder + u"/record.json"_s;
}

QString previousFile(const QString &previousFolder, const QString &path)
{
    return previousFolder + u"/files/"_s + path;
}

QString copiedTree(const QString &workDir)
{
    return workDir + u"/tree"_s;
}

QString copiedPart(const QString &workDir)
{
    return workDir + u"/part"_s;
}

QString removedOld(const QString &removedDir)
{
    return removedDir + u"/moved"_s;
}

QString removedModel(const QString &removedDir, int number)
{
    return removedDir + u"/model-"_s + QString::number(number);
}

QString partialPath(const QString &partialsDir, const base::Oid &oid)
{
    return partialsDir + u'/' + oid.toString() + u".partial"_s;
}

QString objectPath(const QString &partialsDir, const base::Oid &oid)
{
    return partialsDir + u'/' + oid.toString() + u".object"_s;
}

QString journalPath(const QString &partialsDir, const base::Oid &oid)
{
    return partialsDir + u'/' + oid.toString() + u".journal"_s;
}

QStringList journalsIn(const QString &partialsDir)
{
    return filesIn(partialsDir, u"*.journal"_s, QDir::Files | QDir::Hidden);
}

QStringList wantedFilesIn(const QString &partialsDir)
{
    return filesIn(partialsDir, u"*.wanted"_s, QDir::Files | QDir::Hidden);
}

bool hasReceivedBytes(const QString &partialsDir)
{
    return !QDir(partialsDir).entryList({u"*.partial"_s, u"*.object"_s}, QDir::Files).isEmpty();
}

} // namespace weightyard::store
