#include "prerequisites/check.h"

namespace weightyard::prerequisites {

using namespace Qt::Literals::StringLiterals;

QList<CheckId> allChecks()
{
    return {CheckId::Git,   CheckId::GitLfs, CheckId::Libgit2,  CheckId::Library,
            CheckId::Space, CheckId::Hub,    CheckId::DataHosts};
}

QString checkName(CheckId id)
{
    switch (id) {
    case CheckId::Git:
        return u"git"_s;
    case CheckId::GitLfs:
        return u"git-lfs"_s;
    case CheckId::Libgit2:
        return u"libgit2"_s;
    case CheckId::Library:
        return u"library"_s;
    case CheckId::Space:
        return u"space"_s;
    case CheckId::Hub:
        return u"hub"_s;
    case CheckId::DataHosts:
        return u"data-hosts"_s;
    }
    Q_UNREACHABLE();
}

QString stateName(CheckState state)
{
    switch (state) {
    case CheckState::Running:
        return u"running"_s;
    case CheckState::Good:
        return u"good"_s;
    case CheckState::Advice:
        return u"advice"_s;
    case CheckState::Failed:
        return u"failed"_s;
    case CheckState::TimedOut:
        return u"timed_out"_s;
    }
    Q_UNREACHABLE();
}

} // namespace weightyard::prerequisites
