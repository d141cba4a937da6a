#include "require.h"
#include "scripts/script_reader.h"

#include <QDir>

using namespace weightyard;
using namespace Qt::Literals::StringLiterals;

// Whatever a script says: it is read in a moment, a download has a clean absolute folder, an address that is one and no credential, and
// what is not sure names a line that the script has. Reading it twice says the same.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    if (bytes.size() > scripts::kLongestScript)
        return 0;
    const QString path = u"/tree/model/download.sh"_s;
    const auto text = scripts::scriptText(bytes, path);
    if (!text) {
        fuzz::require(text.error().context.path == path);
        return 0;
    }
    const QUrl hub(u"https://huggingface.co"_s);
    const scripts::ScriptReading reading = scripts::readScript(*text, path, hub);
    const qsizetype lines = text->count(u'\n') + 1;
    for (const scripts::ScriptDownload &one : reading.downloads) {
        fuzz::require(QDir::isAbsolutePath(one.folder) && QDir::cleanPath(one.folder) == one.folder);
        fuzz::require(QDir::isAbsolutePath(one.cloneFolder));
        fuzz::require(one.line >= 1 && one.line <= lines && one.script == path);
        fuzz::require(!one.location.credential && one.location.url.userInfo().isEmpty());
        fuzz::require(!one.location.modelPath.isEmpty() && !one.location.revision.startsWith(u'-'));
    }
    for (const base::Error &error : reading.unsure) {
        fuzz::require(error.context.path == path);
        fuzz::require(error.context.line >= 1 && error.context.line <= lines);
    }
    const bool isModels = reading.kind == scripts::ScriptKind::Models;
    fuzz::require(isModels || (reading.downloads.isEmpty() && reading.unsure.isEmpty()));
    const scripts::ScriptReading again = scripts::readScript(*text, path, hub);
    fuzz::require(again.downloads.size() == reading.downloads.size() && again.kind == reading.kind);
    return 0;
}
