#include "session/adopt_source.h"

#include "base/attributes_file.h"
#include "base/error_code.h"
#include "base/redact.h"
#include "git/clone_work.h"
#include "job/commit_look.h"
#include "library/clone_commit.h"
#include "library/picked_files.h"
#include "library/whole_clone.h"
#include "session/adopt_place.h"
#include "session/kept_scripts.h"
#include "session/model_choice.h"

#include <QFileInfo>
#include <utility>

namespace weightyard::session {

using namespace Qt::Literals::StringLiterals;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;
using Source = std::optional<AdoptSource>;

namespace {

constexpr qsizetype kMostGuesses = 6; // each is a question to the host

store::Record recordOf(const catalog::ModelLocation &location, const library::CommitFiles &files,
                       bool withHistory)
{
    return {.url = location.url.toString(),
            .modelPath = location.modelPath,
            .revision = {},
            .commit = {},
            .folder = {},
            .installedAt = {},
            .withHistory = withHistory,
            .files = files.files,
            .ref = {},
            .leftAsPointers = files.leftAsPointers};
}

/// The clone came from this repository, on whatever host or mirror.
bool isOf(const git::Clone &clone, const catalog::ModelLocation &location, const QUrl &hub)
{
    const auto remote = catalog::parseModelLocation(clone.url, hub);
    if (!remote)
        return true; // nothing there says otherwise
    QString path = remote->url.path();
    if (path.endsWith(".git"_L1))
        path.chop(4);
    return remote->modelPath.compare(location.modelPath, Qt::CaseInsensitive) == 0
           || path.endsWith(u'/' + location.modelPath, Qt::CaseInsensitive);
}

/// Of files that were chosen, just these are the model.
void takePick(store::Record &record, const base::PickWish &pick)
{
    const QList<hub::HubFile> files = library::listedFiles(record.files);
    if (pick.isWhole() || !library::checkWishes({pick}, files))
        return;
    const QSet<QString> chosen = library::chosenPaths({pick}, files);
    record.files.removeIf([&](const store::RecordFile &file) {
        return !chosen.contains(file.path) && !base::isAttributesFile(file.path);
    });
    record.picks = {pick};
}

/// The host knows no such model, or not that commit of it: as a guess that means nothing.
bool isNoSuchModel(const base::Error &error)
{
    return error.kind == ErrorKind::NotFound || error.kind == ErrorKind::Auth
           || error.kind == ErrorKind::Gated || error.kind == ErrorKind::Usage;
}

} // namespace

AdoptSources::AdoptSources(const AdoptQuestion &question, const AdoptServices &services,
                           const base::CancelToken &cancel)
    : m_question(question),
      m_services(services),
      m_cancel(cancel),
      m_origin(library::originOfFolder(question.folder))
{}

Result<void> AdoptSources::begin()
{
    const QUrl &hub = m_services.jobs.hub;
    if (!m_question.repo.isEmpty()) {
        const Result<NamedModel> named = modelNamed(m_question.repo, m_services.catalogue, hub);
        if (!named)
            return fail(named.error());
        m_named = named->location;
        if (m_named->revision.isEmpty())
            m_named->revision = named->entry.revision;
        return {};
    }
    if (m_origin.clone && !m_origin.record) {
        const auto location = catalog::parseModelLocation(m_origin.clone->url, hub);
        if (!location)
            return fail(ErrorKind::NotFound, ErrorCode::RepositoryUnknown, {.path = m_question.folder});
        m_named = *location;
    }
    if (!m_named && !m_origin.record)
        m_named = keptLocationOf(m_question.folder, m_services.jobs.configDir, hub);
    if (!m_named)
        addGuesses();
    return {};
}

void AdoptSources::addGuesses()
{
    const auto add = [this](const Result<catalog::ModelLocation> &location) {
        if (location && m_guesses.size() < kMostGuesses && !m_guesses.contains(*location))
            m_guesses.append(*location);
    };
    const QUrl &hub = m_services.jobs.hub;
    for (const QString &name : std::as_const(m_origin.names)) {
        const catalog::ModelEntry *entry = m_services.catalogue.find(name);
        add(entry != nullptr ? catalog::locationOf(*entry, hub) : catalog::parseModelLocation(name, hub));
    }
    // A folder called as the model is, wherever it lies.
    const QString name = QFileInfo(m_question.folder).fileName();
    for (const catalog::ModelEntry &entry : m_services.catalogue.models) {
        if (entry.id.section(u'/', -1).compare(name, Qt::CaseInsensitive) == 0)
            add(catalog::locationOf(entry, hub));
    }
}

// What is only here is its user's: a commit of theirs is none of the model's.
Result<git::Clone> AdoptSources::cloneAtHost(const catalog::ModelLocation &location) const
{
    git::Clone clone = *m_origin.clone;
    if (clone.commit.isEmpty())
        return fail(ErrorKind::Conflict, ErrorCode::CloneWithoutCommit, {.path = clone.gitDir});
    const bool isNamed = isOf(clone, location, m_services.jobs.hub);
    const auto ours =
        recordedModelAt(m_question.folder, QStringList{m_services.library} + m_services.jobs.libraries,
                        m_services.jobs.configDir);
    const bool isOurs = ours && ours->record.modelPath == location.modelPath;
    const Result<QString> pushed =
        isNamed ? git::pushedCommit(clone, isOurs ? QStringList{ours->record.commit} : QStringList())
                : QString();
    if (pushed && !pushed->isEmpty()) {
        clone.commit = *pushed;
        return clone;
    }
    const auto asked = job::lookAtCommit(location, clone.commit, true, m_services.jobs, m_cancel);
    if (asked)
        return clone;
    if (asked.error().kind != ErrorKind::NotFound)
        return fail(asked.error());
    return isNamed ? fail(ErrorKind::Conflict, base::Cause(ErrorCode::UnpushedCommits, u"HEAD"_s),
                          {.path = clone.gitDir})
                   : fail(ErrorKind::Conflict,
                          base::Cause(ErrorCode::HoldsOtherModel, base::redactedText(clone.url)),
                          {.path = m_question.folder});
}

// The host's commit that it has or goes on from, offline. Where its objects are missing (a partial clone), the host has them.
Result<Source> AdoptSources::ofClone(const catalog::ModelLocation &location)
{
    const Result<git::Clone> found = cloneAtHost(location);
    if (!found)
        return fail(found.error());
    const git::Clone &clone = *found;
    const auto files =
        library::filesOfClone(clone, lfs::Selection::from(m_services.jobs.userConfig), m_cancel);
    if (!files && files.error().kind != ErrorKind::Corrupt)
        return fail(files.error());
    const auto fetched = files ? Result<job::CommitLook>(job::CommitLook{.files = *files})
                               : job::lookAtCommit(location, clone.commit, true, m_services.jobs, m_cancel);
    if (!fetched)
        return fail(fetched.error());
    AdoptSource source{.record = recordOf(location, fetched->files, true), .stored = fetched->files.stored};
    source.record.commit = clone.commit;
    source.record.ref = clone.ref;
    if (clone.ref.isEmpty()) // checked out by itself: that one is meant
        source.record.revision = clone.commit;
    else if (clone.ref != u"refs/heads/"_s + clone.defaultBranch && !clone.defaultBranch.isEmpty())
        source.record.revision = clone.ref.section(u'/', 2);
    source.record = library::withoutLeftOut(source.record, clone.gitDir, m_question.folder);
    return Source(source);
}

Result<Source> AdoptSources::ofHost(const catalog::ModelLocation &location, bool guessed)
{
    QString revision = m_question.revision.isEmpty() ? location.revision : m_question.revision;
    const bool asked = !revision.isEmpty();
    if (!asked)
        revision = m_origin.commit;
    const bool hasAttributes = QFileInfo::exists(m_question.folder + u"/.gitattributes"_s);
    const auto look = job::lookAtCommit(location, revision, hasAttributes, m_services.jobs, m_cancel);
    if (!look && guessed && isNoSuchModel(look.error()))
        return Source();
    if (!look)
        return fail(look.error());
    AdoptSource source{.record = recordOf(location, look->files, false),
                       .stored = look->files.stored,
                       .guessed = guessed,
                       .claimed = !guessed};
    source.record.commit = look->revision.commit;
    source.record.ref = look->revision.refName;
    source.record.revision = asked ? revision : QString();
    takePick(source.record, location.pick);
    return Source(source);
}

Result<Source> AdoptSources::next()
{
    if (!std::exchange(m_begun, true)) {
        if (const Result<void> begun = begin(); !begun)
            return fail(begun.error());
    }
    const bool sameModel = !m_named || (m_origin.record && m_origin.record->modelPath == m_named->modelPath);
    if (!std::exchange(m_tookRecord, true) && m_origin.record && sameModel && m_question.revision.isEmpty()) {
        m_named.reset();
        m_guesses.clear();
        AdoptSource source{.record = *m_origin.record};
        source.record.withHistory = m_origin.clone.has_value();
        return Source(source);
    }
    if (m_named) {
        const catalog::ModelLocation location = *std::exchange(m_named, std::nullopt);
        return m_origin.clone ? ofClone(location) : ofHost(location, false);
    }
    while (!m_guesses.isEmpty()) {
        const Result<Source> source = ofHost(m_guesses.takeFirst(), true);
        if (!source || *source)
            return source;
    }
    return Source();
}

} // namespace weightyard::session
