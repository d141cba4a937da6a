// A small model on a hub of its own, with what a test of `weightyard-cli get` asks about it afterwards. One thread.
// What cannot be set up throws, as everything in tests/support.
#pragma once

#include "cli_run.h"
#include "local_hub.h"
#include "repo_builder.h"

#include <QJsonObject>

namespace weightyard::test {

class SmallModel
{
public:
    static QString name();                ///< "owner/model"
    static QStringList weights();         ///< the paths of the LFS files
    static QByteArray weight(int number); ///< their bytes

    SmallModel();
    explicit SmallModel(const ListenerOptions &listener);

    QUrl url() const { return hub.repositoryUrl(name()); }
    /// Paths of a real `git clone` that are missing in `folder` or differ there; other files of `folder` do not count.
    QString differences(const QString &folder, bool withAttributes = true);

    LocalHub hub;
    RepoBuilder repo;

private:
    void publish();
    QString m_clone; ///< what differences() compares with; made when it is first asked
};

/// Everything below `folder` that has our name, by path.
QStringList leftovers(const QString &folder);
/// The records of --into downloads.
QList<QJsonObject> intoRecords(const CliRun &cli);
/// The files below `folder` that contain any of the texts (as they are, and as base64).
QStringList filesWith(const QString &folder, const QList<QByteArray> &texts);
qint64 bytesFetched(const CliResult &result);

} // namespace weightyard::test
