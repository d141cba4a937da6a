#include "library/folder_origin.h"

#include "library/model_folder.h"
#include "platform/file_io.h"
#include "store/library_layout.h"
#include "store/path_rules.h"
#include "store/safe_path.h"
#include "store/state_folder.h"

#include <QDirIterator>
#include <QFileInfo>
#include <QHash>
#include <QRegularExpression>
#include <algorithm>

namespace weightyard::library {

using namespace Qt::Literals::StringLiterals;
using base::Result;

namespace {

constexpr int kHighestLibrary = 6; // folders above a model's, as deep as a library has models
constexpr int kMostMetadata = 10'000;
constexpr qint64 kLargestMetadata = 4096;

bool isSafe(const store::Record &record)
{
    return store::isSafeModelPath(record.folder)
           && std::all_of(record.files.cbegin(), record.files.cend(),
                          [](const store::RecordFile &file) { return store::isTreePath(file.path); });
}

// The record lies in the state folder of a folder above, under the path from there.
std::optional<store::Record> recordAbove(const QString &folder)
{
    QString library = folder;
    for (int up = 0; up < kHighestLibrary; ++up) {
        const QString above = QFileInfo(library).absolutePath();
        if (above == library)
            return {};
        library = above;
        const store::StateLayout state = store::stateOfLibrary(library);
        if (store::stateKind(state.folder()) != store::StateKind::Library)
            continue;
        const QString modelPath = folder.mid(library.size() + (library.endsWith(u'/') ? 0 : 1));
        const Result<std::optional<store::Record>> record =
            store::readRecord(store::recordFile(state.records(), modelPath));
        const bool isOf = record && *record && (*record)->folder == modelPath && isSafe(**record)
                          && !hasMovedOn(**record, folder);
        return isOf ? *record : std::nullopt;
    }
    return {};
}

// Three lines: commit, etag, time (huggingface_hub, _local_folder.py).
QString commitOfMetadata(const QString &folder)
{
    static const QRegularExpression hash(u"^[0-9a-f]{40}$"_s);
    QHash<QString, int> votes;
    for (const QString &place : {u"/.cache/huggingface/download"_s, u"/.huggingface/download"_s}) {
        QDirIterator files(folder + place, {u"*.metadata"_s}, QDir::Files | QDir::Hidden,
                           QDirIterator::Subdirectories);
        for (int i = 0; files.hasNext() && i < kMostMetadata; ++i) {
            const auto text = platform::readWhole(files.next(), kLargestMetadata);
            const QString commit = QString::fromUtf8(text ? text->value_or(QByteArray()) : QByteArray())
                                       .section(u'\n', 0, 0)
                                       .trimmed();
            if (hash.match(commit).hasMatch())
                ++votes[commit];
        }
    }
    const auto most = std::max_element(votes.cbegin(), votes.cend());
    return most == votes.cend() ? QString() : most.key();
}

// ".../owner/name", ".../owner--name", ".../models--owner--name/snapshots/<commit>".
QStringList namesOf(const QString &folder)
{
    static const QRegularExpression part(uR"(^\w[\w.-]*$)"_s);
    QStringList names;
    const auto add = [&](const QString &owner, const QString &name) {
        if (part.match(owner).hasMatch() && part.match(name).hasMatch()
            && !names.contains(owner + u'/' + name))
            names.append(owner + u'/' + name);
    };
    const QStringList parts = folder.split(u'/', Qt::SkipEmptyParts);
    for (qsizetype i = parts.size() - 1; i >= 0 && i >= parts.size() - 3; --i) {
        const QStringList joined = parts[i].split(u"--"_s);
        if (joined.size() == 3 && joined.first() == "models"_L1)
            add(joined[1], joined[2]);
    }
    const QString name = parts.value(parts.size() - 1);
    if (parts.size() > 2 && parts[parts.size() - 3] == "datasets"_L1 && part.match(name).hasMatch()
        && part.match(parts[parts.size() - 2]).hasMatch())
        names.append(u"datasets/"_s + parts[parts.size() - 2] + u'/' + name);
    if (name.count(u"--"_s) == 1)
        add(name.section(u"--"_s, 0, 0), name.section(u"--"_s, 1, 1));
    if (parts.size() > 1)
        add(parts[parts.size() - 2], name);
    return names;
}

} // namespace

FolderOrigin originOfFolder(const QString &folder)
{
    return {.clone = git::cloneIn(folder),
            .record = recordAbove(folder),
            .commit = commitOfMetadata(folder),
            .names = namesOf(folder)};
}

} // namespace weightyard::library
