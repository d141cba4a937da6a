#include "ui/window/script_tools.h"

#include "session/known_model.h"
#include "ui/model/row_status.h"
#include "ui/text/messages.h"
#include "ui/text/sentence.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/parts.h"
#include "ui/window/convert_dialog.h"
#include "ui/window/export_dialog.h"
#include "ui/window/list_dialog.h"

#include <QDir>
#include <QFileDialog>
#include <QMenu>
#include <QPointer>
#include <algorithm>

namespace weightyard::ui {

using namespace Qt::Literals::StringLiterals;
using base::Result;

namespace {

constexpr int kScriptsToldMs = 10000;
const QString kBannerKey = u"scripts"_s;

} // namespace

ScriptTools::ScriptTools(Workbench &workbench, Banner &banner, QWidget *window)
    : QObject(window),
      m_workbench(workbench),
      m_banner(banner),
      m_window(window)
{
    connect(&m_workbench.tools().scripts(), &ScriptFolders::notRead, this,
            [this](const base::Error &error) { tell(error); });
}

void ScriptTools::addTo(QMenu *menu, QAction *before)
{
    const auto add = [&](const QString &text, const std::function<void()> &chosen) {
        auto *action = new QAction(text, menu);
        connect(action, &QAction::triggered, this, chosen);
        menu->insertAction(before, action);
    };
    add(tr("Open download scripts…"), [this] {
        chooseFolder(tr("Folder with download scripts"), [this](const QString &folder) { open(folder); });
    });
    auto *closing = new QMenu(tr("Close scripts"), menu);
    closing->setObjectName(u"closeScripts"_s);
    QAction *close = menu->insertMenu(before, closing);
    connect(menu, &QMenu::aboutToShow, this, [this, close, closing] {
        fillClosing(closing);
        close->setEnabled(!closing->isEmpty());
    });
    add(tr("Convert scripts…"), [this] {
        chooseFolder(tr("Folder with download scripts"), [this](const QString &folder) {
            auto *dialog = new ConvertDialog(m_workbench.tools().scriptWork(), folder, m_window);
            dialog->setAttribute(Qt::WA_DeleteOnClose);
            dialog->open();
        });
    });
    add(tr("Export download scripts…"), [this] { exportScripts(); });
    add(tr("Export catalogue…"), [this] { exportCatalogue(); });
}

void ScriptTools::fillClosing(QMenu *menu)
{
    menu->clear();
    for (const ScriptFolders::OpenFolder &folder : m_workbench.tools().scripts().folders())
        menu->addAction(folder.name, this, [this, folder] {
            m_workbench.tools().scripts().close(
                folder, [self = QPointer(this), folder](const Result<QString> &closed) {
                    if (self && closed)
                        self->tellGood(tr("%1 is closed. No file in it was touched.").arg(folder.name));
                    else if (self)
                        self->tell(closed.error());
                });
        });
}

// The dialog looks at its folder on this thread: it begins where a disk answers.
void ScriptTools::chooseFolder(const QString &title, const std::function<void(const QString &)> &chosen)
{
    auto *dialog = new QFileDialog(m_window, title, QDir::homePath());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, chosen);
    dialog->open();
}

void ScriptTools::open(const QString &folder)
{
    m_banner.post({.key = kBannerKey,
                   .tone = Tone::Plain,
                   .text = tr("Reading the scripts in %1…").arg(breakable(folder))});
    m_workbench.tools().scripts().open(folder,
                                       [self = QPointer(this)](const Result<session::ScriptModels> &models) {
                                           if (self && models)
                                               self->tellOpened(*models);
                                           else if (self)
                                               self->tell(models.error());
                                       });
}

void ScriptTools::tellOpened(const session::ScriptModels &models)
{
    const auto here = std::count_if(models.models.cbegin(), models.models.cend(),
                                    [](const auto &model) { return session::isHere(model.model.disk); });
    const QString text =
        tr("%1: %n model(s), here already: %2.", nullptr, static_cast<int>(models.models.size()))
            .arg(models.name)
            .arg(here);
    QStringList lines;
    for (const base::Error &error : models.unsure + models.notSeen)
        lines.append(text::Messages::sentence(error));
    if (lines.isEmpty())
        return tellGood(text);
    const QString left =
        tr("%n script(s) could not be read for sure.", nullptr, static_cast<int>(lines.size()));
    m_banner.post({.key = kBannerKey,
                   .tone = Tone::Caution,
                   .text = text::sentences({text, left}),
                   .action = tr("Show"),
                   .onAction = [this, lines, left] {
                       auto *dialog = new ListDialog(tr("Download scripts"), left, lines, m_window);
                       dialog->setAttribute(Qt::WA_DeleteOnClose);
                       dialog->open();
                   }});
}

void ScriptTools::exportScripts()
{
    auto *dialog =
        new ExportDialog(m_workbench.tree(), tr("Export download scripts"),
                         tr("Scripts that get models on a machine without Weightyard. They need git "
                            "and git-lfs."),
                         m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        chooseFolder(tr("Folder for the scripts"), [this, keys = dialog->keys()](const QString &folder) {
            m_workbench.tools().scriptWork().exportScripts(
                keys, folder,
                [self = QPointer(this), folder](const Result<ScriptWork::ScriptsWritten> &written) {
                    if (self && written && !written->left.isEmpty())
                        self->tell(written->left.first());
                    else if (self && written)
                        self->tellGood(
                            tr("%n file(s) written to %1.", nullptr, static_cast<int>(written->count))
                                .arg(breakable(folder)));
                    else if (self)
                        self->tell(written.error());
                });
        });
    });
    dialog->open();
}

void ScriptTools::exportCatalogue()
{
    auto *dialog = new ExportDialog(m_workbench.tree(), tr("Export catalogue"),
                                    tr("A catalogue file that names a commit for each model, so that every "
                                       "machine gets the same bytes."),
                                    m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        auto *file = new QFileDialog(m_window, tr("Catalogue file"), QDir::homePath(), u"*.json"_s);
        file->setAttribute(Qt::WA_DeleteOnClose);
        file->setAcceptMode(QFileDialog::AcceptSave);
        file->setDefaultSuffix(u"json"_s);
        connect(file, &QFileDialog::fileSelected, this, [this, keys = dialog->keys()](const QString &chosen) {
            m_banner.post({.key = kBannerKey,
                           .tone = Tone::Plain,
                           .text = tr("Asking for the commits of %n model(s)…", nullptr,
                                      static_cast<int>(keys.size()))});
            m_workbench.tools().scriptWork().exportCatalogue(
                keys, chosen, [self = QPointer(this), chosen](const Result<qsizetype> &models) {
                    if (self && models)
                        self->tellGood(tr("%n model(s) written to %1.", nullptr, static_cast<int>(*models))
                                           .arg(breakable(chosen)));
                    else if (self)
                        self->tell(models.error());
                });
        });
        file->open();
    });
    dialog->open();
}

void ScriptTools::tell(const base::Error &error)
{
    m_banner.post({.key = kBannerKey, .tone = Tone::Bad, .text = RowText::trouble(error)});
}

void ScriptTools::tellGood(const QString &text)
{
    m_banner.post({.key = kBannerKey, .tone = Tone::Good, .text = text, .forMs = kScriptsToldMs});
}

} // namespace weightyard::ui
