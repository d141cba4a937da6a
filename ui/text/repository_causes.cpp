#include "ui/text/cause_tables.h"

namespace weightyard::text {

using base::ErrorCode;

namespace {

constexpr CauseRow kRepositoryCauses[] = {
    {ErrorCode::TooManyMacros,
     QT_TRANSLATE_NOOP("Causes", "the .gitattributes file defines more than %1 macros")},
    {ErrorCode::TooManyRules,
     QT_TRANSLATE_NOOP("Causes", "the .gitattributes files have more than %1 lines that matter")},
    {ErrorCode::HeadNowhere,
     QT_TRANSLATE_NOOP("Causes", "the remote's HEAD points to a branch that does not exist")},
    {ErrorCode::ShortForSeveral, QT_TRANSLATE_NOOP("Causes", "\"%1\" is short for several commits")},
    {ErrorCode::NoSuchRevisionOrId,
     QT_TRANSLATE_NOOP("Causes", "no branch, tag or ref has the name \"%1\" or begins with this id")},
    {ErrorCode::NoSuchRevision, QT_TRANSLATE_NOOP("Causes", "no branch, tag or ref has the name \"%1\"")},
    {ErrorCode::Sha256Repository,
     QT_TRANSLATE_NOOP("Causes", "the repository uses SHA-256 object ids, which libgit2 cannot read")},
    {ErrorCode::NoSuchCommit,
     QT_TRANSLATE_NOOP("Causes", "revision \"%1\": the repository has no such commit")},
    {ErrorCode::NotCommit, QT_TRANSLATE_NOOP("Causes", "revision \"%1\" does not name a commit")},
    {ErrorCode::NoTree, QT_TRANSLATE_NOOP("Causes", "the commit's tree cannot be read")},
    {ErrorCode::NoCommits, QT_TRANSLATE_NOOP("Causes", "revision \"%1\": the repository has no commits")},
    {ErrorCode::NotObjectId, QT_TRANSLATE_NOOP("Causes", "\"%1\" is no git object id")},
    {ErrorCode::TooLargeForGit, QT_TRANSLATE_NOOP("Causes", "%1 bytes, where at most %2 are taken")},
    {ErrorCode::NestedTooDeep, QT_TRANSLATE_NOOP("Causes", "folders are nested more than %1 deep")},
    {ErrorCode::FolderUnreadable, QT_TRANSLATE_NOOP("Causes", "a folder of the repository cannot be read")},
    {ErrorCode::MalformedName, QT_TRANSLATE_NOOP("Causes", "a malformed name in the repository")},
    {ErrorCode::NameTwice, QT_TRANSLATE_NOOP("Causes", "the same name twice in a folder of the repository")},
    {ErrorCode::PathTooLongInGit, QT_TRANSLATE_NOOP("Causes", "a path longer than %1 bytes")},
    {ErrorCode::PathNotUtf8, QT_TRANSLATE_NOOP("Causes", "a path that is not UTF-8")},
    {ErrorCode::TooManyEntries, QT_TRANSLATE_NOOP("Causes", "more than %1 files and folders")},
    {ErrorCode::ObjectNotSent, QT_TRANSLATE_NOOP("Causes", "the server left an object out")},
    {ErrorCode::FileIsNoFile,
     QT_TRANSLATE_NOOP("Causes", "an entry of the repository is not a regular file")},
    {ErrorCode::ObjectUnreadable, QT_TRANSLATE_NOOP("Causes", "object %1 of the repository cannot be read")},
    {ErrorCode::ObjectNoFile, QT_TRANSLATE_NOOP("Causes", "object %1 is not a regular file")},
    {ErrorCode::TwoSizes, QT_TRANSLATE_NOOP("Causes", "two pointers give one object different sizes")},
    {ErrorCode::PathEmpty, QT_TRANSLATE_NOOP("Causes", "an empty path or one with a NUL")},
    {ErrorCode::PathAbsolute, QT_TRANSLATE_NOOP("Causes", "an absolute path")},
    {ErrorCode::PathEmptyPart, QT_TRANSLATE_NOOP("Causes", "an empty part in the path")},
    {ErrorCode::PathDots, QT_TRANSLATE_NOOP("Causes", "'.' or '..' in the path")},
    {ErrorCode::PathGit, QT_TRANSLATE_NOOP("Causes", "a name that can mean '.git'")},
    {ErrorCode::PathTwice, QT_TRANSLATE_NOOP("Causes", "the same path twice")},
    {ErrorCode::PathThroughFile, QT_TRANSLATE_NOOP("Causes", "another entry stands where a folder must be")},
    {ErrorCode::LinkGitmodules, QT_TRANSLATE_NOOP("Causes", "a link named '.gitmodules'")},
    {ErrorCode::LinkNoTarget, QT_TRANSLATE_NOOP("Causes", "a link without a possible target")},
    {ErrorCode::LinkIntoGit, QT_TRANSLATE_NOOP("Causes", "a link into '.git'")},
    {ErrorCode::LinkOut, QT_TRANSLATE_NOOP("Causes", "a link that leads out of the folder")},
    {ErrorCode::LinkAbsolute, QT_TRANSLATE_NOOP("Causes", "a link to an absolute path")},
    {ErrorCode::SameNameHere, QT_TRANSLATE_NOOP("Causes", "this volume takes it for the same name as '%1'")},
    {ErrorCode::PathTooLong, QT_TRANSLATE_NOOP("Causes", "the path is too long")},
    {ErrorCode::NameTooLong, QT_TRANSLATE_NOOP("Causes", "the name is too long for this volume")},
    {ErrorCode::NameNotHeld, QT_TRANSLATE_NOOP("Causes", "this volume cannot hold the name '%1'")},
    {ErrorCode::FileTooLarge,
     QT_TRANSLATE_NOOP("Causes", "the file is too large for this volume's file system")},
    {ErrorCode::HeadBranches,
     QT_TRANSLATE_NOOP("Causes", "its HEAD points to no branch that exists; there are the branches %1")},
    {ErrorCode::HeadTags,
     QT_TRANSLATE_NOOP("Causes", "its HEAD points to no branch that exists; there are the tags %1")},
};

} // namespace

std::span<const CauseRow> repositoryCauses()
{
    return kRepositoryCauses;
}

} // namespace weightyard::text
