#include "store/workplace.h"

#include "store/file_io.h"
#include "store/folder_content.h"
#include "store/known_libraries.h"
#include "store/state_folder.h"
#include "store/volume.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>

namespace weightyard::store {

using namespace Qt::Literals::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

constexpr qsizetype kStemLength = 120;
constexpr int kHashDigits = 12;

QString shortHash(const QString &text)
{
    return QString::fromLatin1(
        QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha256).toHex().left(kHashDigits));
}

// Readable, of any volume's taste, and never the same for two paths, whatever their case.
QString fileStem(const QString &path)
{
    QString stem;
    for (const QChar c : path) {
        const bool plain =
            c.unicode() < 0x80 && (c.isLetterOrNumber() || c == u'-' || c == u'_' || c == u'.');
        stem += c == u'/' ? u"--"_s : plain ? QString(c) : u"_"_s;
    }
    while (stem.startsWith(u'-') || stem.startsWith(u'.'))
        stem.remove(0, 1);
    return stem.right(kStemLength) + u'-' + shortHash(path);
}

Workplace workplaceIn(const QString &stateDir, const QString &target, const QString &stagingName)
{
    return {.target = target,
            .stateDir = stateDir,
            .partialsDir = stateDir + u"/partials"_s,
            .stagingDir = stateDir + u"/staging/"_s + stagingName,
            .lockFile = stateDir + u"/lock"_s,
            .recordFile = {},
            .wantedFile = {},
            .knownLibrariesFile = {},
            .publish = Workplace::Publish::Rename,
            .removeStateDirAfterwards = false};
}

// Links on the way are followed: a folder has one workplace, by whatever name it is reached.
Result<QString> resolved(const QString &folder)
{
    const QString clean = QDir::cleanPath(QFileInfo(folder).absoluteFilePath());
    if (const QString link = deadLink(clean); !link.isEmpty())
        return fail(deadLinkError(link));
    const std::optional<FileState> state = stateOf(clean);
    if (state && !QFileInfo(clean).isDir())
        return fail(ErrorKind::Conflict, u"a file is where the folder must be"_s, {.path = clean});
    const QString existing = nearestExisting(clean);
    const QString real = QFileInfo(existing).canonicalFilePath();
    return QDir::cleanPath(real + clean.mid(existing.size()));
}

QString stateBeside(const QString &target)
{
    const QFileInfo info(target);
    const QString name = info.fileName();
    const QString parent = info.absolutePath();
    return parent + (parent.endsWith(u'/') ? u""_s : u"/"_s) + u".weightyard-"_s
           + (name.toUtf8().size() > kStemLength ? shortHash(name) : name);
}

QString stateInside(const QString &target)
{
    return target + u"/.weightyard"_s;
}

bool isEmptyFolder(const QString &folder)
{
    return QDir(folder).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
}

bool canRenameOver(const QString &target)
{
    const QString parent = nearestExisting(QFileInfo(target).absolutePath());
    if (!QFileInfo(parent).isWritable())
        return false;
    const std::optional<FileState> here = stateOf(target);
    const std::optional<FileState> above = stateOf(parent);
    return !here
           || (above && here->volume == above->volume && !isMountPoint(target) && isEmptyFolder(target));
}

} // namespace

Result<Workplace> libraryWorkplace(const QString &library, const QString &modelPath, const QString &configDir)
{
    const Result<QString> root = resolved(library);
    if (!root)
        return fail(root.error());
    const QString stateDir = *root + u"/.weightyard"_s;
    // The model's folder may be a link to a folder elsewhere: it is that folder which is filled.
    const QString target = *root + u'/' + modelPath;
    Workplace place = workplaceIn(stateDir, resolved(target).value_or(target), fileStem(modelPath));
    place.recordFile = stateDir + u"/records/"_s + fileStem(modelPath) + u".json"_s;
    place.wantedFile = place.partialsDir + u'/' + fileStem(modelPath) + u".wanted"_s;
    if (!configDir.isEmpty())
        place.knownLibrariesFile = QDir(configDir).absoluteFilePath(u"libraries.json"_s);
    return place;
}

Result<Workplace> intoWorkplace(const QString &folder, const QString &configDir)
{
    const Result<QString> target = resolved(folder);
    if (!target)
        return fail(target.error());
    const QString inside = stateInside(*target);
    const QString beside = stateBeside(*target);
    if (stateKind(inside) == StateKind::Library)
        return fail(ErrorKind::Conflict, u"the folder is a library; a model cannot be put over it"_s,
                    {.path = *target});

    // An earlier run's choice stands, because its partials are there. Only a rename onto what is not empty any more cannot be.
    const bool ranInside = stateKind(inside) == StateKind::Into;
    const bool ranBeside = !ranInside && stateKind(beside) == StateKind::Into;
    const bool rename = !ranInside && canRenameOver(*target);
    Workplace place = workplaceIn(rename || ranBeside ? beside : inside, *target, u"model"_s);
    place.publish = rename ? Workplace::Publish::Rename : Workplace::Publish::MoveInto;
    place.recordFile = QDir(configDir).absoluteFilePath(u"records/"_s + fileStem(*target) + u".json"_s);
    place.removeStateDirAfterwards = true;
    return place;
}

Result<void> checkConnected(const QString &library, const QString &configDir)
{
    const Result<Workplace> place = libraryWorkplace(library, u"any"_s, configDir);
    return place ? KnownLibraries(place->knownLibrariesFile).checkConnected(place->stateDir)
                 : fail(place.error());
}

Result<void> prepare(const Workplace &place)
{
    const KnownLibraries known(place.knownLibrariesFile);
    if (const Result<void> connected = known.checkConnected(place.stateDir); !connected)
        return connected;
    const std::optional<FileState> target =
        stateOf(QFileInfo(nearestExisting(place.target)).canonicalFilePath());
    const std::optional<FileState> state =
        stateOf(QFileInfo(nearestExisting(place.stateDir)).canonicalFilePath());
    if (target && state && target->volume != state->volume)
        return fail(ErrorKind::Conflict, u"the model's folder would be on another volume than its library"_s,
                    {.path = place.target});
    if (const Result<void> made = makeStateFolder(place); !made)
        return made;
    known.remember(place.stateDir);
    for (const QString &folder : {place.partialsDir, QFileInfo(place.stagingDir).absolutePath()}) {
        Result<void> made = makeFolderDurably(folder, true);
        if (made)
            made = markAsCache(folder);
        if (!made)
            return made;
    }
    return makeFolderDurably(place.stagingDir, true);
}

Result<void> cleanUp(const Workplace &place)
{
    if (!place.removeStateDirAfterwards)
        return removeTree(place.stagingDir);
    // Only what is marked as ours goes as a whole. A kill between the mark's end and the folder's leaves an empty folder.
    const Result<void> removed =
        stateKind(place.stateDir) == StateKind::Into ? removeStateFolder(place.stateDir) : Result<void>();
    removeEmptyFolder(stateBeside(place.target));
    removeEmptyFolder(stateInside(place.target));
    return removed;
}

} // namespace weightyard::store
