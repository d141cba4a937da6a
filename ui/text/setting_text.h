// What a setting is for, and its value, as window and terminal say it. Pure, any thread.
#pragma once

#include "settings/setting_table.h"

namespace weightyard::text {

QString settingPurpose(const settings::Setting &setting); ///< a few words
QString settingValue(const settings::Setting &setting, const settings::Settings &settings);

} // namespace weightyard::text
