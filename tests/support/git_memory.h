// What git said about a bare repository, kept for as long as the process runs: the tests ask the same of the same few repositories
// again and again, and each question costs several processes. A question about a repository with just the same bytes, at whatever
// path, has the same answer. Every member guards itself; any thread.
#pragma once

#include <QByteArray>
#include <QHash>
#include <QString>

#include <mutex>
#include <optional>

namespace weightyard::test {

/// A digest of every file of the folder, by path and bytes. Empty: too large to be worth it, or something of it cannot be read.
QByteArray digestOfRepository(const QString &folder);

template<typename Answer>
class GitMemory
{
public:
    std::optional<Answer> find(const QByteArray &question) const
    {
        const std::scoped_lock lock(m_mutex);
        const auto found = m_answers.constFind(question);
        return found == m_answers.cend() ? std::nullopt : std::optional<Answer>(*found);
    }
    void keep(const QByteArray &question, const Answer &answer)
    {
        const std::scoped_lock lock(m_mutex);
        m_answers.insert(question, answer);
    }

private:
    mutable std::mutex m_mutex;
    QHash<QByteArray, Answer> m_answers;
};

} // namespace weightyard::test
