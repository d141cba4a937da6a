#include "app/gui/taskbar_progress.h"

#ifdef _WIN32

#include <QApplication>
#include <QWidget>
#include <qt_windows.h>

#include <shobjidl.h>

namespace weightyard::gui {

namespace {

/// The main window: the one without a parent that has a button in the task bar.
HWND windowOfTheButton()
{
    const QWidgetList widgets = QApplication::topLevelWidgets();
    for (const QWidget *widget : widgets) {
        if (widget->isWindow() && widget->parentWidget() == nullptr && widget->windowType() == Qt::Window
            && widget->isVisible())
            return reinterpret_cast<HWND>(
                widget->winId()); // NOLINT(performance-no-int-to-ptr): what a WId is
    }
    return nullptr;
}

} // namespace

TaskbarProgress::~TaskbarProgress()
{
    if (m_list != nullptr)
        static_cast<ITaskbarList3 *>(m_list)->Release();
}

void TaskbarProgress::setProgress(std::optional<double> part)
{
    constexpr ULONGLONG kWhole = 1000;
    HWND window = windowOfTheButton();
    if (window == nullptr)
        return;
    if (m_list == nullptr
        && FAILED(
            CoCreateInstance(CLSID_TaskbarList, nullptr, CLSCTX_INPROC_SERVER, IID_ITaskbarList3, &m_list)))
        return;
    auto *list = static_cast<ITaskbarList3 *>(m_list);
    list->SetProgressState(window, part ? TBPF_NORMAL : TBPF_NOPROGRESS);
    if (part)
        list->SetProgressValue(window, static_cast<ULONGLONG>(*part * static_cast<double>(kWhole)), kWhole);
}

} // namespace weightyard::gui

#endif
