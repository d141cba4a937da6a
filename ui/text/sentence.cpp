#include "ui/text/sentence.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace weightyard::text {

using namespace Qt::Literals::StringLiterals;

namespace {

class Sentences
{
    Q_DECLARE_TR_FUNCTIONS(Sentences)
};

} // namespace

QString withoutStop(QString text)
{
    while (text.endsWith(u'.') || text.endsWith(u'。'))
        text.chop(1);
    return text;
}

QString sentence(const QString &text)
{
    return Sentences::tr("%1.", "a sentence and its stop").arg(withoutStop(text));
}

QString withReason(const QString &text, const QString &reason)
{
    return text.isEmpty() || reason.isEmpty()
               ? text + reason
               : Sentences::tr("%1: %2", "a statement and its reason").arg(text, reason);
}

QString inBrackets(const QString &text, const QString &addition)
{
    return text.isEmpty() || addition.isEmpty()
               ? text + addition
               : Sentences::tr("%1 (%2)", "a statement and where, or what more").arg(text, addition);
}

QString sentences(const QStringList &parts)
{
    QString all;
    for (const QString &part : parts) {
        // A full-width stop brings its room with it.
        const bool touches =
            all.isEmpty() || all.endsWith(u'。') || all.endsWith(u'！') || all.endsWith(u'？');
        all += part.isEmpty() || touches ? part : u' ' + part;
    }
    return all;
}

QStringList sentencesOf(const QString &text)
{
    static const QRegularExpression ends(uR"((?<=\.)\s+|(?<=。))"_s);
    return text.split(ends, Qt::SkipEmptyParts);
}

QString listed(const QStringList &parts)
{
    QString all;
    for (const QString &part : parts)
        all = all.isEmpty() ? part : Sentences::tr("%1, %2", "a list and its next part").arg(all, part);
    return all;
}

} // namespace weightyard::text
