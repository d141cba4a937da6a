#include "ui/window/removal_question.h"

#include "base/byte_sum.h"
#include "base/name_list.h"
#include "ui/model/row_status.h"
#include "ui/text/format.h"
#include "ui/text/messages.h"
#include "ui/text/sentence.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/parts.h"

#include <QCoreApplication>
#include <QLocale>
#include <QPointer>

namespace weightyard::ui {

using namespace Qt::Literals::StringLiterals;
using library::RemovalKind;
using library::RemovalPlan;

namespace {

constexpr qsizetype kNamedInQuestion = 3;
constexpr int kLinesInQuestion = 8; // that a box holds in a low window

class RemovalQuestion
{
    Q_DECLARE_TR_FUNCTIONS(RemovalQuestion)
public:
    static QString text(const RemovalPlan &plan)
    {
        if (!plan.storeOf.isEmpty())
            return tr("Its files in %1 are %2's and stay there. Weightyard forgets the model; to delete the "
                      "files, use "
                      "%2.")
                .arg(breakable(plan.model.folder), plan.storeOf);
        QString text = tr("%n file(s) in %1. Deleting them frees %2.", nullptr, plan.files)
                           .arg(breakable(plan.model.folder), text::formatBytes(plan.freed));
        if (plan.model.record.withHistory)
            text = text::sentences({text, tr("The git history goes with them.")});
        if (!plan.kept.isEmpty())
            text +=
                u' '
                + tr("%n file(s) that are not the model's stay: %1", nullptr,
                     static_cast<int>(plan.kept.size()))
                      .arg(text::listed(plan.kept.mid(0, 3)) + (plan.kept.size() > 3 ? u", …"_s : QString()));
        return text;
    }
    static QString title(const RemovalPlan &plan, const QString &name)
    {
        return (plan.storeOf.isEmpty() ? tr("Delete %1?") : tr("Forget %1?")).arg(name);
    }
    static QString forget() { return tr("Forget"); }
    static QString yes() { return tr("Delete"); }
    static QString no() { return tr("Keep model"); }
    static QString trash() { return tr("Move to trash"); }
    static QString titleOf(int models) { return tr("Delete %n model(s)?", nullptr, models); }
    static QString forgetOf(int models) { return tr("Forget %n model(s)?", nullptr, models); }
    static QString noneOf() { return tr("Keep models"); }
    static QString trashedOf(int models)
    {
        return tr("%n model(s) are in the trash. That frees their room once the trash is emptied.", nullptr,
                  models);
    }
    static QString going(const RemovalPlan &plan, const QString &name)
    {
        if (!plan.storeOf.isEmpty())
            return tr("%1: its files are %2's and stay; Weightyard forgets the model")
                .arg(name, plan.storeOf);
        return tr("%1: %n file(s), %2", nullptr, plan.files).arg(name, text::formatBytes(plan.freed));
    }
    static QString more(int models, qint64 freed)
    {
        return tr("and %n other(s), %1", nullptr, models).arg(text::formatBytes(freed));
    }
    static QString sum(qint64 freed, bool withHistory, const QStringList &kept)
    {
        QStringList parts{tr("Deleting them frees %1.").arg(text::formatBytes(freed))};
        if (withHistory)
            parts.append(tr("Their git histories go with them."));
        if (!kept.isEmpty())
            parts.append(
                tr("%n file(s) that are not the models' stay: %1", nullptr, static_cast<int>(kept.size()))
                    .arg(base::firstNames(kept, kNamedInQuestion)));
        return text::sentences(parts);
    }
    static QString staying(int models)
    {
        return tr("%n chosen model(s) are left out: they are not here, or Weightyard did not put them there.",
                  nullptr, models);
    }
    static QString refused(const QString &name, const base::Error &error)
    {
        return tr("%1 stays: %2").arg(name, text::Messages::sentence(error));
    }
    static QString failed(const QString &first, int more)
    {
        return more == 0 ? first
                         : text::sentences({first, tr("%n other model(s) failed, too.", nullptr, more)});
    }
    static QString trashed(const QString &name)
    {
        return tr("%1 is in the trash. That frees its room once the trash is emptied.").arg(name);
    }
};

/// Of several, once it is asked for: a model's key with what goes of it.
struct Doomed {
    QStringList keys;
    QStringList names;
    QList<session::Removal> removals;
};

void tell(Banner &banner, Tone tone, const QString &text)
{
    banner.post({.key = u"removal"_s, .tone = tone, .text = text});
}

} // namespace

Question removalsQuestion(const QList<base::Result<session::Removal>> &plans, const QStringList &names,
                          qsizetype chosen)
{
    Question question{.yes = RemovalQuestion::yes(), .no = RemovalQuestion::noneOf()};
    QStringList lines;
    QStringList refused;
    QStringList kept;
    qint64 freed = 0;
    qint64 unnamed = 0;
    int going = 0;
    int forgotten = 0;
    bool withHistory = false;
    bool canBeTrashed = true;
    for (qsizetype i = 0; i < plans.size(); ++i) {
        if (!plans[i]) {
            refused.append(RemovalQuestion::refused(names[i], plans[i].error()));
            continue;
        }
        const RemovalPlan &plan = plans[i]->plan;
        freed = base::addBytes(freed, plan.freed);
        forgotten += plan.storeOf.isEmpty() ? 0 : 1;
        withHistory = withHistory || (plan.storeOf.isEmpty() && plan.model.record.withHistory);
        canBeTrashed = canBeTrashed && plan.canBeTrashed;
        for (const QString &path : plan.kept)
            kept.append(names[i] + u'/' + path);
        if (++going <= kLinesInQuestion)
            lines.append(RemovalQuestion::going(plan, breakable(names[i])));
        else
            unnamed = base::addBytes(unnamed, plan.freed);
    }
    if (going > kLinesInQuestion)
        lines.append(RemovalQuestion::more(going - kLinesInQuestion, unnamed));
    const bool onlyForgets = going > 0 && forgotten == going;
    question.title = onlyForgets ? RemovalQuestion::forgetOf(going) : RemovalQuestion::titleOf(going);
    QStringList parts{lines.join(u'\n')};
    if (onlyForgets)
        question.yes = RemovalQuestion::forget();
    else
        parts.append(RemovalQuestion::sum(freed, withHistory, kept));
    if (plans.size() < chosen)
        parts.append(RemovalQuestion::staying(static_cast<int>(chosen - plans.size())));
    parts += refused.mid(0, kNamedInQuestion);
    question.text = parts.join(u"\n\n"_s);
    question.other = canBeTrashed ? RemovalQuestion::trash() : QString();
    return question;
}

Question removalQuestion(const RemovalPlan &plan, const QString &name)
{
    return {.title = RemovalQuestion::title(plan, name),
            .text = RemovalQuestion::text(plan),
            .yes = plan.storeOf.isEmpty() ? RemovalQuestion::yes() : RemovalQuestion::forget(),
            .no = RemovalQuestion::no(),
            .other = plan.canBeTrashed ? RemovalQuestion::trash() : QString()};
}

void askRemoval(Workbench &workbench, Banner &banner, QWidget *window, const ModelRow &row)
{
    const QPointer<QWidget> shown(window);
    banner.clear(u"removal"_s);
    const auto remove = [shown, &workbench, &banner, key = row.key,
                         name = row.entry.name](const session::Removal &removal, RemovalKind kind) {
        workbench.libraryWork().remove(
            removal, kind, [shown, &workbench, &banner, key, name, kind](const base::Result<void> &done) {
                if (!shown)
                    return;
                if (!done)
                    return tell(banner, Tone::Bad, RowText::trouble(done.error()));
                workbench.queue().forget(key);  // its download is history, too,
                banner.clear(u"care-"_s + key); // and what was done with it before
                if (kind == RemovalKind::Trash)
                    tell(banner, Tone::Plain, RemovalQuestion::trashed(name));
            });
    };
    workbench.libraryWork().planRemoval(
        row.key, row.library.isEmpty() ? workbench.library() : row.library,
        [shown, &banner, remove, name = row.entry.name](const base::Result<session::Removal> &plan) {
            if (!shown)
                return;
            if (!plan)
                return tell(banner, Tone::Bad, RowText::trouble(plan.error()));
            Question question = removalQuestion(plan->plan, name);
            question.onOther = [remove, plan = *plan] { remove(plan, RemovalKind::Trash); };
            ask(shown, question, [remove, plan = *plan] { remove(plan, RemovalKind::Delete); });
        });
}

namespace {

void removeDoomed(Workbench &workbench, Banner &banner, QWidget *window, const Doomed &doomed,
                  RemovalKind kind)
{
    const auto told = [shown = QPointer(window), &workbench, &banner, doomed,
                       kind](const QList<base::Result<void>> &results) {
        if (!shown)
            return;
        QString first;
        int failed = 0;
        for (qsizetype i = 0; i < results.size(); ++i) {
            if (results[i]) {
                workbench.queue().forget(doomed.keys[i]); // its download is history, too
                banner.clear(u"care-"_s + doomed.keys[i]);
                banner.clear(u"several"_s);
                continue;
            }
            if (failed++ == 0)
                first = text::withReason(doomed.names[i], RowText::trouble(results[i].error()));
        }
        if (failed > 0)
            tell(banner, Tone::Bad, RemovalQuestion::failed(first, failed - 1));
        else if (kind == RemovalKind::Trash)
            tell(banner, Tone::Plain, RemovalQuestion::trashedOf(static_cast<int>(results.size())));
    };
    workbench.libraryWork().removeAll(doomed.removals, kind, told);
}

} // namespace

void askRemovals(Workbench &workbench, Banner &banner, QWidget *window, const QStringList &keys,
                 qsizetype chosen)
{
    banner.clear(u"removal"_s);
    QStringList present;
    QStringList names;
    QList<session::RemovalWish> wishes;
    for (const QString &key : keys) {
        const ModelRow *row = workbench.tree().row(key);
        if (!row)
            continue;
        present.append(key);
        names.append(row->entry.name);
        wishes.append({key, row->library.isEmpty() ? workbench.library() : row->library});
    }
    const auto planned = [shown = QPointer(window), &workbench, &banner, present, names,
                          chosen](const QList<base::Result<session::Removal>> &plans) {
        if (!shown)
            return;
        Doomed doomed;
        for (qsizetype i = 0; i < plans.size(); ++i) {
            if (!plans[i])
                continue;
            doomed.keys.append(present[i]);
            doomed.names.append(names[i]);
            doomed.removals.append(*plans[i]);
        }
        if (doomed.keys.isEmpty())
            return plans.isEmpty() ? void()
                                   : tell(banner, Tone::Bad, RowText::trouble(plans.first().error()));
        Question question = removalsQuestion(plans, names, chosen);
        const auto remove = [shown, &workbench, &banner, doomed](RemovalKind kind) {
            removeDoomed(workbench, banner, shown, doomed, kind);
        };
        question.onOther = [remove] { remove(RemovalKind::Trash); };
        ask(shown, question, [remove] { remove(RemovalKind::Delete); });
    };
    workbench.libraryWork().planRemovals(wishes, planned);
}

} // namespace weightyard::ui
