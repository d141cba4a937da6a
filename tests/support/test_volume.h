// TestVolume: a small real file system in an image, mounted while it lives. Needs root, mkfs.<type> and the type in the
// kernel (exfat also by mount.exfat-fuse). One thread.
#pragma once

#include "child_process.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <unistd.h>

/// Ends a test function whose volume this machine cannot mount, and says why.
#define SKIP_WITHOUT(volume)           \
    if (!(volume).problem().isEmpty()) \
    QSKIP(qPrintable(QStringLiteral("cannot mount: ") + (volume).problem()))

namespace weightyard::test {

class TestVolume
{
public:
    /// `options` go to mkfs; for tmpfs there is none.
    TestVolume(const QString &type, int mebibytes, const QStringList &options = {}) : m_type(type)
    {
        if (geteuid() != 0) {
            m_problem = QStringLiteral("only root can mount");
            return;
        }
        QDir().mkpath(path());
        if (type == QStringLiteral("tmpfs")) {
            const QString size = QStringLiteral("size=%1m").arg(mebibytes);
            run(QStringLiteral("mount"),
                {QStringLiteral("-t"), type, QStringLiteral("-o"), size, type, path()});
            return;
        }
        QFile image(m_dir.filePath(QStringLiteral("image")));
        if (!image.open(QIODevice::WriteOnly) || !image.resize(qint64{mebibytes} * 1024 * 1024))
            m_problem = QStringLiteral("no room for the image");
        image.close();
        if (run(QStringLiteral("mkfs.") + type, options + QStringList{image.fileName()}))
            mountImage(type, image.fileName());
    }
    ~TestVolume()
    {
        if (m_mounted)
            runProcess(QStringLiteral("umount"), {path()});
        if (!m_loop.isEmpty())
            runProcess(QStringLiteral("losetup"), {QStringLiteral("-d"), m_loop});
    }
    TestVolume(const TestVolume &) = delete;
    TestVolume &operator=(const TestVolume &) = delete;

    /// Empty: it is mounted.
    const QString &problem() const { return m_problem; }
    QString path() const { return m_dir.filePath(QStringLiteral("mounted")); }
    bool remountReadOnly()
    {
        return run(QStringLiteral("mount"), {QStringLiteral("-o"), QStringLiteral("remount,ro"), path()});
    }

    /// As when the cable is pulled: at once, whoever works there. The empty folder stays.
    bool unplug()
    {
        m_mounted = false;
        return run(QStringLiteral("umount"), {QStringLiteral("-l"), path()});
    }
    /// Mounted again with what it had.
    void plugIn() { mountImage(m_type, m_dir.filePath(QStringLiteral("image"))); }

private:
    bool run(const QString &program, const QStringList &arguments)
    {
        const ProcessResult result = runProcess(program, arguments);
        m_problem = result.ok() ? QString()
                                : program + QStringLiteral(": ") + QString::fromUtf8(result.err).simplified();
        m_mounted = m_mounted || (result.ok() && program.startsWith(QStringLiteral("mount")));
        return result.ok();
    }
    void mountImage(const QString &type, const QString &image)
    {
        if (run(QStringLiteral("mount"),
                {QStringLiteral("-t"), type, QStringLiteral("-o"), QStringLiteral("loop"), image, path()}))
            return;
        if (type != QStringLiteral("exfat"))
            return;
        const QString why = m_problem;
        const ProcessResult loop =
            runProcess(QStringLiteral("losetup"), {QStringLiteral("-f"), QStringLiteral("--show"), image});
        m_loop = loop.ok() ? QString::fromUtf8(loop.out).trimmed() : QString();
        if (m_loop.isEmpty() || !run(QStringLiteral("mount.exfat-fuse"), {m_loop, path()}))
            m_problem = why;
    }

    QTemporaryDir m_dir;
    QString m_type;
    QString m_problem;
    QString m_loop; ///< of a FUSE driver; mount makes its own
    bool m_mounted = false;
};

} // namespace weightyard::test
