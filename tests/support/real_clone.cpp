#include "repo_builder.h"

using namespace Qt::Literals::StringLiterals;

namespace weightyard::test {

QProcessEnvironment lfsEnvironment(const QString &home)
{
    writeFile(home + u"/.gitconfig"_s, "[filter \"lfs\"]\n"
                                       "\tclean = git-lfs clean -- %f\n"
                                       "\tsmudge = git-lfs smudge -- %f\n"
                                       "\tprocess = git-lfs filter-process\n"
                                       "\trequired = true\n"
                                       "[core]\n\tautocrlf = false\n"
                                       "[gc]\n\tauto = 0\n"
                                       "[maintenance]\n\tauto = false\n"
                                       "[receive]\n\tautogc = false\n");
    return neutralEnvironment(home);
}

ProcessResult realClone(const QString &url, const QString &target, const CloneOptions &options)
{
    const TempDir home;
    ProcessOptions process;
    process.environment = lfsEnvironment(home.path());
    process.environment.insert(options.extra);
    if (!options.lfs)
        process.environment.insert(u"GIT_LFS_SKIP_SMUDGE"_s, u"1"_s);
    process.workingDirectory = home.path();
    process.timeout = options.timeout;
    QStringList arguments;
    for (const QString &setting : options.gitConfig)
        arguments << u"-c"_s << setting;
    arguments << u"clone"_s << u"--quiet"_s << options.arguments << url << target;
    return runProcess(u"git"_s, arguments, process);
}

} // namespace weightyard::test
