// MirrorsDialog: the setting "mirrors" as lines of text, checked as the terminal's `settings set` does it. GUI thread.
#pragma once

#include "settings/settings.h"

#include <QDialog>

class QLabel;
class QPlainTextEdit;

namespace weightyard::ui {

class MirrorsDialog : public QDialog
{
    Q_OBJECT
public:
    explicit MirrorsDialog(const settings::Settings &settings, QWidget *parent = nullptr);

Q_SIGNALS:
    void chosen(const QStringList &mirrors);

private:
    void save();
    void say(const QString &text, bool isWrong);

    settings::Settings m_settings;
    QPlainTextEdit *m_text = nullptr;
    QLabel *m_says = nullptr;
};

} // namespace weightyard::ui
