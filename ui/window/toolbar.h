// Toolbar: the switch between own models, the Hub and the downloads, the search of the one that is shown, the
// download buttons, "Pause all" and the menu. Shows what it is given and says what was clicked. GUI thread.
#pragma once

#include "queue/queue_totals.h"

#include <QFrame>
#include <QHash>

class QMenu;
class QPushButton;

namespace weightyard::ui {

class ModelsPane;
class SearchField;
struct RowSums;

class Toolbar : public QFrame
{
    Q_OBJECT
public:
    enum class View { Models, Browse, Downloads };
    /// `browse`: what stands here while the Hub is browsed, in place of the search of the own models.
    Toolbar(QMenu *menu, QWidget *browse, QWidget *parent = nullptr);

    void setSums(const RowSums &sums);                ///< what the download buttons would fetch
    void setTotals(const queue::QueueTotals &totals); ///< what there is to pause or to resume
    void searchIn(ModelsPane &models);                ///< what is typed, and where Return leads
    void focusSearch();                               ///< of the view that is shown
    void setView(View view);

protected:
    void resizeEvent(QResizeEvent *event) override;

Q_SIGNALS:
    void viewWanted(weightyard::ui::Toolbar::View view);
    void hubSearchWanted(); ///< the focus
    void downloadSelected();
    void downloadAll();
    void pauseOrResumeAll();

private:
    /// What a button says where there is room, and where there is not.
    struct Words {
        QString whole;
        QString brief;
    };
    QWidget *makeSwitch();
    void setWords(QPushButton *button, const Words &words);
    void showWords(bool brief);
    void makeRoom();
    bool fits(const QList<QPushButton *> &buttons) const;
    void setSwitchWhole(bool whole);

    QPushButton *m_models = nullptr;
    QPushButton *m_hub = nullptr;
    QWidget *m_browse = nullptr;
    QPushButton *m_downloads = nullptr;
    SearchField *m_search = nullptr;
    QPushButton *m_downloadSelected = nullptr;
    QPushButton *m_downloadAll = nullptr;
    QPushButton *m_pauseAll = nullptr;
    QHash<QPushButton *, Words> m_words;
};

} // namespace weightyard::ui
