#include "ui/text/cause_text.h"

#include "ui/text/cause_tables.h"
#include "ui/text/sentence.h"

#include <QHash>

namespace weightyard::text {

using namespace Qt::Literals::StringLiterals;

namespace {

QHash<base::ErrorCode, const char *> allSentences()
{
    QHash<base::ErrorCode, const char *> all;
    for (const auto rows : {usageCauses(), networkCauses(), repositoryCauses(), diskCauses()}) {
        for (const CauseRow &row : rows)
            all.insert(row.code, row.sentence);
    }
    return all;
}

} // namespace

QString causeText(const base::Cause &cause)
{
    static const QHash<base::ErrorCode, const char *> sentences = allSentences();
    if (cause.code == base::ErrorCode::None)
        return {};
    // No sentence here has plural forms: with a number Qt looks for one, and finds no translation.
    const QString text = QCoreApplication::translate("Causes", sentences.value(cause.code, ""));
    return base::withValues(text, cause.values);
}

QString causeText(const base::Cause &cause, const QString &detail)
{
    const QString text = causeText(cause);
    return withReason(text, detail);
}

} // namespace weightyard::text
