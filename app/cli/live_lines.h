// LiveLines: the lines of a terminal that are drawn again and again, and what is printed above them. While somebody types an
// answer to a question on that terminal, nothing is written: live lines go before, and what is printed comes after. Any
// thread.
#pragma once

#include <QList>
#include <QStringList>
#include <mutex>

namespace weightyard::cli {

class LiveLines
{
public:
    /// In place of the ones before.
    void redraw(const QStringList &lines);
    void print(const QString &text);
    void printError(const QString &text);
    /// True before the question, false after the answer. Questions come one at a time.
    void hold(bool asking);

private:
    struct Text {
        bool error = false;
        QString text;
    };
    void write(const Text &text);
    QString cleared();

    std::mutex m_mutex;
    qsizetype m_lines = 0; ///< on the screen
    bool m_held = false;
    QList<Text> m_later;
};

} // namespace weightyard::cli
