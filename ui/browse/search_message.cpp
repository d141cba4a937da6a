#include "ui/browse/search_message.h"

#include "base/error_code.h"
#include "ui/browse/filter_bar.h"
#include "ui/browse/found_list.h"
#include "ui/browse/hub_search.h"
#include "ui/model/row_status.h"
#include "ui/text/messages.h"
#include "ui/text/sentence.h"

#include <QCoreApplication>

namespace weightyard::ui {

using base::ErrorCode;
using base::ErrorKind;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(SearchMessage)
};

SearchMessage ofError(const base::Error &error, bool isOffline)
{
    if (error.kind == ErrorKind::RateLimited)
        return {.title = Words::tr("The Hub takes no more questions for now"),
                .text =
                    text::sentences({text::Messages::brief(error),
                                     Words::tr("It is asked again by itself. Downloads are not held up.")}),
                .button = Words::tr("Try again now")};
    if (error.cause.code == ErrorCode::HubLacksSearch)
        return {.title = Words::tr("This host has no search"),
                .text =
                    Words::tr("It has models all the same: write OWNER/NAME of one, or paste its address.")};
    SearchMessage message{.title = Words::tr("The Hub could not be asked"),
                          .text = RowText::trouble(error),
                          .button = Words::tr("Try again")};
    if (isOffline) {
        message.title = Words::tr("The Hub does not answer");
        message.text = text::sentences(
            {text::Messages::brief(error),
             Words::tr("What is here can be used. Without a connection nothing can be searched.")});
        message.isOffline = true;
    }
    return message;
}

} // namespace

SearchMessage searchMessage(const HubSearch &search, const FoundList &list, bool isOpened)
{
    if (search.isAsking() || search.isPausing() || (!search.hasAsked() && !search.error()))
        return {.title = Words::tr("Asking the Hub…")};
    if (search.error())
        return ofError(*search.error(), search.isOffline());
    if (list.leftOut() > 0)
        return {.title = Words::tr("Nothing that was found fits this machine"),
                .text = Words::tr("%n model(s) are left out.", nullptr, static_cast<int>(list.leftOut())),
                .button = Words::tr("Show them")};
    const bool isNarrowed = FilterBar::isNarrowed(search.wish());
    if (search.wish().text.isEmpty())
        return {.title = Words::tr("The Hub has no such model"),
                .button = isNarrowed ? Words::tr("Without filters") : QString()};
    if (isOpened)
        return {.title = Words::tr("The search does not list “%1”").arg(search.wish().text),
                .text = Words::tr("The Hub has it all the same. Its details are shown."),
                .button = isNarrowed ? Words::tr("Without filters") : QString()};
    return {.title = Words::tr("The Hub has no model called “%1”").arg(search.wish().text),
            .text = isNarrowed ? Words::tr("Filters are set; without them there may be some.")
                               : Words::tr("Fewer words find more."),
            .button = isNarrowed ? Words::tr("Without filters") : QString()};
}

QString searchFoot(const HubSearch &search, const FoundList &list)
{
    if (search.isOffline())
        return Words::tr("The Hub does not answer. These are here, or were looked at before.");
    if (search.error())
        return RowText::trouble(*search.error());
    if (search.isAsking() || search.isPausing())
        return Words::tr("Asking the Hub…");
    QStringList parts{Words::tr("%n model(s)", nullptr, list.rowCount())};
    if (list.leftOut() > 0)
        parts.append(Words::tr("%n do not fit this machine", nullptr, static_cast<int>(list.leftOut())));
    if (!search.hasMore())
        parts.append(Words::tr("these are all"));
    return parts.join(QStringLiteral(" · "));
}

} // namespace weightyard::ui
