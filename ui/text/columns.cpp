#include "ui/text/columns.h"

#include <QStringList>
#include <QTextBoundaryFinder>
#include <algorithm>

namespace weightyard::text {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Range {
    char32_t first;
    char32_t last;
};

// EastAsianWidth.txt, W and F, without the gaps of unassigned letters.
constexpr Range kWide[] = {{0x1100, 0x115F},   {0x231A, 0x231B},   {0x23E9, 0x23EC},   {0x2E80, 0x303E},
                           {0x3041, 0x33FF},   {0x3400, 0x4DBF},   {0x4E00, 0x9FFF},   {0xA000, 0xA4CF},
                           {0xA960, 0xA97F},   {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},   {0xFE30, 0xFE6F},
                           {0xFF00, 0xFF60},   {0xFFE0, 0xFFE6},   {0x16FE0, 0x18DFF}, {0x1AFF0, 0x1B2FF},
                           {0x1F200, 0x1F2FF}, {0x1F300, 0x1F64F}, {0x1F680, 0x1F6FF}, {0x1F900, 0x1F9FF},
                           {0x20000, 0x3FFFD}};

bool isWide(char32_t letter)
{
    const auto range = std::lower_bound(std::begin(kWide), std::end(kWide), letter,
                                        [](const Range &one, char32_t at) { return one.last < at; });
    return range != std::end(kWide) && range->first <= letter;
}

int columnsOfLetter(char32_t letter)
{
    switch (QChar::category(letter)) {
    case QChar::Mark_NonSpacing:
    case QChar::Mark_Enclosing:
    case QChar::Other_Format:
        return 0;
    default:
        return isWide(letter) ? 2 : 1;
    }
}

// What a reader takes for one letter, each.
QStringList lettersOf(const QString &text)
{
    QStringList letters;
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, text);
    for (qsizetype from = 0, to = finder.toNextBoundary(); to >= 0; from = to, to = finder.toNextBoundary())
        letters.append(text.sliced(from, to - from));
    return letters;
}

// These stay with what is before them: no line begins with a comma.
bool closesText(const QString &letter)
{
    return u"，。、；：！？）】》”’…"_s.contains(letter);
}

bool opensText(const QString &letter)
{
    return u"（【《“‘"_s.contains(letter);
}

} // namespace

qsizetype columnsOf(QStringView text)
{
    qsizetype columns = 0;
    const QList<uint> letters = text.toUcs4();
    for (const uint letter : letters)
        columns += columnsOfLetter(letter);
    return columns;
}

QString firstColumns(const QString &text, qsizetype columns)
{
    QString out;
    qsizetype used = 0;
    const QStringList letters = lettersOf(text);
    for (const QString &letter : letters) {
        used += columnsOf(letter);
        if (used > columns)
            break;
        out += letter;
    }
    return out;
}

QString lastColumns(const QString &text, qsizetype columns)
{
    QString out;
    qsizetype used = 0;
    const QStringList letters = lettersOf(text);
    for (auto letter = letters.rbegin(); letter != letters.rend(); ++letter) {
        used += columnsOf(*letter);
        if (used > columns)
            break;
        out.prepend(*letter);
    }
    return out;
}

QString padded(const QString &text, qsizetype columns)
{
    return text + QString(std::max<qsizetype>(0, columns - columnsOf(text)), u' ');
}

QString paddedBefore(const QString &text, qsizetype columns)
{
    return QString(std::max<qsizetype>(0, columns - columnsOf(text)), u' ') + text;
}

QList<LinePart> lineParts(const QString &text)
{
    QList<LinePart> parts;
    const QStringList words = text.split(u' ', Qt::SkipEmptyParts);
    for (const QString &word : words) {
        bool begins = true;
        bool afterWide = false;
        bool afterOpening = false;
        const QStringList letters = lettersOf(word);
        for (const QString &letter : letters) {
            const bool wide = columnsOf(letter) == 2;
            const bool joins = !begins && (closesText(letter) || afterOpening || (!wide && !afterWide));
            if (joins)
                parts.last().text += letter;
            else
                parts.append({letter, begins && !parts.isEmpty()});
            begins = false;
            afterWide = wide;
            afterOpening = opensText(letter);
        }
    }
    return parts;
}

} // namespace weightyard::text
