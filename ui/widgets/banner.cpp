#include "ui/widgets/banner.h"

#include "ui/theme/paint.h"
#include "ui/widgets/accessibility.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QPainter>
#include <QStyle>
#include <QTimer>
#include <algorithm>
#include <utility>

namespace weightyard::ui {

Banner::Banner(QWidget *parent) : QFrame(parent), m_close(QStringLiteral("✕"))
{
    auto *line = new QHBoxLayout(this);
    line->setContentsMargins(16, 6, 12, 6);
    line->setSpacing(12);
    m_text.setWordWrap(true);
    m_text.setTextFormat(Qt::PlainText); // names and errors come from servers
    m_text.setTextInteractionFlags(Qt::TextSelectableByMouse);
    line->addWidget(&m_text, 1);
    line->addWidget(&m_action);
    line->addWidget(&m_other);
    line->addWidget(&m_close);
    m_close.setProperty("link", true);
    m_close.setProperty("quiet", true); // it stands on the banner's colours
    m_close.setAccessibleName(tr("Dismiss"));
    m_close.setToolTip(tr("Dismiss"));
    connect(&m_close, &QPushButton::clicked, this, &Banner::dismiss);
    connect(&m_action, &QPushButton::clicked, this, [this] {
        const auto action = m_banners.isEmpty() ? nullptr : m_banners.last().onAction;
        if (action)
            action(); // a copy: it may withdraw its own banner
    });
    connect(&m_other, &QPushButton::clicked, this, [this] {
        const auto other = m_banners.isEmpty() ? nullptr : m_banners.last().onOther;
        if (other)
            other();
    });
    hide();
}

void Banner::dismiss()
{
    if (m_banners.isEmpty())
        return;
    const BannerText gone = m_banners.takeLast();
    if (!gone.topic.isEmpty())
        m_dismissed.insert(gone.key, gone.topic);
    refresh();
}

void Banner::post(const BannerText &banner)
{
    if (!banner.topic.isEmpty() && m_dismissed.value(banner.key) == banner.topic)
        return;
    m_dismissed.remove(banner.key);
    if (banner.forMs > 0)
        QTimer::singleShot(banner.forMs, this, [this, key = banner.key] { clear(key); });
    m_banners.removeIf([&](const BannerText &one) { return one.key == banner.key; });
    m_banners.append(banner);
    std::stable_sort(m_banners.begin(), m_banners.end(), [](const BannerText &one, const BannerText &other) {
        return std::pair(one.asked, one.tone) < std::pair(other.asked, other.tone);
    });
    refresh();
}

void Banner::clear(const QString &key)
{
    m_dismissed.remove(key);
    m_banners.removeIf([&](const BannerText &one) { return one.key == key; });
    refresh();
}

BannerMemory Banner::memory() const
{
    BannerMemory memory{.banners = {}, .dismissed = m_dismissed};
    for (const BannerText &one : m_banners) {
        const bool isWhole =
            one.action.isEmpty() || one.asked; // what went wrong is told again, with its button
        const bool isOver = one.tone == Tone::Good && !one.say;
        if (isWhole && !isOver && one.forMs == 0)
            memory.banners.append({.key = one.key,
                                   .tone = one.tone,
                                   .text = one.text,
                                   .topic = one.topic,
                                   .say = one.say,
                                   .asked = one.asked});
    }
    return memory;
}

void Banner::recall(const BannerMemory &memory)
{
    for (auto one = memory.dismissed.cbegin(); one != memory.dismissed.cend(); ++one)
        m_dismissed.insert(one.key(), one.value());
    m_banners.removeIf([&](const BannerText &one) {
        return !one.topic.isEmpty() && m_dismissed.value(one.key) == one.topic;
    });
    for (BannerText one : memory.banners) {
        const auto isSame = [&](const BannerText &other) { return other.key == one.key; };
        if (std::any_of(m_banners.cbegin(), m_banners.cend(), isSame))
            continue;
        if (one.say)
            one.text = one.say();
        post(one);
    }
    refresh();
}

void Banner::refresh()
{
    setVisible(!m_banners.isEmpty());
    if (m_banners.isEmpty()) {
        m_told.clear();
        return;
    }
    const BannerText &top = m_banners.last();
    m_text.setText(top.text);
    m_action.setText(top.action);
    m_action.setVisible(!top.action.isEmpty());
    m_other.setText(top.other);
    showOther();
    if (m_told != top.text) {
        m_told = top.text;
        QAccessibleEvent alert(this, QAccessible::Alert);
        QAccessible::updateAccessibility(&alert);
        announce(*this, top.text);
    }
    update();
}

// Where both buttons leave the text too little room, the first one has to do.
void Banner::showOther()
{
    const int buttons = m_action.sizeHint().width() + m_other.sizeHint().width();
    m_other.setVisible(!m_other.text().isEmpty() && width() > 2 * buttons);
}

void Banner::resizeEvent(QResizeEvent *event)
{
    QFrame::resizeEvent(event);
    showOther();
}

void Banner::paintEvent(QPaintEvent *)
{
    if (m_banners.isEmpty())
        return;
    const Tokens tokens = tokensFor(palette());
    QPainter painter(this);
    painter.fillRect(rect(), toneBackground(tokens, m_banners.last().tone));
    painter.fillRect(QStyle::visualRect(layoutDirection(), rect(), QRect(0, 0, 4, height())),
                     toneColour(tokens, m_banners.last().tone));
    painter.fillRect(0, height() - 1, width(), 1, tokens.line);
}

} // namespace weightyard::ui
