#include "catalog/catalogue.h"
#include "catalog/catalogue_parser.h"
#include "catalog/json_lines.h"
#include "require.h"

#include <QSet>

using namespace weightyard;
using namespace Qt::Literals::StringLiterals;

// A file is taken whole, and then everything in it can be shown, found and cloned; or it is refused with a line that it has.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray text(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const auto catalogue = catalog::parseCatalogue(text, u"file.json"_s);
    const qint64 lines = text.count('\n') + 1;
    const int line = catalog::lineOf(text, {u"models"_s, u"1"_s, u"id"_s});
    fuzz::require(line >= 1 && line <= lines);
    if (!catalogue) {
        fuzz::require(catalogue.error().context.path == u"file.json"_s);
        const int named = catalogue.error().context.line; // none: the file as a whole is of no use
        fuzz::require(named >= 0 && named <= lines);
        return 0;
    }
    QSet<QString> ids;
    const QUrl hub(u"https://huggingface.co"_s);
    for (const catalog::ModelEntry &entry : catalogue->models) {
        fuzz::require(!ids.contains(entry.id.toLower()));
        ids.insert(entry.id.toLower());
        fuzz::require(entry.bytes >= 0 && catalogue->families.contains(entry.family));
        fuzz::require(catalog::locationOf(entry, hub).has_value());
        fuzz::require(catalog::findModel(*catalogue, entry.id).has_value());
        const QString shown = entry.id + entry.name + entry.family + entry.licence;
        for (const QChar c : shown)
            fuzz::require(c >= u' ' && c != QChar(0x7f));
    }
    fuzz::require(catalog::merged(*catalogue, *catalogue) == *catalogue);
    return 0;
}
