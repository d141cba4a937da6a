// The settings, each once: the file, its checks, the verb "settings" and the tests follow from these rows. Pure, any thread.
#pragma once

#include "settings/settings.h"

#include <QJsonValue>
#include <span>
#include <variant>

namespace weightyard::settings {

enum class SettingType {
    Folder,  ///< an absolute path, or one below "~"
    Switch,  ///< true or false
    Number,  ///< a whole one from `least` to `most`
    Rate,    ///< bytes/s up to `most`; 0: no limit
    Hours,   ///< of a week, as settings/rate_schedule.h reads them
    Folders, ///< a list of such paths; `most` of them
    Choice,  ///< one of a few words
    Command, ///< a program and its arguments in one line; empty: none
    Mirrors, ///< a list of texts, as base/mirror.h reads them; `most` of them
};

struct Setting {
    using Field = std::variant<QString Settings::*, bool Settings::*, int Settings::*, qint64 Settings::*,
                               QStringList Settings::*>;
    const char *key; ///< in the file
    SettingType type;
    Field field;
    qint64 least = 0;
    qint64 most = 0;
    const char *choices = ""; ///< words, separated by spaces
};

std::span<const Setting> settingTable();

QStringList choicesOf(const Setting &setting);

/// By its key, or as an option would be written: "limitRate", "limit-rate", "limit_rate", "LIMITRATE". Null: there is none.
const Setting *findSetting(const QString &name);

QJsonValue valueOf(const Setting &setting, const Settings &settings);
bool isDefault(const Setting &setting, const Settings &settings);
/// Usage, with what it takes, for a value of another type or out of range; the settings stay as they were.
base::Result<void> setValue(const Setting &setting, Settings &settings, const QJsonValue &value);
bool isList(const Setting &setting); ///< it takes several words
/// As a person types it: "yes", "off", "5M", "~/Models". A folder that is relative to the current one becomes absolute. Of a list
/// each word is one part; mirrors may stand in one word, separated by spaces, too.
base::Result<void> setText(const Setting &setting, Settings &settings, const QStringList &words);

} // namespace weightyard::settings
