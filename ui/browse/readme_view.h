// ReadmeView: a model's README as text. It fetches nothing: no picture, no style, no script; a link leads out of the program, when it is
// clicked, and only to a web page or a mail address. GUI thread.
#pragma once

#include <QTextBrowser>

namespace weightyard::ui {

class ReadmeView : public QTextBrowser
{
    Q_OBJECT
public:
    explicit ReadmeView(QWidget *parent = nullptr);

    /// `page`: what relative links are below. Shown once: the same text is not laid out again.
    void setReadme(const QString &markdown, const QUrl &page);
    void setMessage(const QString &text); ///< in place of it
    QVariant loadResource(int type, const QUrl &name) override;

Q_SIGNALS:
    void linkWanted(const QUrl &url);

private:
    void styleTables();

    QString m_shown;
    QUrl m_page;
};

} // namespace weightyard::ui
