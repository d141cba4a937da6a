#include "ui/window/diagnostics.h"

#include "ui/text/cause_text.h"
#include "ui/workbench/workbench.h"

#include <QCoreApplication>

namespace weightyard::ui {

using namespace Qt::Literals::StringLiterals;

QString diagnosticsOf(Workbench &workbench, const QString &key)
{
    QStringList lines{u"Weightyard %1, Qt %2, %3"_s.arg(QCoreApplication::applicationVersion(),
                                                        QString::fromLatin1(qVersion()),
                                                        QSysInfo::prettyProductName())};
    for (const prerequisites::CheckResult &check : workbench.checks().results())
        lines.append(u"%1: %2 %3 %4"_s
                         .arg(prerequisites::checkName(check.id), check.version, check.place,
                              text::causeText(check.cause, check.detail))
                         .simplified());
    workbench.tree().visit([&](const ModelRow &row) {
        if (!row.job || (!key.isEmpty() && row.key != key))
            return;
        lines.append(u"%1: %2, %3 of %4 bytes"_s.arg(row.key, job::jobStateName(row.job->state))
                         .arg(row.job->bytesHere)
                         .arg(row.job->bytesTotal));
        if (row.job->error)
            lines.append(base::describe(*row.job->error));
        lines += workbench.activity(row.key);
    });
    return lines.join(u'\n') + u'\n';
}

} // namespace weightyard::ui
