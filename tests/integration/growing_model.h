// A model that grows: two versions of it, and what is wrong with a folder that is to hold one of them.
#pragma once

#include "local_hub.h"
#include "repo_builder.h"
#include "small_model.h"
#include "store_results.h"

#include <QFile>
#include <QFileInfo>

namespace growing_model {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard::test;

inline const QString kGrowing = QStringLiteral("owner/growing");
inline const QByteArray kBig = patternBytes(500'000, 1); // in both versions
inline const QByteArray kOld = patternBytes(300'000, 2);
inline const QByteArray kNew = patternBytes(320'000, 3);

/// A model that has a second version in store.
class Growing
{
public:
    Growing()
    {
        repo.lfsTrack(u"*.safetensors"_s)
            .lfsFile(u"big.safetensors"_s, kBig)
            .lfsFile(u"w.safetensors"_s, kOld)
            .file(u"config.json"_s, "{\"v\":1}\n")
            .file(u"README.md"_s, "one\n")
            .file(u"old/gone.txt"_s, "gone\n")
            .executable(u"run.sh"_s, "#!/bin/sh\n")
            .symlink(u"LICENSE"_s, u"README.md"_s);
        first = repo.commit("one");
        hub.addRepository(kGrowing, repo);
    }
    void publish()
    {
        hub.ingestLfsFolder(repo.gitFolder());
        repo.publishTo(hub.repositoryPath(kGrowing));
    }
    void publishSecond()
    {
        repo.lfsFile(u"w.safetensors"_s, kNew)
            .file(u"config.json"_s, "{\"v\":2, \"more\":true}\n")
            .file(u"new/added.txt"_s, "added\n")
            .remove(u"old/gone.txt"_s);
        second = repo.commit("two");
        publish();
    }

    LocalHub hub;
    RepoBuilder repo;
    QByteArray first;
    QByteArray second;
};

/// What is wrong with a folder that is to hold that version; empty: nothing.
inline QString differences(const QString &folder, int version, bool whileSwapped = false)
{
    QString text;
    const auto want = [&](const QString &path, const QByteArray &bytes) {
        const QString file = folder + u'/' + path;
        if (!QFileInfo::exists(file) || readFile(file) != bytes)
            text += path + u" is not as it should be\n"_s;
    };
    const auto wantNot = [&](const QString &path) {
        if (QFileInfo::exists(folder + u'/' + path))
            text += path + u" is there\n"_s;
    };
    want(u"big.safetensors"_s, kBig);
    want(u"w.safetensors"_s, version == 1 ? kOld : kNew);
    want(u"config.json"_s, version == 1 ? "{\"v\":1}\n" : "{\"v\":2, \"more\":true}\n");
    want(u"README.md"_s, "one\n");
    if (QFile::symLinkTarget(folder + u"/LICENSE"_s) != folder + u"/README.md"_s)
        text += u"LICENSE is no link\n"_s;
    if (version == 1) {
        want(u"old/gone.txt"_s, "gone\n");
        wantNot(u"new/added.txt"_s);
    } else {
        want(u"new/added.txt"_s, "added\n");
        wantNot(u"old/gone.txt"_s);
    }
    if (!whileSwapped && !leftovers(folder).isEmpty())
        text += leftovers(folder).join(u' ');
    return text;
}

} // namespace growing_model
