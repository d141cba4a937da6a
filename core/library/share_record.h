// ShareRecord: what Weightyard put into a folder of another program for one model, so that it can be taken back, and nothing else.
// <config>/shares/<name>.json ("version": 1), written before the first of it is made: what was planned and is not there was never
// made. What is there is ours when it looks as it was planned; everything else stays. Blocks on the disk; worker threads only.
#pragma once

#include "base/result.h"
#include "library/foreign_stores.h"

namespace weightyard::library {

struct SharedFile {
    QString path; ///< below ShareRecord::place
    qint64 size = 0;
    qint64 mtimeSeconds = 0; ///< of the model's file, which it got: one that was written to since has another
    friend bool operator==(const SharedFile &, const SharedFile &) = default;
};

struct SharedText { ///< a link with its target, or a small file with its content
    QString path;
    QByteArray text;
    friend bool operator==(const SharedText &, const SharedText &) = default;
};

struct ShareRecord {
    QString tool; ///< foreignToolName()
    QString modelPath;
    QString place; ///< absolute: the cache, or the folder of models
    QList<SharedFile> files;
    QList<SharedText> links;
    QList<SharedText> texts;

    bool isEmpty() const { return files.isEmpty() && links.isEmpty() && texts.isEmpty(); }
    /// Adds what `more` has, which wins where both have a path.
    void merge(const ShareRecord &more);
};

/// Of one model in one place.
QString shareRecordFile(const QString &sharesDir, const QString &tool, const QString &modelPath,
                        const QString &place);

/// Nothing: none is there. Corrupt, Prerequisite: versioned_file.h.
base::Result<std::optional<ShareRecord>> readShare(const QString &file);
/// All that can be read, sorted by model.
QList<ShareRecord> listShares(const QString &sharesDir);
base::Result<void> writeShare(const QString &file, const ShareRecord &record);

} // namespace weightyard::library
