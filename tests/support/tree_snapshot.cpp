#include "tree_snapshot.h"

#include "object_source.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>

#include <filesystem>

using namespace Qt::Literals::StringLiterals;

namespace weightyard::test {

namespace {

namespace fs = std::filesystem;

fs::path toPath(const QString &path)
{
    return fs::path(path.toStdU16String());
}

int permissionBits(const QString &path)
{
    std::error_code error;
    const fs::file_status status = fs::symlink_status(toPath(path), error);
    return error ? 0 : static_cast<int>(status.permissions()) & 07777;
}

SnapshotEntry describeEntry(const QFileInfo &info, const SnapshotOptions &options)
{
    SnapshotEntry entry;
    const QString path = info.filePath();
    if (info.isSymLink()) {
        entry.type = SnapshotEntry::Type::Link;
        std::error_code error;
        entry.target = QString::fromStdU16String(fs::read_symlink(toPath(path), error).u16string());
        return entry;
    }
    const int mode = permissionBits(path);
    if (info.isDir()) {
        entry.type = SnapshotEntry::Type::Folder;
        entry.mode = options.onlyExecutableBit ? 0755 : mode;
        return entry;
    }
    entry.mode = !options.onlyExecutableBit ? mode : (mode & 0100) != 0 ? 0755 : 0644;
    if (!info.isFile()) {
        entry.type = SnapshotEntry::Type::Other;
        return entry;
    }
    entry.size = info.size();
    entry.sha256 = sha256HexOfFile(path);
    return entry;
}

void collect(const QString &folder, const QString &prefix, const SnapshotOptions &options,
             QMap<QString, SnapshotEntry> &entries)
{
    const QFileInfoList list =
        QDir(folder).entryInfoList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
    for (const QFileInfo &info : list) {
        if (prefix.isEmpty() && options.exclude.contains(info.fileName()))
            continue;
        const QString relative = prefix + info.fileName();
        const SnapshotEntry entry = describeEntry(info, options);
        if (entry.type != SnapshotEntry::Type::Folder || options.folders)
            entries.insert(relative, entry);
        if (entry.type == SnapshotEntry::Type::Folder)
            collect(info.filePath(), relative + u'/', options, entries);
    }
}

} // namespace

QString SnapshotEntry::describe() const
{
    const QString bits = QString::number(mode, 8);
    switch (type) {
    case Type::File:
        return u"file %1 %2 bytes %3"_s.arg(bits, QString::number(size),
                                            QString::fromLatin1(sha256.left(12)));
    case Type::Folder:
        return u"folder %1"_s.arg(bits);
    case Type::Link:
        return u"link -> %1"_s.arg(target);
    case Type::Other:
        return u"special %1"_s.arg(bits);
    }
    return {};
}

TreeSnapshot TreeSnapshot::of(const QString &folder, const SnapshotOptions &options)
{
    TreeSnapshot snapshot;
    collect(folder, QString(), options, snapshot.m_entries);
    return snapshot;
}

QString filesOf(const QString &folder)
{
    QStringList files;
    for (const QString &path : TreeSnapshot::of(folder).paths()) {
        if (!path.startsWith(".git"_L1) && !path.startsWith(".weightyard"_L1)
            && QFileInfo(folder + u'/' + path).isFile())
            files.append(path);
    }
    return files.join(u' ');
}

QString TreeSnapshot::differencesTo(const TreeSnapshot &right) const
{
    QStringList lines;
    for (auto it = m_entries.cbegin(); it != m_entries.cend(); ++it) {
        const auto other = right.m_entries.constFind(it.key());
        if (other == right.m_entries.cend())
            lines.append(u"- %1: %2"_s.arg(it.key(), it->describe()));
        else if (!(*other == *it))
            lines.append(u"! %1: %2 / %3"_s.arg(it.key(), it->describe(), other->describe()));
    }
    for (auto it = right.m_entries.cbegin(); it != right.m_entries.cend(); ++it) {
        if (!m_entries.contains(it.key()))
            lines.append(u"+ %1: %2"_s.arg(it.key(), it->describe()));
    }
    return lines.join(u'\n');
}

} // namespace weightyard::test
