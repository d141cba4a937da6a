// ConvertDialog: what would become of the download scripts in a folder; converts them, or takes an earlier conversion back. GUI thread.
#pragma once

#include "ui/workbench/script_work.h"

#include <QDialog>

class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace weightyard::ui {

class ConvertDialog : public QDialog
{
    Q_OBJECT
public:
    ConvertDialog(ScriptWork &work, const QString &root, QWidget *parent = nullptr);

private:
    void look();
    void showPlan(const ScriptWork::ConversionLook &look);
    void convert();
    void takeBack();
    void say(const QString &text);
    void setBusy();

    ScriptWork &m_work;
    const QString m_root;
    session::ConversionPlan m_plan;
    QLabel *m_says = nullptr;
    QPlainTextEdit *m_lines = nullptr;
    QPushButton *m_convert = nullptr;
    QPushButton *m_takeBack = nullptr;
    QString m_done; ///< what was done last, before what can be done now
};

} // namespace weightyard::ui
