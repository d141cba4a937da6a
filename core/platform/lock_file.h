// LockFile: an exclusive lock on a file that the kernel releases when the process ends, however it ends (flock, LockFileEx).
// One thread.
#pragma once

#include "base/result.h"

#include <QByteArrayView>
#include <QString>

namespace weightyard::platform {

class LockFile
{
public:
    LockFile() = default;
    LockFile(const LockFile &) = delete;
    LockFile &operator=(const LockFile &) = delete;
    ~LockFile();

    /// False: somebody else has it. Never waits. Makes the file (not its folder).
    base::Result<bool> tryLock(const QString &path);
    base::Result<void> write(QByteArrayView content);

private:
    qintptr m_handle = -1;
    QString m_path;
};

} // namespace weightyard::platform
