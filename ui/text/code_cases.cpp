#include "ui/text/code_cases.h"

#include <QCoreApplication>
#include <algorithm>

namespace weightyard::text {

using base::ErrorCode;

namespace {

constexpr auto kYours = QT_TRANSLATE_NOOP("SpecialCases", "A file of yours would be replaced");
constexpr auto kKeepOrTake =
    QT_TRANSLATE_NOOP("SpecialCases", "--keep-mine keeps your file; --take-new takes the new one, and yours "
                                      "is kept until the next update.");
constexpr auto kYourHistory =
    QT_TRANSLATE_NOOP("SpecialCases", "The model has a git history that is not Weightyard's");
constexpr auto kPull = QT_TRANSLATE_NOOP("SpecialCases", "Bring it up to date with git pull.");
constexpr auto kNoWayBack = QT_TRANSLATE_NOOP("SpecialCases", "There is nothing to go back to");
constexpr auto kOlderOnes =
    QT_TRANSLATE_NOOP("SpecialCases", "Only the version before the last update is kept. An older one is "
                                      "downloaded with get --revision.");

constexpr auto kHistoryNeeded =
    QT_TRANSLATE_NOOP("SpecialCases", "The git history holds what is nowhere else");
constexpr auto kPushFirst =
    QT_TRANSLATE_NOOP("SpecialCases", "Push or undo what is your own, or keep the history.");
constexpr auto kNotMoved = QT_TRANSLATE_NOOP("SpecialCases", "The folder cannot be moved into the library");

constexpr CodeCase kModelCases[] = {
    {{ErrorCode::ChangedInBoth}, kYours, kKeepOrTake},
    {{ErrorCode::NewWhereYours}, kYours, kKeepOrTake},
    {{ErrorCode::OwnCommits}, kYourHistory, kPull},
    {{ErrorCode::HistoryNotUsable}, kYourHistory, kPull},
    {{ErrorCode::NothingPrevious}, kNoWayBack, kOlderOnes},
    {{ErrorCode::PreviousIncomplete}, kNoWayBack, kOlderOnes},
    {{ErrorCode::FolderNotSwapped},
     QT_TRANSLATE_NOOP("SpecialCases", "The folder cannot be replaced in one step"),
     QT_TRANSLATE_NOOP("SpecialCases", "Remove the model and get it again, or let git pull do it.")},
    {{ErrorCode::ShareNotHub},
     QT_TRANSLATE_NOOP("SpecialCases", "This model cannot be shared with other programs"),
     QT_TRANSLATE_NOOP("SpecialCases", "Other programs find models by their names on the Hub.")},
    {{ErrorCode::ShareOtherVolume},
     QT_TRANSLATE_NOOP("SpecialCases", "Sharing would take as much room again"),
     QT_TRANSLATE_NOOP("SpecialCases", "With --copy it is copied.")},
    {{ErrorCode::ShareBusy},
     QT_TRANSLATE_NOOP("SpecialCases", "Another program is at work there"),
     QT_TRANSLATE_NOOP("SpecialCases", "Wait until it has finished, then try again.")},
    {{ErrorCode::NotShared},
     QT_TRANSLATE_NOOP("SpecialCases", "There is nothing to undo"),
     QT_TRANSLATE_NOOP("SpecialCases", "weightyard-cli share shares it.")},
    {{ErrorCode::WorkingHere},
     QT_TRANSLATE_NOOP("SpecialCases", "Something else is at work there"),
     QT_TRANSLATE_NOOP("SpecialCases", "Wait until it has ended, or pause the downloads.")},
    {{ErrorCode::OnlySharedLeft},
     QT_TRANSLATE_NOOP("SpecialCases", "The last copy of the model stays"),
     QT_TRANSLATE_NOOP("SpecialCases", "Download the model first, or delete it in the other program.")},
    {{ErrorCode::NoLmStudio},
     QT_TRANSLATE_NOOP("SpecialCases", "LM Studio was not found"),
     QT_TRANSLATE_NOOP("SpecialCases", "Start LM Studio once, so that it makes its folder; then try again.")},
    {{ErrorCode::XetOnly},
     QT_TRANSLATE_NOOP("SpecialCases", "This file cannot be downloaded by git-lfs"),
     QT_TRANSLATE_NOOP(
         "SpecialCases",
         "hf download (with hf_xet) gets it; weightyard-cli adopt then takes the folder over. Or leave "
         "it out: --exclude, or another variant.")},
    {{ErrorCode::HubLacksSearch},
     QT_TRANSLATE_NOOP("SpecialCases", "This host cannot be searched"),
     QT_TRANSLATE_NOOP("SpecialCases",
                       "Name the model as OWNER/NAME. A mirror in HF_ENDPOINT may lack the search that the "
                       "Hub itself has.")},
    {{ErrorCode::HubQuota},
     QT_TRANSLATE_NOOP("SpecialCases", "The quota is used up"),
     QT_TRANSLATE_NOOP("SpecialCases", "Try again after that; signing in raises the quota.")},
    {{ErrorCode::HubQuotaOfAccount},
     QT_TRANSLATE_NOOP("SpecialCases", "The quota is used up"),
     QT_TRANSLATE_NOOP("SpecialCases", "Try again after that.")},
    {{ErrorCode::UnfinishedCopy},
     QT_TRANSLATE_NOOP("SpecialCases", "Something else is in the way"),
     QT_TRANSLATE_NOOP(
         "SpecialCases",
         "weightyard-cli adopt takes it over, and the next get completes it. Or move it away.")},
    {{ErrorCode::RepositoryUnknown},
     QT_TRANSLATE_NOOP("SpecialCases", "The repository is not known"),
     QT_TRANSLATE_NOOP("SpecialCases", "Name it: OWNER/NAME or its address (in a terminal with --repo).")},
    {{ErrorCode::ChangedSmallFile},
     QT_TRANSLATE_NOOP("SpecialCases", "A file of the model was changed"),
     QT_TRANSLATE_NOOP(
         "SpecialCases",
         "Other programs would take it for the repository's. Move your file away and get the model "
         "again, then share it.")},
    {{ErrorCode::DamagedBehindLink},
     QT_TRANSLATE_NOOP("SpecialCases", "Nothing is written through a link"),
     QT_TRANSLATE_NOOP("SpecialCases",
                       "Put a good copy where the link leads and verify the model again. Or delete the "
                       "link and get the model again: what it led to comes into the model's folder.")},
    {{ErrorCode::NotTakenOver},
     QT_TRANSLATE_NOOP("SpecialCases", "Weightyard did not put this model here"),
     QT_TRANSLATE_NOOP("SpecialCases",
                       "weightyard-cli adopt and the folder take it over; nothing is fetched or changed.")},
    {{ErrorCode::NothingMatches},
     QT_TRANSLATE_NOOP("SpecialCases", "The folder holds another model"),
     QT_TRANSLATE_NOOP("SpecialCases", "Name the right repository (in a terminal with --repo).")},
    {{ErrorCode::CloneWithoutCommit},
     QT_TRANSLATE_NOOP("SpecialCases", "The clone cannot be used"),
     QT_TRANSLATE_NOOP("SpecialCases", "Move the folder away and get the model.")},
    {{ErrorCode::StoreOfOtherTool},
     QT_TRANSLATE_NOOP("SpecialCases", "The folder belongs to another program"),
     QT_TRANSLATE_NOOP("SpecialCases", "It stays as it is. Get the model: what is there is not fetched.")},
    {{ErrorCode::MoveAcrossVolumes},
     kNotMoved,
     QT_TRANSLATE_NOOP("SpecialCases",
                       "Adopt it where it is, without --move, or copy it into the library first.")},
    {{ErrorCode::LibraryUnreadable},
     QT_TRANSLATE_NOOP("SpecialCases", "The library belongs to another user"),
     QT_TRANSLATE_NOOP("SpecialCases",
                       "Models that can be read are shown as not verified, and can be used. Ask the "
                       "library's owner for access, or choose a library of your own.")},
    {{ErrorCode::LibraryInFolder},
     QT_TRANSLATE_NOOP("SpecialCases", "That is not the folder of one model"),
     QT_TRANSLATE_NOOP("SpecialCases", "Name the folder of one model. A library as a whole is named in the "
                                       "setting “libraries”: then its models are here, too.")},
    {{ErrorCode::CopyDiffers},
     QT_TRANSLATE_NOOP("SpecialCases", "The copy was dropped, the original stays"),
     QT_TRANSLATE_NOOP("SpecialCases", "Check both disks, and that no program writes to the file; then do it "
                                       "again.")},
    {{ErrorCode::LibrariesNested},
     QT_TRANSLATE_NOOP("SpecialCases", "A library cannot lie in another one"),
     QT_TRANSLATE_NOOP("SpecialCases", "Choose a folder outside.")},
    {{ErrorCode::LibrariesNestedByLink},
     QT_TRANSLATE_NOOP("SpecialCases", "A library cannot lie in another one"),
     QT_TRANSLATE_NOOP("SpecialCases", "Choose a folder outside.")},
    {{ErrorCode::LibraryTwice},
     QT_TRANSLATE_NOOP("SpecialCases", "A folder can be one library only"),
     QT_TRANSLATE_NOOP("SpecialCases", "Its models are shown already.")},
    {{ErrorCode::LibraryTwiceByLink},
     QT_TRANSLATE_NOOP("SpecialCases", "A folder can be one library only"),
     QT_TRANSLATE_NOOP("SpecialCases", "Its models are shown under that name.")},
    {{ErrorCode::CommandNotStarted},
     QT_TRANSLATE_NOOP("SpecialCases", "The command was not run"),
     QT_TRANSLATE_NOOP("SpecialCases",
                       "Name a program that is there, by its whole path where need be. No shell reads the "
                       "command.")},
    {{ErrorCode::NoCommandNamed},
     QT_TRANSLATE_NOOP("SpecialCases", "The command was not run"),
     QT_TRANSLATE_NOOP("SpecialCases", "Name one in the settings.")},
    {{ErrorCode::WindowIsOpen},
     QT_TRANSLATE_NOOP("SpecialCases", "The library is in use"),
     QT_TRANSLATE_NOOP("SpecialCases", "Close the window, or move the library there.")},
    {{ErrorCode::ChangedWhileAdopted},
     QT_TRANSLATE_NOOP("SpecialCases", "Another program writes to the folder"),
     QT_TRANSLATE_NOOP("SpecialCases", "Wait until it has ended, then try again.")},
    {{ErrorCode::UnpushedCommits}, kHistoryNeeded, kPushFirst},
    {{ErrorCode::OwnChanges}, kHistoryNeeded, kPushFirst},
    {{ErrorCode::GitAtWork},
     QT_TRANSLATE_NOOP("SpecialCases", "Git has not finished in the clone"),
     QT_TRANSLATE_NOOP("SpecialCases", "Let git finish or abort it there, then try again.")},
    {{ErrorCode::NoTerminalProgram, ErrorCode::ProgramNotStarted},
     QT_TRANSLATE_NOOP("SpecialCases", "The folder cannot be opened in a terminal"),
     QT_TRANSLATE_NOOP("SpecialCases",
                       "Install a terminal program, or name yours in the variable TERMINAL.")},
    {{ErrorCode::NoFileManager},
     QT_TRANSLATE_NOOP("SpecialCases", "The folder cannot be shown"),
     QT_TRANSLATE_NOOP("SpecialCases", "Install a file manager, or copy the path and go there another way.")},
    {{ErrorCode::NoBrowser},
     QT_TRANSLATE_NOOP("SpecialCases", "The page cannot be shown"),
     QT_TRANSLATE_NOOP("SpecialCases", "Install a browser, or copy the address and open it elsewhere.")},
    {{ErrorCode::SharedGitFolder},
     kHistoryNeeded,
     QT_TRANSLATE_NOOP("SpecialCases", "Keep the history, or remove the work trees first.")},
};

} // namespace

const CodeCase *codeCase(ErrorCode code)
{
    if (code == ErrorCode::None)
        return nullptr;
    for (const std::span<const CodeCase> table :
         {std::span<const CodeCase>(kModelCases), usageCases(), scriptCases()}) {
        const auto row = std::find_if(table.begin(), table.end(), [&](const CodeCase &one) {
            return std::find(std::begin(one.codes), std::end(one.codes), code) != std::end(one.codes);
        });
        if (row != table.end())
            return &*row;
    }
    return nullptr;
}

} // namespace weightyard::text
