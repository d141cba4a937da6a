// CheckStrip: the prerequisites in one line, each a button that opens what was found, why it matters and the remedy.
// GUI thread.
#pragma once

#include "prerequisites/check.h"

#include <QHash>
#include <QWidget>

class QHBoxLayout;
class QPushButton;

namespace weightyard::ui {

class CheckStrip : public QWidget
{
    Q_OBJECT
public:
    explicit CheckStrip(QWidget *parent = nullptr);

    void setResults(const QList<prerequisites::CheckResult> &results);
    void setResult(const prerequisites::CheckResult &result);
    static QString foundOf(const prerequisites::CheckResult &result);
    static QString sentenceOf(const prerequisites::CheckResult &result); ///< and what helps

Q_SIGNALS:
    void againWanted();

private:
    void open(prerequisites::CheckId id);

    QHash<prerequisites::CheckId, prerequisites::CheckResult> m_results;
    QHash<prerequisites::CheckId, QPushButton *> m_buttons;
    QHBoxLayout *m_line = nullptr;
};

} // namespace weightyard::ui
