// Banner: one line across the window for what the user should know now: a sentence, a button that helps, a way to dismiss it.
// Never a modal box. What the user has begun is shown first, then the worst tone; a key is shown once. GUI thread.
#pragma once

#include "ui/model/tone.h"

#include <QFrame>
#include <QHash>
#include <QLabel>
#include <QPushButton>
#include <functional>

namespace weightyard::ui {

struct BannerText {
    QString key; ///< what it is about; the same key replaces
    Tone tone = Tone::Plain;
    QString text;
    QString action = {}; ///< the button's text; empty: no button
    std::function<void()> onAction = {};
    QString other = {}; ///< of a second button
    std::function<void()> onOther = {};
    QString topic = {}; ///< once dismissed it stays away until the topic is another one; empty: each time
    int forMs = 0;      ///< goes by itself; 0: stays
    /// The text in the language of now, for another window; empty: `text` as it is.
    std::function<QString()> say = {};
    bool asked = false; ///< how something goes, or went, that the user has begun: it is shown before all else
};

/// What a banner leaves to that of the window that takes its window's place.
struct BannerMemory {
    QList<BannerText> banners;
    QHash<QString, QString> dismissed;
};

class Banner : public QFrame
{
    Q_OBJECT
public:
    explicit Banner(QWidget *parent = nullptr);

    void post(const BannerText &message);
    void clear(const QString &key);
    QString text() const { return m_text.text(); }
    /// All that does not go by itself, without its buttons: those are of their window. Good news that cannot be told in another language
    /// is over.
    BannerMemory memory() const;
    /// What this banner has been told already stays as it is.
    void recall(const BannerMemory &memory);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void refresh();
    void dismiss();
    void showOther();

    QList<BannerText> m_banners;
    QHash<QString, QString> m_dismissed; ///< key to topic
    QString m_told;                      ///< to screen readers
    QLabel m_text;
    QPushButton m_action;
    QPushButton m_other;
    QPushButton m_close;
};

} // namespace weightyard::ui
