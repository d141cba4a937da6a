// A private temporary folder, removed with everything in it by the destructor. One owner; any thread.
// Failure to create it throws std::runtime_error: no test can go on without it.
#pragma once

#include <QByteArray>
#include <QString>
#include <QTemporaryDir>

namespace weightyard::test {

class TempDir
{
public:
    TempDir();

    QString path() const { return m_dir.path(); }
    QString path(const QString &relative) const; // joined, nothing is created
    QString makeFolder(const QString &relative) const;
    QString writeFile(const QString &relative,
                      const QByteArray &content) const; // with its parent folders; full path

private:
    QTemporaryDir m_dir;
};

QByteArray readFile(const QString &path);                       // throws std::runtime_error if it cannot
void writeFile(const QString &path, const QByteArray &content); // with its parent folders; throws likewise

} // namespace weightyard::test
