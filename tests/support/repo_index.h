// What is in a repository's index, kept in memory, with what its attributes do to files: RepoBuilder makes ordinary commits from it
// without a git process for each step. It knows ordinary paths and the attributes that tests use; of anything else it says so, and
// git does the work. Source: gitattributes(5), gitformat-index(5) for the order of entries. One thread.
#pragma once

#include <QByteArray>
#include <QList>
#include <QMap>
#include <QString>

#include <functional>

namespace weightyard::test {

class RepoIndex
{
public:
    struct Entry {
        QByteArray mode;
        QByteArray id;
    };
    /// Writes an object of that type and content, and gives its id.
    using WriteObject = std::function<QByteArray(const QByteArray &type, const QByteArray &content)>;

    /// Nothing that git refuses, quotes or treats in its own way.
    static bool isOrdinary(const QString &path);

    /// False: attributes that this does not know.
    bool takeAttributes(const QString &path, const QByteArray &content);
    bool isLfs(const QString &path) const;
    /// Whether git would store just these bytes for the file.
    bool keepsBytes(const QString &path, const QByteArray &content) const;

    /// False: a folder of that name is there, or a file where a folder must be.
    bool put(const QString &path, const Entry &entry);
    /// Of the path, and of all below it. False: there is none.
    bool remove(const QString &path);
    const QMap<QByteArray, Entry> &entries() const { return m_entries; }

    /// The id of the tree of all entries.
    QByteArray writeTree(const WriteObject &write) const;

private:
    struct Rule {
        QString pattern;
        bool lfs = false;
    };

    QMap<QByteArray, Entry> m_entries;  ///< by path; in that order they are in the trees, too
    QMap<QString, QList<Rule>> m_rules; ///< by the folder that they hold in, with its '/'
};

} // namespace weightyard::test
