// AboutDialog: which build this is and with what it works, what is new, the licences of what is inside; diagnostics to copy. The texts are
// those of CHANGELOG.md and LICENSE, in English. GUI thread.
#pragma once

#include <QDialog>

class QVBoxLayout;

namespace weightyard::ui {

class AboutDialog : public QDialog
{
    Q_OBJECT
public:
    /// `commit`: of the build; empty: not known.
    AboutDialog(const QString &commit, QWidget *parent);

    static QString changes();  ///< CHANGELOG.md, Markdown
    static QString licences(); ///< LICENSE, as it is

Q_SIGNALS:
    void diagnosticsWanted();

private:
    void makeTitle(QVBoxLayout &column);
    void makeFacts(QVBoxLayout &column, const QString &commit);
    void makeTexts(QVBoxLayout &column);
};

} // namespace weightyard::ui
