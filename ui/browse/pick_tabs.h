// PickTabs: what the opened model offers: its variants, its files, its README; and what of it is chosen. GUI thread.
#pragma once

#include "ui/browse/opened_model.h"
#include "ui/widgets/tab_pages.h"

class QLabel;

namespace weightyard::ui {

class FilePicker;
class ReadmeView;
class VariantList;
struct VariantRow;

class PickTabs : public TabPages
{
    Q_OBJECT
public:
    PickTabs(OpenedModel &model, QWidget *parent);

Q_SIGNALS:
    void linkWanted(const QUrl &url);

private:
    enum Page { Variants, Files, About };
    void refresh();
    bool refreshVariants(); ///< there is something to choose
    QList<VariantRow> variantRows() const;
    QList<VariantRow> branchRows(bool othersOnly) const;
    void refreshPick();
    void refreshReadme();

    OpenedModel &m_model;
    VariantList *m_variants = nullptr;
    FilePicker *m_files = nullptr;
    ReadmeView *m_readme = nullptr;
    QString m_shown; ///< model and commit whose files are in the tree
};

} // namespace weightyard::ui
