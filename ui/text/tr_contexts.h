// The translation contexts of functions that belong to no class: Checks::tr(), Format::tr(). Any thread.
#pragma once

#include <QCoreApplication>

namespace weightyard::text {

class Checks
{
    Q_DECLARE_TR_FUNCTIONS(Checks)
};

class Choices
{
    Q_DECLARE_TR_FUNCTIONS(Choices)
};

class Format
{
    Q_DECLARE_TR_FUNCTIONS(Format)
};

} // namespace weightyard::text
