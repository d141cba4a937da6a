// Names of the files of one object in the partials folder. Pure.
#pragma once

#include "base/oid.h"

namespace weightyard::store {

inline QString partialPath(const QString &partialsDir, const base::Oid &oid)
{
    return partialsDir + u'/' + oid.toString() + QStringLiteral(".partial");
}

inline QString objectPath(const QString &partialsDir, const base::Oid &oid)
{
    return partialsDir + u'/' + oid.toString() + QStringLiteral(".object");
}

inline QString journalPath(const QString &partialsDir, const base::Oid &oid)
{
    return partialsDir + u'/' + oid.toString() + QStringLiteral(".journal");
}

} // namespace weightyard::store
