#include "catalog/model_location.h"
#include "require.h"

using namespace weightyard;
using namespace Qt::Literals::StringLiterals;

namespace {

// Whatever is typed, nothing leaves the library and nothing of ours or git's is hit.
void checkPath(const QString &path)
{
    fuzz::require(!path.isEmpty() && !path.startsWith(u'/') && !path.endsWith(u'/'));
    for (const QString &part : path.split(u'/')) {
        fuzz::require(!part.isEmpty() && part != u"."_s && part != u".."_s);
        fuzz::require(!part.startsWith(u".git"_s, Qt::CaseInsensitive)
                      && !part.startsWith(u".weightyard"_s, Qt::CaseInsensitive));
        for (const QChar c : part)
            fuzz::require(c >= u' ' && c != QChar(0x7f) && c != u'\\' && c != u':');
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const QUrl hubs[] = {QUrl(u"https://huggingface.co"_s), QUrl(u"http://localhost:8080/deep/hub"_s)};
    const QString text = QString::fromUtf8(QByteArrayView(data, static_cast<qsizetype>(size)));
    for (const QUrl &hub : hubs) {
        const auto location = catalog::parseModelLocation(text, hub);
        if (!location)
            continue;
        checkPath(location->modelPath);
        fuzz::require(location->url.isValid() && !location->url.host().isEmpty()
                      && location->url.userInfo().isEmpty());
        fuzz::require(location->url.scheme() == u"http"_s || location->url.scheme() == u"https"_s);
        fuzz::require(!location->url.hasQuery() && !location->url.hasFragment());
        for (const QChar c : location->revision)
            fuzz::require(c >= u' ' && c != QChar(0x7f));
    }
    static_cast<void>(catalog::hubEndpoint(text));
    return 0;
}
