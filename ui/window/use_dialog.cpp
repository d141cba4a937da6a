#include "ui/window/use_dialog.h"

#include "ui/model/row_status.h"
#include "ui/theme/paint.h"
#include "ui/widgets/parts.h"

#include <QApplication>
#include <QClipboard>
#include <QDialogButtonBox>
#include <QFontDatabase>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>
#include <algorithm>

namespace weightyard::ui {

using namespace Qt::Literals::StringLiterals;
using session::ModelUse;
using session::UsingProgram;

namespace {

constexpr qsizetype kMostUses = 30; // a folder may have a hundred quantisations
constexpr int kWidth = 620;
constexpr int kBesideText = 80;     // margins and frames
constexpr int kMostLinesOfText = 6; // a longer one scrolls

QString programName(UsingProgram program)
{
    switch (program) {
    case UsingProgram::MlxLm:
        return u"mlx-lm"_s;
    case UsingProgram::Transformers:
        return u"transformers"_s;
    case UsingProgram::LlamaCpp:
        return u"llama.cpp"_s;
    }
    Q_UNREACHABLE();
}

// As the dialog opens; wider it has room to spare.
int linesOf(const QString &text, const QFontMetrics &metrics)
{
    const int lines = 1 + metrics.horizontalAdvance(text) / (kWidth - kBesideText);
    return std::min(lines, kMostLinesOfText);
}

} // namespace

void UseDialog::open(Workbench &workbench, const ModelRow &row, QWidget *window)
{
    auto *dialog = new UseDialog(row.entry.name, window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    const auto told = [shown = QPointer(dialog)](const base::Result<QList<ModelUse>> &uses) {
        if (shown)
            shown->setUses(uses);
    };
    workbench.libraryWork().findUses(folderOf(row, workbench.library()), told);
    dialog->QDialog::open();
}

UseDialog::UseDialog(const QString &name, QWidget *parent) : QDialog(parent)
{
    setWindowTitle(tr("Use %1").arg(name));
    setMinimumSize(480, 240);
    resize(kWidth, 420);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(20, 16, 20, 16);
    column->setSpacing(10);
    auto *scroll = new QScrollArea(this);
    m_content = new QWidget(scroll);
    scroll->setWidget(m_content);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus); // what is in it has the focus, and is scrolled to
    m_content->setAutoFillBackground(false);
    m_lines = new QVBoxLayout(m_content);
    m_lines->setContentsMargins(0, 0, 0, 0);
    m_lines->setSpacing(6);
    addText(tr("Looking at the folder…"));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->button(QDialogButtonBox::Close)->setDefault(true); // but where another button has the focus
    column->addWidget(scroll, 1);
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

void UseDialog::setUses(const base::Result<QList<ModelUse>> &uses)
{
    qDeleteAll(m_content->findChildren<QWidget *>(Qt::FindDirectChildrenOnly));
    if (!uses)
        addText(RowText::trouble(uses.error()));
    else if (uses->isEmpty())
        addText(tr("No command is known for the files that are here. Ready lines are made for mlx-lm, "
                   "transformers and llama.cpp."));
    else
        for (const ModelUse &use : uses->mid(0, kMostUses))
            addUse(use);
    if (uses && uses->size() > kMostUses)
        addText(tr("and %n other(s)", nullptr, static_cast<int>(uses->size() - kMostUses)));
    m_lines->addStretch(1);
}

void UseDialog::addText(const QString &text)
{
    QLabel *label = makeText(m_content, true);
    label->setText(text);
    m_lines->addWidget(label);
}

void UseDialog::addUse(const ModelUse &use)
{
    const QString program = programName(use.program);
    const QString title = use.variant.isEmpty() ? program : program + u" · "_s + use.variant;
    auto *head = new QWidget(m_content);
    auto *line = new QHBoxLayout(head);
    line->setContentsMargins(0, 0, 0, 0);
    QLabel *name = makeText(head, false);
    name->setFont(semiboldFont(font()));
    name->setText(title);
    QLabel *kind = makeText(head, true);
    kind->setFont(smallFont(font()));
    kind->setWordWrap(false);
    kind->setText(use.program == UsingProgram::Transformers ? tr("Python") : tr("in a terminal"));
    auto *copy = new QPushButton(tr("Copy"), head);
    copy->setProperty("small", true);
    copy->setAccessibleName(tr("Copy the line for %1").arg(title));
    line->addWidget(name, 1);
    line->addWidget(kind);
    line->addWidget(copy);
    auto *text = new QPlainTextEdit(m_content);
    text->setProperty("framed", true);
    text->setReadOnly(true);
    text->setTabChangesFocus(true);
    text->setWordWrapMode(QTextOption::WrapAnywhere);
    QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    fixed.setPointSizeF(smallFont(font()).pointSizeF());
    text->setFont(fixed);
    text->setPlainText(use.line);
    text->setAccessibleName(title);
    text->setFixedHeight(linesOf(use.line, QFontMetrics(fixed)) * QFontMetrics(fixed).lineSpacing() + 20);
    m_lines->addWidget(head);
    m_lines->addWidget(text);
    m_lines->addSpacing(8);
    connect(copy, &QPushButton::clicked, this, [copy, command = use.line] {
        QApplication::clipboard()->setText(command);
        copy->setText(tr("Copied"));
    });
}

} // namespace weightyard::ui
