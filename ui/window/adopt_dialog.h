// AdoptDialog: models that other programs made: those found in their places, and folders that the user names; each with what of it is
// there. What is ticked is taken over, where it is or by moving it into the library; nothing of it is fetched. GUI thread.
#pragma once

#include "ui/workbench/adopter.h"

#include <QDialog>
#include <QTimer>

class QCheckBox;
class QLabel;
class QPushButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace weightyard::ui {

class AdoptDialog : public QDialog
{
    Q_OBJECT
public:
    explicit AdoptDialog(Adopter &adopter, QWidget *parent = nullptr);
    ~AdoptDialog() override;

    /// Compares it, and shows what it is.
    void addFolder(const QString &folder, const QString &repo = {});

private:
    struct Row {
        QTreeWidgetItem *item = nullptr;
        session::ForeignFind found = {}; ///< of another program's store
        QString folder = {};             ///< else: compared, and adopted where it is
        QString repo = {};
        std::optional<session::Adoption> look = {};
        QString problem = {}; ///< why it cannot be taken over
        QString key = {};     ///< of the download that copies it
        bool taken = false;
    };
    void makeList();
    void showFound(const QList<session::ForeignFind> &found);
    void compare(qsizetype row);
    void nameRepository();
    void showCompared(qsizetype row, const base::Result<session::Adoption> &look);
    void chooseFolder();
    void takeOver();
    void takeOne(qsizetype row);
    void showCopied(const QString &key, const std::optional<base::Error> &error);
    void ended(qsizetype row, bool isDone, const QString &state);
    void refresh();
    int ticked() const;
    qsizetype currentRow() const; ///< -1: none

    Adopter &m_adopter;
    QList<Row> m_rows;
    QTreeWidget *m_list = nullptr;
    QLabel *m_says = nullptr;
    QCheckBox *m_move = nullptr;
    QCheckBox *m_complete = nullptr;
    QPushButton *m_name = nullptr;
    QPushButton *m_take = nullptr;
    QTimer m_tick;
    bool m_finding = true;
    int m_comparing = 0;
    int m_taking = 0;
    int m_done = 0;
};

} // namespace weightyard::ui
