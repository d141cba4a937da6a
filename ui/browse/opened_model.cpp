#include "ui/browse/opened_model.h"

#include "base/attributes_file.h"
#include "library/picked_files.h"
#include "ui/browse/pick_presets.h"

#include <algorithm>
#include <tuple>

namespace weightyard::ui {

using namespace Qt::Literals::StringLiterals;
using base::Result;
using session::Fit;

namespace {
constexpr int kWalkingPauseMs = 200;
constexpr qint64 kLongestWaitMs = 15LL * 60 * 1000;
} // namespace

OpenedModel::OpenedModel(HubBrowser &browser, QObject *parent) : QObject(parent), m_browser(browser)
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(kWalkingPauseMs);
    connect(&m_pause, &QTimer::timeout, this, &OpenedModel::ask);
    m_later.setSingleShot(true);
    connect(&m_later, &QTimer::timeout, this, [this] {
        if (!m_byUser)
            again();
    });
}

void OpenedModel::open(const catalog::ModelLocation &location, const hub::FoundModel &found)
{
    if (location == m_location && !m_error) {
        if (m_look && !location.pick.isWhole()) { // it is asked for once more
            preselect();
            Q_EMIT changed();
        }
        return;
    }
    m_location = location;
    m_found = found;
    m_revisions.reset();
    m_revisionsError.reset();
    m_branches.clear();
    m_revision = location.revision;
    again();
}

void OpenedModel::close()
{
    if (!isOpen())
        return;
    m_pause.stop();
    m_location = {};
    m_found = {};
    m_revision.clear();
    m_revisions.reset();
    m_revisionsError.reset();
    m_branches.clear();
    forget();
    m_asking = false;
    Q_EMIT changed();
}

void OpenedModel::setRevision(const QString &revision)
{
    if (!isOpen() || revision == m_revision)
        return;
    m_revision = revision;
    again();
}

void OpenedModel::again()
{
    if (!isOpen())
        return;
    forget();
    m_asking = true;
    m_pause.start();
    Q_EMIT changed();
}

// What was answered, and what is still asked.
void OpenedModel::forget()
{
    m_browser.stopLook();
    m_later.stop();
    m_look.reset();
    m_error.reset();
    m_gate = Gate::None;
    m_gateError.reset();
    m_readme.reset();
    m_readmeAsked = false;
    m_wish = {};
    m_pick = {};
    m_wishError.reset();
    m_here.reset();
}

void OpenedModel::ask()
{
    m_browser.look(m_location, m_revision, this,
                   [this](const Result<session::ModelLook> &look) { take(look); });
}

void OpenedModel::take(const Result<session::ModelLook> &look)
{
    m_asking = false;
    m_error = look ? look->hubError : look.error();
    askLater();
    if (!look) {
        Q_EMIT changed();
        return;
    }
    m_look = *look;
    if (look->settled) {
        m_location = *look->settled;
        m_revision = m_location.revision;
    }
    const hub::FoundModel before = std::exchange(m_found, look->details.model);
    if (look->fromManifest) { // which tells files only
        m_found = before.id.isEmpty() ? m_found : before;
        m_found.commit = look->details.model.commit;
    }
    preselect();
    lookForFiles();
    if (m_found.isGated() && !look->details.isOld && !look->hubError)
        checkAccess();
    if (m_readmeWanted)
        wantReadme();
    if (m_look->variants.list.isEmpty() && !m_look->details.isOld)
        wantRevisions();
    Q_EMIT changed();
}

// When a quota begins anew, as the search does; what its user has chosen since stays.
void OpenedModel::askLater()
{
    const qint64 wait = m_error ? m_error->retryAfterMs.value_or(-1) : -1;
    if (m_error && m_error->kind == base::ErrorKind::RateLimited && wait >= 0 && wait < kLongestWaitMs)
        m_later.start(static_cast<int>(std::max<qint64>(wait, 1000)));
}

void OpenedModel::checkAccess()
{
    if (!isOpen() || m_gate == Gate::Asking)
        return;
    m_gate = Gate::Asking;
    m_browser.askAccess(m_location, this, [this](const Result<hub::Access> &access) {
        m_gateError.reset();
        if (access)
            m_gate = *access == hub::Access::Yes ? Gate::Open : Gate::NotTold;
        else
            m_gate = Gate::Closed;
        if (!access)
            m_gateError = access.error();
        Q_EMIT changed();
    });
    Q_EMIT changed();
}

void OpenedModel::wantRevisions()
{
    if (!isOpen())
        return;
    if (m_revisions)
        return askForBranches(); // another revision may have been opened while they were asked for
    m_revisionsError.reset();
    m_browser.askRevisions(m_location, this, [this](const Result<QList<hub::ModelRef>> &refs) {
        if (refs)
            m_revisions = *refs;
        else // asked again when they are wanted again
            m_revisionsError = refs.error();
        Q_EMIT revisionsCame();
        if (refs)
            askForBranches();
    });
}

void OpenedModel::askForBranches()
{
    if (!m_look || !m_branches.isEmpty())
        return;
    m_browser.askBranches(m_location, *m_revisions, *m_look, this,
                          [this](const Result<QList<session::BranchVariant>> &branches) {
                              m_branches = branches.value_or(QList<session::BranchVariant>());
                              Q_EMIT branchesCame();
                          });
}

bool OpenedModel::isOpened(const hub::ModelRef &branch) const
{
    return m_look && branch.commit == m_look->details.model.commit;
}

QString OpenedModel::readmePath() const
{
    if (!m_look || m_look->fromManifest)
        return {};
    const QList<hub::HubFile> &files = m_look->details.files;
    const auto found = std::find_if(files.begin(), files.end(), [](const hub::HubFile &file) {
        return file.path.compare("README.md"_L1, Qt::CaseInsensitive) == 0;
    });
    return found == files.end() ? QString() : found->path;
}

void OpenedModel::wantReadme()
{
    m_readmeWanted = true;
    const QString path = readmePath();
    if (path.isEmpty() || m_readmeAsked)
        return;
    m_readmeAsked = true;
    m_browser.readReadme(m_location, m_look->details.model.commit, path, this,
                         [this](const Result<hub::Readme> &readme) {
                             m_readme = readme;
                             Q_EMIT readmeCame();
                         });
}

Fit OpenedModel::fitOf(qint64 bytes) const
{
    return session::fitOf(bytes, m_machine);
}

std::pair<qint64, qint64> OpenedModel::sizes() const
{
    if (!m_look)
        return {0, 0};
    const hub::Variants &variants = m_look->variants;
    const qint64 all = variants.bytes - variants.doubleBytes;
    if (variants.list.size() < 2)
        return {all, all};
    const auto [least, most] =
        std::minmax_element(variants.list.begin(), variants.list.end(),
                            [](const hub::Variant &a, const hub::Variant &b) { return a.bytes < b.bytes; });
    return {least->bytes, most->bytes};
}

const hub::Variant *OpenedModel::bestVariant() const
{
    return m_look ? session::bestVariant(m_look->variants.list, m_machine) : nullptr;
}

void OpenedModel::preselect()
{
    const hub::Variants &variants = m_look->variants;
    hub::PickWish wish;
    m_wishError.reset();
    const hub::Variant *best = bestVariant();
    const bool isNamed = !m_location.pick.isWhole(); // by a tag, or the address of one file
    const hub::Pick named = hub::pickFiles(m_location.pick, m_look->details.files, variants);
    if (isNamed && !named.isUnderstood())
        m_wishError = library::checkPick(named, m_look->details.files, variants).error();
    if (isNamed && named.isUnderstood()) {
        wish = m_location.pick;
        wish.variants = named.variants; // by their own names: a tag is written in any case
    } else if (best && variants.list.size() > 1)
        wish.variants = {best->name};
    else if (!variants.doubles.isEmpty())
        wish.variants = {u"default"_s};
    m_byUser = false;
    apply(wish);
}

void OpenedModel::choose(const hub::PickWish &wish)
{
    if (!m_look)
        return;
    m_byUser = true;
    m_wishError.reset();
    apply(wish);
}

void OpenedModel::setDisk(const library::ModelOnDisk &disk)
{
    const auto stamp = [](const library::ModelOnDisk &one) {
        return std::tuple(one.folder, one.state, one.bytes, one.gapBytes, one.commit);
    };
    if (stamp(disk) == stamp(m_disk))
        return;
    m_disk = disk;
    lookForFiles();
}

void OpenedModel::lookForFiles()
{
    if (!m_look)
        return;
    const int asked = ++m_hereAsked;
    const auto take = [this, asked](const Result<QSet<QString>> &here) {
        if (asked != m_hereAsked)
            return;
        m_here = here.value_or(QSet<QString>());
        Q_EMIT hereChanged();
    };
    if (m_disk.folder.isEmpty() || m_disk.state == library::OnDisk::Absent)
        return take(QSet<QString>());
    m_browser.askHere(m_disk.folder, m_look->details.files, this, take);
}

// git's own files go with the history.
bool OpenedModel::isHere(const QStringList &paths) const
{
    return m_here && !paths.isEmpty() && std::all_of(paths.begin(), paths.end(), [this](const QString &path) {
               return m_here->contains(path) || base::isAttributesFile(path);
           });
}

std::optional<bool> OpenedModel::isChoiceHere() const
{
    return m_here && m_look ? std::optional(isHere(m_pick.paths)) : std::nullopt;
}

void OpenedModel::apply(const hub::PickWish &wish)
{
    m_wish = wish;
    m_pick = hub::pickFiles(wish, m_look->details.files, m_look->variants);
    Q_EMIT pickChanged();
}

void OpenedModel::chooseFiles(const QStringList &paths)
{
    if (!m_look)
        return;
    if (!paths.isEmpty())
        return choose(PickPresets::wishOf(paths, *m_look));
    m_wishError.reset();
    m_wish = {}; // which would be all of them
    m_pick = {};
    Q_EMIT pickChanged();
}

} // namespace weightyard::ui
