#include "temp_dir.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <stdexcept>

using namespace Qt::Literals::StringLiterals;

namespace weightyard::test {

TempDir::TempDir() : m_dir(QDir::tempPath() + u"/weightyard-test-XXXXXX"_s)
{
    if (!m_dir.isValid())
        throw std::runtime_error(m_dir.errorString().toStdString());
}

QString TempDir::path(const QString &relative) const
{
    return m_dir.path() + u'/' + relative;
}

QString TempDir::makeFolder(const QString &relative) const
{
    if (!QDir(m_dir.path()).mkpath(relative))
        throw std::runtime_error("cannot create " + path(relative).toStdString());
    return path(relative);
}

QString TempDir::writeFile(const QString &relative, const QByteArray &content) const
{
    test::writeFile(path(relative), content);
    return path(relative);
}

QByteArray readFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        throw std::runtime_error((u"cannot read "_s + path + u": "_s + file.errorString()).toStdString());
    return file.readAll();
}

void writeFile(const QString &path, const QByteArray &content)
{
    QDir().mkpath(QFileInfo(path).absolutePath());
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate) || file.write(content) != content.size()
        || !file.flush())
        throw std::runtime_error((u"cannot write "_s + path + u": "_s + file.errorString()).toStdString());
}

} // namespace weightyard::test
