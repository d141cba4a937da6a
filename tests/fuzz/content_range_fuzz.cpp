#include "net/http_types.h"
#include "require.h"

using namespace weightyard;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const auto range = net::parseContentRange(QByteArrayView(data, static_cast<qsizetype>(size)));
    if (!range)
        return 0;
    fuzz::require(range->begin >= 0 && range->end >= range->begin);
    fuzz::require(range->total == -1 || range->total > range->end);
    const QByteArray total = range->total == -1 ? QByteArray("*") : QByteArray::number(range->total);
    const auto again = net::parseContentRange("bytes " + QByteArray::number(range->begin) + '-'
                                              + QByteArray::number(range->end) + '/' + total);
    fuzz::require(again && again->begin == range->begin && again->end == range->end
                  && again->total == range->total);
    return 0;
}
