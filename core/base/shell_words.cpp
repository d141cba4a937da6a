#include "base/shell_words.h"

#include <QRegularExpression>
#include <algorithm>

namespace weightyard::base {

using namespace Qt::Literals::StringLiterals;

namespace {

bool isControl(QChar c)
{
    return c < u' ' || (c >= QChar(0x7f) && c < QChar(0xa0));
}

// What looks like nothing, or turns the direction of what follows: a person would not see what is run.
bool isInvisible(QChar c)
{
    return isControl(c) || c.category() == QChar::Other_Format || c.category() == QChar::Separator_Line
           || c.category() == QChar::Separator_Paragraph;
}

QString hex(uint value, int digits)
{
    return u"%1"_s.arg(value, digits, 16, QChar(u'0'));
}

// PowerShell takes typographic quotes for plain ones (about_Quoting_Rules).
bool isSingleQuote(QChar c)
{
    return c == u'\'' || (c >= QChar(0x2018) && c <= QChar(0x201b));
}

bool isReplacedInDoubleQuotes(QChar c)
{
    return c == u'$' || c == u'`' || (c >= QChar(0x201c) && c <= QChar(0x201e));
}

} // namespace

QString shellQuoted(const QString &text)
{
    return u'\'' + QString(text).replace(u'\'', "'\\''"_L1) + u'\'';
}

QString posixWord(const QString &text)
{
    static const QRegularExpression plain(u"\\A[A-Za-z0-9_@%+:,./-]+\\z"_s);
    if (plain.match(text).hasMatch())
        return text;
    if (std::none_of(text.begin(), text.end(), isControl))
        return shellQuoted(text);
    QString word = u"$'"_s;
    for (const QChar c : text) {
        if (isControl(c) && c.unicode() < 0x80)
            word += u"\\x"_s + hex(c.unicode(), 2);
        else if (isControl(c)) // in UTF-8
            word += u"\\xc2\\x"_s + hex(c.unicode(), 2);
        else
            word += c == u'\'' || c == u'\\' ? QString(u'\\') + c : QString(c);
    }
    return word + u'\'';
}

QString windowsWord(const QString &text)
{
    static const QRegularExpression plain(u"\\A[A-Za-z0-9_+:./\\\\-]+\\z"_s);
    if (plain.match(text).hasMatch())
        return text;
    if (std::none_of(text.begin(), text.end(), isReplacedInDoubleQuotes)) {
        QString word = text;
        for (qsizetype i = text.size(); i > 0 && text[i - 1] == u'\\'; --i)
            word += u'\\'; // else it would take the quote's meaning away
        return u'"' + word + u'"';
    }
    QString word;
    for (const QChar c : text)
        word += isSingleQuote(c) ? QString(2, c) : QString(c);
    return u'\'' + word + u'\'';
}

QString pythonLiteral(const QString &text)
{
    QString literal;
    for (const QChar c : text) {
        if (c == u'"' || c == u'\\')
            literal += QString(u'\\') + c;
        else if (isInvisible(c))
            literal += u"\\u"_s + hex(c.unicode(), 4);
        else
            literal += c;
    }
    return u'"' + literal + u'"';
}

} // namespace weightyard::base
