#include "app/cli/live_lines.h"

#include "app/cli/terminal.h"

#include <utility>

namespace weightyard::cli {

using namespace Qt::Literals::StringLiterals;

void LiveLines::redraw(const QStringList &lines)
{
    const std::lock_guard lock(m_mutex);
    if (m_held)
        return; // they are drawn often
    QString out = cleared();
    for (const QString &line : lines)
        out += line + u'\n';
    m_lines = lines.size();
    printOut(out);
}

void LiveLines::print(const QString &text)
{
    const std::lock_guard lock(m_mutex);
    write({.error = false, .text = text});
}

void LiveLines::printError(const QString &text)
{
    const std::lock_guard lock(m_mutex);
    write({.error = true, .text = text});
}

void LiveLines::hold(bool asking)
{
    const std::lock_guard lock(m_mutex);
    if (asking)
        printOut(cleared());
    m_held = asking;
    if (m_held)
        return;
    const QList<Text> later = std::exchange(m_later, {});
    for (const Text &text : later)
        write(text);
}

void LiveLines::write(const Text &text)
{
    if (m_held)
        m_later.append(text);
    else if (text.error)
        cli::printError(text.text);
    else
        printOut(text.text);
}

// Up to the first live line, then everything to the end.
QString LiveLines::cleared()
{
    const qsizetype lines = std::exchange(m_lines, 0);
    return lines > 0 ? u"\x1b[%1A\r\x1b[J"_s.arg(lines) : QString();
}

} // namespace weightyard::cli
