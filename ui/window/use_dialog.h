// UseDialog: command lines that use a model that is here with other programs, each with a button that copies it. GUI thread.
#pragma once

#include "session/model_uses.h"
#include "ui/workbench/workbench.h"

#include <QDialog>

class QVBoxLayout;

namespace weightyard::ui {

class UseDialog : public QDialog
{
    Q_OBJECT
public:
    /// Opens it over `window`; the folder is looked at meanwhile.
    static void open(Workbench &workbench, const ModelRow &row, QWidget *window);

    UseDialog(const QString &name, QWidget *parent);
    void setUses(const base::Result<QList<session::ModelUse>> &uses);

private:
    void addUse(const session::ModelUse &use);
    void addText(const QString &text);

    QVBoxLayout *m_lines = nullptr;
    QWidget *m_content = nullptr;
};

} // namespace weightyard::ui
