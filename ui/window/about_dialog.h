// AboutDialog: which build this is and with what it works, whether a newer version is published, what is new, the licences of what is
// inside; diagnostics to copy. The texts are those of CHANGELOG.md and LICENSE, in English. GUI thread.
#pragma once

#include "base/error.h"

#include <QDialog>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace weightyard::ui {

class Workbench;

class AboutDialog : public QDialog
{
    Q_OBJECT
public:
    AboutDialog(Workbench &workbench, QWidget *parent);

    static QString changes();  ///< CHANGELOG.md, Markdown
    static QString licences(); ///< LICENSE, as it is

Q_SIGNALS:
    void diagnosticsWanted();

private:
    void makeTitle(QVBoxLayout &column);
    void makeFacts(QVBoxLayout &column);
    void makeTexts(QVBoxLayout &column);
    void makeButtons(QVBoxLayout &column);
    void showRelease(const std::optional<base::Error> &error); ///< of the last look, or of opening its page
    QString knownRelease() const;

    Workbench &m_workbench;
    QLabel *m_release = nullptr;
    QPushButton *m_look = nullptr;
};

} // namespace weightyard::ui
