#include "session/files_of_model.h"

#include "base/config_layout.h"
#include "library/model_folder.h"
#include "store/folder_content.h"
#include "store/library_layout.h"
#include "store/record.h"

#include <QDir>
#include <QFileInfo>
#include <algorithm>

namespace weightyard::session {

using job::FileProgress;

namespace {

std::optional<store::Record> readAt(const QString &recordsDir, const QString &path)
{
    const auto record = store::readRecord(store::recordFile(recordsDir, path));
    return record ? *record : std::nullopt;
}

std::optional<store::Record> recordOf(const library::ModelOnDisk &model, const QStringList &libraries,
                                      const QString &configDir)
{
    if (!model.ours)
        return {};
    for (const QString &library : libraries) {
        if (QDir::cleanPath(library + u'/' + model.modelPath) == QDir::cleanPath(model.folder))
            return readAt(store::stateOfLibrary(library).records(), model.modelPath);
    }
    return readAt(base::ConfigLayout(configDir).records(), model.folder);
}

QList<FileProgress> listedBy(const store::Record &record, const QString &folder)
{
    QList<FileProgress> files;
    for (const store::RecordFile &file : record.files) {
        const QFileInfo there(folder + u'/' + file.path);
        files.append({.path = file.path,
                      .size = file.size,
                      .here = there.exists() ? std::min(there.size(), file.size) : 0,
                      .verified = there.exists() && file.isChecked() && !record.damaged.contains(file.path),
                      .isUsers = record.different.contains(file.path),
                      .damaged = record.damaged.contains(file.path)});
    }
    return files;
}

QList<FileProgress> heldBy(const QString &folder, const base::CancelToken &cancel)
{
    const QHash<QString, qint64> sizes = library::filesIn(folder, cancel).sizes;
    QList<FileProgress> files;
    for (auto file = sizes.cbegin(); file != sizes.cend(); ++file) {
        const qint64 size = std::max<qint64>(file.value(), 0);
        if (!store::isClutter(file.key().section(u'/', -1)))
            files.append({.path = file.key(), .size = size, .here = size});
    }
    return files;
}

} // namespace

QList<FileProgress> filesOfModel(const library::ModelOnDisk &model, const QStringList &libraries,
                                 const QString &configDir, const base::CancelToken &cancel)
{
    const std::optional<store::Record> record = recordOf(model, libraries, configDir);
    QList<FileProgress> files = record ? listedBy(*record, model.folder) : heldBy(model.folder, cancel);
    std::sort(files.begin(), files.end(),
              [](const FileProgress &one, const FileProgress &other) { return one.path < other.path; });
    return files;
}

} // namespace weightyard::session
