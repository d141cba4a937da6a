#include "ui/widgets/work_tabs.h"

#include "ui/theme/paint.h"
#include "ui/widgets/file_list.h"
#include "ui/widgets/parts.h"

#include <QButtonGroup>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace weightyard::ui {

WorkTabs::WorkTabs(QWidget *parent) : QWidget(parent)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 4, 0, 0);
    column->setSpacing(0);
    auto *line = new QHBoxLayout;
    line->setSpacing(18);
    column->addLayout(line);
    column->addWidget(makeLine(this));
    column->addSpacing(6);
    auto *group = new QButtonGroup(this);
    const QStringList names{tr("Files"), tr("Activity")};
    for (int i = 0; i < names.size(); ++i) {
        auto *button = new QPushButton(names[i], this);
        button->setProperty("tab", true);
        button->setCheckable(true);
        button->setAutoExclusive(true); // for screen readers: one of several
        button->setChecked(i == 0);
        const QFontMetrics bold(semiboldFont(button->font()));
        button->setMinimumSize(bold.horizontalAdvance(names[i]) + 6, qMax(30, bold.height() + 6));
        group->addButton(button, i);
        line->addWidget(button);
    }
    line->addStretch(1);
    auto *pages = new QStackedWidget(this);
    pages->setMinimumHeight(80);
    pages->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Ignored); // they scroll by themselves
    pages->addWidget(makeFiles());
    pages->addWidget(makeActivity());
    column->addWidget(pages, 1);
    connect(group, &QButtonGroup::idClicked, pages, &QStackedWidget::setCurrentIndex);
}

QWidget *WorkTabs::makeFiles()
{
    auto *page = new QWidget(this);
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    m_files = new FileList(page);
    m_noFiles = makeText(page, true);
    m_noFiles->setFont(smallFont(font()));
    m_noFiles->setAlignment(Qt::AlignTop);
    column->addWidget(m_files, 1);
    column->addWidget(m_noFiles, 1);
    return page;
}

QWidget *WorkTabs::makeActivity()
{
    m_activity = new QPlainTextEdit(this);
    m_activity->setReadOnly(true);
    m_activity->setFont(smallFont(font()));
    m_activity->setAccessibleName(tr("Activity"));
    m_activity->setPlaceholderText(tr("Nothing has happened yet."));
    return m_activity;
}

void WorkTabs::setFiles(const QList<job::FileProgress> &files, const QString &noFiles)
{
    m_files->setFiles(files);
    m_files->setVisible(!files.isEmpty());
    m_noFiles->setVisible(files.isEmpty());
    m_noFiles->setText(noFiles);
}

void WorkTabs::setActivity(const QStringList &lines)
{
    const QString text = lines.join(u'\n');
    if (m_activity->toPlainText() != text) {
        m_activity->setPlainText(text);
        m_activity->moveCursor(QTextCursor::End);
    }
}

} // namespace weightyard::ui
