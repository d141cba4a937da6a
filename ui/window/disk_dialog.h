// DiskDialog: what takes room in the library, a line for each kind, and a button for what can go. Asks before anything goes. GUI thread.
#pragma once

#include "ui/workbench/disk_usage.h"

#include <QDialog>

class QGridLayout;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace weightyard::ui {

class ShareBar;

class DiskDialog : public QDialog
{
    Q_OBJECT
public:
    explicit DiskDialog(DiskUsage &usage, QWidget *parent = nullptr);

private:
    /// One line: a kind, and what there is of it.
    struct Line {
        session::CleanKind kind = session::CleanKind::Model;
        QLabel *title = nullptr;
        QLabel *about = nullptr;
        QLabel *bytes = nullptr;
        QPushButton *button = nullptr; ///< null: nothing can go
        QList<session::CleanRow> rows = {};
        QList<session::CleanRow> going = {}; ///< of these, what its button takes away
    };
    void addHead(QVBoxLayout &column);
    void addLine(QGridLayout &grid, session::CleanKind kind);
    void say(const QString &text);
    void look();
    void showLook(const DiskUsage::Look &look);
    void showLine(Line &line) const;
    void showSpace(const store::VolumeSpace &space, const QList<session::CleanRow> &going);
    void askFor(session::CleanKind kind);
    void clean(const QList<session::CleanRow> &rows);
    static QString aboutOf(const Line &line);

    DiskUsage &m_usage;
    QList<Line> m_lines;
    ShareBar *m_bar = nullptr;
    QLabel *m_total = nullptr;
    QLabel *m_space = nullptr;
    QLabel *m_says = nullptr;
    QString m_done;  ///< what was freed last
    int m_shown = 0; ///< number of the newest look; answers of older ones are ignored
    bool m_isCleaning = false;
};

} // namespace weightyard::ui
