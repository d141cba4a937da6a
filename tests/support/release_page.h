// ReleasePage: where the releases of a program are described, on loopback: gives every request the same answer and keeps what it was asked.
// Any thread.
#pragma once

#include "script_server.h"

#include <QList>

namespace weightyard::test {

class ReleasePage
{
public:
    explicit ReleasePage(const QByteArray &answer)
        : m_server(ScriptServer::answering([this, answer](const QByteArray &head) {
              const std::lock_guard lock(m_mutex);
              m_heads.append(head);
              return answer;
          }))
    {}

    static QByteArray reply(const QByteArray &status, const QByteArray &body)
    {
        return "HTTP/1.1 " + status + "\r\nContent-Type: application/json\r\nContent-Length: "
               + QByteArray::number(body.size()) + "\r\n\r\n" + body;
    }

    QString address() const { return m_server.url(QStringLiteral("/latest")).toString(); }
    QList<QByteArray> heads() const ///< of the requests so far
    {
        const std::lock_guard lock(m_mutex);
        return m_heads;
    }

private:
    mutable std::mutex m_mutex;
    QList<QByteArray> m_heads;
    ScriptServer m_server; // last: its threads end first
};

} // namespace weightyard::test
