#include "ui/widgets/search_field.h"

#include "ui/theme/paint.h"

#include <QGuiApplication>
#include <QInputMethod>
#include <QKeyEvent>
#include <QPainter>
#include <QStyle>
#include <QTimer>
#include <algorithm>

namespace weightyard::ui {

namespace {
constexpr int kLensRoom = 32;
constexpr int kButtonMs = 300;
} // namespace

SearchField::SearchField(QWidget *parent) : QLineEdit(parent)
{
    setPlaceholderText(tr("Search models"));
    setAccessibleName(tr("Search models"));
    setToolTip(tr("Search models"));
    setProperty("elides", true); // Qt cuts what it shows of an empty field
    setMinimumWidth(100);        // beside the buttons in a window of 600 px, where the system makes one
    makeRoom();
}

// Beside the lens, which is where reading begins; wider where the font is larger than the design's.
void SearchField::makeRoom()
{
    setTextMargins(isRightToLeft() ? QMargins(0, 0, kLensRoom - 8, 0) : QMargins(kLensRoom - 8, 0, 0, 0));
    setMaximumWidth(std::max(260, kLensRoom + fontMetrics().averageCharWidth() * 34));
}

void SearchField::changeEvent(QEvent *event)
{
    QLineEdit::changeEvent(event);
    if (event->type() == QEvent::LayoutDirectionChange || event->type() == QEvent::FontChange)
        makeRoom();
}

// For the picture of its button Qt looks through all icon themes: not before the window has its first frame, nor while a key is typed.
void SearchField::showEvent(QShowEvent *event)
{
    QLineEdit::showEvent(event);
    QTimer::singleShot(kButtonMs, this, [this] { setClearButtonEnabled(true); });
}

void SearchField::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && !text().isEmpty()) {
        clear();
        return;
    }
    if (event->key() == Qt::Key_Down || event->key() == Qt::Key_Return) {
        focusNextChild();
        Q_EMIT accepted();
        return;
    }
    QLineEdit::keyPressEvent(event);
}

void SearchField::paintEvent(QPaintEvent *event)
{
    QLineEdit::paintEvent(event);
    const Tokens tokens = tokensFor(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(tokens.secondary, 1.8, Qt::SolidLine, Qt::RoundCap));
    const QRect lens = QStyle::visualRect(layoutDirection(), rect(), QRect(11, (height() - 14) / 2, 14, 14));
    painter.drawEllipse(QRectF(lens.left() + 0.5, lens.top() + 0.5, 9.5, 9.5));
    painter.drawLine(QPointF(lens.left() + 9, lens.top() + 9), QPointF(lens.left() + 13, lens.top() + 13));
    // The empty field's text is on the side of the keyboard's language, wherever the window has its beginning.
    const bool mixed =
        isRightToLeft() != (QGuiApplication::inputMethod()->inputDirection() == Qt::RightToLeft);
    if (!text().isEmpty() || hasFocus() || mixed || width() < 26 * fontMetrics().averageCharWidth())
        return;
    painter.setFont(smallFont(font()));
    painter.setPen(tokens.secondary);
    const int side = static_cast<int>(QStyle::visualAlignment(layoutDirection(), Qt::AlignRight));
    painter.drawText(rect().adjusted(12, 0, -12, 0), side | Qt::AlignVCenter,
                     QKeySequence(QKeySequence::Find).toString(QKeySequence::NativeText).replace(u'+', u' '));
}

} // namespace weightyard::ui
