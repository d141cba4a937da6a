#include "ui/text/packages.h"

#include <QFile>
#include <QRegularExpression>
#include <QStringList>
#include <utility>

namespace weightyard::text {

using namespace Qt::Literals::StringLiterals;

Packages packagesOf(const QString &osRelease)
{
    static const QRegularExpression pattern(uR"(^(?:ID|ID_LIKE)=["']?([^"'\n]*))"_s,
                                            QRegularExpression::MultilineOption);
    QStringList names;
    for (auto matches = pattern.globalMatch(osRelease); matches.hasNext();)
        names += matches.next().captured(1).toLower().split(u' ', Qt::SkipEmptyParts);
    const std::pair<Packages, QStringList> known[] = {
        {Packages::Apt, {u"debian"_s, u"ubuntu"_s}},
        {Packages::Dnf, {u"fedora"_s, u"rhel"_s, u"centos"_s}},
        {Packages::Pacman, {u"arch"_s}},
        {Packages::Zypper, {u"suse"_s, u"opensuse"_s, u"opensuse-tumbleweed"_s, u"opensuse-leap"_s}},
        {Packages::Apk, {u"alpine"_s}}};
    for (const auto &[packages, ids] : known) {
        for (const QString &id : ids) {
            if (names.contains(id))
                return packages;
        }
    }
    return Packages::Unknown;
}

Packages currentPackages()
{
#if defined(Q_OS_WIN)
    return Packages::Winget;
#elif defined(Q_OS_MACOS)
    return Packages::Brew;
#else
    for (const QString &path : {u"/etc/os-release"_s, u"/usr/lib/os-release"_s}) {
        QFile file(path);
        if (file.open(QIODevice::ReadOnly))
            return packagesOf(QString::fromUtf8(file.read(64 * 1024)));
    }
    return Packages::Unknown;
#endif
}

} // namespace weightyard::text
