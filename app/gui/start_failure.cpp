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
    // All of it in the one text: an informative text takes what looks like a tag for one.
    auto *box = new QMessageBox(QMessageBox::Critical, u"Weightyard"_s,
                                QCoreApplication::translate("StartFailure", "Weightyard cannot start.")
                                    + u"\n\n"_s + ui::RowText::trouble(error),
                                QMessageBox::Close);
    box->setTextFormat(Qt::PlainText);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

} // namespace weightyard::gui
