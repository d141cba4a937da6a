#include "scripts/shell_test.h"

namespace weightyard::scripts {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype kMostWords = 64;

// Of a && b, where false decides, and of a || b, where true does.
Outcome combined(Outcome one, Outcome other, Outcome decisive)
{
    if (one == decisive || other == decisive)
        return decisive;
    if (one == Outcome::Unsure || other == Outcome::Unsure)
        return Outcome::Unsure;
    return one == Outcome::Depends ? one : other;
}

bool isSign(const Value &word, QLatin1StringView one, QLatin1StringView other)
{
    return word.isSure() && (word.text == one || word.text == other);
}

Outcome comparison(const QList<Value> &words)
{
    if (words.size() > kMostWords)
        return Outcome::Depends;
    for (qsizetype i = 0; i + 1 < words.size(); ++i) { // "||" are two words in [[ ]]
        const bool isOr = isSign(words[i], "|"_L1, "-o"_L1);
        if (!isOr && !isSign(words[i], "&"_L1, "-a"_L1))
            continue;
        const bool isPair = words[i].text.size() == 1;
        if (i == 0 || (isPair && words[i + 1].text != words[i].text))
            continue;
        return combined(comparison(words.first(i)), comparison(words.mid(i + (isPair ? 2 : 1))),
                        isOr ? Outcome::True : Outcome::False);
    }
    if (!words.isEmpty() && isSign(words.first(), "!"_L1, "!"_L1))
        return negated(comparison(words.mid(1)));
    const auto known = [](bool sure, bool holds) {
        return sure ? (holds ? Outcome::True : Outcome::False) : Outcome::Unsure;
    };
    if (words.size() == 1)
        return known(words[0].isSure(), !words[0].text.isEmpty());
    if (words.size() == 2 && isSign(words[0], "-n"_L1, "-z"_L1))
        return known(words[1].isSure(), (words[0].text == "-z"_L1) == words[1].text.isEmpty());
    if (words.size() != 3)
        return Outcome::Depends;
    const bool sure = words[0].isSure() && words[2].isSure();
    const bool same = words[0].text == words[2].text;
    if (isSign(words[1], "="_L1, "=="_L1))
        return known(sure, same);
    return isSign(words[1], "!="_L1, "!="_L1) ? known(sure, !same) : Outcome::Depends;
}

} // namespace

Outcome negated(Outcome outcome)
{
    switch (outcome) {
    case Outcome::True:
        return Outcome::False;
    case Outcome::False:
        return Outcome::True;
    default:
        return outcome == Outcome::Success ? Outcome::Depends : outcome;
    }
}

Outcome testOutcome(QList<Value> words)
{
    const bool brackets = words.first().text == "["_L1 || words.first().text == "[["_L1;
    words.removeFirst();
    if (brackets && !words.isEmpty())
        words.removeLast();
    return comparison(words);
}

} // namespace weightyard::scripts
