// TabPages: pages of which one is shown, with their names above. GUI thread.
#pragma once

#include <QStackedWidget>

class QButtonGroup;
class QHBoxLayout;

namespace weightyard::ui {

class TabPages : public QWidget
{
    Q_OBJECT
public:
    explicit TabPages(QWidget *parent);

    void addPage(QWidget *page, const QString &name);
    void setName(int index, const QString &name);
    void setPageShown(int index, bool shown); ///< one that is not shown gives way to the next
    void setCurrent(int index);
    void setTabMargin(int margin); ///< left and right of the names; the pages take the whole width
    void setLeastPage(int height); ///< of a page; 0: the usual
    int current() const { return m_pages->currentIndex(); }

Q_SIGNALS:
    void currentChanged(int index);

private:
    QStackedWidget *m_pages = nullptr;
    QButtonGroup *m_group = nullptr;
    QHBoxLayout *m_line = nullptr;
};

} // namespace weightyard::ui
