// A real nginx with a configuration of the test's own, as a site of an http block: a folder that is given out, a configuration that we
// ship. In a temporary folder, on loopback, as the current user. One thread; one that does not start throws std::runtime_error.
#pragma once

#include "child_process.h"
#include "temp_dir.h"

#include <QByteArray>
#include <QUrl>

#include <functional>

namespace weightyard::test {

class NginxSite
{
public:
    /// The text for a port that is free on 127.0.0.1; `folder` is where it may keep files.
    using Site = std::function<QByteArray(quint16 port, const QString &folder)>;
    explicit NginxSite(const Site &site);

    static bool available();
    /// Gives out a folder as it is.
    static Site folder(const QString &path);

    QUrl baseUrl() const;
    QByteArray accessLog() const; // a line a request: method, URI, status, bytes, range
    QByteArray errorLog() const;

private:
    TempDir m_folder;
    quint16 m_port = 0;
    ServerProcess m_process;
};

} // namespace weightyard::test
