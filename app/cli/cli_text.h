// The translation context of the terminal program: CliText::tr(). Any thread.
#pragma once

#include <QCoreApplication>

namespace weightyard::cli {

class CliText
{
    Q_DECLARE_TR_FUNCTIONS(Terminal)
};

} // namespace weightyard::cli
