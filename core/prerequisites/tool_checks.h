// The checks of programs and libraries. They block on child processes: worker threads only. Nothing that is missing
// here stops a download, so the worst is Advice; but for libgit2, which does the fetching.
#pragma once

#include "base/cancel_token.h"
#include "base/config_entries.h"
#include "prerequisites/check.h"

#include <QVersionNumber>

namespace weightyard::prerequisites {

/// git 2.20 or later (credential helpers and partial-clone fixes that `git pull` in an installed model relies on). Git
/// for Windows below 2.34 damages files over 4 GiB (git-lfs/git-lfs#2434): Corrupting.
CheckResult checkGit(const base::Environment &environment, const base::CancelToken &cancel);
/// git-lfs 2.0 or later, as a program of its own or as git's command.
CheckResult checkGitLfs(const base::Environment &environment, const base::CancelToken &cancel);
CheckResult checkLibgit2();

/// What "git version 2.39.5 (Apple Git-154)" and "git-lfs/3.3.0 (GitHub; linux amd64)" say; null when it is neither.
QVersionNumber gitVersion(const QString &output);
QVersionNumber gitLfsVersion(const QString &output);
CheckResult judgeGit(const QString &output);

} // namespace weightyard::prerequisites
