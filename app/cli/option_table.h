// The options of weightyard-cli, each once: parsing, help and tests follow from these rows. Pure.
#pragma once

#include <QStringView>
#include <span>

namespace weightyard::cli {

enum class OptionKind {
    Flag,
    Text,   ///< not empty
    List,   ///< may be given again; none of them empty
    Number, ///< from 1 to `most`
    Rate,   ///< settings::parseRate
};

struct Option {
    const char *name;
    OptionKind kind;
    const char *value; ///< what follows it, for people; empty for a flag
    const char *help;  ///< one or more lines
    int most = 0;
    bool everywhere = false; ///< of every command
};

std::span<const Option> optionTable();
const Option *findOption(QStringView name); ///< null: there is none

} // namespace weightyard::cli
