#include "net/progress_watch.h"

#include "base/error_code.h"

namespace weightyard::net {

using namespace Qt::Literals::StringLiterals;

namespace {

double seconds(qint64 ms)
{
    return static_cast<double>(ms) / 1000.0;
}

} // namespace

ProgressWatch::ProgressWatch(const Patience &patience)
    : m_silence(patience.silence.count()),
      m_slowestBytes(patience.slowestBytes),
      m_slowestWindow(patience.slowestWindow.count())
{}

void ProgressWatch::beginBody(qint64 now)
{
    noteActivity(now);
    m_windowBegin = now;
    m_windowBytes = 0;
}

void ProgressWatch::received(qint64 bytes, qint64 now)
{
    noteActivity(now);
    m_windowBytes += bytes;
}

void ProgressWatch::waitedOurselves(qint64 now)
{
    noteActivity(now);
    if (m_windowBegin)
        beginBody(now);
}

std::optional<base::Cause> ProgressWatch::stallReason(qint64 now)
{
    if (m_silence > 0 && now - m_lastActivity >= m_silence)
        return base::Cause(base::ErrorCode::NothingCame, seconds(m_silence));
    if (!m_windowBegin || m_slowestBytes <= 0 || now - *m_windowBegin < m_slowestWindow)
        return {};
    const bool slow = m_windowBytes < m_slowestBytes;
    m_windowBegin = now;
    m_windowBytes = 0;
    if (!slow)
        return {};
    return base::Cause(base::ErrorCode::TooSlow, m_slowestBytes, seconds(m_slowestWindow));
}

} // namespace weightyard::net
