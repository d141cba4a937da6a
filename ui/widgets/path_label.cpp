#include "ui/widgets/path_label.h"

#include "ui/text/format.h"
#include "ui/widgets/parts.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMenu>

namespace weightyard::ui {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr QChar kMayBreak(0x200B);
constexpr QChar kIsolateBegin(0x2068);
constexpr QChar kIsolateEnd(0x2069);
} // namespace

PathLabel::PathLabel(QWidget *parent) : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
    setWordWrap(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse);
}

void PathLabel::setPath(const QString &shown, const QString &path)
{
    m_shown = shown;
    m_path = path;
    setText(text::isolated(breakable(shown)));
    setAccessibleName(shown);
    setToolTip(path);
}

// No mark of ours may come along: the text is for terminals and dialogs of other programs.
QString PathLabel::chosenText() const
{
    QString chosen = selectedText();
    for (const QChar mark : {kMayBreak, kIsolateBegin, kIsolateEnd})
        chosen.remove(mark);
    return chosen.isEmpty() || chosen == m_shown ? m_path : chosen;
}

void PathLabel::keyPressEvent(QKeyEvent *event)
{
    if (!event->matches(QKeySequence::Copy))
        return QLabel::keyPressEvent(event);
    QGuiApplication::clipboard()->setText(chosenText());
    event->accept();
}

// Where a selection is a clipboard of its own.
void PathLabel::mouseReleaseEvent(QMouseEvent *event)
{
    QLabel::mouseReleaseEvent(event);
    QClipboard *clipboard = QGuiApplication::clipboard();
    if (clipboard->supportsSelection() && hasSelectedText())
        clipboard->setText(chosenText(), QClipboard::Selection);
}

void PathLabel::contextMenuEvent(QContextMenuEvent *event)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Copy"), this, [this] { QGuiApplication::clipboard()->setText(chosenText()); });
    menu->popup(event->globalPos());
}

} // namespace weightyard::ui
