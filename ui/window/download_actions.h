// DownloadActions: what buttons, menus and keys do with downloads, with the questions that go before it. GUI thread.
#pragma once

#include "ui/model/row_actions.h"
#include "ui/window/place_actions.h"
#include "ui/window/several_actions.h"
#include "ui/workbench/workbench.h"

namespace weightyard::ui {

class Banner;
class ModelActions;

class DownloadActions : public QObject
{
    Q_OBJECT
public:
    /// `window`: over which questions are asked.
    DownloadActions(Workbench &workbench, Banner &banner, ModelActions &models, QWidget *window);

    void downloadSelected();
    void downloadAll();
    void pauseOrResumeAll();
    void act(const QString &key, RowAction action);
    /// The same for several, with one question.
    void actOn(const QStringList &keys, RowAction action);
    /// What the details offer, where the mouse is.
    void showMenu(const QStringList &keys, const QPoint &place);
    void chooseLibrary();
    void copyDiagnostics(const QString &key); ///< empty: of all

private:
    void chooseFolder(const ModelRow &row);
    void confirm(const DownloadPlan &plan, bool all);
    QString leftOut(const DownloadPlan &plan) const;
    void get(const QStringList &keys);
    void askRemovalOf(const QStringList &keys); ///< of those that can be removed
    void actOnEach(const QStringList &keys, RowAction action);
    void confirmDiscards(const QStringList &keys, RowAction action);
    void confirmDiscard(const ModelRow &row, const std::function<void()> &discard);
    void begin(const QStringList &keys);

    Workbench &m_workbench;
    Banner &m_banner;
    ModelActions &m_models; ///< what is done with those that are here
    PlaceActions m_places;
    SeveralActions m_several;
    QWidget *m_window;
};

} // namespace weightyard::ui
