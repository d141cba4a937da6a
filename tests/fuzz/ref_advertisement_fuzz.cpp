#include "git/ref_advertisement.h"
#include "require.h"

#include <algorithm>
#include <cstring>

using namespace weightyard;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    size_t at = 0;
    git::PktLineReader lines([&](char *buffer, qint64 wanted) -> base::Result<qint64> {
        // In small pieces, as a network delivers.
        const size_t piece = std::min({static_cast<size_t>(wanted), size - at, size_t{7}});
        if (piece > 0)
            std::memcpy(buffer, data + at, piece);
        at += piece;
        return static_cast<qint64>(piece);
    });
    const auto wanted = [](QByteArrayView name, QByteArrayView, const git::Advertisement &) {
        return name.size() % 2 == 0;
    };
    const auto answer = git::readAdvertisement(lines, wanted);
    if (!answer)
        return 0;
    for (const git::AdvertisedRef &ref : answer->refs) {
        fuzz::require(ref.id.size() == 40 && !ref.name.isEmpty());
        fuzz::require(ref.peeled.isEmpty() || ref.peeled.size() == 40);
        fuzz::require(answer->find(ref.name) != nullptr);
    }
    return 0;
}
