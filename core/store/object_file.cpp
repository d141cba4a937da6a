#include "store/object_file.h"

#include <utility>

namespace weightyard::store {

using base::fail;
using base::Result;

namespace {
constexpr qint64 kPastCacheBytes = 8LL * 1024 * 1024; // smaller objects cost little either way
}

Result<void> ObjectFile::open(const QString &path, qint64 objectBytes)
{
    Result<platform::File> opened = platform::File::open(path, platform::File::Access::ReadWrite);
    if (!opened)
        return fail(opened.error());
    m_file = std::move(*opened);
    m_objectBytes = objectBytes;
    if (objectBytes >= kPastCacheBytes)
        m_pastCache = platform::File::openPastCache(path);
    return {};
}

// Whole pages go past the cache. What is left at the ends never shares a page with them.
Result<void> ObjectFile::write(qint64 offset, QByteArrayView data)
{
    const qint64 head = std::min<qint64>((platform::kPastCacheAlign - offset % platform::kPastCacheAlign)
                                             % platform::kPastCacheAlign,
                                         data.size());
    const qint64 pages = (data.size() - head) / platform::kPastCacheAlign * platform::kPastCacheAlign;
    const bool aligned = reinterpret_cast<quintptr>(data.data() + head) % platform::kPastCacheAlign == 0;
    if (!m_pastCache || !m_pastCacheWorks || !aligned || pages == 0)
        return m_file.writeAt(offset, data);
    if (!m_pastCache->writeAt(offset + head, data.sliced(head, pages))) {
        m_pastCacheWorks = false; // the other way tells what is wrong, if anything is
        return m_file.writeAt(offset, data);
    }
    const Result<void> before = m_file.writeAt(offset, data.first(head));
    return before ? m_file.writeAt(offset + head + pages, data.sliced(head + pages)) : before;
}

Result<QByteArrayView> ObjectFile::readBack(qint64 offset, qint64 length, char *pages) const
{
    const qint64 begin = offset / platform::kPastCacheAlign * platform::kPastCacheAlign;
    const qint64 end = (offset + length + platform::kPastCacheAlign - 1) / platform::kPastCacheAlign
                       * platform::kPastCacheAlign;
    if (m_pastCache && end <= m_objectBytes) { // the last page may be shorter than a page
        const Result<qint64> got = m_pastCache->readAt(begin, pages, end - begin);
        if (got && *got == end - begin)
            return QByteArrayView(pages + (offset - begin), length);
    }
    const Result<qint64> got = m_file.readAt(offset, pages, length);
    if (!got)
        return fail(got.error());
    return QByteArrayView(pages, *got);
}

Result<void> ObjectFile::close()

{
    const Result<void> closed = m_file.close();
    const Result<void> alsoClosed = m_pastCache ? m_pastCache->close() : Result<void>();
    return closed ? alsoClosed : closed;
}

} // namespace weightyard::store
