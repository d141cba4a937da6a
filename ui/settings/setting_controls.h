// Rows whose control shows a setting and sets it: in force at once, and shown as it is wherever else it is changed. GUI thread; the parent
// owns what is made.
#pragma once

#include "ui/settings/setting_row.h"
#include "ui/workbench/preferences.h"

namespace weightyard::ui {

/// Which setting, and its words in the window.
struct SettingWords {
    QString key; ///< of setting_table.h
    QString name;
    QString meaning;
};

/// A setting that the row itself has no control of: its default can be put back.
void followDefault(SettingRow *row, Preferences &preferences, const QString &key);

SettingRow *makeSwitchRow(Preferences &preferences, const SettingWords &words, QWidget *parent);
struct SettingChoice {
    QString text;
    QJsonValue value;
};
SettingRow *makeChoiceRow(Preferences &preferences, const SettingWords &words,
                          const QList<SettingChoice> &choices, QWidget *parent);
/// A switch and a field for a value of one's own: "5 MB/s". Off: no limit.
SettingRow *makeRateRow(Preferences &preferences, const SettingWords &words, QWidget *parent);
/// A field for a text, taken when it is left; as wide as the example that stands in it while it is empty.
SettingRow *makeTextRow(Preferences &preferences, const SettingWords &words, const QString &example,
                        QWidget *parent);
/// One part a line; taken when the field is left.
SettingRow *makeListRow(Preferences &preferences, const SettingWords &words, const QString &example,
                        QWidget *parent);

} // namespace weightyard::ui
