// GateBox: whether this account may download the opened model, with the button that helps: sign in, open the page to accept its terms,
// look again. Hidden while there is nothing to say. GUI thread.
#pragma once

#include <QFrame>

class QLabel;
class QPushButton;

namespace weightyard::ui {

class OpenedModel;

class GateBox : public QFrame
{
    Q_OBJECT
public:
    explicit GateBox(QWidget *parent);

    void setModel(const OpenedModel &model);

Q_SIGNALS:
    void signInWanted();
    void pageWanted();
    void againWanted();

private:
    enum Button { SignIn = 1, Page = 2, Again = 4 };
    void show(const QString &text, bool isGood, int buttons, Button primary);
    void showRefusal(const OpenedModel &model);

    QLabel *m_text = nullptr;
    QLabel *m_prompt = nullptr; ///< of the model's author
    QPushButton *m_signIn = nullptr;
    QPushButton *m_page = nullptr;
    QPushButton *m_again = nullptr;
};

} // namespace weightyard::ui
