// WindowScene: the real window over a LocalHub, in folders of its own: what main() of `weightyard` builds, with a hub
// that can be told to go wrong. GUI thread.
#pragma once

#include "app/services.h"
#include "ui/widgets/details_panel.h"
#include "ui/window/main_window.h"

#include "local_hub.h"
#include "patience.h"
#include "temp_dir.h"

#include <QAbstractButton>
#include <QJsonArray>

/// In a test that has a WindowScene called `scene`.
#define WAIT_FOR_STATE(id, wanted) \
    QTRY_COMPARE_WITH_TIMEOUT(scene.state(id), std::optional(wanted), weightyard::test::kPatienceMs)

namespace weightyard::test {

const int kPatienceMs = test::patient(20'000);
inline const QString kOne = QStringLiteral("demo/one");

/// Below a widget, by what a screen reader hears; empty: the first.
template<typename T>
T *named(const QWidget &in, const QString &accessibleName)
{
    for (T *found : in.findChildren<T *>()) {
        if (accessibleName.isEmpty() || found->accessibleName() == accessibleName)
            return found;
    }
    return nullptr;
}

class WindowScene
{
public:
    WindowScene();
    ~WindowScene();

    LocalHub &hub() { return m_hub; }
    /// A repository with one object of that size, offered by the catalogue. Its object's id.
    ObjectId offer(const QString &family, const QString &id, qint64 bytes);
    /// From now on its bytes come at 300 kB/s. For hub().removeFault().
    int slowDown(const ObjectId &object);
    /// An entry without a repository.
    void offerOnly(const QString &family, const QString &id, qint64 bytes, bool gated = false);

    /// Instead of the last part of its id, from the next open() on.
    void rename(const QString &id, const QString &name);

    /// From the next open() on. They outlive this object.
    void setDesktop(const ui::DesktopServices &services) { m_desktop = services; }

    /// From now on the catalogue has none of them; the hub does.
    void dropOffers() { m_entries = {}; }

    void beFirstStart() { m_isFirstStart = true; } ///< before open()
    /// Builds window and workbench and waits until disk and catalogue have been read. Again: as after a new start.
    void open(const QStringList &preselected = {});
    void makeWindowAnew(); ///< as another language does; the workbench stays
    void close();          ///< everything but the folders and the hub

    ui::MainWindow &window() { return *m_window; }
    ui::Workbench &workbench() { return *m_workbench; }
    net::HttpClient &client() { return m_services->forJobs().client; }
    QString library() const { return m_dir.path() + QStringLiteral("/Models"); }
    QString configDir() const { return m_dir.path() + QStringLiteral("/config"); }
    QString file(const QString &id) const { return library() + u'/' + id + QStringLiteral("/model.bin"); }

    const ui::ModelRow *row(const QString &id) { return m_workbench->tree().row(id); }
    QString status(const QString &id); ///< as the window says it
    std::optional<job::JobState> state(const QString &id);

    template<typename T>
    T *child(const QString &accessibleName = {})
    {
        return named<T>(*m_window, accessibleName);
    }
    QAbstractButton *button(const QString &textBegin, QWidget *in = nullptr);
    QRect cell(const QString &id, int column); ///< in the viewport of the view
    void clickBox(const QString &id);          ///< with the mouse
    void choose(const QString &id);            ///< makes it the current row, with the mouse
    void chooseToo(const QString &id);         ///< besides what is chosen, or no more

private:
    TempDir m_dir;
    LocalHub m_hub;
    bool m_isFirstStart = false;
    QJsonArray m_entries;
    QStringList m_families;
    ui::DesktopServices m_desktop;
    std::unique_ptr<app::Services> m_services;
    std::unique_ptr<ui::Workbench> m_workbench;
    std::unique_ptr<ui::MainWindow> m_window;
};

} // namespace weightyard::test
