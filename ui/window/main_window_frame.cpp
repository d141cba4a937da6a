// MainWindow: size, details as a column or a drawer, leaving, and what is dropped on it.
#include "base/config_layout.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/model_view.h"
#include "ui/window/main_window.h"
#include "ui/window/question.h"

#include <QApplication>
#include <QClipboard>
#include <QCloseEvent>
#include <QDragEnterEvent>
#include <QHeaderView>
#include <QMimeData>
#include <QPushButton>
#include <QSettings>
#include <QSplitter>
#include <QStyle>
#include <QTimer>

namespace weightyard::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kDesignLetter = 8; // wider than most 13 px fonts have it: only large fonts count
constexpr int kNarrow = 900;
constexpr int kDrawerWidth = 360;
constexpr int kPatienceMs = 5000;

QString droppedText(const QMimeData *data)
{
    if (data->hasUrls() && !data->urls().isEmpty())
        return data->urls().constFirst().toString();
    return data->hasText() ? data->text().trimmed() : QString();
}

} // namespace

void MainWindow::readGeometry()
{
    resize(QSize(1100, 720).boundedTo(screen()->availableSize()));
    const QSettings kept(base::ConfigLayout(m_workbench.configDir()).windowState(), QSettings::IniFormat);
    restoreGeometry(kept.value(u"geometry"_s).toByteArray());
    m_view->header()->restoreState(kept.value(u"columns"_s).toByteArray());
    m_splitter->restoreState(kept.value(u"splitter"_s).toByteArray());
    m_detailsWanted = kept.value(u"details"_s, true).toBool();
    m_showDetails->setChecked(m_detailsWanted);
    m_narrow = width() < scaled(kNarrow);
    placeDetails();
}

void MainWindow::keepGeometry()
{
    QSettings kept(base::ConfigLayout(m_workbench.configDir()).windowState(), QSettings::IniFormat);
    kept.setValue(u"geometry"_s, saveGeometry());
    kept.setValue(u"columns"_s, m_view->header()->saveState());
    if (!m_narrow)
        kept.setValue(u"splitter"_s, m_splitter->saveState());
    kept.setValue(u"details"_s, m_detailsWanted);
}

// Pixels of the design, where its letters are about 7 wide; more where the font is larger.
int MainWindow::scaled(int pixels) const
{
    return std::max(pixels, pixels * fontMetrics().averageCharWidth() / kDesignLetter);
}

void MainWindow::showDetails(bool show)
{
    m_detailsWanted = show;
    m_showDetails->setChecked(show);
    placeDetails();
    if (show && m_narrow)
        m_details->setFocus(Qt::OtherFocusReason);
}

// Beside the list where there is room, else a drawer over its end.
void MainWindow::placeDetails()
{
    if (m_narrow) {
        if (m_details->parentWidget() == m_splitter)
            m_details->setParent(centralWidget());
        const QRect middle = m_splitter->geometry();
        const int width = std::min(scaled(kDrawerWidth), middle.width() - 80);
        const int left = isRightToLeft() ? middle.left() : middle.right() - width + 1;
        m_details->setGeometry(left, middle.top(), width, middle.height());
        m_details->raise();
    } else if (m_details->parentWidget() != m_splitter) {
        m_splitter->addWidget(m_details);
        m_splitter->setSizes({width() - scaled(kDrawerWidth), scaled(kDrawerWidth)});
    }
    m_details->setProperty("drawer", m_narrow);
    m_details->style()->unpolish(m_details); // looks at the property again
    m_details->style()->polish(m_details);
    m_details->setVisible(m_detailsWanted);
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    const bool narrow = width() < scaled(kNarrow);
    if (narrow != m_narrow) {
        m_narrow = narrow;
        m_detailsWanted = !narrow;
        m_showDetails->setChecked(m_detailsWanted);
    }
    // The layout has not moved its children yet.
    QMetaObject::invokeMethod(this, &MainWindow::placeDetails, Qt::QueuedConnection);
}

// A banner that comes moves the middle, and the drawer over it.
bool MainWindow::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_splitter && m_narrow
        && (event->type() == QEvent::Move || event->type() == QEvent::Resize))
        placeDetails();
    return QMainWindow::eventFilter(watched, event);
}

void MainWindow::changeEvent(QEvent *event)
{
    QMainWindow::changeEvent(event);
    const bool looksElse =
        event->type() == QEvent::PaletteChange || event->type() == QEvent::LayoutDirectionChange;
    if (looksElse && m_view) {
        applyColours();
        refreshDetails();
    }
}

void MainWindow::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && m_narrow && m_detailsWanted)
        return showDetails(false);
    if (event->matches(QKeySequence::Paste)) {
        const QString text = droppedText(QApplication::clipboard()->mimeData());
        if (!text.isEmpty())
            return addModel(text);
    }
    QMainWindow::keyPressEvent(event);
}

void MainWindow::comeToFront(const QStringList &models)
{
    m_preselected += models;
    if (m_workbench.tree().rowCount() > 0) // else once the catalogue is there
        tickPreselected();
    setWindowState(windowState() & ~Qt::WindowMinimized);
    show();
    raise();
    activateWindow();
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    if (!droppedText(event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent *event)
{
    event->acceptProposedAction();
    addModel(droppedText(event->mimeData()));
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    const queue::QueueTotals totals = m_workbench.queue().totals();
    if (m_leaving || totals.running == 0) {
        keepGeometry();
        event->accept();
        return;
    }
    event->ignore();
    const Question question{.title = tr("Downloads are running"),
                            .text = tr("What is here is kept, and the downloads go on at the next start."),
                            .yes = tr("Quit")};
    ask(this, question, [this] {
        m_leaving = true;
        setEnabled(false); // until the jobs have stopped, within a second; then it closes
        m_workbench.queue().shutDown();
        QTimer::singleShot(kPatienceMs, this, [this] {
            keepGeometry();
            Q_EMIT stuck();
        });
    });
}

} // namespace weightyard::ui
