// FilePicker: which files of the opened model are wanted: a usual choice, patterns, or ticks in the tree of its
// files. Whatever is used, the others follow. GUI thread.
#pragma once

#include "ui/browse/opened_model.h"

#include <QWidget>

class QLineEdit;
class QMenu;
class QPushButton;

namespace weightyard::ui {

class FileTree;

class FilePicker : public QWidget
{
    Q_OBJECT
public:
    FilePicker(OpenedModel &model, QWidget *parent);

    void setFiles(const QList<hub::HubFile> &files); ///< of another model, or another commit
    void refreshPick();

private:
    QWidget *makeHead();
    QWidget *makePatterns();
    QLineEdit *makeField(const QString &name, const QString &placeholder);
    void fillPresets(QMenu &menu);
    void applyPatterns();
    void showPatterns(bool on);

    OpenedModel &m_model;
    QTimer m_pause;         ///< while patterns are typed
    QStringList m_variants; ///< what patterns leave files out of: the usual choice made last
    QPushButton *m_preset = nullptr;
    QPushButton *m_patternsShown = nullptr;
    QWidget *m_patterns = nullptr;
    QLineEdit *m_include = nullptr;
    QLineEdit *m_exclude = nullptr;
    FileTree *m_tree = nullptr;
};

} // namespace weightyard::ui
