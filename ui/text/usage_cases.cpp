#include "ui/text/code_cases.h"

#include <QCoreApplication>

namespace weightyard::text {

using base::ErrorCode;

namespace {

constexpr CodeCase kUsageCases[] = {
    {{ErrorCode::NoSuchCommand, ErrorCode::NoSuchCommandNear, ErrorCode::CommandMissing},
     "",
     QT_TRANSLATE_NOOP("SpecialCases", "'weightyard-cli help' lists the commands.")},
    {{ErrorCode::NoSuchOption, ErrorCode::NoSuchOptionNear},
     "",
     QT_TRANSLATE_NOOP("SpecialCases", "'weightyard-cli help %1' lists the options.")},
    {{ErrorCode::NeedsYes},
     QT_TRANSLATE_NOOP("SpecialCases", "Nothing was changed"),
     QT_TRANSLATE_NOOP("SpecialCases", "Add --yes to the command; --dry-run shows what it would do.")},
    {{ErrorCode::NoSuchFamily},
     "",
     QT_TRANSLATE_NOOP("SpecialCases", "'weightyard-cli list' shows the families and models on offer.")},
    {{ErrorCode::NoSuchVariant, ErrorCode::NoVariants, ErrorCode::VariantUnclear, ErrorCode::NoFileMatches,
      ErrorCode::NothingChosen},
     QT_TRANSLATE_NOOP("SpecialCases", "The model has nothing of that name"),
     QT_TRANSLATE_NOOP("SpecialCases", "'weightyard-cli files MODEL' shows its variants and files.")},
    {{ErrorCode::VariantIsBranch},
     QT_TRANSLATE_NOOP("SpecialCases", "The model has nothing of that name"),
     QT_TRANSLATE_NOOP("SpecialCases", "Choose it as the revision: --revision %1.")},
    {{ErrorCode::NothingSafe},
     QT_TRANSLATE_NOOP("SpecialCases", "Nothing is left to download"),
     QT_TRANSLATE_NOOP("SpecialCases", "Without --safe, and without the setting safe, they come; a file that "
                                       "--file names comes in any case.")},
    {{ErrorCode::OnlyVariant},
     QT_TRANSLATE_NOOP("SpecialCases", "Nothing was changed"),
     QT_TRANSLATE_NOOP("SpecialCases", "'weightyard-cli remove %2' removes the model.")},
    {{ErrorCode::OptionsContradict, ErrorCode::TwoRevisions},
     "",
     QT_TRANSLATE_NOOP("SpecialCases", "Leave one of them out.")},
    {{ErrorCode::OneModelAtATime},
     "",
     QT_TRANSLATE_NOOP("SpecialCases", "Name one model, or leave the option out.")},
    {{ErrorCode::NoScriptModelChosen},
     QT_TRANSLATE_NOOP("SpecialCases", "No model was chosen"),
     QT_TRANSLATE_NOOP("SpecialCases", "weightyard-cli get --scripts %2 --all gets all of them; in the "
                                       "place of --all, names get some.")},
    {{ErrorCode::FolderNotThere},
     QT_TRANSLATE_NOOP("SpecialCases", "Not found"),
     QT_TRANSLATE_NOOP("SpecialCases", "Check how the folder is written; a disk may have to be connected.")},
    {{ErrorCode::NotFolder},
     QT_TRANSLATE_NOOP("SpecialCases", "A folder is needed"),
     QT_TRANSLATE_NOOP("SpecialCases", "Name a folder that is there.")},
    {{ErrorCode::NotUtf8}, "", QT_TRANSLATE_NOOP("SpecialCases", "Give folders and models names in UTF-8.")},
    {{ErrorCode::BackupInTheWay},
     QT_TRANSLATE_NOOP("SpecialCases", "A script was left as it is"),
     QT_TRANSLATE_NOOP("SpecialCases", "Move that file away, then convert again.")},
};

} // namespace

std::span<const CodeCase> usageCases()
{
    return kUsageCases;
}

} // namespace weightyard::text
