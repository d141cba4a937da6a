// Turn: how every command that changes something waits for a library that another process works in: it says so once, and tries again
// until its turn has come. With --fail-if-busy it ends at once. The thread of whoever asks; blocks.
#pragma once

#include "app/cli/command_line.h"
#include "base/cancel_token.h"
#include "base/result.h"

#include <type_traits>

namespace weightyard::cli {

class Turn
{
public:
    explicit Turn(const CommandLine &line, base::CancelToken cancel = {});

    /// What `work` returns, a Result: it is called again while another process is at work. It must change nothing before it has the
    /// lock. Cancelled.
    template<typename Work>
    std::invoke_result_t<Work> take(const Work &work)
    {
        for (;;) {
            std::invoke_result_t<Work> done = work();
            if (done || !isOthers(done.error()))
                return done;
            if (!wait(done.error()))
                return base::fail(base::cancelledError());
        }
    }

private:
    bool isOthers(const base::Error &error) const;
    bool wait(const base::Error &why); ///< false: cancelled

    const CommandLine &m_line;
    const base::CancelToken m_cancel;
    bool m_isTold = false;
};

} // namespace weightyard::cli
