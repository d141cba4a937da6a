// PickWish: which files of a repository somebody wants, before anybody has looked at the repository; hub/pick.h says which files these are.
// It stands in records, in the list of downloads and in requests. Pure values, any thread.
#pragma once

#include <QJsonObject>
#include <QList>
#include <QStringList>
#include <optional>

namespace weightyard::base {

/// The files of the variants, those that an include pattern matches and `paths`, together; with none of the three every file. What an
/// exclude pattern matches is left out, but for files in `paths`: these are wanted exactly. A folder among them stands for all files below.
struct PickWish {
    QStringList variants; ///< as hub::variantsNamed(); "default": all but the doubles
    QStringList include;  ///< hub::PathPattern
    QStringList exclude;
    QStringList paths;
    bool isSafe =
        false; ///< without formats that run code when they are loaded; GGUF, NumPy's files and *.py stay

    /// It names nothing: every file that is not excluded.
    bool isOpen() const { return variants.isEmpty() && include.isEmpty() && paths.isEmpty(); }
    bool isWhole() const { return isOpen() && exclude.isEmpty() && !isSafe; }
    friend bool operator==(const PickWish &, const PickWish &) = default;
};

/// Whatever the repository holds, `wish` has every file that `other` has. False where that depends on the repository.
bool covers(const PickWish &wish, const PickWish &other);

/// What was wished for one after the other, as few wishes: a model has the files of all of them together. None: every file.
using PickWishes = QList<PickWish>;
bool covers(const PickWishes &wishes, const PickWish &other);
PickWishes withWish(const PickWishes &wishes, const PickWish &more);

QJsonObject toJson(const PickWish &wish);
std::optional<PickWish> pickWishFrom(const QJsonObject &json); ///< nothing: not understood

} // namespace weightyard::base
