#include "ui/text/code_cases.h"

#include <QCoreApplication>

namespace weightyard::text {

using base::ErrorCode;

namespace {

constexpr CodeCase kScriptCases[] = {
    {{ErrorCode::ScriptRepositoryUnsure, ErrorCode::ScriptFolderUnsure, ErrorCode::ScriptRevisionUnsure,
      ErrorCode::ScriptHistoryUnsure, ErrorCode::ScriptSeveralFolders, ErrorCode::ScriptFolderOutside,
      ErrorCode::ScriptFolderLink, ErrorCode::ScriptFolderName, ErrorCode::ScriptFolderTaken,
      ErrorCode::ScriptPicksFiles, ErrorCode::ScriptIntoCache, ErrorCode::ScriptOptionUnknown,
      ErrorCode::ScriptNoWorkTree, ErrorCode::ScriptOtherTool, ErrorCode::ScriptRunsUnread,
      ErrorCode::ScriptNotModel, ErrorCode::ScriptSyntax, ErrorCode::ScriptTooInvolved},
     QT_TRANSLATE_NOOP("SpecialCases", "Not sure what this script does"),
     QT_TRANSLATE_NOOP("SpecialCases", "Name its model by hand: weightyard-cli get --into DIR MODEL.")},
    {{ErrorCode::ScriptUnreadable, ErrorCode::ScriptTooLarge, ErrorCode::ScriptNotText,
      ErrorCode::ScriptIsLink, ErrorCode::ScriptGone},
     QT_TRANSLATE_NOOP("SpecialCases", "A script was left out"),
     QT_TRANSLATE_NOOP("SpecialCases", "Open the folder again when the script can be read.")},
    {{ErrorCode::TreeTooLarge, ErrorCode::TreeTooDeep, ErrorCode::TreeManyScripts,
      ErrorCode::TreeFolderUnreadable},
     QT_TRANSLATE_NOOP("SpecialCases", "Not everything in the folder was looked at"),
     QT_TRANSLATE_NOOP("SpecialCases", "Open the folder that has the scripts themselves.")},
    {{ErrorCode::TreeNotThere},
     QT_TRANSLATE_NOOP("SpecialCases", "Download scripts are not there"),
     QT_TRANSLATE_NOOP("SpecialCases", "Connect their disk, or take them off the list: "
                                       "weightyard-cli import-scripts DIR --close.")},
    {{ErrorCode::NoScripts},
     QT_TRANSLATE_NOOP("SpecialCases", "No download scripts"),
     QT_TRANSLATE_NOOP("SpecialCases", "Scripts with 'git clone' or 'huggingface-cli download' are found "
                                       "in the folder and below it.")},
    {{ErrorCode::NoTreeOpen},
     QT_TRANSLATE_NOOP("SpecialCases", "Not open"),
     QT_TRANSLATE_NOOP("SpecialCases", "weightyard-cli list shows the folders of scripts that are open.")},
    {{ErrorCode::NoScriptModel},
     QT_TRANSLATE_NOOP("SpecialCases", "Not found"),
     QT_TRANSLATE_NOOP("SpecialCases",
                       "weightyard-cli import-scripts DIR shows the models of these scripts.")},
    {{ErrorCode::CloneUnfinished},
     QT_TRANSLATE_NOOP("SpecialCases", "A clone is not whole"),
     QT_TRANSLATE_NOOP("SpecialCases", "Move what git left into a folder temp_clone beside it and try "
                                       "again: what is whole in there is not fetched again.")},
    {{ErrorCode::FilesTooManyForScript},
     QT_TRANSLATE_NOOP("SpecialCases", "The script would be too long"),
     QT_TRANSLATE_NOOP("SpecialCases", "Choose fewer files, or export the whole model.")},
    {{ErrorCode::PatternNotForScript},
     QT_TRANSLATE_NOOP("SpecialCases", "A script needs the names of the files"),
     QT_TRANSLATE_NOOP("SpecialCases",
                       "Get the model; weightyard-cli export-scripts then writes a script of what is here.")},
    {{ErrorCode::CloneIsPointers},
     QT_TRANSLATE_NOOP("SpecialCases", "A clone has no model files"),
     QT_TRANSLATE_NOOP("SpecialCases", "'git lfs pull' in that folder brings them. Or move the folder away "
                                       "and get the model again.")},
    {{ErrorCode::CloneAtWork},
     QT_TRANSLATE_NOOP("SpecialCases", "Another program may be at work"),
     QT_TRANSLATE_NOOP("SpecialCases", "Wait until git has ended there, then try again.")},
    {{ErrorCode::ScriptEdited, ErrorCode::ConvertedEdited, ErrorCode::OriginalEdited,
      ErrorCode::ChangedWhileConverted},
     QT_TRANSLATE_NOOP("SpecialCases", "Changed by hand"),
     QT_TRANSLATE_NOOP("SpecialCases", "It was left as it is. Move it away, then try again.")},
    {{ErrorCode::NotWrittenByUs, ErrorCode::NotReplacedCatalogue},
     QT_TRANSLATE_NOOP("SpecialCases", "Something else is in the way"),
     QT_TRANSLATE_NOOP("SpecialCases", "Move it away, or choose another place with --to.")},
    {{ErrorCode::NothingConverted},
     QT_TRANSLATE_NOOP("SpecialCases", "Nothing to take back"),
     QT_TRANSLATE_NOOP("SpecialCases", "Name the folder that was converted.")},
    {{ErrorCode::NothingToConvert},
     QT_TRANSLATE_NOOP("SpecialCases", "Nothing to convert"),
     QT_TRANSLATE_NOOP("SpecialCases",
                       "Scripts that say which model they get into which folder can be converted.")},
};

} // namespace

std::span<const CodeCase> scriptCases()
{
    return kScriptCases;
}

} // namespace weightyard::text
