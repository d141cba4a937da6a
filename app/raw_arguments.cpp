#include "app/raw_arguments.h"

#include "base/error_code.h"

#include <QString>

namespace weightyard::app {

using namespace Qt::Literals::StringLiterals;

base::Result<void> checkArguments(int count, const char *const *arguments)
{
#ifndef Q_OS_WIN
    for (int i = 1; i < count; ++i) {
        const QByteArray raw(arguments[i]);
        if (QString::fromUtf8(raw).toUtf8() == raw)
            continue;
        QString shown;
        for (const char byte : raw) {
            const auto code = static_cast<unsigned char>(byte);
            shown += code < 0x80 ? QString(QLatin1Char(byte)) : u"\\%1"_s.arg(code, 3, 8, QChar(u'0'));
        }
        return base::fail(base::ErrorKind::Usage, base::Cause(base::ErrorCode::NotUtf8, shown));
    }
#else
    Q_UNUSED(count)
    Q_UNUSED(arguments)
#endif
    return {};
}

} // namespace weightyard::app
