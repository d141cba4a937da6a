#include "lfs/pointer.h"
#include "require.h"

using namespace weightyard;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView text(data, static_cast<qsizetype>(size));
    if (const auto pointer = lfs::parsePointer(text)) {
        fuzz::require(text.size() < lfs::kPointerLimit && pointer->size >= 0);
        const QByteArray canonical =
            "version https://git-lfs.github.com/spec/v1\noid sha256:" + pointer->oid.hex() + "\nsize "
            + QByteArray::number(pointer->size) + '\n';
        fuzz::require(lfs::parsePointer(canonical) == pointer);
        fuzz::require(text.indexOf(pointer->oid.hex()) > 0);
    }
    return 0;
}
