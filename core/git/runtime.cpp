#include "git/runtime.h"

#include "base/home_folder.h"
#include "git/config_reader.h"
#include "git/libgit2_handle.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <cstddef>

namespace weightyard::git {

using namespace Qt::Literals::StringLiterals;

namespace {

// What libgit2 would else let grow with the repository: windows are mapped from the pack; parsed trees and commits are cached, blobs are
// not. No bound of the whole: the indexer keeps an entry for each object, and one object in memory while it resolves deltas, and
// only the limits below end that.
constexpr size_t kWindowBytes = 1024 * 1024;
constexpr size_t kMappedBytes = 16 * 1024 * 1024;
constexpr std::ptrdiff_t kCacheBytes = 8 * 1024 * 1024;
// A pack's header claims how many objects it holds, and the indexer believes it.
constexpr size_t kMostObjects = 1'000'000;
// One object is one buffer while deltas are resolved. What a tree may name is far less, and is refused by name (tree_walk.cpp).
constexpr size_t kLargestObject = 1024 * 1024 * 1024;

bool isTrue(const std::optional<QString> &value)
{
    return value && base::ConfigEntries({{u"a.b"_s, *value}}).boolean(u"a.b"_s, false);
}

/// Where libgit2 looks for this level by itself; on Windows that takes the registry and PATH.
QStringList searchPath(git_config_level_t level)
{
    git_buf buffer = GIT_BUF_INIT;
    if (git_libgit2_opts(GIT_OPT_GET_SEARCH_PATH, level, &buffer) != 0)
        return {};
    const QString paths = QFile::decodeName(QByteArray(buffer.ptr, static_cast<qsizetype>(buffer.size)));
    git_buf_dispose(&buffer);
    return paths.split(QLatin1Char(GIT_PATH_LIST_SEPARATOR), Qt::SkipEmptyParts);
}

QStringList systemFiles(const base::Environment &environment)
{
    if (isTrue(environment.value(u"GIT_CONFIG_NOSYSTEM"_s)))
        return {};
    if (const auto file = environment.value(u"GIT_CONFIG_SYSTEM"_s))
        return {*file};
    QStringList files;
    const QStringList programData = searchPath(GIT_CONFIG_LEVEL_PROGRAMDATA);
    for (const QString &folder : programData)
        files.append(folder + u"/config"_s);
    QStringList folders = searchPath(GIT_CONFIG_LEVEL_SYSTEM);
#ifdef Q_OS_MACOS
    // Apple's git, and Homebrew's on both processors, are built with prefixes of their own.
    folders.prepend(u"/Library/Developer/CommandLineTools/usr/share/git-core"_s);
    folders.append({u"/usr/local/etc"_s, u"/opt/homebrew/etc"_s});
#endif
    for (const QString &folder : std::as_const(folders))
        files.append(folder + u"/gitconfig"_s);
    return files;
}

QStringList globalFiles(const base::Environment &environment, const QString &home)
{
    if (const auto file = environment.value(u"GIT_CONFIG_GLOBAL"_s))
        return {*file};
    QStringList files;
    if (const auto xdg = environment.value(u"XDG_CONFIG_HOME"_s))
        files.append(*xdg + u"/git/config"_s);
    else if (!home.isEmpty())
        files.append(home + u"/.config/git/config"_s);
    if (!home.isEmpty())
        files.append(home + u"/.gitconfig"_s);
    return files;
}

/// GIT_CONFIG_COUNT, GIT_CONFIG_KEY_<n>, GIT_CONFIG_VALUE_<n> (git-config(1), "ENVIRONMENT"). Ends at the first key that is
/// missing or malformed; git would refuse to run, and says why better than we could.
QList<base::ConfigEntry> fromEnvironment(const base::Environment &environment)
{
    QList<base::ConfigEntry> entries;
    const int count = environment.value(u"GIT_CONFIG_COUNT"_s).value_or(QString()).toInt();
    for (int i = 0; i < count; ++i) {
        const auto key = environment.value(u"GIT_CONFIG_KEY_%1"_s.arg(i));
        const auto normalized = key ? normalizedConfigKey(*key) : std::nullopt;
        if (!normalized)
            break;
        entries.append({*normalized, environment.value(u"GIT_CONFIG_VALUE_%1"_s.arg(i)).value_or(QString()),
                        u"GIT_CONFIG_KEY_%1"_s.arg(i)});
    }
    return entries;
}

void isolate()
{
    for (const git_config_level_t level : {GIT_CONFIG_LEVEL_PROGRAMDATA, GIT_CONFIG_LEVEL_SYSTEM,
                                           GIT_CONFIG_LEVEL_XDG, GIT_CONFIG_LEVEL_GLOBAL})
        git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, level, "");
    git_libgit2_opts(GIT_OPT_SET_TEMPLATE_PATH, "");
}

void limit()
{
    git_libgit2_opts(GIT_OPT_SET_MWINDOW_SIZE, kWindowBytes);
    git_libgit2_opts(GIT_OPT_SET_MWINDOW_MAPPED_LIMIT, kMappedBytes);
    git_libgit2_opts(GIT_OPT_SET_CACHE_MAX_SIZE, kCacheBytes);
    git_libgit2_opts(GIT_OPT_SET_CACHE_OBJECT_LIMIT, static_cast<int>(GIT_OBJECT_BLOB), size_t{0});
    git_libgit2_opts(GIT_OPT_SET_PACK_MAX_OBJECTS, kMostObjects);
    git_libgit2_opts(GIT_OPT_SET_PACK_MAX_OBJECT_SIZE, kLargestObject);
    git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 1);
    git_libgit2_opts(GIT_OPT_ENABLE_STRICT_OBJECT_CREATION, 1);
}

} // namespace

Runtime::Runtime(const base::Environment &environment) : m_fromEnvironment(fromEnvironment(environment))
{
    git_libgit2_init();
    m_home = base::homeForGit(environment);
    m_configFiles = systemFiles(environment) + globalFiles(environment, m_home);
    isolate();
    limit();
}

base::Result<UserConfig> Runtime::userConfig() const
{
    UserConfig config;
    for (const QString &file : m_configFiles) {
        if (const base::Result<void> read = readConfigFile(file, m_home, config); !read)
            return base::fail(read.error());
    }
    config.entries.append(m_fromEnvironment.all());
    return config;
}

Runtime::Version Runtime::version()
{
    int major = 0;
    int minor = 0;
    int patch = 0;
    git_libgit2_version(&major, &minor, &patch);
    return {.text = u"%1.%2.%3"_s.arg(major).arg(minor).arg(patch),
            .threads = (git_libgit2_features() & GIT_FEATURE_THREADS) != 0,
            .shallowFetch = major > 1 || (major == 1 && minor >= 9)};
}

} // namespace weightyard::git
