#include "base/error_code.h"

#include <QMetaEnum>

namespace weightyard::base {

QList<ErrorCode> allErrorCodes()
{
    const QMetaEnum codes = QMetaEnum::fromType<ErrorCode>();
    QList<ErrorCode> all;
    for (int i = 1; i < codes.keyCount(); ++i)
        all.append(static_cast<ErrorCode>(codes.value(i)));
    return all;
}

QString errorCodeName(ErrorCode code)
{
    if (code == ErrorCode::None)
        return {};
    return QString::fromLatin1(QMetaEnum::fromType<ErrorCode>().valueToKey(static_cast<int>(code)));
}

ErrorCode errorCodeNamed(const QString &name)
{
    bool known = false;
    const int value = QMetaEnum::fromType<ErrorCode>().keyToValue(name.toLatin1().constData(), &known);
    return known ? static_cast<ErrorCode>(value) : ErrorCode::None;
}

} // namespace weightyard::base
