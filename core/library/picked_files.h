// What a wish takes of a commit's files, on whichever host the repository is: from its manifest, with no API. Pure, any thread.
#pragma once

#include "base/pick_wish.h"
#include "base/result.h"
#include "hub/pick.h"
#include "lfs/manifest.h"
#include "store/record.h"

#include <QSet>

namespace weightyard::library {

/// As the Hub would list them; submodules left out.
QList<hub::HubFile> listedFiles(const lfs::Manifest &manifest);
QList<hub::HubFile> listedFiles(const QList<store::RecordFile> &files);

/// What does not hit: NoSuchVariant, NoVariants, VariantUnclear, NoFileMatches, each with what there is. Usage.
base::Result<void> checkPick(const hub::Pick &pick, const QList<hub::HubFile> &files,
                             const hub::Variants &variants);

/// As checkPick(), and that the wish has any file left: NothingChosen, NothingSafe.
base::Result<void> checkChoice(const base::PickWish &wish, const hub::Pick &pick,
                               const QList<hub::HubFile> &files, const hub::Variants &variants);

struct PickedFiles {
    lfs::Manifest manifest;  ///< of the files that were chosen
    base::PickWishes wishes; ///< with the variants by their own names; none: everything
};

/// `before`: what is wished for already; a pattern of it may have lost its files with a newer commit, a variant or a file may not
/// (NotFound). `asked` is to hit in all its parts (Usage), and adds to it; nothing: no more than before.
/// NothingChosen, NothingSafe. The .gitattributes files of the folders that hold chosen files come along: git
/// reads them.
base::Result<PickedFiles> pickFiles(const lfs::Manifest &whole, const base::PickWishes &before,
                                    const std::optional<base::PickWish> &asked);

/// That what is wished for already is among these files still: as pickFiles(). NotFound.
base::Result<void> checkWishes(const base::PickWishes &wishes, const QList<hub::HubFile> &files);

/// The paths, and the .gitattributes files that come along with them, in the list's order.
QStringList withAttributes(const QStringList &chosen, const QList<hub::HubFile> &files);

/// Paths that the wishes take of a list of files; what does not hit is left out. None: all paths.
QSet<QString> chosenPaths(const base::PickWishes &wishes, const QList<hub::HubFile> &files);

/// For git: the files that a record's clone has checked out. Nothing: all.
std::optional<QSet<QString>> checkedOutPaths(const store::Record &record);

} // namespace weightyard::library
