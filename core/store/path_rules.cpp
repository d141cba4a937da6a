#include "store/path_rules.h"

#include "base/error_code.h"
#include "store/link_rules.h"
#include "store/path_spelling.h"

#include <QHash>
#include <QSet>
#include <algorithm>

namespace weightyard::store {

using namespace Qt::Literals::StringLiterals;
using base::Cause;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

constexpr int kLongestPathBytes = 4000; // PATH_MAX is 4096 on Linux; the rest is for what stands before it

base::Failure unsafe(const base::Cause &why, const QString &path)
{
    return fail(ErrorKind::Unsafe, why, {.path = path});
}

base::Failure notHeld(const base::Cause &why, const QString &path)
{
    return fail(ErrorKind::Conflict, why, {.path = path, .reason = base::ErrorReason::NotHeld});
}

Result<void> checkPath(const QString &path)
{
    if (path.isEmpty() || path.contains(QChar(u'\0')))
        return unsafe(ErrorCode::PathEmpty, path);
    if (isAbsoluteAnywhere(path))
        return unsafe(ErrorCode::PathAbsolute, path);
    for (const QString &part : path.split(u'/')) {
        if (part.isEmpty())
            return unsafe(ErrorCode::PathEmptyPart, path);
    }
    for (const QString &part : partsAnywhere(path)) {
        if (part == "."_L1 || part == ".."_L1)
            return unsafe(ErrorCode::PathDots, path);
        if (isGitFolderName(part))
            return unsafe(ErrorCode::PathGit, path);
    }
    return {};
}

// Names of folders first: "a" before "a/b" needs no order of the list.
Result<void> checkShape(const QList<TreeFile> &files)
{
    QSet<QString> names;
    for (const TreeFile &file : files) {
        if (names.contains(file.path))
            return unsafe(ErrorCode::PathTwice, file.path);
        names.insert(file.path);
    }
    for (const TreeFile &file : files) {
        for (qsizetype slash = file.path.indexOf(u'/'); slash >= 0;
             slash = file.path.indexOf(u'/', slash + 1)) {
            if (names.contains(file.path.left(slash)))
                return unsafe(ErrorCode::PathThroughFile, file.path);
        }
    }
    return {};
}

bool isReservedName(const QString &part)
{
    static const QSet<QString> devices{u"con"_s, u"prn"_s, u"aux"_s, u"nul"_s, u"conin$"_s, u"conout$"_s};
    QString stem = part.section(u'.', 0, 0).toLower();
    while (stem.endsWith(u' '))
        stem.chop(1);
    if (devices.contains(stem))
        return true;
    // com1 to com9 and lpt1 to lpt9, and the three superscript digits that Windows takes for digits.
    const bool port = stem.size() == 4 && (stem.startsWith("com"_L1) || stem.startsWith("lpt"_L1));
    return port && u"123456789\u00b9\u00b2\u00b3"_s.contains(stem.back());
}

bool isRefusedByWindows(const QString &part)
{
    const auto isBad = [](QChar c) { return c.unicode() < 0x20 || u"<>:\"|?*\\"_s.contains(c); };
    return part.endsWith(u'.') || part.endsWith(u' ') || std::any_of(part.begin(), part.end(), isBad)
           || isReservedName(part);
}

QString asCompared(const QString &path, const platform::VolumeTraits &traits)
{
    QString name = traits.normalizesUnicode ? path.normalized(QString::NormalizationForm_D) : path;
    if (traits.caseSensitive)
        return name;
    name = name.toCaseFolded();
    return traits.normalizesUnicode ? name.normalized(QString::NormalizationForm_D) : name;
}

// Folders count too: "A/x" and "a/y" would end in one folder.
Result<void> checkClashes(const QList<TreeFile> &files, const platform::VolumeTraits &traits)
{
    QHash<QString, QString> taken;
    for (const TreeFile &file : files) {
        for (qsizetype slash = file.path.indexOf(u'/'); true; slash = file.path.indexOf(u'/', slash + 1)) {
            const QString name = slash < 0 ? file.path : file.path.left(slash);
            const QString key = asCompared(name, traits);
            const auto found = taken.constFind(key);
            if (found != taken.constEnd() && *found != name)
                return notHeld(Cause(ErrorCode::SameNameHere, *found), name);
            taken.insert(key, name);
            if (slash < 0)
                break;
        }
    }
    return {};
}

Result<void> checkNames(const TreeFile &file, const platform::VolumeTraits &traits)
{
    if (file.path.toUtf8().size() > kLongestPathBytes)
        return notHeld(ErrorCode::PathTooLong, file.path);
    for (const QString &part : file.path.split(u'/')) {
        if (part.toUtf8().size() > traits.maxNameBytes)
            return notHeld(ErrorCode::NameTooLong, file.path);
        if (traits.reservedNames && isRefusedByWindows(part))
            return notHeld(Cause(ErrorCode::NameNotHeld, part), file.path);
    }
    if (traits.maxFileBytes >= 0 && file.size > traits.maxFileBytes)
        return fail(ErrorKind::DiskFull, ErrorCode::FileTooLarge,
                    {.path = file.path, .bytesNeeded = file.size, .bytesFree = traits.maxFileBytes});
    return {};
}

} // namespace

bool isTreePath(const QString &path)
{
    return checkPath(path).has_value();
}

Result<void> checkTree(const QList<TreeFile> &files,
                       const std::function<Result<QByteArray>(const TreeFile &)> &linkTarget)
{
    QHash<QString, QString> links;
    for (const TreeFile &file : files) {
        if (const Result<void> fine = checkPath(file.path); !fine)
            return fine;
        if (file.kind != TreeFile::Kind::Symlink)
            continue;
        if (asLookedUp(file.path) == ".gitmodules"_L1)
            return unsafe(ErrorCode::LinkGitmodules, file.path);
        const Result<QByteArray> target = linkTarget(file);
        if (!target)
            return fail(target.error());
        if (target->isEmpty() || target->contains('\0') || target->size() > kLongestPathBytes)
            return unsafe(ErrorCode::LinkNoTarget, file.path);
        links.insert(file.path, QString::fromUtf8(*target));
    }
    if (const Result<void> shaped = checkShape(files); !shaped)
        return shaped;
    return checkLinks(links);
}

bool staysBelow(const QString &path)
{
    const QStringList parts = path.split(u'/');
    return std::none_of(parts.cbegin(), parts.cend(), [](const QString &part) {
        return part.isEmpty() || part == "."_L1 || part == ".."_L1 || part.contains(QChar(0));
    });
}

Result<void> checkVolume(const QList<TreeFile> &files, const platform::VolumeTraits &traits)
{
    for (const TreeFile &file : files) {
        if (const Result<void> fine = checkNames(file, traits); !fine)
            return fine;
    }
    if (traits.caseSensitive && !traits.normalizesUnicode)
        return {};
    return checkClashes(files, traits);
}

} // namespace weightyard::store
