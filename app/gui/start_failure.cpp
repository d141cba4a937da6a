#include "app/gui/start_failure.h"

#include "app/exit_codes.h"
#include "ui/model/row_status.h"
#include "ui/text/sentence.h"

#include <QCoreApplication>
#include <QMessageBox>

#include <cstdio>
#include <cstdlib>

namespace weightyard::gui {

using namespace Qt::Literals::StringLiterals;

namespace {

// Qt says what it tried in warnings, and then in one fatal message at length; who starts a window needs one sentence.
void endWithASentence(QtMsgType type, const QMessageLogContext &, const QString &text)
{
    if (type != QtFatalMsg) {
        if (type == QtDebugMsg) // asked for, as by QT_DEBUG_PLUGINS
            std::fputs((text + u'\n').toLocal8Bit().constData(), stderr);
        return;
    }
    const QString sentence = QCoreApplication::translate(
        "StartFailure",
        "There is no display that can be used%1; weightyard-cli does the same in a terminal.");
    QStringList named;
    for (const char *name : {"QT_QPA_PLATFORM", "WAYLAND_DISPLAY", "DISPLAY"}) {
        if (!qEnvironmentVariableIsEmpty(name))
            named.append(QString::fromLatin1(name) + u'=' + qEnvironmentVariable(name));
    }
    const QString tried = named.isEmpty() ? QString() : u" ("_s + text::listed(named) + u')';
    std::fputs((sentence.arg(tried) + u'\n').toLocal8Bit().constData(), stderr);
    std::_Exit(static_cast<int>(app::ExitCode::Prerequisite));
}

} // namespace

DisplayGuard::DisplayGuard()
{
    qInstallMessageHandler(endWithASentence);
}

DisplayGuard::~DisplayGuard()
{
    qInstallMessageHandler(nullptr);
}

void showStartFailure(const base::Error &error)
{
    showFailure(QCoreApplication::translate("StartFailure", "Weightyard cannot start."), error);
}

void showFailure(const QString &what, const base::Error &error)
{
    // All of it in the one text: an informative text takes what looks like a tag for one.
    auto *box = new QMessageBox(QMessageBox::Critical, u"Weightyard"_s,
                                what + u"\n\n"_s + ui::RowText::trouble(error), QMessageBox::Close);
    box->setTextFormat(Qt::PlainText);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

} // namespace weightyard::gui
