// AddDialog: a model by its page's address or its name; shows what the Hub says of it before it is added. GUI thread.
#pragma once

#include "ui/workbench/workbench.h"

#include <QDialog>
#include <QTimer>

class QLabel;
class QLineEdit;
class QPushButton;

namespace weightyard::ui {

class AddDialog : public QDialog
{
    Q_OBJECT
public:
    AddDialog(Workbench &workbench, const QString &text, QWidget *parent = nullptr);

Q_SIGNALS:
    void added(const QString &key);

private:
    void look();
    void say(const QString &text);
    void showFacts(const base::Result<hub::ModelFacts> &facts);
    void add();

    Workbench &m_workbench;
    QLineEdit *m_field = nullptr;
    QLabel *m_says = nullptr;
    QPushButton *m_add = nullptr;
    QTimer m_pause;  ///< after the last key
    int m_asked = 0; ///< answers to older texts are dropped
};

} // namespace weightyard::ui
