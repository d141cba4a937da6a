#include "ui/window/place_actions.h"

#include "base/error_code.h"
#include "ui/desktop/open_page.h"
#include "ui/model/row_status.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/parts.h"
#include "ui/window/question.h"
#include "ui/window/use_dialog.h"

#include <QApplication>
#include <QClipboard>
#include <QDesktopServices>
#include <QDir>
#include <QPointer>

namespace weightyard::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kOnClipboardMs = 6000;
constexpr qsizetype kManyWindows = 6;

// As it is: what widgets show has marks where it may break.
QString copiedText(const ModelRow &row, RowAction action, const QString &library, const QUrl &hub)
{
    if (action == RowAction::CopyPath)
        return QDir::toNativeSeparators(folderOf(row, library));
    if (action == RowAction::CopyId)
        return modelPathOf(row);
    const auto location = catalog::locationOf(row.entry, hub);
    return location ? location->url.toString(QUrl::FullyEncoded | QUrl::RemoveUserInfo) : QString();
}

} // namespace

PlaceActions::PlaceActions(Workbench &workbench, Banner &banner, QWidget *window)
    : QObject(window),
      m_workbench(workbench),
      m_banner(banner),
      m_window(window)
{}

bool PlaceActions::act(const QStringList &keys, RowAction action)
{
    switch (action) {
    case RowAction::OpenFolder:
    case RowAction::OpenTerminal:
    case RowAction::OpenPage:
        openAll(keys, action);
        return true;
    case RowAction::UseIt:
        if (const ModelRow *row = m_workbench.tree().row(keys.first()))
            UseDialog::open(m_workbench, *row, m_window);
        return true;
    case RowAction::CopyPath:
    case RowAction::CopyId:
    case RowAction::CopyAddress:
        copy(keys, action);
        return true;
    default:
        return false;
    }
}

void PlaceActions::open(const ModelRow &row, RowAction action)
{
    const QString folder = folderOf(row, m_workbench.library());
    if (action == RowAction::OpenTerminal)
        return openTerminal(row.key, folder);
    if (action == RowAction::OpenFolder) {
        if (!QDesktopServices::openUrl(QUrl::fromLocalFile(folder)))
            tellNotOpened(row.key,
                          {.kind = base::ErrorKind::Prerequisite, .cause = base::ErrorCode::NoFileManager},
                          RowAction::CopyPath);
        return;
    }
    const auto location = catalog::locationOf(row.entry, m_workbench.hub());
    const base::Result<void> opened = location ? openPage(location->url) : base::Result<void>();
    if (!opened)
        tellNotOpened(row.key, opened.error(), RowAction::CopyAddress);
}

void PlaceActions::openTerminal(const QString &key, const QString &folder)
{
    m_banner.clear(u"not-opened"_s);
    m_workbench.libraryWork().openTerminal(
        folder, [self = QPointer(this), key](const base::Result<void> &opened) {
            if (self && !opened)
                self->tellNotOpened(key, opened.error(), RowAction::CopyPath);
        });
}

void PlaceActions::tellNotOpened(const QString &key, const base::Error &error, RowAction remedy)
{
    m_banner.post({.key = u"not-opened"_s,
                   .tone = Tone::Caution,
                   .text = RowText::trouble(error),
                   .action = actionText(remedy),
                   .onAction = [this, key, remedy] {
                       m_banner.clear(u"not-opened"_s);
                       copy({key}, remedy);
                   }});
}

// Very many windows are hardly meant.
void PlaceActions::openAll(const QStringList &keys, RowAction action)
{
    const auto openEach = [this, keys, action] {
        for (const QString &key : keys) {
            if (const ModelRow *row = m_workbench.tree().row(key))
                open(*row, action);
        }
    };
    if (keys.size() <= kManyWindows)
        return openEach();
    const int windows = static_cast<int>(keys.size());
    ask(m_window,
        {.title = action == RowAction::OpenPage       ? tr("Open %n page(s)?", nullptr, windows)
                  : action == RowAction::OpenTerminal ? tr("Open %n terminal(s)?", nullptr, windows)
                                                      : tr("Open %n folder(s)?", nullptr, windows),
         .text = tr("Each of them opens a window of its own, or a tab."),
         .yes = tr("Open")},
        openEach);
}

void PlaceActions::copy(const QStringList &keys, RowAction action)
{
    QStringList lines;
    for (const QString &key : keys) {
        const ModelRow *row = m_workbench.tree().row(key);
        const QString line =
            row ? copiedText(*row, action, m_workbench.library(), m_workbench.hub()) : QString();
        if (!line.isEmpty())
            lines.append(line);
    }
    if (lines.isEmpty())
        return m_banner.post({.key = u"copied"_s,
                              .tone = Tone::Caution,
                              .text = tr("No address is known."),
                              .forMs = kOnClipboardMs});
    QApplication::clipboard()->setText(lines.join(u'\n'));
    const QString text =
        lines.size() == 1 ? tr("%1 is on the clipboard.").arg(breakable(lines.first()))
                          : tr("%n line(s) are on the clipboard.", nullptr, static_cast<int>(lines.size()));
    m_banner.post({.key = u"copied"_s, .tone = Tone::Plain, .text = text, .forMs = kOnClipboardMs});
}

} // namespace weightyard::ui
