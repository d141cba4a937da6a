#include "base/redact.h"
#include "require.h"

using namespace weightyard;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QString text = QString::fromUtf8(QByteArrayView(data, static_cast<qsizetype>(size)));
    const QString secret = QStringLiteral("Zq9Zq9Zq9Zq9");
    fuzz::require(
        !base::redactedText(QStringLiteral("https://me:") + secret + QStringLiteral("@host/ ") + text)
             .contains(secret));
    fuzz::require(
        !base::redactedText(QStringLiteral("Authorization: Basic ") + secret + QStringLiteral("\n") + text)
             .contains(secret));
    static_cast<void>(base::redactedText(text));
    const QUrl url(text);
    const QString shown = base::redacted(url);
    fuzz::require(QUrl(shown).userInfo().isEmpty());
    return 0;
}
