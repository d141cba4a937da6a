#include "lfs/manifest.h"

#include "base/byte_sum.h"
#include "base/error_code.h"

#include <QHash>
#include <algorithm>

namespace weightyard::lfs {

using namespace Qt::Literals::StringLiterals;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;

qint64 Manifest::totalBytes() const
{
    qint64 total = 0; // pointers may claim any size; such a model fits on no disk
    for (const ManifestFile &file : files)
        total = base::addBytes(total, file.bytes());
    return total;
}

QList<Pointer> Manifest::objects() const
{
    QHash<base::Oid, qint64> sizes;
    for (const ManifestFile &file : files) {
        if (file.isObject())
            sizes.insert(file.pointer->oid, file.pointer->size);
    }
    QList<Pointer> list;
    for (auto it = sizes.cbegin(); it != sizes.cend(); ++it)
        list.append({it.key(), it.value()});
    std::sort(list.begin(), list.end(), [](const Pointer &a, const Pointer &b) {
        return a.size != b.size ? a.size > b.size : a.oid < b.oid;
    });
    return list;
}

Manifest Manifest::without(const QSet<QString> &paths) const
{
    Manifest rest = *this;
    rest.files.removeIf([&](const ManifestFile &file) { return paths.contains(file.entry.path); });
    return rest;
}

Result<Manifest> buildManifest(const git::Repository &repository, const Selection &selection)
{
    const Result<QList<git::TreeEntry>> entries = repository.entries();
    if (!entries)
        return fail(entries.error());
    Manifest manifest{.commit = repository.revision().commit, .files = {}};
    QHash<base::Oid, qint64> sizes;
    for (const git::TreeEntry &entry : *entries) {
        ManifestFile file{.entry = entry, .pointer = {}};
        const bool regular =
            entry.kind == git::TreeEntry::Kind::File || entry.kind == git::TreeEntry::Kind::Executable;
        if (regular && entry.lfsFilter && entry.size > 0 && entry.size < kPointerLimit) {
            const Result<QByteArray> text = repository.blob(entry.blob);
            if (!text)
                return fail(text.error());
            file.pointer = parsePointer(*text);
        }
        if (file.pointer) {
            file.leftOut = !selection.wants(entry.path);
            const qint64 known = sizes.value(file.pointer->oid, file.pointer->size);
            if (known != file.pointer->size)
                return fail(ErrorKind::Protocol, ErrorCode::TwoSizes,
                            {.path = entry.path, .oid = file.pointer->oid.toString()});
            sizes.insert(file.pointer->oid, known);
        }
        manifest.files.append(file);
    }
    return manifest;
}

} // namespace weightyard::lfs
