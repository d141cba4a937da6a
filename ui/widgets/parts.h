// What several panels are put together from. GUI thread; the parent owns what is made.
#pragma once

#include <QBoxLayout>
#include <QDir>
#include <QFrame>
#include <QLabel>

namespace weightyard::ui {

constexpr int kBandMargin = 16; ///< of the window's bands, left and right

/// A hairline.
inline QFrame *makeLine(QWidget *parent)
{
    auto *line = new QFrame(parent);
    line->setFixedHeight(1);
    line->setAutoFillBackground(true);
    line->setBackgroundRole(QPalette::Mid);
    return line;
}

/// A line above, the content within the margins.
inline QWidget *makeBand(QWidget *content, int height)
{
    auto *band = new QFrame(content->parentWidget());
    band->setObjectName(QStringLiteral("band"));
    band->setMinimumHeight(height);
    auto *column = new QVBoxLayout(band);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeLine(band));
    auto *inner = new QHBoxLayout;
    inner->setContentsMargins(kBandMargin, 0, kBandMargin, 0);
    inner->addWidget(content);
    column->addLayout(inner, 1);
    return band;
}

/// "~" for the home folder.
inline QString shortFolder(const QString &folder)
{
    const QString home = QDir::homePath();
    return folder.startsWith(home + u'/') ? QChar(u'~') + folder.mid(home.size()) : folder;
}

constexpr int kLongestRun = 24; ///< what a narrow panel holds in a line

/// May wrap after each part of an address or a path, and in longer runs: between the parts of a name where it has any.
inline QString breakable(const QString &text, int longestRun = kLongestRun)
{
    const QChar mayBreak(0x200B);
    QString out;
    qsizetype begin = 0; // of what is not broken yet
    qsizetype part = 0;  // behind the last "-", "_" or "." of it
    for (const QChar c : text) {
        out += c;
        if (c == u'-' || c == u'_' || c == u'.')
            part = out.size();
        const bool isPair = c.isHighSurrogate(); // its other half belongs to it
        if (c.isSpace()) {
            begin = out.size();
        } else if (c == u'/' || (out.size() - begin >= longestRun && !isPair)) {
            const bool inName = c != u'/' && part > begin;
            begin = inName ? part : out.size();
            out.insert(begin, mayBreak);
            ++begin;
        }
    }
    return out;
}

/// Plain text that wraps: names and errors come from servers.
inline QLabel *makeText(QWidget *parent, bool secondary)
{
    auto *label = new QLabel(parent);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setProperty("secondary", secondary);
    return label;
}

} // namespace weightyard::ui
