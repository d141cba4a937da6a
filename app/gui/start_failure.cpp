#include "app/gui/start_failure.h"

#include "ui/model/row_status.h"

#include <QCoreApplication>
#include <QMessageBox>

namespace weightyard::gui {

using namespace Qt::Literals::StringLiterals;

bool hasDisplay(const QProcessEnvironment &environment, const QStringList &arguments)
{
#if defined(Q_OS_LINUX)
    for (const QString &name :
         {u"DISPLAY"_s, u"WAYLAND_DISPLAY"_s, u"WAYLAND_SOCKET"_s, u"QT_QPA_PLATFORM"_s}) {
        if (!environment.value(name).isEmpty())
            return true;
    }
    return arguments.contains(u"-platform"_s) || arguments.contains(u"--platform"_s);
#else
    Q_UNUSED(environment)
    Q_UNUSED(arguments)
    return true;
#endif
}

void showStartFailure(const base::Error &error)
{
    QMessageBox box(QMessageBox::Critical, u"Weightyard"_s,
                    QCoreApplication::translate("StartFailure", "Weightyard cannot start."));
    box.setTextFormat(Qt::PlainText);
    box.setInformativeText(ui::RowText::trouble(error).toHtmlEscaped());
    box.exec();
}

} // namespace weightyard::gui
