#include "app/cli/option_table.h"

#include "app/cli/cli_text.h"
#include "base/limits.h"

#include <algorithm>

namespace weightyard::cli {

namespace {

using enum OptionKind;

constexpr Option kTable[] = {
    {"all", Flag, "",
     QT_TRANSLATE_NOOP("Terminal", "every model of the catalogue (mirror: every one that is\ninstalled)")},
    {"family", List, "F", QT_TRANSLATE_NOOP("Terminal", "the models of this family; may be given again")},
    {"extra", Flag, "", QT_TRANSLATE_NOOP("Terminal", "the catalogue's second set, too")},
    {"catalogue", Text, "FILE", QT_TRANSLATE_NOOP("Terminal", "a file that adds models or replaces some")},
    {"jobs", Number, "N", QT_TRANSLATE_NOOP("Terminal", "models at a time, 1 to 8 (default 2)"),
     base::kMostJobs},
    {"connections", Number, "N",
     QT_TRANSLATE_NOOP("Terminal", "connections at a time, 1 to 16; by itself as many as are\nworth it"),
     base::kMostConnections},
    {"limit-rate", Rate, "R",
     QT_TRANSLATE_NOOP("Terminal", "bytes a second of all downloads together: 500K, 5M")},
    {"fits", Flag, "", QT_TRANSLATE_NOOP("Terminal", "leave out the models that the disk has no room for")},
    {"wait", Flag, "", QT_TRANSLATE_NOOP("Terminal", "where the disk is full, wait for room and go on")},
    {"fail-if-busy", Flag, "",
     QT_TRANSLATE_NOOP("Terminal",
                       "end with 9 where another process works in the library,\ndo not wait for it")},
    {.name = "library",
     .kind = Text,
     .value = "DIR",
     .help = QT_TRANSLATE_NOOP("Terminal", "the folder that holds installed models\n(default: ~/Models)"),
     .everywhere = true},
    {.name = "config",
     .kind = Text,
     .value = "DIR",
     .help =
         QT_TRANSLATE_NOOP("Terminal", "settings and state; nothing is written outside it and\nthe library"),
     .everywhere = true},
    {"into", Text, "DIR", QT_TRANSLATE_NOOP("Terminal", "put the model's files into this folder instead")},
    {"revision", Text, "REV", QT_TRANSLATE_NOOP("Terminal", "branch, tag, refs/..., or commit")},
    {"variant", List, "V",
     QT_TRANSLATE_NOOP("Terminal",
                       "this variant, with configuration, tokenizer and licence;\nmay be given again. "
                       "default: all but the doubles")},
    {"include", List, "GLOB",
     QT_TRANSLATE_NOOP(
         "Terminal",
         "files that this matches, as hf download has it; may be\ngiven again, as may the next two")},
    {"exclude", List, "GLOB", QT_TRANSLATE_NOOP("Terminal", "leave out the files that this matches")},
    {"file", List, "PATH",
     QT_TRANSLATE_NOOP("Terminal",
                       "exactly this file, or all of this folder; without\nconfiguration and tokenizer")},
    {"safe", Flag, "",
     QT_TRANSLATE_NOOP("Terminal", "leave out what runs code when it is loaded: pickle and\nthe like")},
    {"remove-git", Flag, "", QT_TRANSLATE_NOOP("Terminal", "keep neither .git nor .gitattributes")},
    {"keep-git", Flag, "", QT_TRANSLATE_NOOP("Terminal", "keep the git history (for git pull later)")},
    {"lfs-store", Flag, "",
     QT_TRANSLATE_NOOP("Terminal",
                       "second copies of files that git-lfs keeps in .git; the\nclone stays a clone")},
    {"git-history", Flag, "",
     QT_TRANSLATE_NOOP("Terminal", "git histories; never one with work of your own")},
    {"leftovers", Flag, "",
     QT_TRANSLATE_NOOP("Terminal",
                       "unfinished downloads that nobody waits for, previous\nversions, what jobs left")},
    {"scripts", Text, "DIR",
     QT_TRANSLATE_NOOP("Terminal",
                       "the models of the download scripts in this folder,\ninto the folders beside them")},
    {"to", Text, "PATH", QT_TRANSLATE_NOOP("Terminal", "the folder or the file to write")},
    {"format", Text, "F", QT_TRANSLATE_NOOP("Terminal", "mlx, gguf or safetensors")},
    {"author", Text, "A", QT_TRANSLATE_NOOP("Terminal", "models of this user or organisation")},
    {"task", Text, "T",
     QT_TRANSLATE_NOOP("Terminal", "models for this task, as the Hub calls it:\ntext-generation")},
    {"licence", Text, "L",
     QT_TRANSLATE_NOOP("Terminal",
                       "models under this licence, as the Hub calls it:\napache-2.0, mit, gemma, other")},
    {"sort", Text, "S",
     QT_TRANSLATE_NOOP("Terminal", "trending (the default), downloads, likes, newest, updated")},
    {"limit", Number, "N", QT_TRANSLATE_NOOP("Terminal", "at most so many models, 1 to 1000 (default 20)"),
     1000},
    {"rollback", Flag, "",
     QT_TRANSLATE_NOOP("Terminal", "take the last change back: what was there before comes\nagain")},
    {"close", Flag, "",
     QT_TRANSLATE_NOOP("Terminal", "take the folder off the list; nothing in it is touched")},
    {"yes", Flag, "", QT_TRANSLATE_NOOP("Terminal", "do not ask")},
    {"trash", Flag, "", QT_TRANSLATE_NOOP("Terminal", "move it to the trash; that frees nothing yet")},
    {"repo", Text, "REPO",
     QT_TRANSLATE_NOOP("Terminal", "the repository that the folder is of: OWNER/NAME or its\naddress")},
    {"move", Flag, "", QT_TRANSLATE_NOOP("Terminal", "move the folder to its place in the library")},
    {"find", Flag, "", QT_TRANSLATE_NOOP("Terminal", "look where other programs keep their models")},
    {"repair", Flag, "", QT_TRANSLATE_NOOP("Terminal", "fetch what is damaged or missing, and nothing else")},
    {"leave", Flag, "",
     QT_TRANSLATE_NOOP("Terminal",
                       "the models stay in the old folder, which is shown as a\nfurther library")},
    {"forget", Flag, "",
     QT_TRANSLATE_NOOP("Terminal", "the models stay in the old folder, which is shown no\nmore")},
    {"dry-run", Flag, "", QT_TRANSLATE_NOOP("Terminal", "say what would be done, and do nothing")},
    {"check", Flag, "", QT_TRANSLATE_NOOP("Terminal", "say what is newer, and fetch nothing")},
    {"program", Flag, "",
     QT_TRANSLATE_NOOP("Terminal", "also ask github.com whether there is a newer version of\nWeightyard")},
    {"keep-mine", Flag, "", QT_TRANSLATE_NOOP("Terminal", "where both changed a file, keep yours")},
    {"take-new", Flag, "",
     QT_TRANSLATE_NOOP("Terminal",
                       "where both changed a file, take the new one; yours is\nkept until the next update")},
    {"with", Text, "TOOL", QT_TRANSLATE_NOOP("Terminal", "hf-cache or lm-studio")},
    {"share-with", Text, "TOOL",
     QT_TRANSLATE_NOOP("Terminal", "let this program find them, too: hf-cache, lm-studio")},
    {"copy", Flag, "",
     QT_TRANSLATE_NOOP("Terminal",
                       "with share and --share-with: copy to another volume,\nwhere links cannot lead")},
    {"undo", Flag, "", QT_TRANSLATE_NOOP("Terminal", "take back what share has put there")},
    {"token-stdin", Flag, "", QT_TRANSLATE_NOOP("Terminal", "read the token from standard input, one line")},
    {.name = "json",
     .kind = Flag,
     .value = "",
     .help = QT_TRANSLATE_NOOP("Terminal", "one JSON object a line on standard output"),
     .everywhere = true},
    {.name = "quiet",
     .kind = Flag,
     .value = "",
     .help = QT_TRANSLATE_NOOP("Terminal", "print failures only"),
     .everywhere = true},
    {.name = "verbose",
     .kind = Flag,
     .value = "",
     .help = QT_TRANSLATE_NOOP("Terminal", "print what happens, on standard error"),
     .everywhere = true},
};

} // namespace

std::span<const Option> optionTable()
{
    return kTable;
}

const Option *findOption(QStringView name)
{
    const auto row = std::find_if(std::begin(kTable), std::end(kTable), [&](const Option &option) {
        return name == QLatin1StringView(option.name);
    });
    return row == std::end(kTable) ? nullptr : row;
}

} // namespace weightyard::cli
