#include "settings/netrc.h"

#include "base/home_folder.h"

#include <QFile>
#include <QFileInfo>
#include <algorithm>

namespace weightyard::settings {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 kLargestFile = 1024 * 1024;

bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

class Words
{
public:
    explicit Words(QByteArrayView text) : m_text(text) {}

    /// Nothing at the end, and for a quote that is not closed.
    std::optional<QByteArray> next()
    {
        skipBlanks();
        if (m_at >= m_text.size())
            return {};
        return m_text[m_at] == '"' ? quoted() : plain();
    }

    /// Up to an empty line.
    void skipMacro()
    {
        while (m_at < m_text.size()) {
            const qsizetype begin = m_at;
            skipLine();
            if (m_text.sliced(begin, m_at - begin).trimmed().isEmpty())
                return;
        }
    }

    void skipLine()
    {
        const qsizetype end = m_text.indexOf('\n', m_at);
        m_at = end < 0 ? m_text.size() : end + 1;
    }

private:
    void skipBlanks()
    {
        while (m_at < m_text.size()) {
            if (m_text[m_at] == '#')
                skipLine();
            else if (isBlank(m_text[m_at]))
                ++m_at;
            else
                return;
        }
    }

    QByteArray plain()
    {
        const qsizetype begin = m_at;
        while (m_at < m_text.size() && !isBlank(m_text[m_at]))
            ++m_at;
        return m_text.sliced(begin, m_at - begin).toByteArray();
    }

    std::optional<QByteArray> quoted()
    {
        QByteArray word;
        for (++m_at; m_at < m_text.size(); ++m_at) {
            char c = m_text[m_at];
            if (c == '"') {
                ++m_at;
                return word;
            }
            if (c == '\n')
                return {};
            if (c == '\\' && m_at + 1 < m_text.size()) {
                c = m_text[++m_at];
                c = c == 'n' ? '\n' : c == 'r' ? '\r' : c == 't' ? '\t' : c;
            }
            word += c;
        }
        return {};
    }

    QByteArrayView m_text;
    qsizetype m_at = 0;
};

} // namespace

QList<NetrcEntry> parseNetrc(QByteArrayView text)
{
    QList<NetrcEntry> entries;
    NetrcEntry *entry = nullptr; // none: before the first machine, or in "default"
    Words words(text);
    while (const std::optional<QByteArray> word = words.next()) {
        if (*word == "default") {
            entry = nullptr;
            continue;
        }
        if (*word == "macdef") {
            words.skipLine();
            words.skipMacro();
            continue;
        }
        const bool isKnown =
            *word == "machine" || *word == "login" || *word == "password" || *word == "account";
        const std::optional<QByteArray> value = isKnown ? words.next() : std::nullopt;
        if (!value)
            break;
        if (*word == "machine") {
            entries.append({.machine = QString::fromUtf8(*value)});
            entry = &entries.last();
        } else if (entry != nullptr && *word == "login") {
            entry->login = QString::fromUtf8(*value);
        } else if (entry != nullptr && *word == "password") {
            entry->password = QString::fromUtf8(*value);
        }
    }
    return entries;
}

QString netrcPath(const base::Environment &environment)
{
    if (const auto path = environment.value(u"NETRC"_s))
        return *path;
    const QString home = base::homeForGit(environment); // as curl's, which git uses
    for (const QString &name : {u".netrc"_s, u"_netrc"_s}) {
        if (!home.isEmpty() && QFileInfo::exists(home + u'/' + name))
            return home + u'/' + name;
    }
    return {};
}

base::Result<std::optional<base::Credential>> Netrc::find(const base::CredentialQuery &query,
                                                          const base::CancelToken &)
{
    const QString path = netrcPath(m_environment);
    QFile file(path);
    if (path.isEmpty() || !file.open(QIODevice::ReadOnly))
        return std::optional<base::Credential>();
    const QList<NetrcEntry> entries = parseNetrc(file.read(kLargestFile));
    const auto entry = std::find_if(entries.cbegin(), entries.cend(), [&](const NetrcEntry &one) {
        return one.machine.compare(query.origin.host, Qt::CaseInsensitive) == 0;
    });
    if (entry == entries.cend() || entry->password.isEmpty())
        return std::optional<base::Credential>();
    return std::optional<base::Credential>(
        base::Credential{.user = entry->login, .secret = entry->password, .source = path});
}

} // namespace weightyard::settings
