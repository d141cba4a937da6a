// What is said of a download on its way: its notices and its state. Pure functions over core's values, any thread. The words are in the
// translation context of messages.h.
#pragma once

#include "job/job_snapshot.h"

#include <QCoreApplication>

namespace weightyard::text {

class JobMessages
{
    Q_DECLARE_TR_FUNCTIONS(Messages)
public:
    /// A fact, as window and terminal say it.
    static QString notice(const job::Notice &notice);
    /// Which option of the command line would have it otherwise; empty for most.
    static QString noticeOption(const job::Notice &notice);
    /// A state in a word or two ("Transferring", "Waiting 42 s").
    static QString state(const job::JobSnapshot &job, qint64 wallNowMs);
};

} // namespace weightyard::text
