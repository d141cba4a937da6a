#include "base/error_code.h"
#include "ui/model/row_status.h"
#include "ui/text/messages.h"

#include <algorithm>

namespace weightyard::ui {

using base::ErrorKind;

namespace {

// Else the model's folder is the user's, and choosing another library mends nothing.
bool isInTheWay(const base::Error &error)
{
    using base::ErrorCode;
    constexpr ErrorCode kOthers[] = {
        ErrorCode::OwnCommits,        ErrorCode::HistoryNotUsable, ErrorCode::NothingPrevious,
        ErrorCode::FolderNotSwapped,  ErrorCode::ShareNotHub,      ErrorCode::ShareOtherVolume,
        ErrorCode::DamagedModel,      ErrorCode::MovedOn,          ErrorCode::NothingMatches,
        ErrorCode::StoreOfOtherTool,  ErrorCode::LibraryInFolder,  ErrorCode::ChangedWhileAdopted,
        ErrorCode::OwnChanges,        ErrorCode::GitAtWork,        ErrorCode::SharedGitFolder,
        ErrorCode::UnpushedCommits,   ErrorCode::CloneUnfinished,  ErrorCode::PreviousIncomplete,
        ErrorCode::ModelOnOtherVolume};
    return std::find(std::begin(kOthers), std::end(kOthers), error.cause.code) == std::end(kOthers);
}

} // namespace

QString RowText::remedy(const base::Error &error)
{
    // What ui/text says of these names options, and here are buttons.
    if (error.kind == ErrorKind::DiskFull)
        return tr("Make room, or choose another library folder; what is here already is kept.");
    if (error.cause.code == base::ErrorCode::ChangedInBoth
        || error.cause.code == base::ErrorCode::NewWhereYours)
        return tr("Choose whose files are wanted: yours, or the new ones.");
    if (error.kind == ErrorKind::Conflict && isInTheWay(error))
        return tr("Move what is there away, or choose another library folder.");
    if (error.kind == ErrorKind::Disconnected)
        return tr("Connect the disk and try again, or choose another library folder.");
    if (error.kind == ErrorKind::DiskFault)
        return tr("Check the disk and save what matters, or choose another library folder.");
    if (error.kind == ErrorKind::Internal)
        return tr("Try it again, and report what “Copy diagnostics” says.");
    switch (error.cause.code) {
    case base::ErrorCode::GatedNoToken:
        return tr("Open its page and accept its licence. Then sign in, in the menu, with a token of that "
                  "account, and "
                  "check again.");
    case base::ErrorCode::PrivateOrMissing:
        return tr("Check the spelling. For a private model sign in, in the menu, and check again.");
    case base::ErrorCode::CredentialRefused:
    case base::ErrorCode::InvalidCredential:
        return tr("Make a new token on the host's page, sign in with it, in the menu, and check again.");
    case base::ErrorCode::NoSuchVariant:
    case base::ErrorCode::NoVariants:
    case base::ErrorCode::NoFileMatches:
        if (error.kind == ErrorKind::NotFound) // by an update
            return tr("What is here stays as it is. For the newer version choose another variant or file.");
        break;
    default:
        break;
    }
    const bool isFile = !error.context.path.isEmpty();
    if ((error.kind == ErrorKind::Usage && !isFile) || text::Messages::isUnknownName(error))
        return tr("A model is named by OWNER/NAME or by the address of its page.");
    return text::Messages::remedy(error);
}

} // namespace weightyard::ui
