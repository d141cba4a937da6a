#include "library/sharer.h"

#include "base/byte_sum.h"
#include "base/config_layout.h"
#include "base/error_code.h"
#include "platform/file_copy.h"
#include "platform/file_io.h"
#include "platform/file_links.h"
#include "platform/file_names.h"
#include "platform/lock_file.h"
#include "platform/tree_sync.h"
#include "platform/volume.h"

#include <QDir>
#include <QFileInfo>
#include <algorithm>

namespace weightyard::library {

using namespace Qt::Literals::StringLiterals;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

bool hasPath(const auto &list, const QString &path)
{
    return std::any_of(list.cbegin(), list.cend(), [&](const auto &one) { return one.path == path; });
}

} // namespace

Sharer::Sharer(const ShareWish &wish, ForeignTool tool, const base::CancelToken &cancel)
    : m_wish(wish),
      m_cancel(cancel),
      m_temporary(u'/' + base::kStateFolderName + u"-part"_s),
      m_root(QFileInfo(wish.place).canonicalFilePath())
{
    if (m_root.isEmpty())
        m_root = wish.place;
    const auto before = readShare(wish.recordFile);
    if (before && *before)
        m_before = **before;
    m_planned.tool = foreignToolName(tool);
    m_planned.modelPath = wish.model.record.modelPath;
    m_planned.place = wish.place;
}

bool Sharer::isThere(const QString &path) const
{
    return platform::stateOf(absolute(path)).has_value();
}

void Sharer::planFile(const ShareableFile &file, const QString &to)
{
    if (isThere(to) || hasPath(m_planned.files, to))
        return;
    m_planned.files.append({.path = to, .size = file.size, .mtimeSeconds = file.mtimeSeconds});
    m_files.append({.file = file, .to = to});
}

void Sharer::planLink(const QString &path, const QByteArray &target)
{
    if (!isThere(path))
        m_planned.links.append({.path = path, .text = target});
}

void Sharer::planText(const QString &path, const QByteArray &text)
{
    if (!isThere(path))
        m_planned.texts.append({.path = path, .text = text});
}

void Sharer::planText(const QString &path, const QByteArray &text, const QByteArray &before)
{
    const auto here = platform::readWhole(absolute(path), before.size());
    if (here && *here && **here == before && before != text)
        m_planned.texts.append({.path = path, .text = text});
}

qint64 Sharer::bytes() const
{
    qint64 sum = 0;
    for (const SharedFile &file : m_planned.files)
        sum = base::addBytes(sum, file.size);
    return sum;
}

std::optional<QByteArray> Sharer::ownText(const QString &path) const
{
    for (const SharedText &text : m_before.texts) {
        if (text.path == path)
            return text.text;
    }
    return {};
}

Result<void> Sharer::begin(const QString &workplace)
{
    if (const Result<void> made = platform::makeFolderDurably(m_wish.place); !made)
        return made;
    m_root = QFileInfo(m_wish.place).canonicalFilePath();
    m_workplace = workplace;
    m_target.emplace(m_root);
    // Of a run that was killed.
    Result<void> done = platform::removeTree(temporary());
    if (done)
        done = checkPlacing();
    if (!done)
        return done;
    ShareRecord record = m_before;
    record.tool = m_planned.tool;
    record.modelPath = m_planned.modelPath;
    record.place = m_planned.place;
    record.merge(m_planned);
    done = writeShare(m_wish.recordFile, record);
    return done ? m_target->makeFolder(workplace) : done;
}

// By trying: two mounts of one disk, or a cache on another one, tell nothing beforehand.
Result<void> Sharer::checkPlacing() const
{
    if (m_files.isEmpty())
        return {};
    const auto smallest =
        std::min_element(m_files.cbegin(), m_files.cend(),
                         [](const Planned &a, const Planned &b) { return a.file.size < b.file.size; });
    const QString probe = m_root + m_temporary;
    Result<void> done = platform::removeTree(probe);
    const Result<Placing> placed = done ? placeFile(smallest->file, probe, {}, m_cancel) : fail(done.error());
    done = platform::removeFile(probe);
    if (!placed)
        return fail(placed.error());
    if (*placed != Placing::CannotWithoutCopy)
        return done;
    if (!m_wish.placing.mayCopy)
        return fail(ErrorKind::Conflict, ErrorCode::ShareOtherVolume, {.path = m_wish.place});
    const Result<platform::VolumeFacts> volume = platform::volumeFacts(m_root);
    if (volume && volume->available < bytes())
        return fail(ErrorKind::DiskFull, ErrorCode::NoRoom,
                    {.path = m_wish.place, .bytesNeeded = bytes(), .bytesFree = volume->available});
    return done;
}

Result<void> Sharer::putFile(const ShareableFile &file, const QString &to, const PlacingWish &wish,
                             ShareOutcome &outcome)
{
    const Result<Placing> placed = placeFile(file, temporary(), wish, m_cancel);
    Result<void> done = placed ? Result<void>() : fail(placed.error());
    if (done && *placed == Placing::CannotWithoutCopy)
        done = fail(ErrorKind::Conflict, ErrorCode::ShareOtherVolume, {.path = absolute(to)});
    if (done)
        done = checkShared(file, temporary(), m_wish.model.folder, m_cancel);
    if (done)
        done = platform::syncFileFully(temporary());
    if (done)
        done = m_target->moveIn(temporary(), to);
    if (!done) {
        static_cast<void>(platform::removeFile(temporary()));
        return done;
    }
    outcome.linked = outcome.linked || *placed == Placing::Linked;
    outcome.copied = base::addBytes(outcome.copied, *placed == Placing::Copied ? file.size : 0);
    return {};
}

Result<void> Sharer::putFiles(ShareOutcome &outcome, const std::function<QString(const QString &)> &lockOf)
{
    qint64 before = 0;
    for (const Planned &one : std::as_const(m_files)) {
        if (m_cancel.isCancelled())
            return fail(base::cancelledError());
        PlacingWish wish = m_wish.placing;
        if (wish.copied)
            wish.copied = [&](qint64 bytes) { m_wish.placing.copied(before + bytes); };
        const QString name = lockOf ? lockOf(one.to) : QString();
        platform::LockFile lock;
        const Result<bool> locked = name.isEmpty() ? Result<bool>(true) : lock.tryLock(name);
        if (locked && !*locked)
            return fail(ErrorKind::Busy, ErrorCode::ShareBusy, {.path = name});
        const Result<void> done = putFile(one.file, one.to, wish, outcome);
        if (!name.isEmpty())
            static_cast<void>(
                platform::removeFile(name)); // as huggingface_hub does, and only with the lock held
        if (!done)
            return done;
        before = base::addBytes(before, one.file.size);
    }
    return m_target->syncTouched();
}

// Where the volume has no links the blob gets a second name, as huggingface_hub has it on Windows.
Result<void> Sharer::putLink(const SharedText &link, const QString &at) const
{
    if (const Result<void> made = platform::makeFolder(QFileInfo(at).absolutePath()); !made)
        return made;
    if (const Result<void> made = platform::makeLink(at, link.text); made)
        return made;
    const QString blob = QFileInfo(absolute(link.path)).absolutePath() + u'/' + QString::fromUtf8(link.text);
    const Result<bool> linked = platform::hardLink(QDir::cleanPath(blob), at);
    if (!linked)
        return fail(linked.error());
    return *linked ? Result<void>() : platform::copyFile(QDir::cleanPath(blob), at, m_cancel);
}

Result<void> Sharer::putLinks(const QString &folder)
{
    const bool isNew = !isThere(folder);
    for (const SharedText &link : std::as_const(m_planned.links)) {
        const QString at = isNew ? temporary() + link.path.mid(folder.size()) : temporary();
        Result<void> done = putLink(link, at);
        if (done && !isNew)
            done = m_target->moveIn(at, link.path);
        if (!done) {
            static_cast<void>(platform::removeTree(temporary()));
            return done;
        }
    }
    if (isNew && !m_planned.links.isEmpty()) {
        Result<void> done = platform::syncTree(temporary());
        if (done)
            done = m_target->moveIn(temporary(), folder);
        if (!done)
            return done;
    }
    return m_target->syncTouched();
}

Result<void> Sharer::putTexts()
{
    for (const SharedText &text : std::as_const(m_planned.texts)) {
        Result<platform::File> file =
            platform::File::open(temporary(), platform::File::Access::CreateNewForAll);
        Result<void> done = file ? file->writeAt(0, text.text) : fail(file.error());
        if (done)
            done = file->syncData();
        if (done)
            done = file->close();
        if (done)
            done = isThere(text.path) ? platform::renameOver(temporary(), absolute(text.path))
                                      : m_target->moveIn(temporary(), text.path);
        if (!done) {
            static_cast<void>(platform::removeFile(temporary()));
            return done;
        }
    }
    return m_target->syncTouched();
}

} // namespace weightyard::library
