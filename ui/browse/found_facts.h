// FoundFacts: what is known of the opened model, and what its user should know before it is downloaded. GUI thread.
#pragma once

#include "base/clock.h"

#include <QWidget>

class QGridLayout;
class QLabel;
class QPushButton;

namespace weightyard::ui {

class OpenedModel;

class FoundFacts : public QWidget
{
    Q_OBJECT
public:
    FoundFacts(const base::Clock &clock, QWidget *parent);

    void setModel(const OpenedModel &model);
    void setBrief(bool brief); ///< in one line, all of them on request: where there is little room

Q_SIGNALS:
    void baseWanted(const QString &id);
    void linkWanted(const QUrl &url);

private:
    struct Fact {
        QLabel *name = nullptr;
        QLabel *value = nullptr;
    };
    Fact addFact(const QString &name);
    QWidget *makeBrief();
    void set(const Fact &fact, const QString &text); ///< empty: hidden
    void refreshShown();
    void setLinks(const Fact &fact, const QStringList &texts, const QStringList &targets);

    const base::Clock &m_clock;
    bool m_isBrief = false;
    QList<Fact> m_facts;
    QWidget *m_line = nullptr; ///< the brief one
    QLabel *m_brief = nullptr;
    QPushButton *m_all = nullptr;
    QGridLayout *m_grid = nullptr;
    Fact m_parameters;
    Fact m_licence;
    Fact m_base;
    Fact m_context;
    Fact m_updated;
    Fact m_liked;
    Fact m_scan;
    Fact m_revision;
    QLabel *m_notices = nullptr;
    QString m_noticesOf; ///< model and answer
};

} // namespace weightyard::ui
