// What a bare repository holds, as the Hub's API tells it: entries with sizes, LFS pointers as what they point to. Blocks on git.
// Internal to the hub's thread.
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QJsonValue>
#include <QList>
#include <QString>
#include <QStringList>

namespace weightyard::test {

struct ApiEntry {
    bool isFolder = false;
    QByteArray id; // of git
    qint64 size = 0;
    QString path;
    QJsonObject lfs; // sha256, size, pointerSize; empty: no pointer
};

/// Null when git fails.
QByteArray apiGit(const QString &repository, const QStringList &arguments, const QByteArray &input = {});

/// The commit's id; empty: there is none of that name.
QByteArray commitOf(const QString &repository, const QString &revision);

/// sha256, size, pointerSize of a pointer; else nothing.
QJsonValue lfsPart(const QByteArray &blob);

/// In git's order; folders too, each before what is in it. `folder` empty: the root.
QList<ApiEntry> entriesOf(const QString &repository, const QByteArray &commit, const QString &folder,
                          bool recursive);

} // namespace weightyard::test
