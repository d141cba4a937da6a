#include "ui/window/closing.h"

#include "ui/desktop/tray.h"
#include "ui/window/question.h"
#include "ui/workbench/workbench.h"

#include <QApplication>
#include <QTimer>

namespace weightyard::ui {

namespace {
constexpr int kStopPatienceMs = 5000;
} // namespace

Closing::Closing(Workbench &workbench, Tray *tray, QWidget *window)
    : QObject(window),
      m_workbench(workbench),
      m_tray(tray),
      m_window(window)
{
    connect(&m_workbench.queue(), &queue::DownloadQueue::allStopped, this, [this] {
        if (m_isLeaving)
            m_window->close();
    });
}

bool Closing::mayClose()
{
    // Who logs out is not asked, and not held up: the downloads stop and are kept for the next start.
    const bool isFree = m_isLeaving || m_workbench.queue().totals().running == 0 || qApp->isSavingSession();
    if (!isFree) {
        askUser();
        return false;
    }
    QApplication::setQuitOnLastWindowClosed(true); // it may have come out of the tray just now
    if (m_window->isHidden())                      // closing it is not the end of the last window
        QMetaObject::invokeMethod(qApp, &QCoreApplication::quit, Qt::QueuedConnection);
    return true;
}

void Closing::askUser()
{
    const QString goesOn = tr("What is here is kept, and the downloads go on at the next start.");
    Question question{.title = tr("Downloads are running"), .text = goesOn, .yes = tr("Quit")};
    if (m_tray == nullptr || !m_tray->canKeep())
        return ask(m_window, question, [this] { quit(); });
    question.text = tr("In the tray they go on without the window. After Quit they go on at the next start.");
    question.yes = tr("Keep in tray");
    question.other = tr("Quit");
    question.onOther = [this] { quit(); };
    ask(m_window, question, [this] { // the tray may be gone by now
        if (m_tray->canKeep())
            m_tray->keep();
    });
}

void Closing::quit()
{
    m_isLeaving = true;
    if (m_workbench.queue().totals().running == 0) {
        m_window->close();
        return;
    }
    m_window->setEnabled(false); // until the jobs have stopped, within a second; then it closes
    m_workbench.queue().shutDown();
    QTimer::singleShot(kStopPatienceMs, this, &Closing::stuck);
}

} // namespace weightyard::ui
