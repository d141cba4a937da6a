// A catalogue of so many models, in families of up to 500. Pure.
#pragma once

#include <QByteArray>
#include <QString>

namespace weightyard::bench {

QString modelId(int number);
QString familyOf(int number);
QByteArray catalogueOf(int models);

} // namespace weightyard::bench
