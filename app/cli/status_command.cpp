#include "app/cli/status_command.h"

#include "app/cli/job_json.h"
#include "app/cli/terminal.h"
#include "app/exit_codes.h"
#include "ui/text/format.h"
#include "ui/text/messages.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace weightyard::cli {

using namespace Qt::Literals::StringLiterals;
using store::Record;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Terminal", text);
}

struct Listed {
    Record record;
    QString folder;
};

// Records whose folder is gone say nothing: the user moved or deleted the model.
void append(QList<Listed> &list, const store::RecordListing &listing, const QString &library)
{
    for (const Record &record : listing.records) {
        const QString folder = library.isEmpty() ? record.folder : library + u'/' + record.folder;
        if (QFileInfo(folder).isDir())
            list.append({record, folder});
    }
}

QString row(const Listed &one, int columns)
{
    const QString size = text::formatBytes(one.record.bytes());
    const QString facts = u"%1  %2"_s.arg(size, 9).arg(one.record.commit.left(8));
    return elided(one.record.modelPath, columns - static_cast<int>(facts.size()) - 2)
               .leftJustified(columns - facts.size() - 2)
           + u"  "_s + facts + u'\n';
}

void printTable(const QList<Listed> &list, const QString &library)
{
    const int columns = terminalColumns();
    if (list.isEmpty()) {
        printOut(wrapped(tr("No models are installed in %1.").arg(library), columns, 2) + u'\n');
        return;
    }
    qint64 bytes = 0;
    for (const Listed &one : list) {
        printOut(row(one, columns));
        if (one.folder != library + u'/' + one.record.folder)
            printOut(u"  "_s + one.folder + u'\n');
        bytes += one.record.bytes();
    }
    printOut(tr("%1 model(s), %2, in %3\n").arg(list.size()).arg(text::formatBytes(bytes), library));
}

void printJson(const QList<Listed> &list, const QString &library)
{
    qint64 bytes = 0;
    for (const Listed &one : list) {
        printOut(QString::fromUtf8(jsonLine(toJson(one.record, one.folder))));
        bytes += one.record.bytes();
    }
    printOut(QString::fromUtf8(
        jsonLine({{u"summary"_s,
                   QJsonObject{{u"models"_s, list.size()}, {u"bytes"_s, bytes}, {u"library"_s, library}}}})));
}

} // namespace

int runStatus(const CommandLine &line, const QString &library, const QString &configDir)
{
    const store::RecordListing inLibrary = store::listRecords(library + u"/.weightyard/records"_s);
    const store::RecordListing elsewhere = store::listRecords(configDir + u"/records"_s);
    QList<Listed> list;
    append(list, inLibrary, library);
    append(list, elsewhere, {});
    if (line.json)
        printJson(list, library);
    else if (!line.quiet)
        printTable(list, library);

    QList<base::ErrorKind> failures;
    for (const base::Error &error : inLibrary.unreadable + elsewhere.unreadable) {
        printError(wrapped(text::Messages::sentence(error), terminalColumns(), 2) + u'\n');
        failures.append(error.kind);
    }
    return static_cast<int>(app::exitCodeFor(failures));
}

} // namespace weightyard::cli
