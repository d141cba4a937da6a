#include "ui/window/mirror_tools.h"

#include "ui/model/row_status.h"
#include "ui/text/format.h"
#include "ui/text/messages.h"
#include "ui/text/sentence.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/parts.h"
#include "ui/window/export_dialog.h"
#include "ui/window/list_dialog.h"

#include <QDir>
#include <QFileDialog>
#include <QPointer>

namespace weightyard::ui {

using namespace Qt::Literals::StringLiterals;
using base::Result;

namespace {

const QString kMirrorKey = u"mirror"_s;
constexpr int kMirrorTickMs = 250;

} // namespace

MirrorTools::MirrorTools(Workbench &workbench, Banner &banner, QWidget *window)
    : QObject(window),
      m_workbench(workbench),
      m_banner(banner),
      m_window(window)
{
    m_tick.setInterval(kMirrorTickMs);
    connect(&m_tick, &QTimer::timeout, this, &MirrorTools::tellProgress);
}

void MirrorTools::ask()
{
    if (m_workbench.tools().mirrorWork().isFilling())
        return tellProgress();
    auto *dialog = new ExportDialog(
        m_workbench.tree(), tr("Fill a mirror"),
        tr("Puts the large files of models that are here into a folder that any web server can give out. "
           "Other machines then fetch them from there."),
        m_window, ExportDialog::Offered::Here);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        // The dialog looks at its folder on this thread: it begins where a disk answers.
        auto *chooser = new QFileDialog(m_window, tr("Folder of the mirror"), QDir::homePath());
        chooser->setAttribute(Qt::WA_DeleteOnClose);
        chooser->setFileMode(QFileDialog::Directory);
        chooser->setOption(QFileDialog::ShowDirsOnly);
        connect(chooser, &QFileDialog::fileSelected, this,
                [this, keys = dialog->keys()](const QString &folder) { fill(keys, folder); });
        chooser->open();
    });
    dialog->open();
}

void MirrorTools::fill(const QStringList &keys, const QString &folder)
{
    m_folder = folder;
    m_workbench.tools().mirrorWork().fill(keys, folder,
                                          [self = QPointer(this)](const Result<MirrorWork::Filled> &filled) {
                                              if (self)
                                                  self->tellFilled(filled);
                                          });
    m_tick.start();
    tellProgress();
}

void MirrorTools::tellProgress()
{
    const CareProgress &progress = m_workbench.tools().mirrorWork().progress();
    const QString folder = breakable(m_folder);
    m_banner.post({.key = kMirrorKey,
                   .text = progress.total() == 0 ? tr("Filling the mirror in %1…").arg(folder)
                                                 : tr("Filling the mirror in %1: %2 of %3 models")
                                                       .arg(folder)
                                                       .arg(progress.done())
                                                       .arg(progress.total()),
                   .action = tr("Stop"),
                   .onAction = [this] { m_workbench.tools().mirrorWork().cancel(); },
                   .topic = u"filling"_s,
                   .asked = true});
}

void MirrorTools::tellFilled(const Result<MirrorWork::Filled> &filled)
{
    m_tick.stop();
    if (!filled && filled.error().kind == base::ErrorKind::Cancelled)
        return m_banner.post({.key = kMirrorKey,
                              .text = tr("The mirror in %1 was not filled to the end. What is in it stays.")
                                          .arg(breakable(m_folder)),
                              .asked = true});
    if (!filled)
        return m_banner.post(
            {.key = kMirrorKey, .tone = Tone::Bad, .text = RowText::trouble(filled.error()), .asked = true});
    QStringList sentences{
        tr("%n model(s) are in the mirror %1; %2 were added.", nullptr, static_cast<int>(filled->models))
            .arg(breakable(m_folder), text::formatBytes(filled->sum.bytesAdded))};
    QStringList lines;
    for (const QString &id : filled->left)
        lines.append(tr("%1: has to be taken over first").arg(id));
    for (const base::Error &error : filled->sum.errors)
        lines.append(text::Messages::sentence(error));
    if (lines.isEmpty())
        sentences.append(tr("Others use it by the setting Mirrors: its address, followed by #static."));
    else
        sentences.append(tr("%n item(s) could not go in.", nullptr, static_cast<int>(lines.size())));
    m_banner.post({.key = kMirrorKey,
                   .tone = lines.isEmpty() ? Tone::Good : Tone::Caution,
                   .text = text::sentences(sentences),
                   .action = lines.isEmpty() ? QString() : tr("Show"),
                   .onAction =
                       [this, lines, title = sentences.last()] {
                           auto *dialog = new ListDialog(tr("Fill a mirror"), title, lines, m_window);
                           dialog->setAttribute(Qt::WA_DeleteOnClose);
                           dialog->open();
                       },
                   .asked = true});
}

} // namespace weightyard::ui
