#include "git/config_reader.h"

#include "git/libgit2_handle.h"

#include <QFile>

#include <git2/config.h>

namespace weightyard::git {

using namespace Qt::Literals::StringLiterals;

namespace {

base::Result<QList<base::ConfigEntry>> allEntries(git_config *config, base::ErrorKind kind)
{
    git_config_iterator *raw = nullptr;
    if (git_config_iterator_new(&raw, config) != 0)
        return base::fail(libgit2Error(kind, u"the git configuration cannot be listed"_s));
    const ConfigIteratorHandle iterator(raw);

    QList<base::ConfigEntry> entries;
    git_config_entry *entry = nullptr;
    int result = 0;
    while ((result = git_config_next(&entry, iterator.get())) == 0) {
        // "[section] name" without "=" has no value and means true (git-config(1), "Syntax").
        const QString value = entry->value ? QString::fromUtf8(entry->value) : u"true"_s;
        entries.append({QString::fromUtf8(entry->name), value});
    }
    if (result != GIT_ITEROVER)
        return base::fail(libgit2Error(kind, u"the git configuration cannot be listed"_s));
    return entries;
}

} // namespace

base::Result<QList<base::ConfigEntry>> readConfigFile(const QString &path)
{
    git_config *raw = nullptr;
    if (git_config_new(&raw) != 0)
        return base::fail(libgit2Error(base::ErrorKind::Internal, u"git_config_new"_s));
    const ConfigHandle config(raw);
    const QByteArray name = QFile::encodeName(path);
    if (git_config_add_file_ondisk(config.get(), name.constData(), GIT_CONFIG_LEVEL_GLOBAL, nullptr, 0)
        != 0) {
        return base::fail(libgit2Error(base::ErrorKind::Usage,
                                       u"the git configuration cannot be read: %1"_s.arg(path), path));
    }
    return allEntries(config.get(), base::ErrorKind::Usage);
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
