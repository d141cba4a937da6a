#include "session/verify_choice.h"

#include "base/error_code.h"
#include "base/redact.h"
#include "library/clone_commit.h"
#include "library/model_folder.h"
#include "library/whole_clone.h"
#include "session/installed_choice.h"
#include "session/libraries.h"
#include "store/lock_keeper.h"

#include <QSet>
#include <QThread>
#include <algorithm>

namespace weightyard::session {

using base::Result;
using library::InstalledModel;
using library::ModelOnDisk;
using library::OnDisk;

namespace {

QList<ModelPlace> placesOf(const QList<InstalledModel> &installed, const QList<ModelOnDisk> &found)
{
    QList<ModelPlace> places;
    for (const InstalledModel &model : installed)
        places.append({model.record.modelPath, model.folder, model.record.url});
    for (const ModelOnDisk &model : found) {
        if (model.state != OnDisk::Absent)
            places.append({model.modelPath, model.folder, model.url});
    }
    return places;
}

/// Takes the models that are asked for, each as what it can be verified by.
class Chooser
{
public:
    Chooser(const VerifyQuestion &question, const base::CancelToken &cancel)
        : m_question(question),
          m_cancel(cancel)
    {}

    VerifyChoice run()
    {
        const InstalledModels installed = installedModels(m_question.libraries, m_question.configDir);
        m_choice.errors = installed.errors;
        const QList<ModelOnDisk> found = foundInLibraries(installed.errors.isEmpty());
        m_choice.names = wordsAmong(m_question.names, placesOf(installed.models, found + m_question.folders));
        for (const InstalledModel &model : installed.models)
            takeInstalled(model);
        for (const ModelOnDisk &model : found)
            takeFound(model, model.modelPath);
        for (const ModelOnDisk &model : m_question.folders)
            takeFound(model, model.folder);
        for (const QString &name : std::as_const(m_choice.names)) {
            if (!m_known.contains(name))
                m_choice.errors.append({.kind = base::ErrorKind::NotFound,
                                        .cause = base::Cause(base::ErrorCode::NoInstalledModel, name)});
        }
        return m_choice;
    }

private:
    QList<ModelOnDisk> foundInLibraries(bool tellsWhy)
    {
        QList<ModelOnDisk> found;
        const QStringList there = connectedLibraries(m_question.libraries, m_question.configDir);
        for (const QString &library : there) {
            const Result<library::LibraryContents> contents = library::scanLibrary(library, {}, m_cancel);
            if (!contents && tellsWhy)
                m_choice.errors.append(contents.error());
            QStringList paths = contents ? contents->models.keys() : QStringList();
            paths.sort();
            for (const QString &path : std::as_const(paths))
                found.append(contents->models.value(path));
        }
        return found;
    }

    bool isWanted(const QString &modelPath, const QString &folder)
    {
        bool wanted = m_choice.names.isEmpty();
        for (const QString &name : std::as_const(m_choice.names)) {
            if (!isMeant(name, modelPath, folder))
                continue;
            m_known.insert(name);
            wanted = true;
        }
        return wanted;
    }

    void takeInstalled(const InstalledModel &model)
    {
        m_folders.insert(model.folder);
        if (!isWanted(model.record.modelPath, model.folder))
            return;
        const std::optional<git::Clone> clone = git::cloneIn(model.folder);
        if (!library::hasMovedOn(model.record, model.folder)) {
            const bool isMore = clone && library::isWholeByNow(model.record, model.folder);
            if (!isMore || !takeClone(*clone, model.record, model.folder))
                m_choice.models.append(model);
            return;
        }
        const bool byGit = clone && clone->commit != model.record.commit;
        if (byGit && takeClone(*clone, model.record, model.folder))
            m_choice.wentOn.append(model.folder);
        else if (!byGit)
            m_choice.movedOn.append(model);
    }

    /// `folder`: as its record would have it.
    void takeFound(const ModelOnDisk &model, const QString &folder)
    {
        const bool isCopy = model.state == OnDisk::HereUnverified || model.state == OnDisk::Incomplete;
        if (!isCopy || model.ours || m_folders.contains(model.folder)
            || !isWanted(model.modelPath, model.folder))
            return;
        const std::optional<git::Clone> clone = git::cloneIn(model.folder);
        if (!clone || clone->commit.isEmpty())
            m_choice.unknown.append(model);
        else
            takeClone(*clone, {.modelPath = model.modelPath, .folder = folder}, model.folder);
    }

    /// `model`: its name, and where its record has its folder.
    bool takeClone(const git::Clone &clone, const store::Record &model, const QString &folder)
    {
        const Result<library::CommitFiles> commit =
            library::filesOfClone(clone, lfs::Selection::from(m_question.userConfig), m_cancel);
        if (!commit) {
            m_choice.errors.append(commit.error());
            return false;
        }
        const store::Record record{.url = base::redactedText(clone.url),
                                   .modelPath = model.modelPath,
                                   .revision = {},
                                   .commit = clone.commit,
                                   .folder = model.folder,
                                   .installedAt = {},
                                   .withHistory = true,
                                   .files = commit->files,
                                   .ref = clone.ref,
                                   .leftAsPointers = commit->leftAsPointers};
        m_choice.models.append({.record = library::withoutLeftOut(record, clone.gitDir, folder),
                                .folder = folder,
                                .recorded = false});
        return true;
    }

    const VerifyQuestion &m_question;
    const base::CancelToken &m_cancel;
    VerifyChoice m_choice;
    QSet<QString> m_known;   ///< names that a model has
    QSet<QString> m_folders; ///< of models with a record
};

} // namespace

VerifyChoice modelsToVerify(const VerifyQuestion &question, const base::CancelToken &cancel)
{
    return Chooser(question, cancel).run();
}

base::Result<void> noteVerdict(const library::ModelVerdict &verdict, const QString &library,
                               const QString &configDir, store::LockKeeper &locks)
{
    if (!verdict.recorded)
        return {};
    const auto place = placeOf({verdict.record, verdict.folder}, library, configDir);
    return place ? library::noteDamage(verdict, *place, locks) : base::fail(place.error());
}

Result<VerifiedFolder> verifyFolder(const VerifyQuestion &question, const QString &folder,
                                    const std::function<void(qint64, qint64)> &progress,
                                    store::LockKeeper &locks, const base::CancelToken &cancel)
{
    VerifyChoice choice = modelsToVerify(question, cancel);
    const auto isOther = [&](const auto &model) { return model.folder != folder; };
    choice.models.removeIf(isOther);
    choice.unknown.removeIf(isOther);
    choice.movedOn.removeIf(isOther);
    VerifiedFolder found{.movedOn = !choice.movedOn.isEmpty()};
    if (!choice.unknown.isEmpty())
        found.problems = choice.unknown.first().problems;
    if (cancel.isCancelled())
        return base::fail(base::cancelledError());
    if (choice.models.isEmpty() && choice.unknown.isEmpty() && choice.movedOn.isEmpty())
        return choice.errors.isEmpty() ? base::fail(base::ErrorKind::NotFound,
                                                    base::Cause(base::ErrorCode::NoInstalledModel, folder))
                                       : base::fail(choice.errors.first());
    if (choice.models.isEmpty())
        return found;
    const auto verdicts = library::verifyModels(choice.models, QThread::idealThreadCount(), progress, cancel);
    if (!verdicts)
        return base::fail(verdicts.error());
    found.verdict = verdicts->first();
    const Result<void> noted =
        noteVerdict(*found.verdict, question.libraries.first(), question.configDir, locks);
    return noted ? Result<VerifiedFolder>(found) : base::fail(noted.error());
}

} // namespace weightyard::session
