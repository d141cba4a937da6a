// ExportDialog: which models of the list go into what is written for other machines. GUI thread.
#pragma once

#include "ui/model/model_tree.h"

#include <QDialog>

class QButtonGroup;
class QVBoxLayout;

namespace weightyard::ui {

class ExportDialog : public QDialog
{
    Q_OBJECT
public:
    enum class Offered { All, Here }; ///< the models of the list, or those of them that are here
    /// `about`: what is written, in a sentence.
    ExportDialog(const ModelTree &tree, const QString &title, const QString &about, QWidget *parent = nullptr,
                 Offered offered = Offered::All);

    QStringList keys() const; ///< of the models that are meant, in the order of the list

private:
    void addChoice(QVBoxLayout &column, const QString &text, const QStringList &keys);

    QButtonGroup *m_group = nullptr;
    QList<QStringList> m_choices; ///< by the button's id
};

} // namespace weightyard::ui
