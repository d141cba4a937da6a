// SettingRow: one setting: its name, a line that says what it means, and the control. SettingGroup: rows in a card under a heading; it is
// there while one of its rows is. Neither knows what is set. GUI thread; the parent owns what is made.
#pragma once

#include <QFrame>
#include <QLabel>

class QHBoxLayout;
class QToolButton;
class QVBoxLayout;

namespace weightyard::ui {

class SettingRow : public QWidget
{
    Q_OBJECT
public:
    SettingRow(const QString &name, const QString &meaning, QWidget *parent = nullptr);

    /// At the right; screen readers hear it with the row's name and meaning.
    void addControl(QWidget *control);
    /// Below, as wide as the row.
    void addBelow(QWidget *control);
    void setMeaning(const QString &meaning);
    void setTrouble(const QString &text); ///< in place of the meaning; empty: none
    /// A button that puts the default back; it is there while another value holds.
    void setRestore(const QString &what, bool isNeeded);

    bool matches(const QString &text) const; ///< all of its words, in any case of their letters

Q_SIGNALS:
    void restoreWanted();

private:
    void showMeaning();

    QLabel *m_name;
    QLabel *m_meaning;
    QToolButton *m_restore = nullptr;
    QHBoxLayout *m_line;
    QVBoxLayout *m_column;
    QString m_text;
    QString m_trouble;
};

class SettingGroup : public QWidget
{
    Q_OBJECT
public:
    explicit SettingGroup(const QString &title, QWidget *parent = nullptr);

    void addRow(SettingRow *row);
    void clear(); ///< rows are deleted
    /// Shows the rows that match, all where the text is empty; whether there is one.
    bool filter(const QString &text);

private:
    void addLines();

    QString m_title;
    QFrame *m_card;
    QVBoxLayout *m_rows;
    QString m_filter;
};

} // namespace weightyard::ui
