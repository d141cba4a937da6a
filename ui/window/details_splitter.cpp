#include "ui/window/details_splitter.h"

#include "ui/theme/paint.h"

#include <QPushButton>
#include <QStyle>
#include <algorithm>
#include <utility>

namespace weightyard::ui {

namespace {

constexpr int kDesignLetter = 8; // wider than most 13 px fonts have it: only large fonts count
constexpr int kNarrow = 900;
constexpr int kDetailsWidth = 360;
constexpr int kLeastDetails = 280;
constexpr int kLeastList = 80; // that a drawer leaves
constexpr int kCorner = 2;

} // namespace

DetailsSplitter::DetailsSplitter(QWidget *list, QFrame *details, QWidget *page)
    : QSplitter(Qt::Horizontal, page),
      m_details(details),
      m_page(page)
{
    setHandleWidth(1);
    setChildrenCollapsible(false);
    m_details->setMinimumWidth(kLeastDetails);
    addWidget(list);
    addDetails();
    m_close = new QPushButton(QStringLiteral("✕"), m_details);
    m_close->setProperty("link", true);
    m_close->setProperty("quiet", true);
    m_close->setStyleSheet(QStringLiteral("min-width: 0; min-height: 0; padding: 0;"));
    m_close->setAccessibleName(tr("Close the details"));
    m_close->setToolTip(m_close->accessibleName());
    connect(m_close, &QPushButton::clicked, this, [this] { showDetails(false); });
    setStretchFactor(0, 1);
    setStretchFactor(1, 0);
    setSizes({740, kDetailsWidth});
}

// A splitter puts what it is given below all else, and so before it for screen readers.
void DetailsSplitter::addDetails()
{
    addWidget(m_details);
    widget(0)->lower();
}

// Pixels of the design, where its letters are about 7 wide; more where the font is larger.
int DetailsSplitter::scaled(int pixels) const
{
    return std::max(pixels, pixels * fontMetrics().averageCharWidth() / kDesignLetter);
}

void DetailsSplitter::setWanted(bool wanted)
{
    m_wanted = wanted;
    Q_EMIT detailsShownChanged(wanted);
}

void DetailsSplitter::setWindowWidth(int width)
{
    const bool narrow = width < scaled(kNarrow);
    if (narrow != m_narrow) {
        m_narrow = narrow;
        setWanted(!narrow);
    }
    // The layout has not moved its children yet.
    QMetaObject::invokeMethod(this, &DetailsSplitter::place, Qt::QueuedConnection);
}

void DetailsSplitter::showDetails(bool show)
{
    setWanted(show);
    place();
    if (show && m_narrow)
        m_details->setFocus(Qt::OtherFocusReason);
}

void DetailsSplitter::setEmpty(bool empty)
{
    if (std::exchange(m_isEmpty, empty) != empty && empty && m_narrow)
        showDetails(false);
}

void DetailsSplitter::restore(const QByteArray &sizes, std::optional<bool> shown, int windowWidth)
{
    restoreState(sizes);
    m_narrow = windowWidth < scaled(kNarrow);
    setWanted(shown.value_or(!m_narrow) && !(m_narrow && m_isEmpty));
    place();
}

void DetailsSplitter::place()
{
    if (m_narrow) {
        if (m_details->parentWidget() == this)
            m_details->setParent(m_page);
        const QRect middle = geometry();
        const int width = std::min(scaled(kDetailsWidth), middle.width() - kLeastList);
        const int left = isRightToLeft() ? middle.left() : middle.right() - width + 1;
        m_details->setGeometry(left, middle.top(), width, middle.height());
        m_details->raise();
    } else if (m_details->parentWidget() != this) {
        addDetails();
        setSizes({width() - scaled(kDetailsWidth), scaled(kDetailsWidth)});
    }
    placeClose();
    m_details->setProperty("drawer", m_narrow);
    m_details->style()->unpolish(m_details); // looks at the property again
    m_details->style()->polish(m_details);
    m_details->setVisible(m_wanted);
}

// In the corner, beside what the details say: a low window has no room for a line of its own.
void DetailsSplitter::placeClose()
{
    const int side = std::max(kLeastTarget, fontMetrics().height() + 2);
    const int left = isRightToLeft() ? kCorner : m_details->width() - side - kCorner;
    m_close->setGeometry(left, kCorner, side, side);
    m_close->setVisible(m_narrow);
    m_close->raise();
}

// A banner that comes moves the middle, and the drawer over it.
void DetailsSplitter::moveEvent(QMoveEvent *event)
{
    QSplitter::moveEvent(event);
    if (m_narrow)
        place();
}

void DetailsSplitter::resizeEvent(QResizeEvent *event)
{
    QSplitter::resizeEvent(event);
    if (m_narrow)
        place();
}

} // namespace weightyard::ui
