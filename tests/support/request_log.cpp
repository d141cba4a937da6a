#include "request_log.h"

#include <algorithm>
#include <utility>

namespace weightyard::test {

bool LoggedRequest::hasHeader(const QByteArray &name) const
{
    for (const auto &[key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return true;
    }
    return false;
}

QByteArray LoggedRequest::header(const QByteArray &name) const
{
    for (const auto &[key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

QList<LoggedRequest> RequestLog::all() const
{
    const std::lock_guard lock(m_mutex);
    return m_requests;
}

QList<LoggedRequest> RequestLog::matching(const Filter &filter) const
{
    QList<LoggedRequest> found;
    const QList<LoggedRequest> copy = all();
    for (const LoggedRequest &request : copy) {
        if (filter(request))
            found.append(request);
    }
    return found;
}

QList<LoggedRequest> RequestLog::of(Endpoint endpoint) const
{
    return matching([endpoint](const LoggedRequest &request) { return request.endpoint == endpoint; });
}

int RequestLog::count(Endpoint endpoint) const
{
    return static_cast<int>(of(endpoint).size());
}

int RequestLog::peak(Endpoint endpoint) const
{
    constexpr qint64 kSlackMs = 100;
    QList<std::pair<qint64, int>> changes; // ends come first where times are equal
    for (const LoggedRequest &request : of(endpoint)) {
        const bool lasts = request.endMilliseconds == -1;
        if (!lasts && request.endMilliseconds - request.milliseconds <= kSlackMs)
            continue;
        changes.append({request.milliseconds + kSlackMs, 1});
        if (!lasts)
            changes.append({request.endMilliseconds, -1});
    }
    std::sort(changes.begin(), changes.end());
    int now = 0;
    int most = 0;
    for (const auto &[when, change] : changes)
        most = std::max(most, now += change);
    return most;
}

int RequestLog::underWay(Endpoint endpoint) const
{
    const auto all = of(endpoint);
    return static_cast<int>(std::count_if(
        all.begin(), all.end(), [](const LoggedRequest &request) { return request.endMilliseconds == -1; }));
}

QList<CredentialAttempt> RequestLog::credentialAttempts() const
{
    const std::lock_guard lock(m_mutex);
    return m_attempts;
}

int RequestLog::attemptsWith(const QByteArray &secret) const
{
    int count = 0;
    const QList<CredentialAttempt> attempts = credentialAttempts();
    for (const CredentialAttempt &attempt : attempts)
        count += attempt.secret == secret ? 1 : 0;
    return count;
}

bool RequestLog::sawOnPort(quint16 port, const QByteArray &secret) const
{
    const QList<LoggedRequest> requests = all();
    for (const LoggedRequest &request : requests) {
        if (request.port != port)
            continue;
        if (request.rawHead.contains(secret) || request.body.contains(secret))
            return true;
        for (const auto &[key, value] : request.headers) {
            const qsizetype space = value.indexOf(' ');
            if (space > 0 && QByteArray::fromBase64(value.mid(space + 1)).contains(secret))
                return true;
        }
    }
    return false;
}

void RequestLog::clear()
{
    const std::lock_guard lock(m_mutex);
    m_requests.clear();
    m_attempts.clear();
}

int RequestLog::append(LoggedRequest request)
{
    const std::lock_guard lock(m_mutex);
    request.number = m_next++;
    m_requests.append(std::move(request));
    return m_requests.last().number;
}

void RequestLog::update(int number, const std::function<void(LoggedRequest &)> &change)
{
    const std::lock_guard lock(m_mutex);
    for (auto it = m_requests.rbegin(); it != m_requests.rend(); ++it) {
        if (it->number == number) {
            change(*it);
            return;
        }
    }
}

void RequestLog::appendAttempt(const CredentialAttempt &attempt)
{
    const std::lock_guard lock(m_mutex);
    m_attempts.append(attempt);
}

} // namespace weightyard::test
