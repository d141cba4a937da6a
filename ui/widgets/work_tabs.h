// WorkTabs: the files of a model and what has happened to it, one at a time. GUI thread.
#pragma once

#include "job/job_snapshot.h"

#include <QWidget>

class QLabel;
class QPlainTextEdit;
class QStackedWidget;

namespace weightyard::ui {

class FileList;

class WorkTabs : public QWidget
{
    Q_OBJECT
public:
    explicit WorkTabs(QWidget *parent);

    /// `noFiles` is said where there are none.
    void setFiles(const QList<job::FileProgress> &files, const QString &noFiles);
    void setActivity(const QStringList &lines);

private:
    QWidget *makeFiles();
    QWidget *makeActivity();

    FileList *m_files = nullptr;
    QLabel *m_noFiles = nullptr;
    QPlainTextEdit *m_activity = nullptr;
};

} // namespace weightyard::ui
