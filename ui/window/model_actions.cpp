#include "ui/window/model_actions.h"

#include "base/error_code.h"
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

constexpr int kCareToldMs = 8000;
constexpr qsizetype kCommitDigits = 7;

bool asksForChoice(const base::Error &error)
{
    return error.cause.code == base::ErrorCode::ChangedInBoth
           || error.cause.code == base::ErrorCode::NewWhereYours;
}

} // namespace

ModelActions::ModelActions(Workbench &workbench, Banner &banner, QWidget *window)
    : QObject(window),
      m_workbench(workbench),
      m_banner(banner),
      m_window(window)
{
    connect(&workbench.tools().updates(), &Updates::found, this, [this](int models) {
        m_banner.post({.key = u"updates"_s,
                       .tone = Tone::Plain,
                       .text = tr("There are updates for %n model(s).", nullptr, models),
                       .action = tr("Update all"),
                       .onAction = [this] { updateAll(); },
                       .topic = QString::number(models)});
    });
}

QString ModelActions::nameOf(const QString &key) const
{
    const ModelRow *row = m_workbench.tree().row(key);
    return row ? row->entry.name : key;
}

void ModelActions::tell(const QString &key, Tone tone, const QString &text, int forMs)
{
    m_banner.post({.key = u"care-"_s + key, .tone = tone, .text = text, .forMs = forMs});
}

void ModelActions::tell(const QString &key, const base::Error &error)
{
    if (error.kind != base::ErrorKind::Cancelled)
        tell(key, Tone::Bad, text::withReason(nameOf(key), RowText::trouble(error)));
}

void ModelActions::act(const ModelRow &row, RowAction action)
{
    switch (action) {
    case RowAction::StopWork:
        m_workbench.tools().care().stop(row.key);
        return m_workbench.tools().updates().stopCheck();
    case RowAction::Verify:
        return verify(row);
    case RowAction::Repair:
        return repair(row.key);
    case RowAction::LookForUpdate:
        return lookForUpdate(row);
    case RowAction::Update:
        return update({row.key}, MineOrNew::Refuse);
    case RowAction::ChooseFiles:
        return chooseFiles(row);
    case RowAction::GoBack:
        return goBack(row.key, MineOrNew::Refuse);
    case RowAction::ShareHubCache:
        return share(row.key, ForeignTool::HubCache, false);
    case RowAction::UnshareHubCache:
        return unshare(row.key, ForeignTool::HubCache);
    case RowAction::ShareLmStudio:
        return share(row.key, ForeignTool::LmStudio, false);
    case RowAction::UnshareLmStudio:
        return unshare(row.key, ForeignTool::LmStudio);
    default:
        return; // a download's
    }
}

void ModelActions::verify(const ModelRow &row)
{
    m_banner.clear(u"care-"_s + row.key);
    m_workbench.tools().care().verify(
        row.key, [self = QPointer(this), key = row.key](const Result<session::VerifiedFolder> &found) {
            if (!self)
                return;
            if (found)
                self->tellVerified(key, *found);
            else
                self->tell(key, found.error());
        });
}

void ModelActions::tellVerified(const QString &key, const session::VerifiedFolder &found)
{
    const QString name = nameOf(key);
    if (found.movedOn)
        return tell(key, Tone::Caution,
                    tr("%1 was changed by hand since it was installed: what should be there is not known.")
                        .arg(name));
    if (!found.verdict)
        return found.problems.isEmpty()
                   ? tell(key, Tone::Plain, tr("Nothing says what should be in %1.").arg(name), kCareToldMs)
                   : tell(key, Tone::Caution,
                          tr("%1 is incomplete: %2").arg(name, text::listed(found.problems.mid(0, 3))));
    if (found.verdict->error)
        return tell(key, *found.verdict->error);
    if (!found.verdict->behindLinks.isEmpty()) // which no repair can mend
        return tell(key, found.verdict->behindLinks.first());
    const QStringList wrong = found.verdict->damaged + found.verdict->missing;
    if (wrong.isEmpty()) {
        const auto files = static_cast<int>(found.verdict->record.files.size());
        return tell(key, Tone::Good,
                    tr("%1 is as it was published: %n file(s), %2.", nullptr, files)
                        .arg(name, text::formatBytes(found.verdict->bytes)),
                    kCareToldMs);
    }
    const QString names = text::listed(wrong.mid(0, 3)) + (wrong.size() > 3 ? u", …"_s : QString());
    m_banner.post({.key = u"care-"_s + key,
                   .tone = Tone::Bad,
                   .text = tr("%1 is damaged: %2").arg(name, breakable(names)),
                   .action = tr("Repair"),
                   .onAction = [this, key] { repair(key); }});
}

void ModelActions::repair(const QString &key)
{
    m_banner.clear(u"care-"_s + key);
    m_workbench.tools().care().repair(key, [self = QPointer(this), key](const Result<void> &begun) {
        if (self && !begun)
            self->tell(key, begun.error());
    });
}

void ModelActions::lookForUpdate(const ModelRow &row)
{
    const auto told = [self = QPointer(this), key = row.key](const Result<session::UpdateCheck> &checked) {
        if (!self)
            return;
        if (!checked)
            return self->tell(key, checked.error());
        if (checked->findings.isEmpty())
            return checked->errors.isEmpty() ? void() : self->tell(key, checked->errors.first());
        const session::UpdateFinding &finding = checked->findings.first();
        const QString name = self->nameOf(key);
        switch (finding.state) {
        case session::UpdateState::Current:
            return self->tell(key, Tone::Good, tr("%1 is up to date.").arg(name), kCareToldMs);
        case session::UpdateState::Pinned:
            return self->tell(
                key, Tone::Plain,
                tr("%1 stays at %2, as it was asked for.").arg(name, finding.model.record.revision),
                kCareToldMs);
        case session::UpdateState::Local:
            return self->tell(key, Tone::Plain,
                              tr("%1 is on a branch that its host does not have: %2.")
                                  .arg(name, finding.model.record.revision),
                              kCareToldMs);
        case session::UpdateState::Newer: {
            const ModelRow *now = self->m_workbench.tree().row(key);
            const QString change = now && now->update ? RowText::change(*now->update) : QString();
            self->m_banner.post({.key = u"care-"_s + key,
                                 .tone = Tone::Plain,
                                 .text = change.isEmpty()
                                             ? tr("There is an update of %1.").arg(name)
                                             : tr("There is an update of %1: %2.").arg(name, change),
                                 .action = tr("Update"),
                                 .onAction = [self, key] { self->update({key}, MineOrNew::Refuse); }});
            return;
        }
        case session::UpdateState::Unknown:
            if (finding.error)
                self->tell(key, *finding.error);
            return;
        }
    };
    m_workbench.tools().updates().check({row.key}, told);
}

void ModelActions::checkForUpdates()
{
    const QString topic = u"check"_s;
    m_banner.clear(u"updates"_s);
    m_workbench.tools().updates().check(
        {}, [self = QPointer(this), topic](const Result<session::UpdateCheck> &checked) {
            if (!self)
                return;
            if (!checked)
                return self->tell(topic, Tone::Bad, RowText::trouble(checked.error()));
            QList<base::Error> errors = checked->errors;
            for (const session::UpdateFinding &finding : checked->findings) {
                if (finding.error)
                    errors.append(*finding.error);
            }
            if (!errors.isEmpty())
                self->tell(topic, Tone::Caution,
                           text::sentences({tr("%n model(s) could not be asked about.", nullptr,
                                               static_cast<int>(errors.size())),
                                            RowText::trouble(errors.first())}));
            const int models = self->m_workbench.tree().sums().updates;
            if (models > 0)
                return Q_EMIT self->m_workbench.tools().updates().found(models);
            if (errors.isEmpty())
                self->tell(topic, Tone::Good, tr("All models are up to date."), kCareToldMs);
        });
}

void ModelActions::updateAll()
{
    const QStringList keys = m_workbench.tools().updates().updatable();
    if (keys.isEmpty())
        return tell(u"check"_s, Tone::Plain, tr("No update is known. “Check for updates” asks."),
                    kCareToldMs);
    update(keys, MineOrNew::Refuse);
}

void ModelActions::update(const QStringList &keys, MineOrNew choice)
{
    m_banner.clear(u"updates"_s);
    for (const QString &key : keys)
        m_banner.clear(u"care-"_s + key);
    m_workbench.tools().updates().update(
        keys, choice, [self = QPointer(this), key = keys.first()](const QList<base::Error> &errors) {
            if (self && !errors.isEmpty())
                self->tell(key, errors.first());
        });
}

void ModelActions::chooseFiles(const ModelRow &row)
{
    const QString file = row.job && row.job->error ? row.job->error->cause.values.value(0) : QString();
    Question question{.title = tr("Which files of %1 do you want?").arg(row.entry.name),
                      .text =
                          tr("You changed %1, and so did the update. Yours stays in its place, or it goes "
                             "aside with the previous version.")
                              .arg(breakable(file)),
                      .yes = tr("Take the new ones"),
                      .no = tr("Keep as it is"),
                      .other = tr("Keep mine")};
    question.onOther = [this, key = row.key] { update({key}, MineOrNew::KeepMine); };
    ask(m_window, question, [this, key = row.key] { update({key}, MineOrNew::TakeNew); });
}

void ModelActions::goBack(const QString &key, MineOrNew choice)
{
    const auto done = [self = QPointer(this), key](const Result<QString> &commit) {
        if (!self)
            return;
        const QString name = self->nameOf(key);
        if (commit)
            return self->tell(key, Tone::Good,
                              tr("%1 is back at commit %2.").arg(name, commit->left(kCommitDigits)),
                              kCareToldMs);
        if (!asksForChoice(commit.error()))
            return self->tell(key, commit.error());
        Question question{.title = tr("Which files of %1 do you want?").arg(name),
                          .text = tr("You changed %1 since the update. Yours stays in its place, or it goes "
                                     "aside with the version that is here now.")
                                      .arg(breakable(commit.error().cause.values.value(0))),
                          .yes = tr("Take the old ones"),
                          .no = tr("Keep as it is"),
                          .other = tr("Keep mine")};
        question.onOther = [self, key] { self->goBack(key, MineOrNew::KeepMine); };
        ask(self->m_window, question, [self, key] { self->goBack(key, MineOrNew::TakeNew); });
    };
    m_workbench.tools().care().goBack(key, choice, done);
}

void ModelActions::share(const QString &key, ForeignTool tool, bool mayCopy)
{
    const auto done = [self = QPointer(this), key, tool](const Result<library::ShareOutcome> &shared) {
        if (!self)
            return;
        const QString name = self->nameOf(key);
        if (shared) {
            const QString where = breakable(shared->folder);
            const QString text = shared->copied > 0
                                     ? tr("%1 is now in %2 too, a copy of %3.")
                                           .arg(name, where, text::formatBytes(shared->copied))
                                     : tr("%1 is now in %2 too, and takes no room there.").arg(name, where);
            self->m_banner.post({.key = u"care-"_s + key,
                                 .tone = Tone::Good,
                                 .text = text,
                                 .action = tr("Undo"),
                                 .onAction = [self, key, tool] { self->unshare(key, tool); },
                                 .forMs = 2 * kCareToldMs});
            return;
        }
        if (shared.error().cause.code != base::ErrorCode::ShareOtherVolume)
            return self->tell(key, shared.error());
        const ModelRow *row = self->m_workbench.tree().row(key);
        const QString bytes = text::formatBytes(row ? bytesOf(*row) : 0);
        ask(self->m_window,
            {.title = tr("Copy %1?").arg(name),
             .text = tr("That folder is on another disk, where a copy takes %1.").arg(bytes),
             .yes = tr("Copy")},
            [self, key, tool] { self->share(key, tool, true); });
    };
    m_banner.clear(u"care-"_s + key);
    m_workbench.tools().care().share(key, tool, mayCopy, done);
}

void ModelActions::unshare(const QString &key, ForeignTool tool)
{
    m_banner.clear(u"care-"_s + key);
    m_workbench.tools().care().unshare(
        key, tool, [self = QPointer(this), key](const Result<library::UnshareOutcome> &taken) {
            if (!self)
                return;
            if (!taken)
                return self->tell(key, taken.error());
            QString text = tr("%1 is no longer shared.").arg(self->nameOf(key));
            if (!taken->kept.isEmpty())
                text =
                    text::sentences({text, tr("%n file(s) stay: changed since, or in use by another program.",
                                              nullptr, static_cast<int>(taken->kept.size()))});
            self->tell(key, Tone::Plain, text, kCareToldMs);
        });
}

} // namespace weightyard::ui
