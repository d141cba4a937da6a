#include "git/content_filters.h"

#include "git/tree_encoding.h"

#include <algorithm>

namespace weightyard::git {

namespace {

using State = AttributeValue::State;

enum class LineEnds {
    AsIs,
    Crlf,           ///< text with eol=crlf
    CrlfIfDetected, ///< text=auto with eol=crlf: only what looks like text and has no CR yet
};

enum class TextKind { Undefined, Binary, Text, Lf, Auto };

TextKind textKind(const AttributeValue &value)
{
    switch (value.state) {
    case State::True:
        return TextKind::Text;
    case State::False:
        return TextKind::Binary;
    case State::Unspecified:
        return TextKind::Undefined;
    case State::Text:
        break;
    }
    if (value.is("input"))
        return TextKind::Lf;
    return value.is("auto") ? TextKind::Auto : TextKind::Undefined;
}

LineEnds lineEnds(const AttributeValues &attributes)
{
#ifdef Q_OS_WIN
    constexpr bool kNativeIsCrlf = true; // core.eol unset means native
#else
    constexpr bool kNativeIsCrlf = false;
#endif
    TextKind kind = textKind(attributes[Attribute::Text]);
    if (kind == TextKind::Undefined)
        kind = textKind(attributes[Attribute::Crlf]); // the old name
    if (kind == TextKind::Binary)
        return LineEnds::AsIs;
    const AttributeValue &eol = attributes[Attribute::Eol];
    if (eol.is("lf"))
        return LineEnds::AsIs;
    if (eol.is("crlf"))
        return kind == TextKind::Auto ? LineEnds::CrlfIfDetected : LineEnds::Crlf;
    if (!kNativeIsCrlf)
        return LineEnds::AsIs;
    if (kind == TextKind::Auto)
        return LineEnds::CrlfIfDetected;
    return kind == TextKind::Text ? LineEnds::Crlf : LineEnds::AsIs;
}

struct TextStatistics {
    qsizetype loneCr = 0;
    qsizetype loneLf = 0;
    qsizetype crlf = 0;
    qsizetype nul = 0;
    qsizetype printable = 0;
    qsizetype other = 0;
};

TextStatistics statisticsOf(const QByteArray &bytes)
{
    TextStatistics found;
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        const auto byte = static_cast<unsigned char>(bytes[i]);
        if (byte == '\r' && i + 1 < bytes.size() && bytes[i + 1] == '\n') {
            ++found.crlf;
            ++i;
        } else if (byte == '\r') {
            ++found.loneCr;
        } else if (byte == '\n') {
            ++found.loneLf;
        } else if (byte == 127 || (byte < 32 && byte != '\b' && byte != '\t' && byte != '\f' && byte != 27)) {
            ++found.other;
            found.nul += byte == 0 ? 1 : 0;
        } else {
            ++found.printable;
        }
    }
    // DOS text files end with Ctrl-Z.
    if (bytes.endsWith('\032'))
        --found.other;
    return found;
}

bool wantsCrlf(const QByteArray &bytes, LineEnds ends)
{
    if (ends == LineEnds::AsIs)
        return false;
    const TextStatistics found = statisticsOf(bytes);
    if (found.loneLf == 0)
        return false;
    if (ends == LineEnds::Crlf)
        return true;
    const bool binary = found.nul > 0 || found.printable / 128 < found.other;
    return found.loneCr == 0 && found.crlf == 0 && !binary;
}

QByteArray withCrlf(const QByteArray &bytes)
{
    QByteArray result;
    result.reserve(bytes.size() + bytes.count('\n'));
    char previous = 0;
    for (const char byte : bytes) {
        if (byte == '\n' && previous != '\r')
            result.append('\r');
        result.append(byte);
        previous = byte;
    }
    return result;
}

/// The length of what stands between the dollars of a keyword that is to be replaced, with the closing dollar; 0 when
/// `text`, which follows a "$", is none. "$Id: words with spaces $" belongs to another version control system.
qsizetype keywordLength(QByteArrayView text)
{
    if (text.startsWith("Id$"))
        return 3;
    if (!text.startsWith("Id:"))
        return 0;
    const qsizetype dollar = text.indexOf('$', 3);
    if (dollar < 0 || text.first(dollar).contains('\n'))
        return 0;
    const qsizetype space = text.indexOf(' ', 4);
    const bool foreign = space >= 0 && space < dollar - 1;
    return foreign ? 0 : dollar + 1;
}

QByteArray withIdent(const QByteArray &bytes, const QByteArray &id)
{
    QByteArray result;
    QByteArrayView rest = bytes;
    while (!rest.isEmpty()) {
        const qsizetype dollar = rest.indexOf('$');
        if (dollar < 0)
            break;
        result.append(rest.first(dollar + 1));
        rest = rest.sliced(dollar + 1);
        if (const qsizetype length = keywordLength(rest); length > 0) {
            result.append("Id: ").append(id).append(" $");
            rest = rest.sliced(length);
        }
    }
    return result.append(rest);
}

} // namespace

bool changesContent(const AttributeValues &attributes)
{
    return attributes[Attribute::Ident].state == State::True || lineEnds(attributes) != LineEnds::AsIs
           || attributes[Attribute::WorkingTreeEncoding].state == State::Text;
}

QByteArray checkedOutBytes(const QByteArray &blob, const QByteArray &id, const AttributeValues &attributes)
{
    QByteArray bytes = blob;
    if (attributes[Attribute::Ident].state == State::True)
        bytes = withIdent(bytes, id);
    if (wantsCrlf(bytes, lineEnds(attributes)))
        bytes = withCrlf(bytes);
    const AttributeValue &encoding = attributes[Attribute::WorkingTreeEncoding];
    return encoding.state == State::Text ? inTreeEncoding(bytes, encoding.text) : bytes;
}

} // namespace weightyard::git
