// What a setting is for, and its value, as window and terminal say it. Pure, any thread.
#pragma once

#include "settings/setting_table.h"

namespace weightyard::text {

QString settingPurpose(const settings::Setting &setting); ///< a few words
QString settingValue(const settings::Setting &setting, const settings::Settings &settings);
/// What was typed, for settings::setText(): a word that settingValue() has for a value means that value, and "none" means none.
QStringList settingWords(const settings::Setting &setting, const QStringList &typed);

} // namespace weightyard::text
