// ModelActions: what buttons and menus do with models that are here: verify, repair, update, go back, share; the questions that go
// before it, and what is told afterwards, in the banner. GUI thread.
#pragma once

#include "ui/model/row_actions.h"
#include "ui/workbench/workbench.h"

namespace weightyard::ui {

class Banner;
enum class Tone;

class ModelActions : public QObject
{
    Q_OBJECT
public:
    /// `window`: over which questions are asked.
    ModelActions(Workbench &workbench, Banner &banner, QWidget *window);

    void act(const ModelRow &row, RowAction action);
    void checkForUpdates(); ///< of all that is installed
    void updateAll();

private:
    void verify(const ModelRow &row);
    void tellVerified(const QString &key, const session::VerifiedFolder &found);
    void repair(const QString &key);
    void lookForUpdate(const ModelRow &row);
    void chooseFiles(const ModelRow &row);
    void update(const QStringList &keys, library::MineOrNew choice);
    void goBack(const QString &key, library::MineOrNew choice);
    void share(const QString &key, library::ForeignTool tool, bool mayCopy);
    void unshare(const QString &key, library::ForeignTool tool);
    QString nameOf(const QString &key) const;
    void tell(const QString &key, Tone tone, const QString &text, int forMs = 0);
    void tell(const QString &key, const base::Error &error);

    Workbench &m_workbench;
    Banner &m_banner;
    QWidget *m_window;
};

} // namespace weightyard::ui
