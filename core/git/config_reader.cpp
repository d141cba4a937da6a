#include "git/config_reader.h"

#include "base/error_code.h"
#include "git/config_text.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace weightyard::git {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kDeepestInclude = 10; // as in git

class Reader
{
public:
    Reader(const QString &home, UserConfig &config) : m_home(home), m_config(config) {}

    base::Result<void> read(const QString &path, int depth)
    {
        QFile file(path);
        if (!QFileInfo::exists(path))
            return {};
        if (!file.open(QIODevice::ReadOnly)) {
            m_config.unreadable.append(path);
            return {};
        }
        const base::Result<base::ConfigEntries> entries = parseConfigText(file.readAll());
        if (!entries)
            return unusable(entries.error().cause, path);
        for (const base::ConfigEntry &entry : entries->all()) {
            m_config.entries.append({entry.key, entry.value, path});
            if (entry.key != "include.path"_L1)
                continue;
            if (depth >= kDeepestInclude)
                return unusable(base::ErrorCode::ConfigIncludesTooDeep, path);
            if (const base::Result<void> included = read(resolved(entry.value, path), depth + 1); !included)
                return included;
        }
        return {};
    }

private:
    static base::Failure unusable(const base::Cause &why, const QString &path)
    {
        return base::fail(base::ErrorKind::Usage, why, {.path = path});
    }

    QString resolved(const QString &path, const QString &from) const
    {
        if (path.startsWith("~/"_L1))
            return m_home + path.mid(1);
        return QFileInfo(from).absoluteDir().absoluteFilePath(path);
    }

    const QString &m_home;
    UserConfig &m_config;
};

} // namespace

base::Result<void> readConfigFile(const QString &path, const QString &home, UserConfig &config)
{
    return Reader(home, config).read(path, 0);
}

std::optional<QString> normalizedConfigKey(const QString &key)
{
    const qsizetype first = key.indexOf(u'.');
    const qsizetype last = key.lastIndexOf(u'.');
    if (first <= 0 || last == key.size() - 1)
        return {};
    return key.left(first).toLower() + key.sliced(first, last - first) + key.sliced(last).toLower();
}

} // namespace weightyard::git
