// Tool tips show text as it is. Qt takes a text with a tag for HTML, and loads what that names, from any disk or host; names of files,
// words of servers and of catalogues are strangers' text. GUI thread; for all windows, as long as it lives.
#pragma once

#include <QObject>

namespace weightyard::ui {

class PlainToolTips : public QObject
{
    Q_OBJECT
public:
    explicit PlainToolTips(QObject *parent);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
};

} // namespace weightyard::ui
