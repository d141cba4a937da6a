#include "scripts/shell_word.h"

#include "scripts/shell_cursor.h"

#include <QRegularExpression>
#include <QStringList>
#include <algorithm>

namespace weightyard::scripts {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype kMostBraced = 64; // words of one

bool isPlainList(const WordPart &part)
{
    static const QRegularExpression plain(uR"(^\{[\w.*?!+@%:/,\[\]^-]*\}$)"_s);
    return part.kind == WordPart::Kind::Unknown && !part.isQuoted && part.source.contains(u',')
           && part.source.size() < 1024 && plain.match(part.source).hasMatch();
}

} // namespace

QList<Word> withoutBraces(const Word &word)
{
    QList<Word> words{word};
    for (qsizetype at = 0; at < word.parts.size(); ++at) {
        if (!isPlainList(word.parts[at]))
            continue;
        const QString &list = word.parts[at].source;
        const QStringList texts = list.mid(1, list.size() - 2).split(u',');
        if (words.size() * texts.size() > kMostBraced)
            return {word};
        QList<Word> more;
        for (const Word &one : std::as_const(words)) {
            for (const QString &text : texts) {
                more.append(one);
                more.last().parts[at] = {.kind = WordPart::Kind::Text, .text = text};
                more.last().hasPattern =
                    one.hasPattern || text.contains(u'*') || text.contains(u'?') || text.contains(u'[');
            }
        }
        words = more;
    }
    return words;
}

QString Word::bare() const
{
    const bool isText =
        parts.size() == 1 && parts.first().kind == WordPart::Kind::Text && !isQuoted && !isArray;
    return isText ? parts.first().text : QString();
}

QString Word::assignedName() const
{
    if (parts.isEmpty() || parts.first().kind != WordPart::Kind::Text || parts.first().isQuoted)
        return {};
    const QString &text = parts.first().text;
    const qsizetype sign = text.indexOf(u'=');
    if (sign <= 0)
        return {};
    const QString name = text.first(text[sign - 1] == u'+' ? sign - 1 : sign);
    return isShellName(name) ? name : QString();
}

} // namespace weightyard::scripts
