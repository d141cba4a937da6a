#include "ui/text/choice_text.h"

#include "hub/pick.h"
#include "ui/text/format.h"
#include "ui/text/sentence.h"
#include "ui/text/tr_contexts.h"

namespace weightyard::text {

using namespace Qt::Literals::StringLiterals;

QString choiceText(const base::PickWishes &picks)
{
    QStringList parts;
    for (const base::PickWish &wish : picks) {
        QStringList words = wish.variants + wish.include + wish.paths;
        if (words.isEmpty())
            words.append(Choices::tr("all files"));
        if (!wish.exclude.isEmpty())
            words.append(Choices::tr("without %1").arg(text::listed(wish.exclude)));
        const bool isOther = hub::namedUnsafe(wish).isEmpty();
        if (wish.isSafe)
            words.append(isOther ? Choices::tr("without what runs code when it is loaded")
                                 : Choices::tr("without what else runs code when it is loaded"));
        parts.append(text::listed(words));
    }
    return text::withoutControls(parts.join(u"; "_s));
}

} // namespace weightyard::text
