#include "app/guarded_run.h"

#include "app/exit_codes.h"

#include <cstdio>
#include <exception>

namespace weightyard::app {

int guardedRun(const char *program, const std::function<int()> &body,
               const std::function<int(const base::Error &)> &tell)
{
    try {
        return body();
    } catch (const std::exception &thrown) {
        try {
            return tell(base::thrownError(thrown));
        } catch (const std::exception &) {
            std::fprintf(stderr, "%s: not enough memory, or no further thread\n", program);
        }
    }
    return static_cast<int>(ExitCode::Internal);
}

} // namespace weightyard::app
