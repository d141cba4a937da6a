// ModelFilter: search, chips and sorting between ModelTree and its view. Families keep their order, but for that of their sizes and
// states, and are there when one of their models is. GUI thread.
#pragma once

#include <QSet>
#include <QSortFilterProxyModel>
#include <optional>

namespace weightyard::ui {

struct ModelRow;
struct RowSums;

enum class Chip { All, Here, NotHere, Updates, Problems };
bool passes(const ModelRow &row, Chip chip);

/// How many rows each chip would show.
struct ChipCounts {
    int all = 0;
    int here = 0;
    int updates = 0;
    int problems = 0;
    friend bool operator==(const ChipCounts &, const ChipCounts &) = default;
};

class ModelFilter : public QSortFilterProxyModel
{
    Q_OBJECT
public:
    explicit ModelFilter(QObject *parent = nullptr);

    void setChip(Chip chip);
    /// Those of them that the chip lets pass stay, whatever becomes of them, until others are kept or a chip is set.
    void keep(const QStringList &keys);
    void setSearch(const QString &text); ///< words, all of which must occur

    ChipCounts counts() const;  ///< of the models that have the words
    int hiddenSelected() const; ///< models that a download would take, and search or chip leave out

    /// A view asks for each row; families are there by their models.
    bool hasChildren(const QModelIndex &parent = {}) const override;
    /// A family's box and figures are about those of its models that are seen, and so is its place among others.
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;
    /// Screen readers hear by what the list is sorted.
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;
    bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    void refilter(Chip chip, QStringList words);
    bool isShown(const ModelRow &row, Chip chip, const QStringList &words) const;
    bool isShown(const ModelRow &row) const { return isShown(row, m_chip, m_words); }
    RowSums shownSums(const QModelIndex &family) const; ///< an index of the tree

    struct Counted {
        QStringList words;
        ChipCounts all; ///< of all rows, at that time
        int texts = 0;  ///< ModelTree::textRevision()
        ChipCounts found;
    };

    Chip m_chip = Chip::All;
    QSet<QString> m_kept;
    QStringList m_words;
    mutable std::optional<Counted> m_counted;
};

} // namespace weightyard::ui
