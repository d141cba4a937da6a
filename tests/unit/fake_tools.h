// Programs on a PATH of their own that are shell scripts. One thread.
#pragma once

#include "base/config_entries.h"
#include "temp_dir.h"

#include <QFile>

namespace weightyard::test {

class FakeTools
{
public:
    void add(const QString &name, const QByteArray &script)
    {
        const QString path = m_dir.writeFile(name, "#!/bin/sh\n" + script + '\n');
        QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
    base::Environment environment() const
    {
        return base::Environment({{QStringLiteral("PATH"), m_dir.path()},
                                  {QStringLiteral("GIT_DIR"), QStringLiteral("/nowhere")}});
    }
    QString path(const QString &name) const { return m_dir.path(name); }

private:
    TempDir m_dir;
};

} // namespace weightyard::test
