// A folder, a model and a place to publish it in, for the tests of Publisher.
#pragma once

#include "support/store_model.h"
#include "support/temp_dir.h"

#include <QTest>

namespace weightyard::test {

inline QStringList namesIn(const QString &folder)
{
    return QDir(folder).entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
}

struct PublishFixture {
    TempDir temp;
    QString root = QFileInfo(temp.path()).canonicalFilePath();
    QString target = root + QStringLiteral("/target");
    StoreModel model = sampleModel();

    store::DownloadLayout into() const
    {
        return valueOf(store::layoutInFolder(target, root + QStringLiteral("/config")));
    }
    store::DownloadLayout library() const
    {
        return valueOf(
            store::layoutInLibrary(root + QStringLiteral("/library"), QStringLiteral("owner/name")));
    }
    void verifyComplete(const QString &folder, bool history) const
    {
        const QString differences = model.differences(folder, history);
        QVERIFY2(differences.isEmpty(), qPrintable(differences));
    }
    // prepare() and transfer done, ready for publish().
    store::PublishRequest request(const store::DownloadLayout &place, bool history)
    {
        valueOf(store::prepare(place));
        const QString gitDir = place.stagingDir + QStringLiteral("/git");
        valueOf(makeHistory(gitDir));
        qint64 received = 0;
        return {.files = model.files(),
                .objects = valueOf(receiveObjects(place.partialsDir, model, {}, received)),
                .keepHistory = history,
                .gitDir = gitDir,
                .record = model.record(place, history),
                .traits = valueOf(platform::probeVolume(place.stagingDir))};
    }
};

/// A source whose content fails, or cancels, when it is asked for one path.
class BreakingSource final : public store::TreeSource
{
public:
    BreakingSource(StoreModel &model, QString path, std::function<base::Result<QByteArray>()> act)
        : m_model(model),
          m_path(std::move(path)),
          m_act(std::move(act))
    {}
    base::Result<QByteArray> content(const store::TreeFile &file) override
    {
        return file.path == m_path ? m_act() : m_model.content(file);
    }
    base::Result<void> finishHistory(const QString &gitDir, const QString &worktree) override
    {
        return m_path == QLatin1StringView(".git") ? base::fail(m_act().error())
                                                   : m_model.finishHistory(gitDir, worktree);
    }

private:
    StoreModel &m_model;
    QString m_path;
    std::function<base::Result<QByteArray>()> m_act;
};

} // namespace weightyard::test
