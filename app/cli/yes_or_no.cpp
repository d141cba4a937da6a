#include "app/cli/yes_or_no.h"

#include "app/cli/cli_text.h"
#include "app/cli/secret_prompt.h"

#include <QStringList>

namespace weightyard::cli {

using namespace Qt::Literals::StringLiterals;

std::optional<bool> askYesOrNo(const QString &question)
{
    const std::optional<QString> answer = askLine(question);
    if (!answer)
        return {};
    const QStringList yes{u"y"_s, u"yes"_s, CliText::tr("y", "a letter that is typed for yes"),
                          CliText::tr("yes")};
    return yes.contains(answer->trimmed(), Qt::CaseInsensitive);
}

} // namespace weightyard::cli
