// PathLabel: a path that may break after each separator and in long names, and that is copied as it is. GUI thread.
#pragma once

#include <QLabel>

namespace weightyard::ui {

class PathLabel : public QLabel
{
    Q_OBJECT
public:
    explicit PathLabel(QWidget *parent = nullptr);

    /// `shown` may be shorter ("~/Models"); all of it copied is `path`.
    void setPath(const QString &shown, const QString &path);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    QString chosenText() const;

    QString m_shown;
    QString m_path;
};

} // namespace weightyard::ui
