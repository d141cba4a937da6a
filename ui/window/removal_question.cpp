#include "ui/window/removal_question.h"

#include "ui/model/row_status.h"
#include "ui/text/format.h"
#include "ui/text/sentence.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/parts.h"

#include <QCoreApplication>
#include <QPointer>

namespace weightyard::ui {

using namespace Qt::Literals::StringLiterals;
using library::RemovalKind;
using library::RemovalPlan;

namespace {

class RemovalQuestion
{
    Q_DECLARE_TR_FUNCTIONS(RemovalQuestion)
public:
    static QString text(const RemovalPlan &plan)
    {
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
    static QString title(const QString &name) { return tr("Delete %1?").arg(name); }
    static QString yes() { return tr("Delete"); }
    static QString no() { return tr("Keep model"); }
    static QString trash() { return tr("Move to trash"); }
    static QString trashed(const QString &name)
    {
        return tr("%1 is in the trash. That frees its room once the trash is emptied.").arg(name);
    }
};

void tell(Banner &banner, Tone tone, const QString &text)
{
    banner.post({.key = u"removal"_s, .tone = tone, .text = text});
}

} // namespace

Question removalQuestion(const RemovalPlan &plan, const QString &name)
{
    return {.title = RemovalQuestion::title(name),
            .text = RemovalQuestion::text(plan),
            .yes = RemovalQuestion::yes(),
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
                workbench.queue().forget(key); // its download is history, too
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

} // namespace weightyard::ui
