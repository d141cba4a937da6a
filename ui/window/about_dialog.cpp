#include "ui/window/about_dialog.h"

#include "git/runtime.h"
#include "ui/desktop/open_page.h"
#include "ui/text/format.h"
#include "ui/text/messages.h"
#include "ui/theme/paint.h"
#include "ui/widgets/link_label.h"
#include "ui/widgets/parts.h"
#include "ui/widgets/tab_pages.h"
#include "ui/workbench/workbench.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDialogButtonBox>
#include <QFile>
#include <QFontDatabase>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QIcon>
#include <QLabel>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTextEdit>
#include <QVBoxLayout>

// A macro that must stand outside of namespaces.
static void initAboutTexts()
{
    Q_INIT_RESOURCE(about);
}

namespace weightyard::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kIcon = 48;

QString textOf(const QString &name)
{
    initAboutTexts();
    QFile file(u":/weightyard/"_s + name);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QLabel *addFact(QGridLayout &grid, QWidget *parent, const QString &name, QLabel *right)
{
    QLabel *left = makeText(parent, true);
    left->setText(name);
    left->setBuddy(right); // for screen readers
    const int row = grid.rowCount();
    grid.addWidget(left, row, 0, Qt::AlignTop);
    grid.addWidget(right, row, 1);
    return right;
}

void addFact(QGridLayout &grid, QWidget *parent, const QString &name, const QString &value)
{
    QLabel *right = addFact(grid, parent, name, makeText(parent, false));
    right->setText(text::isolated(value));
    right->setTextInteractionFlags(Qt::TextSelectableByMouse);
}

} // namespace

QString AboutDialog::changes()
{
    return textOf(u"CHANGELOG.md"_s);
}

QString AboutDialog::licences()
{
    return textOf(u"LICENSE"_s);
}

AboutDialog::AboutDialog(Workbench &workbench, QWidget *parent) : QDialog(parent), m_workbench(workbench)
{
    setWindowTitle(tr("About Weightyard"));
    setMinimumSize(480, 360);
    resize(680, 560);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(20, 16, 20, 16);
    column->setSpacing(10);
    makeTitle(*column);
    makeFacts(*column);
    makeTexts(*column);
    makeButtons(*column);
}

void AboutDialog::makeButtons(QVBoxLayout &column)
{
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->button(QDialogButtonBox::Close)->setDefault(true); // but where another button has the focus
    auto *copy = new QPushButton(tr("Copy diagnostics"));
    buttons->addButton(copy, QDialogButtonBox::ActionRole);
    column.addWidget(buttons);
    connect(copy, &QPushButton::clicked, this, &AboutDialog::diagnosticsWanted);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

void AboutDialog::makeTitle(QVBoxLayout &column)
{
    auto *line = new QHBoxLayout;
    line->setSpacing(14);
    auto *icon = new QLabel(this);
    icon->setPixmap(windowIcon().pixmap(kIcon, kIcon));
    icon->setVisible(!windowIcon().isNull());
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    QLabel *name = makeText(this, false);
    QFont large = semiboldFont(font());
    large.setPointSizeF(large.pointSizeF() * 1.3);
    name->setFont(large);
    name->setText(tr("Weightyard"));
    QLabel *what = makeText(this, true);
    what->setText(tr("Gets model weights onto a disk, and checks every byte. MIT licence."));
    words->addWidget(name);
    words->addWidget(what);
    line->addWidget(icon);
    line->addLayout(words, 1);
    column.addLayout(line);
}

void AboutDialog::makeFacts(QVBoxLayout &column)
{
    const QString commit = m_workbench.commit();
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(4);
    grid->setColumnStretch(1, 1);
    const QString version = QCoreApplication::applicationVersion();
    addFact(*grid, this, tr("Version"),
            commit.isEmpty() ? version : tr("%1, commit %2").arg(version, commit));
    addFact(*grid, this, tr("Works with"),
            u"Qt %1, libgit2 %2"_s.arg(QString::fromLatin1(qVersion()), git::Runtime::version().text));
    m_release = new LinkLabel(this);
    m_release->setObjectName(u"release"_s);
    m_release->setWordWrap(true);
    addFact(*grid, this, tr("Newest version"), m_release);
    connect(m_release, &QLabel::linkActivated, this, [this](const QString &page) {
        if (const base::Result<void> opened = openPage(QUrl(page)); !opened)
            showRelease(opened.error());
    });
    m_look = new QPushButton(tr("Look for a newer version"), this);
    m_look->setAutoDefault(false);
    m_look->setToolTip(tr("Asks github.com once, and says nothing of you."));
    ProgramUpdates *updates = &m_workbench.programUpdates();
    connect(m_look, &QPushButton::clicked, this, [this, updates] {
        updates->check();
        showRelease({});
    });
    connect(updates, &ProgramUpdates::looked, this, &AboutDialog::showRelease);
    grid->addWidget(m_look, grid->rowCount(), 1, Qt::AlignLeft);
    showRelease({});
    column.addLayout(grid);
}

QString AboutDialog::knownRelease() const
{
    const session::KnownRelease &known = m_workbench.programUpdates().known();
    if (known.newest.isEmpty())
        return tr("Not looked for yet").toHtmlEscaped();
    const QString when =
        QLocale().toString(QDateTime::fromMSecsSinceEpoch(known.checkedMs).date(), QLocale::ShortFormat);
    if (!m_workbench.programUpdates().isNewer())
        return tr("None is newer than this one (looked for on %1)").arg(when).toHtmlEscaped();
    return u"%1 <a href=\"%2\">%3</a>"_s.arg(known.newest.toHtmlEscaped(), session::releasePage(),
                                             tr("What is new").toHtmlEscaped());
}

void AboutDialog::showRelease(const std::optional<base::Error> &error)
{
    const bool isLooking = m_workbench.programUpdates().isChecking();
    m_release->setText(isLooking ? tr("Looking…").toHtmlEscaped()
                       : error   ? text::Messages::sentence(*error).toHtmlEscaped()
                                 : knownRelease());
    m_look->setEnabled(!isLooking);
}

void AboutDialog::makeTexts(QVBoxLayout &column)
{
    auto *tabs = new TabPages(this);
    auto *news = new QTextEdit(tabs);
    news->setReadOnly(true);
    news->setFrameShape(QFrame::NoFrame);
    news->setTabChangesFocus(true);
    news->setMarkdown(changes());
    news->setAccessibleName(tr("What is new"));
    auto *licence = new QPlainTextEdit(tabs);
    licence->setReadOnly(true);
    licence->setFrameShape(QFrame::NoFrame);
    licence->setTabChangesFocus(true);
    licence->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    licence->setPlainText(licences());
    licence->setAccessibleName(tr("Licences"));
    tabs->addPage(news, tr("What is new"));
    tabs->addPage(licence, tr("Licences"));
    column.addWidget(tabs, 1);
}

} // namespace weightyard::ui
