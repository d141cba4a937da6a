#include "session/adopt.h"

#include "base/clock.h"
#include "base/error_code.h"
#include "base/weight_files.h"
#include "library/hash_memory.h"
#include "library/match_pick.h"
#include "library/model_folder.h"
#include "session/adopt_place.h"
#include "session/adopt_source.h"
#include "session/libraries.h"
#include "session/model_choice.h"
#include "store/folder_content.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QThread>
#include <algorithm>

namespace weightyard::session {

using namespace Qt::Literals::StringLiterals;
using base::Cause;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;
using library::FolderMatch;

namespace {

bool looksLikeModel(const QString &folder)
{
    const QDir dir(folder);
    const QStringList files = dir.entryList(QDir::Files);
    return dir.exists(u".git"_s) || std::any_of(files.cbegin(), files.cend(), &base::isWeightFile);
}

/// In a folder of models, by name or by owner and name; empty: none looks like one. A model has files of its own at its top.
QString firstModelBelow(const QString &folder)
{
    if (!store::filesAtTop(folder).isEmpty() || QFileInfo::exists(folder + u"/.git"_s))
        return {};
    constexpr auto kFolders = QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks;
    const QStringList owners = QDir(folder).entryList(kFolders, QDir::Name);
    for (const QString &owner : owners) {
        const QString above = folder + u'/' + owner;
        if (looksLikeModel(above))
            return above;
        const QStringList names = QDir(above).entryList(kFolders, QDir::Name);
        for (const QString &name : names) {
            if (looksLikeModel(above + u'/' + name))
                return above + u'/' + name;
        }
    }
    return {};
}

/// One folder from begin to end.
class Adopter
{
public:
    Adopter(const AdoptQuestion &question, const AdoptServices &services, const base::CancelToken &cancel)
        : m_question(question),
          m_services(services),
          m_cancel(cancel)
    {}

    Result<Adoption> run()
    {
        const Result<std::optional<library::InstalledModel>> ours = recordOfOurs();
        if (!ours)
            return fail(ours.error());
        if (*ours)
            return adopted(library::lookByRecord((*ours)->record, m_question.folder, m_cancel), true);
        const Result<FolderMatch> match = findMatch();
        return match ? adopted(*match, false) : fail(match.error());
    }

private:
    /// Nothing: there is none, or somebody has gone on with the folder since.
    Result<std::optional<library::InstalledModel>> recordOfOurs() const
    {
        const auto model =
            recordedModelAt(m_question.folder, QStringList{m_services.library} + m_services.jobs.libraries,
                            m_services.jobs.configDir);
        if (!model || library::hasMovedOn(model->record, m_question.folder))
            return std::optional<library::InstalledModel>();
        if (m_question.repo.isEmpty())
            return model;
        const auto named = modelNamed(m_question.repo, m_services.catalogue, m_services.jobs.hub);
        if (!named)
            return fail(named.error());
        const bool isSame = named->location.modelPath == model->record.modelPath;
        if (!isSame && model->record.adopted) // wrongly, then: nothing but a record was made
            return std::optional<library::InstalledModel>();
        if (!isSame)
            return fail(ErrorKind::Conflict, Cause(ErrorCode::HoldsOtherModel, model->record.url),
                        {.path = m_question.folder});
        return model;
    }

    Result<FolderMatch> findMatch()
    {
        const bool isNamed = !m_question.repo.isEmpty();
        const QString below = isNamed ? QString() : firstModelBelow(m_question.folder);
        if (!below.isEmpty())
            return fail(ErrorKind::Conflict, Cause(ErrorCode::FolderOfModels, m_question.folder, below),
                        {.path = m_question.folder});
        AdoptSources sources(m_question, m_services, m_cancel);
        QString tried;
        for (;;) {
            const Result<std::optional<AdoptSource>> source = sources.next();
            if (!source)
                return fail(source.error());
            if (!*source)
                break;
            const store::Record &record = (*source)->record;
            tried = record.modelPath;
            if (const Result<void> fits = checkMove(record.modelPath); !fits)
                return fail(fits.error());
            if ((*source)->guessed && !library::mayHoldWeights(record.files, m_question.folder))
                continue;
            Result<FolderMatch> match = library::matchFolder(record, (*source)->stored, m_question.folder,
                                                             QThread::idealThreadCount(), m_services.progress,
                                                             m_cancel, m_services.memory);
            if (!match || isIt(*match, **source))
                return match;
        }
        if (tried.isEmpty())
            return fail(ErrorKind::NotFound, ErrorCode::RepositoryUnknown, {.path = m_question.folder});
        return fail(ErrorKind::Conflict, Cause(ErrorCode::NothingMatches, tried),
                    {.path = m_question.folder});
    }

    /// What was named is believed, unless the folder speaks against it: weights of another model in the places of its own, or nothing
    /// that is its.
    static bool isIt(const FolderMatch &match, const AdoptSource &source)
    {
        if (source.guessed || (source.claimed && match.hasOtherWeights))
            return match.hasWeights;
        return !match.complete.isEmpty() || !match.record.damaged.isEmpty()
               || (match.different.isEmpty() && match.extra.isEmpty());
    }

    Result<void> checkMove(const QString &modelPath) const
    {
        return m_question.move ? checkMoveIntoLibrary(m_question.folder, m_services.library, modelPath)
                               : Result<void>();
    }

    Result<Adoption> adopted(FolderMatch match, bool already)
    {
        const QString &folder = m_question.folder;
        if (!already) {
            library::takeAsPick(match);
            match.record.withHistory = QFileInfo::exists(folder + u"/.git"_s);
            match.record.adopted = true;
            match.record.installedAt = QDateTime::fromMSecsSinceEpoch(m_services.jobs.clock.wallMs()).toUTC();
        }
        const QString &modelPath = match.record.modelPath;
        const bool atPlace = folder == folderInLibrary(m_services.library, modelPath);
        const bool moves = m_question.move && !atPlace;
        const QString head = match.record.withHistory ? library::headCommit(folder) : QString();
        Adoption adoption{.folder = folder,
                          .inLibrary = atPlace,
                          .already = already,
                          .hasOwnCommits = !head.isEmpty() && head != match.record.commit};
        if (const Result<void> fits = moves ? checkMove(modelPath) : Result<void>(); !fits)
            return fail(fits.error());
        if (!m_question.dryRun && (moves || !already)) {
            const Result<QString> place = recordAt(moves || atPlace, match.record, folder, m_services);
            if (!place)
                return fail(place.error());
            adoption.moved = moves;
            adoption.folder = *place;
            adoption.inLibrary = moves || atPlace;
        }
        adoption.match = std::move(match);
        return adoption;
    }

    const AdoptQuestion &m_question;
    const AdoptServices &m_services;
    const base::CancelToken &m_cancel;
};

} // namespace

Result<Adoption> adoptFolder(const AdoptQuestion &question, const AdoptServices &services,
                             const base::CancelToken &cancel)
{
    AdoptQuestion real = question;
    const Result<QString> folder = folderToAdopt(question, services);
    if (!folder)
        return fail(folder.error());
    real.folder = *folder;
    AdoptServices there = services; // what lies in a further library is taken over as a model of that one
    const QString above = question.move ? QString() : libraryAbove(*folder, services.jobs.libraries);
    if (!above.isEmpty())
        there.library = above;
    Result<Adoption> adoption = Adopter(real, there, cancel).run();
    if (adoption && services.memory != nullptr)
        services.memory->forget(*folder);
    return adoption;
}

} // namespace weightyard::session
