#include "require.h"
#include "store/record.h"

using namespace weightyard;
using namespace Qt::Literals::StringLiterals;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray text(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const auto record = store::recordFromJson(text, u"fuzz.json"_s);
    if (!record)
        return 0;
    const auto again = store::recordFromJson(store::recordToJson(*record), u"fuzz.json"_s);
    fuzz::require(again && again->files == record->files && again->url == record->url);
    return 0;
}
