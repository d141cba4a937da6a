#include "ui/window/several_actions.h"

#include "base/byte_sum.h"
#include "base/error_code.h"
#include "base/name_list.h"
#include "ui/model/row_status.h"
#include "ui/text/format.h"
#include "ui/text/sentence.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/parts.h"
#include "ui/window/question.h"

#include <QPointer>

namespace weightyard::ui {

using namespace Qt::Literals::StringLiterals;
using base::Result;
using library::ForeignTool;
using library::MineOrNew;

namespace {

constexpr int kSeveralToldMs = 8000;
constexpr qsizetype kInSentence = 3;

using Failed = QList<std::pair<QString, base::Error>>;

// Of the banner: the next answer takes its place.
QString bannerKey()
{
    return u"several"_s;
}

void addFailed(Failed &failed, const QString &key, const base::Error &error)
{
    if (error.kind != base::ErrorKind::Cancelled)
        failed.append({key, error});
}

} // namespace

/// Gathered while the answers come in.
struct SeveralActions::Verified {
    qsizetype awaited = 0;
    int good = 0;
    qint64 bytes = 0;
    QStringList damaged; ///< keys
    QStringList unsure;  ///< names
    Failed failed = {};
};

struct SeveralActions::Shared {
    qsizetype awaited = 0;
    QStringList done;   ///< keys
    QStringList toCopy; ///< keys: their folders are on another volume
    qint64 copied = 0;
    Failed failed = {};
};

SeveralActions::SeveralActions(Workbench &workbench, Banner &banner, QWidget *window)
    : QObject(window),
      m_workbench(workbench),
      m_banner(banner),
      m_window(window)
{}

bool SeveralActions::act(const QStringList &keys, RowAction action)
{
    switch (action) {
    case RowAction::StopWork:
        stop(keys);
        return true;
    case RowAction::Verify:
        verify(keys);
        return true;
    case RowAction::Repair:
        repair(keys);
        return true;
    case RowAction::LookForUpdate:
        lookForUpdates(keys);
        return true;
    case RowAction::Update:
        update(keys);
        return true;
    case RowAction::ShareHubCache:
    case RowAction::ShareLmStudio:
        share(keys, action == RowAction::ShareHubCache ? ForeignTool::HubCache : ForeignTool::LmStudio,
              false);
        return true;
    case RowAction::UnshareHubCache:
    case RowAction::UnshareLmStudio:
        unshare(keys, action == RowAction::UnshareHubCache ? ForeignTool::HubCache : ForeignTool::LmStudio);
        return true;
    default:
        return false;
    }
}

QString SeveralActions::nameOf(const QString &key) const
{
    const ModelRow *row = m_workbench.tree().row(key);
    return row ? row->entry.name : key;
}

// Nothing would answer of the others.
QStringList SeveralActions::answering(const QStringList &keys) const
{
    QStringList free;
    for (const QString &key : keys) {
        if (m_workbench.tree().row(key) && !m_workbench.tools().care().isBusy(key))
            free.append(key);
    }
    return free;
}

void SeveralActions::tell(Tone tone, const QString &text)
{
    m_banner.post(
        {.key = bannerKey(), .tone = tone, .text = text, .forMs = tone == Tone::Good ? kSeveralToldMs : 0});
}

QString SeveralActions::trouble(const Failed &failed) const
{
    const QString first =
        text::withReason(nameOf(failed.first().first), RowText::trouble(failed.first().second));
    const auto more = static_cast<int>(failed.size() - 1);
    return more == 0 ? first : text::sentences({first, tr("%n other model(s) failed, too.", nullptr, more)});
}

void SeveralActions::verify(const QStringList &keys)
{
    m_banner.clear(bannerKey());
    const auto found = std::make_shared<Verified>();
    const QStringList free = answering(keys);
    found->awaited = free.size();
    for (const QString &key : free) {
        const auto told = [self = QPointer(this), found, key](const Result<session::VerifiedFolder> &one) {
            if (!self)
                return;
            if (!one)
                addFailed(found->failed, key, one.error());
            else if (one->verdict && one->verdict->error)
                addFailed(found->failed, key, *one->verdict->error);
            else if (one->verdict && !one->verdict->behindLinks.isEmpty())
                addFailed(found->failed, key, one->verdict->behindLinks.first());
            else if (one->movedOn || !one->verdict)
                found->unsure.append(self->nameOf(key));
            else if (!one->verdict->isGood())
                found->damaged.append(key);
            else {
                ++found->good;
                found->bytes = base::addBytes(found->bytes, one->verdict->bytes);
            }
            if (--found->awaited == 0)
                self->tellVerified(*found);
        };
        m_workbench.tools().care().verify(key, told);
    }
}

void SeveralActions::tellVerified(const Verified &found)
{
    QStringList sentences;
    QStringList damaged;
    for (const QString &key : found.damaged)
        damaged.append(nameOf(key));
    if (!damaged.isEmpty())
        sentences.append(tr("%n model(s) are damaged: %1.", nullptr, static_cast<int>(damaged.size()))
                             .arg(base::firstNames(damaged, kInSentence)));
    if (!found.failed.isEmpty())
        sentences.append(trouble(found.failed));
    if (!found.unsure.isEmpty())
        sentences.append(
            tr("What should be in %1 is not known.").arg(base::firstNames(found.unsure, kInSentence)));
    if (found.good > 0)
        sentences.append(tr("%n model(s) are as they were published, %1.", nullptr, found.good)
                             .arg(text::formatBytes(found.bytes)));
    if (sentences.isEmpty()) // all were stopped
        return;
    const QString text = text::sentences(sentences);
    if (damaged.isEmpty())
        return tell(found.failed.isEmpty() && found.unsure.isEmpty() ? Tone::Good : Tone::Caution, text);
    m_banner.post({.key = bannerKey(),
                   .tone = Tone::Bad,
                   .text = text,
                   .action = tr("Repair"),
                   .onAction = [this, keys = found.damaged] { repair(keys); }});
}

void SeveralActions::repair(const QStringList &keys)
{
    m_banner.clear(bannerKey());
    for (const QString &key : keys) {
        m_workbench.tools().care().repair(key, [self = QPointer(this), key](const Result<void> &begun) {
            if (self && !begun)
                self->tell(Tone::Bad, self->trouble({{key, begun.error()}}));
        });
    }
}

void SeveralActions::lookForUpdates(const QStringList &keys)
{
    m_banner.clear(bannerKey());
    m_workbench.tools().updates().check(keys,
                                        [self = QPointer(this)](const Result<session::UpdateCheck> &checked) {
                                            if (!self)
                                                return;
                                            if (checked)
                                                self->tellUpdates(*checked);
                                            else if (checked.error().kind != base::ErrorKind::Cancelled)
                                                self->tell(Tone::Bad, RowText::trouble(checked.error()));
                                        });
}

void SeveralActions::tellUpdates(const session::UpdateCheck &checked)
{
    QStringList newer;
    QList<base::Error> errors = checked.errors;
    for (const session::UpdateFinding &finding : checked.findings) {
        if (finding.state == session::UpdateState::Newer)
            newer.append(finding.model.folder);
        if (finding.error)
            errors.append(*finding.error);
    }
    QStringList sentences;
    if (!newer.isEmpty())
        sentences.append(tr("There are updates for %n model(s).", nullptr, static_cast<int>(newer.size())));
    if (!errors.isEmpty())
        sentences += {tr("%n model(s) could not be asked about.", nullptr, static_cast<int>(errors.size())),
                      RowText::trouble(errors.first())};
    if (sentences.isEmpty())
        return tell(Tone::Good, tr("The chosen models are up to date."));
    if (newer.isEmpty())
        return tell(Tone::Caution, text::sentences(sentences));
    QStringList keys;
    m_workbench.tree().visit([&](const ModelRow &row) {
        if (row.update && newer.contains(row.disk.folder))
            keys.append(row.key);
    });
    m_banner.post({.key = bannerKey(),
                   .tone = errors.isEmpty() ? Tone::Plain : Tone::Caution,
                   .text = text::sentences(sentences),
                   .action = tr("Update"),
                   .onAction = [this, keys] { update(keys); }});
}

void SeveralActions::update(const QStringList &keys)
{
    m_banner.clear(bannerKey());
    m_workbench.tools().updates().update(keys, MineOrNew::Refuse,
                                         [self = QPointer(this)](const QList<base::Error> &errors) {
                                             if (self && !errors.isEmpty())
                                                 self->tell(Tone::Bad, RowText::trouble(errors.first()));
                                         });
}

void SeveralActions::share(const QStringList &keys, ForeignTool tool, bool mayCopy)
{
    m_banner.clear(bannerKey());
    const auto shared = std::make_shared<Shared>();
    const QStringList free = answering(keys);
    shared->awaited = free.size();
    for (const QString &key : free) {
        const auto told = [self = QPointer(this), shared, key,
                           tool](const Result<library::ShareOutcome> &one) {
            if (!self)
                return;
            if (one) {
                shared->done.append(key);
                shared->copied = base::addBytes(shared->copied, one->copied);
            } else if (one.error().cause.code == base::ErrorCode::ShareOtherVolume) {
                shared->toCopy.append(key);
            } else {
                addFailed(shared->failed, key, one.error());
            }
            if (--shared->awaited == 0)
                self->tellShared(*shared, tool);
        };
        m_workbench.tools().care().share(key, tool, mayCopy, told);
    }
}

void SeveralActions::tellShared(const Shared &shared, ForeignTool tool)
{
    QStringList sentences;
    const auto done = static_cast<int>(shared.done.size());
    if (!shared.failed.isEmpty())
        sentences.append(trouble(shared.failed));
    if (done > 0)
        sentences.append(shared.copied > 0
                             ? tr("%n model(s) are shared now, copies of %1.", nullptr, done)
                                   .arg(text::formatBytes(shared.copied))
                             : tr("%n model(s) are shared now, and take no room there.", nullptr, done));
    if (!sentences.isEmpty())
        m_banner.post({.key = bannerKey(),
                       .tone = shared.failed.isEmpty() ? Tone::Good : Tone::Bad,
                       .text = text::sentences(sentences),
                       .action = done > 0 ? tr("Undo") : QString(),
                       .onAction = [this, keys = shared.done, tool] { unshare(keys, tool); },
                       .forMs = shared.failed.isEmpty() ? 2 * kSeveralToldMs : 0});
    if (shared.toCopy.isEmpty())
        return;
    qint64 bytes = 0;
    for (const QString &key : shared.toCopy) {
        const ModelRow *row = m_workbench.tree().row(key);
        bytes = base::addBytes(bytes, row ? bytesOf(*row) : 0);
    }
    ask(m_window,
        {.title = tr("Copy %n model(s)?", nullptr, static_cast<int>(shared.toCopy.size())),
         .text =
             tr("That folder is on another disk, where the copies take %1.").arg(text::formatBytes(bytes)),
         .yes = tr("Copy")},
        [this, keys = shared.toCopy, tool] { share(keys, tool, true); });
}

void SeveralActions::unshare(const QStringList &keys, ForeignTool tool)
{
    m_banner.clear(bannerKey());
    const auto shared = std::make_shared<Shared>();
    const QStringList free = answering(keys);
    shared->awaited = free.size();
    for (const QString &key : free) {
        const auto told = [self = QPointer(this), shared, key](const Result<library::UnshareOutcome> &one) {
            if (!self)
                return;
            if (one)
                shared->done.append(key);
            else
                addFailed(shared->failed, key, one.error());
            if (--shared->awaited > 0)
                return;
            if (!shared->failed.isEmpty())
                self->tell(Tone::Bad, self->trouble(shared->failed));
            else
                self->tell(Tone::Good, tr("%n model(s) are no longer shared.", nullptr,
                                          static_cast<int>(shared->done.size())));
        };
        m_workbench.tools().care().unshare(key, tool, told);
    }
}

void SeveralActions::stop(const QStringList &keys)
{
    for (const QString &key : keys)
        m_workbench.tools().care().stop(key);
    m_workbench.tools().updates().stopCheck();
}

} // namespace weightyard::ui
