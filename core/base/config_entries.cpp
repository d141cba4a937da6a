#include "base/config_entries.h"

#include <QProcessEnvironment>
#include <limits>

namespace weightyard::base {

using namespace Qt::Literals::StringLiterals;

ConfigEntries::ConfigEntries(QList<ConfigEntry> entries) : m_entries(std::move(entries)) {}

std::optional<QString> ConfigEntries::last(const QString &key) const
{
    for (auto it = m_entries.crbegin(); it != m_entries.crend(); ++it) {
        if (it->key == key)
            return it->value;
    }
    return {};
}

QList<QString> ConfigEntries::values(const QString &key) const
{
    QList<QString> found;
    for (const ConfigEntry &entry : m_entries) {
        if (entry.key != key)
            continue;
        if (entry.value.isEmpty())
            found.clear();
        else
            found.append(entry.value);
    }
    return found;
}

bool ConfigEntries::boolean(const QString &key, bool fallback) const
{
    const std::optional<QString> value = last(key);
    if (!value)
        return fallback;
    const QString lower = value->toLower();
    if (lower == "true"_L1 || lower == "yes"_L1 || lower == "on"_L1)
        return true;
    if (lower == "false"_L1 || lower == "no"_L1 || lower == "off"_L1 || lower.isEmpty())
        return false;
    bool isNumber = false;
    const int number = lower.toInt(&isNumber);
    return isNumber ? number != 0 : fallback;
}

std::optional<qint64> configInteger(const QString &value)
{
    QString digits = value.trimmed().toLower();
    const qsizetype unit = digits.isEmpty() ? -1 : u"kmg"_s.indexOf(digits.back());
    if (unit >= 0)
        digits.chop(1);
    bool isNumber = false;
    const qint64 number = digits.toLongLong(&isNumber);
    const qint64 factor = 1LL << (10 * (unit + 1));
    if (!isNumber || number > std::numeric_limits<qint64>::max() / factor
        || number < std::numeric_limits<qint64>::min() / factor)
        return {};
    return number * factor;
}

Environment Environment::ofProcess()
{
    const QProcessEnvironment system = QProcessEnvironment::systemEnvironment();
    QHash<QString, QString> variables;
    const QStringList names = system.keys();
    for (const QString &name : names)
        variables.insert(name, system.value(name));
    return Environment(std::move(variables));
}

Environment::Environment(QHash<QString, QString> variables) : m_variables(std::move(variables)) {}

std::optional<QString> Environment::value(const QString &name) const
{
    const QString value = m_variables.value(name);
    if (value.isEmpty())
        return {};
    return value;
}

} // namespace weightyard::base
