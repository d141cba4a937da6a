// FewThreads: while it lives, this process gets so many further threads and no more, as under `ulimit -u` or `ulimit -v`.
// Done by room: each takes much address space, and there is little left. glibc without sanitizers only: else isPossible()
// is false. One at a time.
#pragma once

#include <QFile>
#include <cstddef>

#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define WEIGHTYARD_FEW_THREADS
#include <pthread.h>
#include <sys/resource.h>
#include <unistd.h>
#endif

namespace weightyard::test {

#ifdef WEIGHTYARD_FEW_THREADS

class FewThreads
{
public:
    explicit FewThreads(unsigned count)
    {
        QFile statm(QStringLiteral("/proc/self/statm"));
        if (!statm.open(QIODevice::ReadOnly) || getrlimit(RLIMIT_AS, &m_before) != 0)
            return;
        const rlim_t pages = statm.readAll().split(' ').value(0).toULongLong();
        rlimit limit = m_before;
        limit.rlim_cur = pages * static_cast<rlim_t>(sysconf(_SC_PAGESIZE)) + count * kStack + kStack / 2;
        pthread_attr_t large;
        pthread_getattr_default_np(&m_attributes);
        pthread_getattr_default_np(&large);
        pthread_attr_setstacksize(&large, kStack);
        pthread_setattr_default_np(&large);
        pthread_attr_destroy(&large);
        m_isSet = setrlimit(RLIMIT_AS, &limit) == 0;
    }
    ~FewThreads()
    {
        if (!m_isSet)
            return;
        setrlimit(RLIMIT_AS, &m_before);
        pthread_setattr_default_np(&m_attributes);
        pthread_attr_destroy(&m_attributes);
    }
    FewThreads(const FewThreads &) = delete;
    FewThreads &operator=(const FewThreads &) = delete;
    bool isPossible() const { return m_isSet; }

private:
    static constexpr size_t kStack = 1024UL * 1024 * 1024;
    rlimit m_before{};
    pthread_attr_t m_attributes{};
    bool m_isSet = false;
};

#else

class FewThreads
{
public:
    explicit FewThreads(unsigned) {}
    bool isPossible() const { return false; }
};

#endif

} // namespace weightyard::test
