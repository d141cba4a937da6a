// ListDialog: a sentence, and below it lines that can be read and copied. GUI thread.
#pragma once

#include <QDialog>

namespace weightyard::ui {

class ListDialog : public QDialog
{
    Q_OBJECT
public:
    ListDialog(const QString &title, const QString &sentence, const QStringList &lines,
               QWidget *parent = nullptr);
};

} // namespace weightyard::ui
