#include "app/raw_arguments.h"

#include "base/error_code.h"

#include <QDir>
#include <QString>
#include <filesystem>

namespace weightyard::app {

using namespace Qt::Literals::StringLiterals;
using base::Result;

#ifdef Q_OS_WIN
Result<void> checkArguments(int, const char *const *)
{
    return {};
}

Result<void> checkPaths(const QStringList &)
{
    return {};
}
#else
namespace {

/// Of what is read or written below them by us and by Qt; base/hub_folders.h has the last three.
constexpr const char *kFolderVariables[] = {
    "HOME",    "XDG_CONFIG_HOME", "XDG_DATA_HOME",        "XDG_CACHE_HOME",
    "HF_HOME", "HF_HUB_CACHE",    "HUGGINGFACE_HUB_CACHE"};

Result<void> checkText(const QByteArray &raw)
{
    if (QString::fromUtf8(raw).toUtf8() == raw)
        return {};
    QString shown;
    for (const char byte : raw) {
        const auto code = static_cast<unsigned char>(byte);
        shown += code < 0x80 ? QString(QLatin1Char(byte)) : u"\\%1"_s.arg(code, 3, 8, QChar(u'0'));
    }
    return base::fail(base::ErrorKind::Usage, base::Cause(base::ErrorCode::NotUtf8, shown));
}

bool isRelative(const QString &path)
{
    const bool isOfHome = path == "~"_L1 || path.startsWith("~/"_L1);
    return !path.isEmpty() && !isOfHome && QDir::isRelativePath(path);
}

} // namespace

Result<void> checkArguments(int count, const char *const *arguments)
{
    for (int i = 1; i < count; ++i) {
        if (const Result<void> text = checkText(arguments[i]); !text)
            return text;
    }
    for (const char *name : kFolderVariables) {
        if (const Result<void> text = checkText(QByteArray(name) + '=' + qgetenv(name)); !text)
            return text;
    }
    return {};
}

Result<void> checkPaths(const QStringList &paths)
{
    std::error_code unknown;
    const QByteArray here = QByteArray::fromStdString(std::filesystem::current_path(unknown).native());
    for (const QString &path : paths) {
        if (!isRelative(path))
            continue;
        if (const Result<void> text = checkText(here + '/' + path.toUtf8()); !text)
            return text;
    }
    return {};
}
#endif

} // namespace weightyard::app
