#include "git/tree_encoding.h"

#include <QStringConverter>
#include <QSysInfo>
#include <optional>

namespace weightyard::git {

namespace {

/// "UTF16LE" and "utf-16le" are the same to git.
QByteArray canonicalName(const QByteArray &encoding)
{
    QByteArray name = encoding.toUpper();
    if (name.startsWith("UTF") && !name.startsWith("UTF-"))
        name.insert(3, '-');
    if (name == "LATIN-1")
        return "ISO-8859-1"; // git's own fallback (utf8.c, fallback_encoding)
    return name;
}

struct Target {
    std::optional<QStringConverter::Encoding> encoding;
    bool mark = false;
};

Target targetFor(const QByteArray &name)
{
    using Encoding = QStringConverter::Encoding;
    // Without an order in the name iconv picks it: glibc the machine's, GNU libiconv (macOS, Git for Windows) big endian.
#ifdef __GLIBC__
    constexpr bool kLittle = QSysInfo::ByteOrder == QSysInfo::LittleEndian;
#else
    constexpr bool kLittle = false;
#endif
    if (name == "UTF-16")
        return {kLittle ? Encoding::Utf16LE : Encoding::Utf16BE, true};
    if (name == "UTF-32")
        return {kLittle ? Encoding::Utf32LE : Encoding::Utf32BE, true};
    if (name == "UTF-16LE-BOM")
        return {Encoding::Utf16LE, true};
    if (name == "UTF-16BE-BOM")
        return {Encoding::Utf16BE, true};
    if (name == "UTF-16LE")
        return {Encoding::Utf16LE};
    if (name == "UTF-16BE")
        return {Encoding::Utf16BE};
    if (name == "UTF-32LE")
        return {Encoding::Utf32LE};
    if (name == "UTF-32BE")
        return {Encoding::Utf32BE};
    return {};
}

} // namespace

QByteArray inTreeEncoding(const QByteArray &utf8, const QByteArray &encoding)
{
    const QByteArray name = canonicalName(encoding);
    if (utf8.isEmpty() || name.isEmpty() || name == "UTF-8")
        return utf8;
    const Target target = targetFor(name);
    QStringEncoder encoder = target.encoding
                                 ? QStringEncoder(*target.encoding, QStringConverter::Flag::Stateless)
                                 : QStringEncoder(name.constData(), QStringConverter::Flag::Stateless);
    if (!encoder.isValid())
        return utf8;
    QStringDecoder decoder(QStringConverter::Utf8, QStringConverter::Flag::ConvertInitialBom);
    QString text = decoder(utf8);
    if (decoder.hasError())
        return utf8;
    if (target.mark)
        text.prepend(QChar(QChar::ByteOrderMark));
    const QByteArray encoded = encoder(text);
    // Qt's Latin-1 writes "?" for what it cannot hold and reports nothing.
    const bool lost = !target.encoding && QString(QStringDecoder(name.constData())(encoded)) != text;
    return encoder.hasError() || lost ? utf8 : encoded;
}

} // namespace weightyard::git
