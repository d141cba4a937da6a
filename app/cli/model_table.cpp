// The lines of model_rows.h that people read.
#include "app/cli/cli_text.h"
#include "app/cli/model_rows.h"
#include "app/cli/terminal.h"
#include "ui/text/format.h"

namespace weightyard::cli {

using namespace Qt::Literals::StringLiterals;
using library::OnDisk;

namespace {

constexpr int kParameters = 6;
constexpr int kQuantization = 9;
constexpr int kSize = 9;
constexpr int kLast = 18;
constexpr int kNarrowestName = 12;

// "4-bit" of "4-bit (group 64), embeddings kept 16-bit"; "bf16" of "none (bf16)".
QString inShort(const QString &text)
{
    const QString before = text.section(u',', 0, 0).section(u" ("_s, 0, 0).trimmed();
    if (before == "none"_L1)
        return text.section(u'(', 1).section(u')', 0, 0);
    return before;
}

QString cell(const QString &text, int columns)
{
    return elided(text, columns).leftJustified(columns);
}

} // namespace

bool isUnfinished(const library::ModelOnDisk &disk)
{
    return disk.state == OnDisk::Absent && disk.partialBytes > 0;
}

QString stateText(const library::ModelOnDisk &disk)
{
    switch (disk.state) {
    case OnDisk::Absent:
        return isUnfinished(disk) ? CliText::tr("Unfinished") : QString();
    case OnDisk::Here:
        return CliText::tr("Here");
    case OnDisk::HereUnverified:
        return CliText::tr("Here, not verified");
    case OnDisk::Incomplete:
        return CliText::tr("Incomplete");
    case OnDisk::NotRecognised:
        return CliText::tr("Not recognised");
    }
    Q_UNREACHABLE();
}

QString stateName(const library::ModelOnDisk &disk)
{
    return isUnfinished(disk) ? u"unfinished"_s : library::onDiskName(disk.state);
}

QString sizeText(const catalog::ModelEntry &entry)
{
    if (entry.bytes <= 0)
        return u"?"_s;
    const QString size = text::formatBytes(entry.bytes);
    return entry.exact ? size : u"≈ "_s + size;
}

QString tableLine(const ModelRow &row, const QString &last, int columns)
{
    const catalog::ModelEntry &entry = row.model.entry;
    const int others = 2 + 1 + kParameters + 2 + kQuantization + 2 + kSize + 2 + kLast;
    const int name = std::max(columns - others, kNarrowestName);
    const QString called =
        entry.family.isEmpty() ? entry.id : entry.name; // of no catalogue: as it was asked for
    QString line = u"  "_s + cell(called, name) + u' '
                   + inShort(entry.parameters).left(kParameters).rightJustified(kParameters) + u"  "_s
                   + cell(inShort(entry.quantization), kQuantization) + u"  "_s
                   + sizeText(entry).rightJustified(kSize);
    if (!last.isEmpty())
        line += u"  "_s + last;
    return line + u'\n';
}

QString heading(const QString &text)
{
    return isTerminal(1) ? u"\x1b[1m%1\x1b[0m\n"_s.arg(text) : text + u'\n';
}

} // namespace weightyard::cli
