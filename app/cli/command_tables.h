// The verbs and options of weightyard-cli: the one place that parsing, help and tests share.
#pragma once

#include "app/cli/command_line.h"

namespace weightyard::cli {

inline constexpr unsigned kGet = 1;
inline constexpr unsigned kStatus = 2;
inline constexpr unsigned kList = 4;
inline constexpr unsigned kCheck = 8;
inline constexpr unsigned kEstimate = 16;
inline constexpr unsigned kVerify = 32;
inline constexpr unsigned kEvery = kGet | kStatus | kList | kCheck | kEstimate | kVerify;
inline constexpr unsigned kModels = kGet | kList | kEstimate; // that take models

struct VerbRow {
    const char *name;
    unsigned bit;
    Verb verb;
    const char *usage;
    const char *help;
};

inline constexpr VerbRow kVerbs[] = {
    {"list", kList, Verb::List, "list", "show the models on offer and what is here"},
    {"check", kCheck, Verb::Check, "check", "see whether all is there that downloads need"},
    {"estimate", kEstimate, Verb::Estimate, "estimate MODEL...", "exact sizes, what is missing, does it fit"},
    {"get", kGet, Verb::Get, "get MODEL...", "download models"},
    {"status", kStatus, Verb::Status, "status", "list what is installed"},
    {"verify", kVerify, Verb::Verify, "verify [MODEL...]", "hash what is installed again"},
};

struct OptionRow {
    const char *name;
    const char *value; ///< what follows the option, or nothing
    unsigned verbs;
    const char *help;
};

inline constexpr OptionRow kOptions[] = {
    {"all", nullptr, kGet | kEstimate, "every model of the catalogue"},
    {"family", "F", kModels, "the models of this family; may be given again"},
    {"extra", nullptr, kModels, "the catalogue's second set, too"},
    {"catalogue", "FILE", kModels, "a file that adds models or replaces some"},
    {"jobs", "N", kGet, "models at a time, 1 to 8 (default 2)"},
    {"connections", "N", kGet, "connections at a time, 1 to 16; by itself as many as are\nworth it"},
    {"limit-rate", "R", kGet, "bytes a second of all downloads together: 500K, 5M"},
    {"fits", nullptr, kGet, "leave out the models that the disk has no room for"},
    {"wait", nullptr, kGet, "where the disk is full, wait for room and go on"},
    {"library", "DIR", kEvery, "the folder that holds installed models\n(default: ~/Models)"},
    {"config", "DIR", kEvery, "settings and state; nothing is written outside it and\nthe library"},
    {"into", "DIR", kGet, "put the model's files into this folder instead"},
    {"revision", "REV", kGet | kEstimate, "branch, tag, refs/..., or commit"},
    {"remove-git", nullptr, kGet, "keep neither .git nor .gitattributes"},
    {"keep-git", nullptr, kGet, "keep the git history (for git pull later)"},
    {"json", nullptr, kEvery, "one JSON object a line on standard output"},
    {"quiet", nullptr, kEvery, "print failures only"},
    {"verbose", nullptr, kEvery, "print what happens, on standard error"},
};

/// Null for a word that is no verb.
const VerbRow *rowOf(const QString &verb);

} // namespace weightyard::cli
