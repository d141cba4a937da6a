// A model for tests of core/store, as a TreeSource, and a whole download of it without a network: what queue's job does between
// prepare() and cleanUp(). Header only, because only some tests link the core. One thread.
#pragma once

#include "platform/file_io.h"
#include "platform/file_names.h"
#include "store/existing_files.h"
#include "store/partial.h"
#include "store/partial_files.h"
#include "store/prefix_hasher.h"
#include "store/publisher.h"
#include "store_results.h"

#include <QDir>
#include <QFileInfo>
#include <QMap>
#include <sys/stat.h>

namespace weightyard::test {

/// Symbolic links and executable bits; without them git checks a link out as a file with the target in it.
#ifdef Q_OS_WIN
constexpr bool kPosixFiles = false;
#else
constexpr bool kPosixFiles = true;
#endif

class StoreModel final : public store::TreeSource
{
public:
    using Kind = store::TreeFile::Kind;

    void add(const QString &path, const QByteArray &bytes, Kind kind = Kind::File)
    {
        m_files.append({.path = path, .kind = kind, .size = bytes.size(), .object = {}});
        m_bytes.insert(path, bytes);
    }
    void addObject(const QString &path, const QByteArray &bytes, Kind kind = Kind::File)
    {
        add(path, bytes, kind);
        m_files.last().object = oidOf(bytes);
    }

    const QList<store::TreeFile> &files() const { return m_files; }
    QByteArray bytesOf(const QString &path) const { return m_bytes.value(path); }

    base::Result<QByteArray> content(const store::TreeFile &file) override
    {
        return m_bytes.value(file.path);
    }

    /// An "index" as far as stat data goes: a line for each file with what git compares.
    base::Result<void> finishHistory(const QString &gitDir, const QString &worktree) override
    {
        QByteArray index;
        for (const store::TreeFile &file : m_files)
            index += statLine(worktree, file.path) + '\n';
        auto out = platform::File::open(gitDir + QStringLiteral("/index"), platform::File::Access::CreateNew);
        return out ? out->writeAt(0, index) : base::fail(out.error());
    }

    /// Empty: the folder is this model, complete.
    QString contentDifferences(const QString &folder, bool history) const;
    /// The same, and its index (with history) says what the files are.
    QString differences(const QString &folder, bool history) const;

    store::Record record(const store::DownloadLayout &place, bool history) const
    {
        store::Record record{.url = QStringLiteral("https://example.org/owner/name"),
                             .modelPath = QStringLiteral("owner/name"),
                             .commit = QString(40, u'a'),
                             .folder = place.target,
                             .installedAt = QDateTime::fromSecsSinceEpoch(1'700'000'000),
                             .withHistory = history};
        for (const store::TreeFile &file : m_files)
            record.files.append({.path = file.path, .size = file.size, .oid = file.object});
        return record;
    }

private:
    static QByteArray statLine(const QString &worktree, const QString &path)
    {
#ifdef Q_OS_WIN
        const auto s = platform::stateOf(worktree + u'/' + path);
        if (!s)
            return "missing " + path.toUtf8();
        const QList<qint64> values{qint64(s->fileId), s->size, s->mtimeSeconds};
#else
        struct stat s = {};
        if (lstat(QFile::encodeName(worktree + u'/' + path).constData(), &s) != 0)
            return "missing " + path.toUtf8();
        const QList<qint64> values{qint64(s.st_ino),          qint64(s.st_size),
                                   qint64(s.st_mode),         qint64(s.st_mtim.tv_sec),
                                   qint64(s.st_mtim.tv_nsec), qint64(s.st_ctim.tv_sec),
                                   qint64(s.st_ctim.tv_nsec)};
#endif
        QByteArray line;
        for (const qint64 value : values)
            line += QByteArray::number(value) + ' ';
        return line + path.toUtf8();
    }
    QString fileDifference(const QString &folder, const store::TreeFile &file) const;

    QList<store::TreeFile> m_files;
    QMap<QString, QByteArray> m_bytes;
};

inline QString StoreModel::fileDifference(const QString &folder, const store::TreeFile &file) const
{
    const QString path = folder + u'/' + file.path;
    const auto state = platform::stateOf(path);
    if (!state)
        return QStringLiteral("is missing");
    if (file.kind == Kind::Folder)
        return state->kind == platform::FileState::Kind::Folder ? QString() : QStringLiteral("is no folder");
    if (file.kind == Kind::Symlink && kPosixFiles) {
        const auto target = platform::readLink(path);
        return target && *target == bytesOf(file.path) ? QString() : QStringLiteral("is another link");
    }
    if (state->kind != platform::FileState::Kind::File)
        return QStringLiteral("is no file");
    if (kPosixFiles && state->executable != (file.kind == Kind::Executable))
        return QStringLiteral("has a wrong executable bit");
    const auto bytes = platform::readWhole(path, 1LL << 30);
    return bytes && *bytes == bytesOf(file.path) ? QString() : QStringLiteral("has other bytes");
}

inline QString StoreModel::contentDifferences(const QString &folder, bool history) const
{
    QStringList found;
    for (const store::TreeFile &file : m_files) {
        if (!history && file.path.section(u'/', -1) == QStringLiteral(".gitattributes")) {
            if (QFileInfo::exists(folder + u'/' + file.path))
                found.append(file.path + QStringLiteral(": should not be there"));
            continue;
        }
        if (const QString difference = fileDifference(folder, file); !difference.isEmpty())
            found.append(file.path + QStringLiteral(": ") + difference);
    }
    const auto pack = platform::readWhole(folder + QStringLiteral("/.git/objects/pack/one.pack"), 100);
    const auto index = platform::readWhole(folder + QStringLiteral("/.git/index"), 1 << 20);
    if (history && (!pack || *pack != "PACK" || !index || !*index || (*index)->isEmpty()))
        found.append(QStringLiteral(".git is not complete"));
    if (!history && QFileInfo::exists(folder + QStringLiteral("/.git")))
        found.append(QStringLiteral(".git is there"));
    return found.join(u'\n');
}

inline QString StoreModel::differences(const QString &folder, bool history) const
{
    QString found = contentDifferences(folder, history);
    if (!history || !found.isEmpty())
        return found;
    const QString index = folder + QStringLiteral("/.git/index");
    const QList<QByteArray> lines =
        valueOf(platform::readWhole(index, 1 << 20)).value_or(QByteArray()).trimmed().split('\n');
    for (qsizetype i = 0; i < m_files.size(); ++i) {
        const store::TreeFile &file = m_files[i];
        if (file.kind == Kind::Folder)
            continue;
        if (lines.value(i) != statLine(folder, file.path))
            found += file.path + QStringLiteral(": changed after the index was written\n");
        if (platform::stateOf(folder + u'/' + file.path)->mtimeSeconds
            >= platform::stateOf(index)->mtimeSeconds)
            found += file.path + QStringLiteral(": racily young\n");
    }
    return found;
}

/// Every kind of entry that a model can have.
inline StoreModel sampleModel()
{
    using Kind = StoreModel::Kind;
    StoreModel model;
    model.add(QStringLiteral(".gitattributes"), "*.safetensors filter=lfs\n");
    model.add(QStringLiteral("README.md"), "# A model\n");
    model.add(QStringLiteral("config.json"), "{}\n");
    model.addObject(QStringLiteral("model-00001-of-00002.safetensors"), patternBytes(100'000, 1));
    model.addObject(QStringLiteral("model-00002-of-00002.safetensors"), patternBytes(150'000, 2));
    model.add(QStringLiteral("model.safetensors.index.json"), "{\"weight_map\": {}}\n");
    model.addObject(QStringLiteral("again/weights.bin"), patternBytes(150'000, 2));
    model.addObject(QStringLiteral("empty.bin"), {});
    model.add(QStringLiteral("latest"), "config.json", Kind::Symlink);
    model.add(QStringLiteral("scripts/.gitattributes"), "*.sh text eol=lf\n");
    model.add(QStringLiteral("scripts/run.sh"), "#!/bin/sh\n", Kind::Executable);
    model.addObject(QStringLiteral("scripts/tool.bin"), patternBytes(5000, 3), Kind::Executable);
    model.add(QStringLiteral("submodule"), {}, Kind::Folder);
    return model;
}

struct StoreRun {
    bool recovered = false;   ///< recover() finished an interrupted move
    qint64 receivedBytes = 0; ///< that no earlier run had brought
};

/// The objects of `files`, verified, as a transfer leaves them.
inline base::Result<QHash<base::Oid, QString>> receiveObjects(const QString &partialsDir,
                                                              const StoreModel &model,
                                                              const QSet<QString> &notNeeded,
                                                              qint64 &received)
{
    QHash<base::Oid, QString> objects;
    for (const store::TreeFile &file : model.files()) {
        if (!file.object || notNeeded.contains(file.path) || objects.contains(*file.object))
            continue;
        const QByteArray bytes = model.bytesOf(file.path);
        if (const auto there = store::finishedObject(partialsDir, *file.object, bytes.size())) {
            const auto fine = store::Verifier::matches(*there, *file.object, bytes.size(), {});
            if (fine && *fine) {
                objects.insert(*file.object, *there);
                continue;
            }
            static_cast<void>(platform::removeFile(*there));
        }
        auto partial = store::Partial::open(partialsDir, *file.object, bytes.size(), false);
        if (!partial)
            return base::fail(partial.error());
        constexpr qint64 kPiece = 30'000;
        for (qint64 at = 0; at < bytes.size(); at += kPiece) {
            const qint64 end = std::min<qint64>(at + kPiece, bytes.size());
            if ((*partial)->received().contains({at, end}))
                continue;
            received += end - at;
            base::Result<void> done = (*partial)->write(at, QByteArrayView(bytes).sliced(at, end - at));
            if (done && at % (2 * kPiece) == 0)
                done = (*partial)->flush();
            if (!done)
                return base::fail(done.error());
        }
        store::PrefixHasher hasher(*partial);
        if (const auto hashed = hasher.advance(bytes.size()); !hashed || !hasher.matches())
            return base::fail(base::ErrorKind::Corrupt, {}, QStringLiteral("wrong bytes"));
        const auto finished = (*partial)->finish();
        if (!finished)
            return base::fail(finished.error());
        objects.insert(*file.object, *finished);
    }
    return objects;
}

inline base::Result<void> makeHistory(const QString &gitDir)
{
    base::Result<void> done = platform::removeTree(gitDir);
    if (done)
        done = platform::makeFolder(gitDir + QStringLiteral("/objects/pack"));
    return done ? platform::writeDurably(gitDir + QStringLiteral("/objects/pack/one.pack"), "PACK") : done;
}

/// The record is there and every file of it: only what an interrupted run left behind has to go.
inline base::Result<bool> isInstalled(const store::DownloadLayout &place)
{
    const auto record = store::readRecord(place.recordFile);
    if (!record)
        return base::fail(record.error());
    if (!*record)
        return false;
    for (const store::RecordFile &file : (*record)->files) {
        const bool leftOut = !(*record)->withHistory && file.path.endsWith(QStringLiteral(".gitattributes"));
        if (!leftOut && !platform::stateOf(place.target + u'/' + file.path))
            return false;
    }
    return true;
}

inline base::Result<StoreRun> runStore(const store::DownloadLayout &place, StoreModel &model, bool history)
{
    const base::CancelToken cancel;
    const auto installed = isInstalled(place);
    if (!installed)
        return base::fail(installed.error());
    if (const auto prepared = store::prepare(place); !prepared)
        return base::fail(prepared.error());
    store::Publisher publisher(place);
    const auto recovered = publisher.recover();
    if (!recovered)
        return base::fail(recovered.error());
    StoreRun run{.recovered = *recovered || *installed};
    if (!run.recovered) {
        const QString gitDir = place.stagingDir + QStringLiteral("/git");
        if (const auto made = makeHistory(gitDir); !made)
            return base::fail(made.error());
        base::Result<QSet<QString>> there = QSet<QString>();
        if (place.publish == store::DownloadLayout::Publish::MoveInto)
            there = store::existingFiles(place, model.files(), history, model, cancel);
        if (!there)
            return base::fail(there.error());
        const auto objects = receiveObjects(place.partialsDir, model, *there, run.receivedBytes);
        if (!objects)
            return base::fail(objects.error());
        const auto traits = platform::probeVolume(place.stagingDir);
        if (!traits)
            return base::fail(traits.error());
        const store::PublishRequest request{.files = model.files(),
                                            .objects = *objects,
                                            .alreadyThere = *there,
                                            .keepHistory = history,
                                            .gitDir = gitDir,
                                            .record = model.record(place, history),
                                            .traits = *traits};
        if (const auto published = publisher.publish(request, model, cancel); !published)
            return base::fail(published.error());
    }
    if (const auto cleaned = store::cleanUp(place); !cleaned)
        return base::fail(cleaned.error());
    return run;
}

} // namespace weightyard::test
