#include "window_scene.h"

#include "app/build_info.h"
#include "app/gui/appearance.h"
#include "ui/model/row_status.h"
#include "ui/widgets/model_delegate.h"
#include "ui/widgets/model_view.h"

#include "repo_builder.h"

#include <QAbstractButton>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSortFilterProxyModel>
#include <QTest>

namespace weightyard::test {

using namespace Qt::Literals::StringLiterals;

WindowScene::WindowScene()
{
    const QString home = m_dir.makeFolder(u"home"_s);
    qputenv("HOME", home.toUtf8());
    qputenv("GIT_CONFIG_NOSYSTEM", "1");
    qputenv("GIT_TERMINAL_PROMPT", "0");
    qputenv("HF_ENDPOINT", m_hub.baseUrl().toString().toUtf8());
    for (const char *name :
         {"HF_TOKEN", "HF_HOME", "XDG_CONFIG_HOME", "http_proxy", "https_proxy", "all_proxy"})
        qunsetenv(name);
}

WindowScene::~WindowScene()
{
    close();
}

ObjectId WindowScene::offer(const QString &family, const QString &id, qint64 bytes)
{
    RepoBuilder repo;
    const ObjectId object = m_hub.addGenerated(static_cast<quint64>(m_entries.size()) + 1, bytes);
    repo.lfsTrack(u"*.bin"_s).file(u"config.json"_s, "{}\n").lfsPointer(u"model.bin"_s, object).commit("one");
    m_hub.addRepository(id, repo);
    offerOnly(family, id, bytes);
    return object;
}

int WindowScene::slowDown(const ObjectId &object)
{
    return m_hub.addFault(Fault::rate(Endpoint::Storage, 300'000).forOid(object.oid).always());
}

void WindowScene::offerOnly(const QString &family, const QString &id, qint64 bytes, bool gated)
{
    if (!m_families.contains(family))
        m_families.append(family);
    m_entries.append(QJsonObject{{u"id"_s, id},
                                 {u"family"_s, family},
                                 {u"name"_s, id.section(u'/', 1)},
                                 {u"parameters"_s, u"1.24B"_s},
                                 {u"quantization"_s, u"4-bit"_s},
                                 {u"licence"_s, u"mit"_s},
                                 {u"bytes"_s, bytes},
                                 {u"gated"_s, gated}});
}

void WindowScene::rename(const QString &id, const QString &name)
{
    for (QJsonValueRef value : m_entries) {
        QJsonObject entry = value.toObject();
        if (entry["id"_L1] == id)
            entry["name"_L1] = name;
        value = entry;
    }
}

void WindowScene::open(const QStringList &preselected)
{
    const QString catalogue = m_dir.path(u"catalogue.json"_s);
    writeFile(catalogue, QJsonDocument(QJsonObject{{u"version"_s, 1},
                                                   {u"families"_s, QJsonArray::fromStringList(m_families)},
                                                   {u"models"_s, m_entries}})
                             .toJson());
    const QString configDir = m_dir.path(u"config"_s);
    auto services = app::Services::create({.configDir = configDir});
    if (!services)
        throw std::runtime_error("services: " + base::describe(services.error()).toStdString());
    m_services = std::move(*services);
    auto read = settings::readSettings(configDir);
    if (!read)
        throw std::runtime_error("settings: " + base::describe(read.error()).toStdString());
    settings::Settings settings = *read;
    settings.library = library();
    m_services->setLimits(settings);
    m_workbench = std::make_unique<ui::Workbench>(ui::WorkbenchParts{.services = m_services->forJobs(),
                                                                     .environment = m_services->environment(),
                                                                     .hub = m_services->hub(),
                                                                     .configDir = configDir,
                                                                     .catalogueFile = catalogue,
                                                                     .settings = settings,
                                                                     .keychain = m_services->keychain(),
                                                                     .library = library(),
                                                                     .desktop = m_desktop,
                                                                     .isFirstStart = m_isFirstStart,
                                                                     .commit = app::buildCommit()});
    m_window = std::make_unique<ui::MainWindow>(*m_workbench, preselected);
    m_window->show();
    if (!QTest::qWaitForWindowExposed(m_window.get()))
        throw std::runtime_error("the window did not appear");
    // A menu ignores clicks where the mouse has not moved since it opened, and a mouse that was nowhere has not.
    QTest::mouseMove(m_window->windowHandle(), QPoint(1, 1));
    m_window->activateWindow();
    m_workbench->start();
    const bool scanned = QTest::qWaitFor(
        [this] {
            const QList<ui::ModelRow> rows = m_workbench->tree().rows();
            return !rows.isEmpty() && rows.first().scanned && m_workbench->figures().total > 0;
        },
        kPatienceMs);
    if (!scanned)
        throw std::runtime_error("the library was not read");
}

void WindowScene::makeWindowAnew()
{
    m_window.reset();
    m_window = std::make_unique<ui::MainWindow>(*m_workbench, QStringList());
    m_window->show();
    if (!QTest::qWaitForWindowExposed(m_window.get()))
        throw std::runtime_error("the window did not appear");
}

void WindowScene::close()
{
    m_window.reset();
    m_workbench.reset();
    m_services.reset();
}

QString WindowScene::status(const QString &id)
{
    const ui::ModelRow *found = row(id);
    return found ? ui::RowText::status(*found, m_workbench->clock().wallMs()).text : u"no such row"_s;
}

std::optional<job::JobState> WindowScene::state(const QString &id)
{
    const ui::ModelRow *found = row(id);
    return found && found->job ? std::optional(found->job->state) : std::nullopt;
}

QAbstractButton *WindowScene::button(const QString &textBegin, QWidget *in)
{
    const QWidget *where = in ? in : m_window.get();
    for (QAbstractButton *button : where->findChildren<QAbstractButton *>()) {
        if (button->isVisible() && button->text().startsWith(textBegin))
            return button;
    }
    return nullptr;
}

QRect WindowScene::cell(const QString &id, int column)
{
    auto *view = child<ui::ModelView>();
    const auto *proxy = qobject_cast<const QSortFilterProxyModel *>(view->model());
    const QModelIndex index = proxy->mapFromSource(m_workbench->tree().indexOf(id, column));
    view->scrollTo(index);
    return view->visualRect(index);
}

void WindowScene::clickBox(const QString &id)
{
    auto *view = child<ui::ModelView>();
    const QRect box = ui::ModelDelegate::boxRect(cell(id, 0), false, view->layoutDirection());
    QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, box.center());
}

void WindowScene::choose(const QString &id)
{
    auto *view = child<ui::ModelView>();
    QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, cell(id, 1).center());
}

void WindowScene::chooseToo(const QString &id)
{
    auto *view = child<ui::ModelView>();
    QTest::mouseClick(view->viewport(), Qt::LeftButton, Qt::ControlModifier, cell(id, 1).center());
}

} // namespace weightyard::test
