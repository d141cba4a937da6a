#include "app/cli/pick_arguments.h"

#include "base/error_code.h"

namespace weightyard::cli {

using base::Cause;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;

base::PickWish pickOf(const CommandLine &line)
{
    return {.variants = line.list("variant"),
            .include = line.list("include"),
            .exclude = line.list("exclude"),
            .paths = line.list("file"),
            .isSafe = line.has("safe")};
}

Result<void> checkPick(const CommandLine &line)
{
    const bool isSet = line.has("all") || line.has("family");
    if (line.has("file") && (isSet || line.words.size() > 1))
        return fail(ErrorKind::Usage, Cause(ErrorCode::OneModelAtATime, QLatin1StringView("file")));
    for (const char *option : {"variant", "include", "exclude", "file"}) {
        if (line.has("scripts") && line.has(option))
            return fail(ErrorKind::Usage, Cause(ErrorCode::OptionsContradict, QLatin1StringView("scripts"),
                                                QLatin1StringView(option)));
    }
    return {};
}

} // namespace weightyard::cli
