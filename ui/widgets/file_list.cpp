#include "ui/widgets/file_list.h"

#include "ui/text/format.h"
#include "ui/theme/paint.h"
#include "ui/widgets/list_focus.h"

#include <QPainter>

namespace weightyard::ui {

using namespace Qt::Literals::StringLiterals;
using job::FileProgress;

namespace {

QString amountOf(const FileProgress &file)
{
    if (file.verified)
        return text::formatBytes(file.size) + u" ✓"_s;
    if (file.isUsers)
        return FileModel::tr("yours");
    if (file.damaged && file.here < file.size)
        return FileModel::tr("damaged, fetched again: %1 of %2")
            .arg(text::formatBytes(file.here), text::formatBytes(file.size));
    if (file.damaged)
        return FileModel::tr("damaged");
    if (file.here > 0 && file.here < file.size)
        return FileModel::tr("%1 of %2").arg(text::formatBytes(file.here), text::formatBytes(file.size));
    return text::formatBytes(file.size);
}

QString aboutOf(const FileProgress &file)
{
    if (file.isUsers)
        return FileModel::tr("Yours, not the repository's: it was different when the folder was taken over.");
    return file.damaged ? FileModel::tr("Its bytes are not those that were published.") : QString();
}

} // namespace

void FileModel::setFiles(const QList<FileProgress> &files)
{
    const bool sameFiles =
        std::equal(files.begin(), files.end(), m_files.begin(), m_files.end(),
                   [](const auto &one, const auto &other) { return one.path == other.path; });
    if (!sameFiles) {
        beginResetModel();
        m_files = files;
        endResetModel();
        return;
    }
    m_files = files;
    if (!m_files.isEmpty())
        Q_EMIT dataChanged(index(0), index(static_cast<int>(m_files.size()) - 1));
}

int FileModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_files.size());
}

QVariant FileModel::data(const QModelIndex &index, int role) const
{
    const FileProgress &file = m_files[index.row()];
    const QString about = aboutOf(file);
    if (role == Qt::DisplayRole)
        return file.path;
    if (role == Qt::ToolTipRole)
        return about.isEmpty() ? file.path : file.path + u'\n' + about;
    if (role == Qt::AccessibleTextRole)
        return u"%1, %2"_s.arg(file.path, file.isUsers ? about : amountOf(file));
    return {};
}

QSize FileDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {100, std::max(34, QFontMetrics(option.font).height() + 18)};
}

void FileDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                         const QModelIndex &index) const
{
    const auto *model = qobject_cast<const FileModel *>(index.model());
    const FileProgress &file = model->file(index.row());
    const Tokens tokens = tokensFor(option.palette);
    painter->save();
    painter->setFont(smallFont(option.font));
    const QRect line = option.rect.adjusted(0, 0, -2, -8);
    const QString amount = amountOf(file);
    const int right = painter->fontMetrics().horizontalAdvance(amount);
    const int leading = static_cast<int>(QStyle::visualAlignment(option.direction, Qt::AlignLeft));
    const int trailing = static_cast<int>(QStyle::visualAlignment(option.direction, Qt::AlignRight));
    painter->setPen(file.verified ? tokens.good : file.damaged ? tokens.bad : tokens.secondary);
    painter->drawText(line, trailing | Qt::AlignVCenter, amount);
    painter->setPen(tokens.text);
    QRect name = line.adjusted(0, 0, -right - 12, 0);
    name = QStyle::visualRect(option.direction, line, name);
    painter->drawText(
        name, leading | Qt::AlignVCenter,
        text::isolated(painter->fontMetrics().elidedText(file.path, Qt::ElideMiddle, name.width())));
    if (!file.verified && !file.isUsers && file.here > 0 && file.here < file.size) {
        const QRectF bar(option.rect.left(), line.bottom() + 1, line.width(), 4);
        paintBar(*painter, bar, static_cast<double>(file.here) / static_cast<double>(file.size),
                 file.damaged ? tokens.bad : tokens.accent, tokens.track, option.direction);
    }
    painter->restore();
}

FileList::FileList(QWidget *parent) : QListView(parent)
{
    setModel(&m_model);
    setItemDelegate(&m_delegate);
    setFrameShape(NoFrame);
    new ListFocus(*this, true);
    setSelectionMode(NoSelection);
    setUniformItemSizes(true);
    setVerticalScrollMode(ScrollPerPixel);
    setAccessibleName(tr("Files"));
}

} // namespace weightyard::ui
