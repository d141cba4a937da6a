// SeveralActions: what menus and keys do with several models at once: one question before it, one sentence after it. Which ones it is
// offered for, SeveralRows says. GUI thread.
#pragma once

#include "ui/model/row_actions.h"
#include "ui/workbench/workbench.h"

namespace weightyard::ui {

class Banner;
enum class Tone;

class SeveralActions : public QObject
{
    Q_OBJECT
public:
    /// `window`: over which questions are asked.
    SeveralActions(Workbench &workbench, Banner &banner, QWidget *window);

    /// What concerns models that are here. False: it is another thing, or goes model by model.
    bool act(const QStringList &keys, RowAction action);

private:
    struct Verified;
    struct Shared;

    void verify(const QStringList &keys);
    void tellVerified(const Verified &found);
    void repair(const QStringList &keys);
    void lookForUpdates(const QStringList &keys);
    void tellUpdates(const session::UpdateCheck &checked);
    void update(const QStringList &keys);
    void share(const QStringList &keys, library::ForeignTool tool, bool mayCopy);
    void tellShared(const Shared &shared, library::ForeignTool tool);
    void unshare(const QStringList &keys, library::ForeignTool tool);
    void stop(const QStringList &keys);
    QStringList answering(const QStringList &keys) const;
    QString nameOf(const QString &key) const;
    /// "NAME: sentence", and how many more there are.
    QString trouble(const QList<std::pair<QString, base::Error>> &failed) const;
    void tell(Tone tone, const QString &text);

    Workbench &m_workbench;
    Banner &m_banner;
    QWidget *m_window;
};

} // namespace weightyard::ui
