#include "ui/window/welcome_card.h"

#include "ui/text/format.h"
#include "ui/theme/paint.h"
#include "ui/widgets/parts.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

namespace weightyard::ui {

WelcomeCard::WelcomeCard(Workbench &workbench, QWidget *parent)
    : QWidget(parent),
      m_workbench(workbench),
      m_folder(makeText(this, false))
{
    auto *card = new QFrame(this);
    card->setObjectName(QStringLiteral("card"));
    auto *around = new QVBoxLayout(this);
    around->setContentsMargins(kBandMargin, 12, kBandMargin, 2);
    around->addWidget(card);
    auto *title = makeText(this, false);
    title->setText(tr("Welcome to Weightyard"));
    title->setFont(semiboldFont(font()));
    auto *purpose = makeText(this, true);
    purpose->setText(tr("Tick models and download them: every byte is checked, and what is interrupted goes "
                        "on where it stopped."));
    auto *other = new QPushButton(tr("Choose another folder…"), this);
    auto *good = new QPushButton(tr("OK"), this);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_folder, 1);
    buttons->addWidget(other);
    buttons->addWidget(good);
    auto *column = new QVBoxLayout(card);
    column->setContentsMargins(16, 12, 16, 12);
    column->setSpacing(4);
    column->addWidget(title);
    column->addWidget(purpose);
    column->addLayout(buttons);
    connect(other, &QPushButton::clicked, this, &WelcomeCard::folderWanted);
    connect(good, &QPushButton::clicked, this, &QObject::deleteLater);
    connect(&workbench.queue(), &queue::DownloadQueue::jobChanged, this, &QObject::deleteLater);
    connect(&workbench, &Workbench::figuresChanged, this, &WelcomeCard::showFolder);
    connect(&workbench.libraries(), &Libraries::changed, this, &WelcomeCard::showFolder);
    showFolder();
}

void WelcomeCard::showFolder()
{
    const QString folder = breakable(shortFolder(QDir::toNativeSeparators(m_workbench.library())));
    const DiskFigures figures = m_workbench.figures();
    m_folder->setText(
        figures.total > 0
            ? tr("Models go into %1 · %2 free").arg(folder, text::formatBytes(figures.available))
            : tr("Models go into %1").arg(folder));
    m_folder->setAccessibleName(m_folder->text().remove(QChar(0x200B)));
}

} // namespace weightyard::ui
