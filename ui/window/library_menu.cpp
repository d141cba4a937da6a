#include "ui/window/library_menu.h"

#include "ui/model/row_status.h"
#include "ui/text/format.h"
#include "ui/text/messages.h"
#include "ui/text/sentence.h"
#include "ui/widgets/banner.h"
#include "ui/window/question.h"
#include "ui/workbench/workbench.h"

#include <QActionGroup>
#include <QDir>
#include <QFileDialog>

namespace weightyard::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kMovedMs = 8000;
constexpr int kLongestPath = 60;

// Shortened in the middle, and without what a menu would take for a key.
QString shownPath(const QString &folder)
{
    QString path = text::withoutControls(QDir::toNativeSeparators(folder));
    if (path.size() > kLongestPath)
        path = path.left(kLongestPath / 2) + u'…' + path.right(kLongestPath / 2);
    return path.replace(u'&', "&&"_L1);
}

// What the window says of Usage is of the names of models.
QString libraryRemedy(const base::Error &error)
{
    return error.kind == base::ErrorKind::Usage ? text::Messages::remedy(error) : RowText::remedy(error);
}

} // namespace

LibraryMenu::LibraryMenu(Workbench &workbench, Banner &banner, QMenu &menu, QWidget *window)
    : QObject(window),
      m_workbench(workbench),
      m_banner(banner),
      m_menu(menu),
      m_window(window)
{
    m_menu.setObjectName(u"libraries"_s);
    m_menu.setToolTipsVisible(true);
    fill();
    const Libraries &libraries = m_workbench.libraries();
    connect(&libraries, &Libraries::changed, this, &LibraryMenu::fill);
    connect(&m_workbench, &Workbench::scanned, this, &LibraryMenu::fill); // which are connected
    connect(&libraries, &Libraries::refused, this, [this](const base::Error &error) {
        m_banner.post({.key = u"library"_s,
                       .tone = Tone::Bad,
                       .text = text::sentences({text::Messages::sentence(error), libraryRemedy(error)})});
    });
    connect(&libraries, &Libraries::chosen, this, &LibraryMenu::tellChoice);
    connect(&libraries, &Libraries::moveTold, this, &LibraryMenu::tellMove);
    connect(&libraries, &Libraries::moved, this, &LibraryMenu::tellMoved);
    connect(&libraries, &Libraries::moveFailed, this, [this](const base::Error &error) {
        if (error.kind == base::ErrorKind::Cancelled)
            return m_banner.post({.key = u"move"_s,
                                  .text = tr("The move was stopped. The models are in both folders, and all "
                                             "are shown; moving again goes on."),
                                  .asked = true});
        m_banner.post({.key = u"move"_s,
                       .tone = Tone::Bad,
                       .text = text::sentences({tr("The library was not moved."),
                                                text::Messages::sentence(error), libraryRemedy(error)}),
                       .asked = true});
    });
}

void LibraryMenu::fill()
{
    m_menu.clear();
    addLibraries();
    const bool isMoving = m_workbench.libraries().isMoving();
    m_menu.addSeparator();
    const auto add = [&](const QString &text, void (LibraryMenu::*chosen)()) {
        m_menu.addAction(text, this, chosen)->setEnabled(!isMoving);
    };
    add(tr("Download into another folder…"), &LibraryMenu::chooseTarget);
    add(tr("Add library folder…"), &LibraryMenu::addFolder);
    addTakeOff();
    m_menu.addSeparator();
    add(tr("Move library…"), &LibraryMenu::move);
}

void LibraryMenu::chooseTarget()
{
    askFolder(tr("Library folder"), [this](const QString &folder) { m_workbench.setLibrary(folder); });
}

void LibraryMenu::addFolder()
{
    askFolder(tr("Folder with models"),
              [this](const QString &folder) { m_workbench.libraries().add(folder); });
}

void LibraryMenu::move()
{
    askFolder(tr("Move the library to this folder"), [this](const QString &folder) { confirmMove(folder); });
}

void LibraryMenu::addLibraries()
{
    m_menu.addAction(tr("Downloads go into"))->setEnabled(false); // not every style draws a section's text
    auto *group = new QActionGroup(&m_menu);
    Libraries &libraries = m_workbench.libraries();
    QStringList all = libraries.all();
    const QString target = all.first();
    all.sort(); // a choice does not shuffle them
    for (const QString &folder : std::as_const(all)) {
        const bool isAway = libraries.isAway(folder);
        QAction *action =
            m_menu.addAction(isAway ? tr("%1 (not connected)").arg(shownPath(folder)) : shownPath(folder),
                             this, [this, folder] { m_workbench.setLibrary(folder); });
        action->setToolTip(QDir::toNativeSeparators(folder));
        action->setCheckable(true);
        action->setChecked(folder == target);
        action->setEnabled(!libraries.isMoving());
        group->addAction(action);
    }
}

void LibraryMenu::addTakeOff()
{
    const QStringList further = m_workbench.libraries().all().mid(1);
    if (further.isEmpty())
        return;
    QMenu *menu = m_menu.addMenu(tr("Take off the list"));
    menu->setEnabled(!m_workbench.libraries().isMoving());
    for (const QString &folder : further)
        menu->addAction(shownPath(folder), this, [this, folder] { m_workbench.libraries().takeOff(folder); });
}

void LibraryMenu::askFolder(const QString &title, const std::function<void(const QString &folder)> &chosen)
{
    // The dialog looks at its folder on this thread: a disk that does not answer would hold the window.
    const QString folder = m_workbench.libraryAnswers() ? m_workbench.library() : QDir::homePath();
    auto *dialog = new QFileDialog(m_window, title, folder);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, chosen);
    dialog->open();
}

void LibraryMenu::confirmMove(const QString &folder)
{
    const QString text =
        tr("All models of %1 move to %2. On another disk they are copied and checked before "
           "the originals go. Downloads pause meanwhile and go on there.")
            .arg(QDir::toNativeSeparators(m_workbench.library()), QDir::toNativeSeparators(folder));
    ask(m_window, {tr("Move the library?"), text, tr("Move")},
        [this, folder] { m_workbench.libraries().move(folder); });
}

// The menu shows the choice itself.
void LibraryMenu::tellChoice(const Libraries::Choice &choice)
{
    m_banner.clear(u"library"_s); // what another choice was refused for
    if (!choice.isKept && !choice.isLeft && choice.running == 0)
        return;
    const QString before = QDir::toNativeSeparators(choice.before);
    const QString into = tr("Downloads go into %1 from now on.").arg(QDir::toNativeSeparators(choice.folder));
    const QString running =
        choice.running == 0
            ? QString()
            : tr("%n download(s) that have begun go on into %1.", nullptr, choice.running).arg(before);
    const QString kept = !choice.isKept        ? QString()
                         : choice.running == 0 ? tr("The models in %1 are still shown.").arg(before)
                                               : tr("The models there are still shown.");
    const QString left =
        choice.isLeft ? tr("%1 does not answer; its models are not shown.").arg(before) : QString();
    m_banner.post({.key = u"library"_s,
                   .text = text::sentences({into, running, kept, left}),
                   .forMs = kMovedMs,
                   .asked = true});
}

void LibraryMenu::tellMove(qint64 done, qint64 total)
{
    const QString text =
        total > 0 ? tr("Moving the library: %1 of %2").arg(text::formatBytes(done), text::formatBytes(total))
                  : tr("Moving the library…");
    const auto stop = [this] { m_workbench.libraries().stopMove(); };
    m_banner.post({.key = u"move"_s,
                   .text = text,
                   .action = tr("Stop"),
                   .onAction = stop,
                   .topic = u"moving"_s,
                   .asked = true});
}

void LibraryMenu::tellMoved(const session::LibraryMoved &moved)
{
    const QString folder = QDir::toNativeSeparators(moved.to);
    if (moved.errors.isEmpty())
        return m_banner.post({.key = u"move"_s,
                              .text = tr("The library is %1 from now on.").arg(folder),
                              .forMs = kMovedMs,
                              .asked = true});
    m_banner.post(
        {.key = u"move"_s,
         .tone = Tone::Bad,
         .text = text::sentences(
             {tr("Not all models moved to %1; the others are shown from where they are.").arg(folder),
              text::Messages::sentence(moved.errors.first())}),
         .asked = true});
}

} // namespace weightyard::ui
