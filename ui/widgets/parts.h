// What several panels are put together from. GUI thread; the parent owns what is made.
#pragma once

#include <QFrame>
#include <QLabel>

namespace weightyard::ui {

/// A hairline.
inline QFrame *makeLine(QWidget *parent)
{
    auto *line = new QFrame(parent);
    line->setFixedHeight(1);
    line->setAutoFillBackground(true);
    line->setBackgroundRole(QPalette::Mid);
    return line;
}

/// May wrap after each part of an address or a path.
inline QString breakable(QString text)
{
    return text.replace(u'/', QStringLiteral("/\u200B"));
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
