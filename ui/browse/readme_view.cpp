#include "ui/browse/readme_view.h"

#include "ui/theme/paint.h"

#include <QImage>
#include <QTextDocument>
#include <QTextTable>

namespace weightyard::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

// Qt's importer leaves an empty line in the first cell of the heading, and its text is not bold as that of the others.
void mendFirstCell(const QTextTableCell &cell)
{
    QTextCursor text = cell.firstCursorPosition();
    if (text.block().length() > 1 || text.block() == cell.lastCursorPosition().block())
        return;
    text.deleteChar();
    text.movePosition(QTextCursor::EndOfBlock, QTextCursor::KeepAnchor);
    QTextCharFormat bold;
    bold.setFontWeight(QFont::Bold);
    text.mergeCharFormat(bold);
}

} // namespace

ReadmeView::ReadmeView(QWidget *parent) : QTextBrowser(parent)
{
    setOpenLinks(false);
    setOpenExternalLinks(false);
    setFrameShape(NoFrame);
    setFont(smallFont(font()));
    setAccessibleName(tr("README of the model"));
    document()->setUndoRedoEnabled(false);
    document()->setDocumentMargin(2);
    connect(this, &QTextBrowser::anchorClicked, this, [this](const QUrl &link) {
        const QUrl url = m_page.resolved(link);
        const bool isWeb = url.scheme() == "http"_L1 || url.scheme() == "https"_L1;
        if ((isWeb && !url.host().isEmpty()) || url.scheme() == "mailto"_L1)
            Q_EMIT linkWanted(url);
    });
    // What a link says and where it leads may be two things.
    connect(this, &QTextBrowser::highlighted, this, [this](const QUrl &link) {
        viewport()->setToolTip(link.isEmpty() ? QString() : m_page.resolved(link).toDisplayString());
    });
}

// Not "nothing": Qt looks for a local file of that name then.
QVariant ReadmeView::loadResource(int type, const QUrl &)
{
    if (type != QTextDocument::ImageResource)
        return {};
    QImage nothing(1, 1, QImage::Format_ARGB32);
    nothing.fill(Qt::transparent);
    return nothing;
}

void ReadmeView::setReadme(const QString &markdown, const QUrl &page)
{
    m_page = page;
    if (markdown == m_shown)
        return;
    m_shown = markdown;
    document()->setMarkdown(markdown, QTextDocument::MarkdownFeatures(QTextDocument::MarkdownDialectGitHub)
                                          | QTextDocument::MarkdownNoHTML);
    styleTables();
    moveCursor(QTextCursor::Start);
}

// Qt's own have a double black frame, and no room in their cells.
void ReadmeView::styleTables()
{
    QTextCursor all(document());
    all.beginEditBlock();
    for (QTextFrame *frame : document()->rootFrame()->childFrames()) {
        auto *table = qobject_cast<QTextTable *>(frame);
        if (!table)
            continue;
        QTextTableFormat format = table->format();
        format.setBorder(1);
        format.setBorderBrush(tokensFor(palette()).line);
        format.setBorderStyle(QTextFrameFormat::BorderStyle_Solid);
        format.setBorderCollapse(true);
        format.setCellSpacing(0);
        format.setCellPadding(4);
        table->setFormat(format);
        mendFirstCell(table->cellAt(0, 0));
    }
    all.endEditBlock();
}

void ReadmeView::setMessage(const QString &text)
{
    m_shown.clear();
    setPlainText(text);
}

} // namespace weightyard::ui
