#include "app/cli/turn.h"

#include "app/cli/cli_text.h"
#include "app/cli/terminal.h"
#include "base/error_code.h"
#include "ui/text/messages.h"

#include <utility>

namespace weightyard::cli {

namespace {
constexpr std::chrono::milliseconds kLookMs(500);
} // namespace

Turn::Turn(const CommandLine &line, base::CancelToken cancel) : m_line(line), m_cancel(std::move(cancel)) {}

// Busy for another reason, as a file of another program that is being written, is the user's to solve.
bool Turn::isOthers(const base::Error &error) const
{
    using base::ErrorCode;
    const ErrorCode code = error.cause.code;
    const bool isLock =
        code == ErrorCode::Working || code == ErrorCode::WorkingProcess || code == ErrorCode::JustFinished;
    return error.kind == base::ErrorKind::Busy && isLock && !m_line.has("fail-if-busy");
}

bool Turn::wait(const base::Error &why)
{
    if (!std::exchange(m_isTold, true) && !m_line.quiet)
        printErrorLine(CliText::tr("Waiting. %1").arg(text::Messages::sentence(why)));
    return m_cancel.waitFor(kLookMs);
}

} // namespace weightyard::cli
