// What exactly went wrong, as a name. A code says more than its ErrorKind: the kind is what programs decide on, the code
// and the values beside it (Error::cause) are what ui/text makes the user's sentence from. Codes stand in `--json` and in
// queue.json by name: a name may be added, and none is used again for something else.
#pragma once

#include "base/error.h"

#include <QList>
#include <QObject>

namespace weightyard::base {

Q_NAMESPACE

// Several a line.
// clang-format off
enum class ErrorCode : quint16 {
    None, ///< the kind and the context say it all

    // What was asked for: names, addresses, options, settings, catalogues.
    MayBeSeveral, ModelNameEmpty, NoSuchModel, CatalogueTooLarge, CatalogueNotObject, CatalogueNoVersion,
    CatalogueBadVersion, CatalogueNewerVersion, CatalogueFamiliesNotList, CatalogueFamilyName, CatalogueFamilyTwice,
    CatalogueNoModels, CatalogueModelsNotList, CatalogueManyFamilies, CatalogueModelNotObject, CatalogueFieldMissing,
    CatalogueNotText, CatalogueFieldEmpty, CatalogueFieldTooLong, CatalogueInvisible, CatalogueBytes, CataloguePick, CatalogueNotBool,
    CatalogueBadId, CatalogueModelTwice, CatalogueUrlUser, BadRevision, NotPartOfPath, NotFolderName,
    FolderNameTooLong, HubNameCharacter, HubNameEnd, HubPageNotModel, NotPageOfModel, PageOfRepository, UrlWithoutRepository,
    SshAddress, ModelAddressEmpty, NotModelAddress, NotHttpAddress, ProxyUser, ProxyNotUrl, ProxySocksKind,
    ProxyScheme, ProxyNoPort, SettingNotHonoured, SettingValueNotHonoured, CertificatePassword, ConfigIncludesTooDeep,
    ConfigLine, ConfigNul, UrlControl, NoSuchFamily, SizeOnlyFromHub, MayBeMany, SettingTakesPath, SettingTakesPaths,
    SettingTakesSwitch,
    SettingTakesOneOf,
    SettingTakesNumber, SettingTakesRate, SettingTakesHours, SettingTakesMirrors, MirrorUser, MirrorTwice, TooManyMirrors, NotUtf8,
    NotWebAddress, OptionWantsValue, OptionForValue, OptionWantsOneOf, OptionTakesNumber, OptionTwice, OptionEmpty, OptionTakesRate, NoSuchCommand,
    NoSuchCommandNear, NoSuchOption, NoSuchOptionNear,
    CommandMissing, TakesNoModel, OptionsContradict, TwoRevisions, CatalogueEmpty, NoModelInFamily, NeedsModels,
    OneModelAtATime, SettingsActions, NoSuchSetting, NotHost, NoSecret, NoTerminal, OneHost, NeedsYes,
    RemoveNeedsModel, NeedsFolder, TakesNoFolder, NeedsOption, NoSuchTool, NotShared, NothingPrevious,
    MirrorNeedsModel, OnItsWay, HereFromElsewhere, NoneFits, SomeDoNotFit, NoInstalledModel, NotTakenOver, OneFolder, 
    NoScriptModel, NoScriptModelChosen, NoScripts, NoTreeOpen, ExportTwice, ValueNotForScript,
    NoSuchVariant, NoVariants, VariantIsBranch, VariantUnclear, NoFileMatches, NothingChosen, NothingSafe, OnlyVariant, PatternNotForScript,
    FilesTooManyForScript, SettingTakesCommand, NoCommandNamed,

    // What servers, proxies and credential helpers answer.
    AnswerTooLong, BodyEncoded, NotHttp, NoPemCertificate, CertificatesUnreadable, ClientKeyUnreadable, NoClientKey,
    OtherClientKey, ClientCertificateWanted, CookiesUnreadable, EndWithoutHead, UserInfoInUrl, NotHttpUrl,
    UnsafeHeader, ContentLength, ProxyWantsLogin, BodyShort, LostWhileSending, NoConnectionInTime,
    NotSentAfterRedirect, WebPage, AskedAnonymously, CredentialRefused, NoCredential, InvalidCredential,
    PrivateOrMissing, AccountSeesNone, GatedNoToken, GatedTerms, GatedWaiting, GatedRejected, GatedTokenScope,
    NothingCame, TooSlow, RedirectNowhere, TooManyRedirects, RedirectNotHttp, RedirectFromTls, RedirectsOff,
    ServerAnswered, HubFileWithoutSize, HubNotModel, HubAnswered, HubQuota, HubQuotaOfAccount, HubNotJson, HubNotList, HubLacksSearch,
    HubTooManyFiles, AnswerCutInLine, NotPktLines, ServerSays,
    RefsMalformed, TooManyRefs, RefsTooLong, RefsCut, NotGitPage, DumbGit, NotGit, RedirectOfRepository, NoSideBand,
    FetchFailed, OtherThanAsked, HelperOutput, HelperSilent, HelperNotStarted, NoTemporaryFolder, NotCredential,
    NotToken, NotAccount, NoLogin, ObjectMissing, XetOnly, NoAction, ActionNotHttp, ActionHeader, ObjectOtherSize,
    NotBatchAnswer, OtherTransfer, OtherHash, ObjectLeftOut, RangeRefused, WrongHash, DownloadAnswered,
    PartWithoutRange, OtherRange, OtherObjectSize, RangeAndLength, OtherLength, PageInPlace, OtherAttemptReads,
    TooManyBytes, EndedEarly, LfsAnswered, ThroughProxy,

    // What a repository holds, and what a disk cannot hold of it.
    TooManyMacros, TooManyRules, HeadNowhere, ShortForSeveral, NoSuchRevisionOrId, NoSuchRevision, Sha256Repository,
    NoSuchCommit, NotCommit, NoTree, NoCommits, NotObjectId, TooLargeForGit, NestedTooDeep, FolderUnreadable,
    MalformedName, NameTwice, PathTooLongInGit, PathNotUtf8, TooManyEntries, ObjectNotSent, FileIsNoFile,
    ObjectUnreadable, ObjectNoFile, TwoSizes, PathEmpty, PathAbsolute, PathEmptyPart, PathDots, PathGit, PathTwice,
    PathThroughFile, LinkGitmodules, LinkNoTarget, LinkIntoGit, LinkOut, LinkAbsolute, SameNameHere, PathTooLong,
    NameTooLong, NameNotHeld, FileTooLarge, HeadBranches, HeadTags,

    // Files and folders on this machine, and programs that run on it.
    CatalogueUnreadable, ScriptUnreadable, ScriptTooLarge, ScriptNotText, ScriptIsLink, ScriptGone, ScriptSyntax,
    ScriptTooInvolved, ScriptRepositoryUnsure, ScriptFolderUnsure, ScriptRevisionUnsure, ScriptHistoryUnsure,
    ScriptSeveralFolders, ScriptFolderOutside, ScriptFolderLink, ScriptFolderName, ScriptFolderTaken, ScriptPicksFiles,
    ScriptIntoCache, ScriptOptionUnknown, ScriptNoWorkTree, ScriptOtherTool, ScriptRunsUnread,
    ScriptNotModel,
    TreeTooLarge, TreeTooDeep, TreeManyScripts, TreeFolderUnreadable, TreeNotThere, ShorterWhileCopied, CopyDiffers, LibrariesNested, LibrariesNestedByLink,
    LibraryTwice, LibraryTwiceByLink, WindowIsOpen, LinkForFile,
    FileForFolder, FileOrLinkForFolder, NameNotText, ThereNow, InTheWay, BackupInTheWay, FolderNotThere, NotWrittenByUs, ScriptEdited, NotReplacedCatalogue,
    ConvertedEdited, OriginalEdited, OriginalGone, ChangedWhileConverted, NothingConverted,
    NothingToConvert, ConvertOutside, OtherKindInTheWay, OtherContentInTheWay, NotRegularFile, LargerThanKind,
    NewerVersion, NotJsonObject, NotJson, NoVersion, DamagedModel, ChangedSmallFile, DamagedBehindLink, ChangedWhileMended,
    StateFolderGone, NotInManifest, RecordOutsideModel, FolderOfModels, OtherCopy, UnfinishedCopy, RepositoryUnknown,
    NothingMatches, CloneWithoutCommit, StoreOfOtherTool, MoveAcrossVolumes, LibraryInFolder, ChangedWhileAdopted,
    UnpushedCommits, OwnChanges, GitAtWork, SharedGitFolder, CloneUnfinished, CloneIsPointers, CloneAtWork,
    CloneOfOther, OtherFiles, HoldsOtherModel, HoldsOtherCommit, RecordOutsideLibrary, LibraryUnreadable,
    NotDownloadList, DownloadNotUnderstood, IndexNotOpened, IndexRefusesFile, IndexNotWritten, IndexTime, NotHashed,
    GitFileNotWritten, GitOfOtherUser, GitNotOpened, GitNotMade, NeverPushed, PartialEnded, WriteBeyondEnd,
    ObjectIncomplete, OtherVolume, OwnHistory, FileWhereWeWork, LibraryStateHere, DownloadStateHere, Working,
    WorkingProcess, WorkingHere, JustFinished, NotOurMoves, NotBroughtAlong, NotMounted, PartialTooShort, FileNotThere,
    NotAsDownloaded, MirrorInModel, JournalNewer, RecordIncomplete, RecordBadFile, NoRoom, DanglingLink, IsLibrary,
    ModelOnOtherVolume, NotFolder, MovedOn, OwnCommits, HistoryNotUsable, ChangedInBoth, NewWhereYours,
    PreviousIncomplete, FolderNotSwapped, ShareNotHub, ShareOtherVolume, ShareBusy, OnlySharedLeft, NoLmStudio, NoTrash, Crashed,
    EndedWithCode, NoVersionIn, RunningProcess, CommandNotStarted, NoTerminalProgram, ProgramNotStarted, NoFileManager,
    NoBrowser,

    // The operating system itself.
    NoKeychain, KeychainClosed, NoMemory, NoThread,
};
// clang-format on
Q_ENUM_NS(ErrorCode)

/// All codes but None, for tables and tests that must cover each one.
QList<ErrorCode> allErrorCodes();

/// "WrongHash"; empty for None.
QString errorCodeName(ErrorCode code);

/// None for a name that is no code of this version.
ErrorCode errorCodeNamed(const QString &name);

} // namespace weightyard::base
