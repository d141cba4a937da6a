// What stands between the words of a shell script: separators, reserved words, redirections, here-documents. Pure, one thread.
#pragma once

#include "scripts/shell_script.h"
#include "scripts/word_reader.h"

#include <utility>

namespace weightyard::scripts {

class ShellTokens
{
public:
    ShellTokens(const QString &text, int firstLine) : m_cursor(text), m_firstLine(firstLine) {}

    ShellCursor &cursor() { return m_cursor; }
    int line() const { return m_cursor.line() + m_firstLine - 1; }
    /// The line of what does not end; 0: all does.
    int unended() const { return m_cursor.unended() == 0 ? 0 : m_cursor.unended() + m_firstLine - 1; }

    void skipNewlines();   ///< blanks and comments, too, and the here-documents behind a line
    void skipSeparators(); ///< the same, and ; and &
    /// An unquoted word here, without passing it; of long ones the beginning.
    QString peekWord();
    /// Passes that word if it is here.
    bool take(QLatin1StringView word);
    /// Passes a redirection, if one is here.
    bool redirection();
    /// The here-document or here-string that was passed last, once; a document's text comes when its line ends.
    std::shared_ptr<const HereText> takeInput() { return std::exchange(m_input, {}); }

private:
    void readDocument(const QString &end, bool withoutTabs, HereText &text);

    ShellCursor m_cursor;
    const int m_firstLine;
    struct Document {
        QString end;
        bool withoutTabs = false; ///< <<-
        std::shared_ptr<HereText> text = {};
    };
    QList<Document> m_documents; ///< here-documents that begin at the next line
    std::shared_ptr<const HereText> m_input;
};

} // namespace weightyard::scripts
