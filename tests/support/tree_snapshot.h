// A folder as values, for comparison: what a client published against what `git clone` made.
//
//     const auto diff = TreeSnapshot::of(clone).differencesTo(TreeSnapshot::of(ours));
//     QVERIFY2(diff.isEmpty(), qPrintable(diff));
//
// Any thread. Links are not followed. Times and owners are not compared.
#pragma once

#include <QByteArray>
#include <QMap>
#include <QString>
#include <QStringList>

namespace weightyard::test {

struct SnapshotEntry {
    enum class Type { File, Folder, Link, Other };

    Type type = Type::File;
    int mode = 0;      // permission bits, e.g. 0755; 0 for links
    qint64 size = 0;   // files
    QString target;    // links, as stored
    QByteArray sha256; // files

    bool operator==(const SnapshotEntry &) const = default;
    QString describe() const;
};

struct SnapshotOptions {
    QStringList exclude{QStringLiteral(".git")}; // top-level names left out
    bool onlyExecutableBit =
        true; // mode is 0755 or 0644 (files) by the owner's x bit, 0755 for folders: umask does not matter
    bool folders = true; // false: only files and links, as git sees a tree
};

class TreeSnapshot
{
public:
    static TreeSnapshot of(const QString &folder, const SnapshotOptions &options = {});

    const QMap<QString, SnapshotEntry> &entries() const { return m_entries; }
    QStringList paths() const { return m_entries.keys(); }
    bool operator==(const TreeSnapshot &) const = default;
    // One line per path: "- only left", "+ only right", "! differs: left / right"; empty if equal.
    QString differencesTo(const TreeSnapshot &right) const;

private:
    QMap<QString, SnapshotEntry> m_entries; // by path relative to the folder
};

/// The files of a model, but those of git and ours: "config.json sub/a.bin".
QString filesOf(const QString &folder);

} // namespace weightyard::test
