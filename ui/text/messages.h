// Every sentence that a user reads about a failure; job_messages.h has those of a download on its way. Pure functions over core's
// values; GUI thread or any other. All text passes through tr() (context "Messages").
#pragma once

#include "base/error.h"

#include <QCoreApplication>

namespace weightyard::text {

class Messages
{
    Q_DECLARE_TR_FUNCTIONS(Messages)
public:
    /// What went wrong, one sentence, with the cause.
    static QString sentence(const base::Error &error);
    /// The same with the host in place of the address and without hashes: for a line of the window.
    static QString brief(const base::Error &error);
    /// No server and no file was asked yet: a name that is not in the catalogue.
    static bool isUnknownName(const base::Error &error);
    /// What the user can do about it in a terminal, one sentence; RowText::remedy() is what a window says. Empty only for
    /// Cancelled.
    static QString remedy(const base::Error &error);
    /// Of this very cause, not of its kind; empty: it has none.
    static QString ownRemedy(const base::Error &error);
};

} // namespace weightyard::text
