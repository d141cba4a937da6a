// What the words of a command line say of it, without what runs it: which kind of program it is, and whether it has to do with models.
// Pure, any thread.
#pragma once

#include "scripts/shell_values.h"

#include <initializer_list>

namespace weightyard::scripts {

bool isOneOf(const QString &name, std::initializer_list<QLatin1StringView> names);
bool isWrapper(const QString &name);  ///< in front of a program: sudo, env, timeout
bool isQuestion(const QString &name); ///< its end says something of the machine
bool isShell(const QString &name);
bool isInner(const QString &name);   ///< looked for behind a wrapper
bool isPrinter(const QString &name); ///< shows text, or keeps it
bool isCommon(const QString &name);  ///< has its own work to do with paths
bool isNamedForDownloads(const QString &name);
/// OWNER/NAME, or an address of the Hub.
bool looksLikeModel(const Value &word);
/// Where the program begins, behind a wrapper with its options; -1: it is none that is known.
qsizetype innerAt(const QList<Value> &words);
/// The words of a download are in it.
bool mentionsDownload(const QString &text);
bool mentionsDownload(const QList<Value> &words);

} // namespace weightyard::scripts
