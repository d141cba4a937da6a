#include "ui/window/about_dialog.h"

#include "git/runtime.h"
#include "ui/text/format.h"
#include "ui/theme/paint.h"
#include "ui/widgets/parts.h"
#include "ui/widgets/tab_pages.h"

#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QFile>
#include <QFontDatabase>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QIcon>
#include <QLabel>
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

void addFact(QGridLayout &grid, QWidget *parent, const QString &name, const QString &value)
{
    QLabel *left = makeText(parent, true);
    QLabel *right = makeText(parent, false);
    left->setText(name);
    right->setText(text::isolated(value));
    right->setTextInteractionFlags(Qt::TextSelectableByMouse);
    left->setBuddy(right); // for screen readers
    const int row = grid.rowCount();
    grid.addWidget(left, row, 0);
    grid.addWidget(right, row, 1);
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

AboutDialog::AboutDialog(const QString &commit, QWidget *parent) : QDialog(parent)
{
    setWindowTitle(tr("About Weightyard"));
    setMinimumSize(480, 360);
    resize(680, 560);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(20, 16, 20, 16);
    column->setSpacing(10);
    makeTitle(*column);
    makeFacts(*column, commit);
    makeTexts(*column);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->button(QDialogButtonBox::Close)->setDefault(true); // but where another button has the focus
    auto *copy = new QPushButton(tr("Copy diagnostics"));
    buttons->addButton(copy, QDialogButtonBox::ActionRole);
    column->addWidget(buttons);
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

void AboutDialog::makeFacts(QVBoxLayout &column, const QString &commit)
{
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(4);
    grid->setColumnStretch(1, 1);
    const QString version = QCoreApplication::applicationVersion();
    addFact(*grid, this, tr("Version"),
            commit.isEmpty() ? version : tr("%1, commit %2").arg(version, commit));
    addFact(*grid, this, tr("Works with"),
            u"Qt %1, libgit2 %2"_s.arg(QString::fromLatin1(qVersion()), git::Runtime::version().text));
    column.addLayout(grid);
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
