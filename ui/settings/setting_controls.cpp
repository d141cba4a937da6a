#include "ui/settings/setting_controls.h"

#include "ui/settings/toggle.h"
#include "ui/text/format.h"
#include "ui/text/messages.h"
#include "ui/text/setting_text.h"
#include "ui/theme/paint.h"

#include <QComboBox>
#include <QEvent>
#include <QLineEdit>
#include <QPainter>
#include <QPlainTextEdit>
#include <QStyle>
#include <functional>

namespace weightyard::ui {

using namespace Qt::Literals::StringLiterals;
using base::Result;

namespace {

constexpr qint64 kUsualRate = 5'000'000; // bytes/s, where none was set before

/// Calls `show` now and whenever the setting changes, as long as the row is there.
void follow(SettingRow *row, Preferences &preferences, const QString &key, const std::function<void()> &show)
{
    QObject::connect(&preferences, &Preferences::changed, row, [key, show](const QString &changed) {
        if (changed == key)
            show();
    });
    show();
}

const settings::Setting &settingOf(const QString &key)
{
    return *settings::findSetting(key);
}

QJsonValue valueNow(const Preferences &preferences, const QString &key)
{
    return settings::valueOf(settingOf(key), preferences.now());
}

/// With an arrow of ours: a style sheet takes the style's own away.
class ChoiceBox : public QComboBox
{
public:
    using QComboBox::QComboBox;

protected:
    void paintEvent(QPaintEvent *event) override
    {
        QComboBox::paintEvent(event);
        constexpr int kArrow = 10;
        QPainter painter(this);
        const QRect arrow(width() - kArrow - 9, (height() - kArrow) / 2, kArrow, kArrow);
        paintArrow(painter, QStyle::visualRect(layoutDirection(), rect(), arrow), true, layoutDirection(),
                   tokensFor(palette()).secondary);
    }
};

/// A field of several lines that says when it is left.
class LinesField : public QPlainTextEdit
{
public:
    explicit LinesField(QWidget *parent) : QPlainTextEdit(parent)
    {
        setTabChangesFocus(true);
        setLineWrapMode(NoWrap);
        setProperty("framed", true);
        setFixedHeight(fontMetrics().lineSpacing() * 4 + 20);
    }
    std::function<void()> left;

protected:
    void focusOutEvent(QFocusEvent *event) override
    {
        QPlainTextEdit::focusOutEvent(event);
        if (left)
            left();
    }
    void hideEvent(QHideEvent *event) override
    {
        QPlainTextEdit::hideEvent(event);
        if (left)
            left();
    }
};

void showTrouble(SettingRow *row, const Result<void> &done)
{
    row->setTrouble(done ? QString() : text::Messages::sentence(done.error()));
}

} // namespace

void followDefault(SettingRow *row, Preferences &preferences, const QString &key)
{
    follow(row, preferences, key, [row, &preferences, key] {
        row->setRestore(text::settingValue(settingOf(key), settings::defaultSettings()),
                        !settings::isDefault(settingOf(key), preferences.now()));
    });
    QObject::connect(row, &SettingRow::restoreWanted, &preferences,
                     [&preferences, key] { preferences.reset(key); });
}

SettingRow *makeSwitchRow(Preferences &preferences, const SettingWords &words, QWidget *parent)
{
    auto *row = new SettingRow(words.name, words.meaning, parent);
    auto *toggle = new Toggle(row);
    row->addControl(toggle);
    follow(row, preferences, words.key, [toggle, &preferences, key = words.key] {
        toggle->setChecked(valueNow(preferences, key).toBool());
    });
    QObject::connect(toggle, &Toggle::toggled, &preferences, [&preferences, key = words.key](bool on) {
        static_cast<void>(preferences.set(key, on));
    });
    return row;
}

SettingRow *makeChoiceRow(Preferences &preferences, const SettingWords &words,
                          const QList<SettingChoice> &choices, QWidget *parent)
{
    auto *row = new SettingRow(words.name, words.meaning, parent);
    auto *box = new ChoiceBox(row);
    for (const SettingChoice &choice : choices)
        box->addItem(choice.text, choice.value.toVariant());
    row->addControl(box);
    follow(row, preferences, words.key, [box, &preferences, key = words.key] {
        box->setCurrentIndex(box->findData(valueNow(preferences, key).toVariant()));
    });
    QObject::connect(
        box, &QComboBox::activated, &preferences, [&preferences, box, key = words.key](int index) {
            static_cast<void>(preferences.set(key, QJsonValue::fromVariant(box->itemData(index))));
        });
    followDefault(row, preferences, words.key);
    return row;
}

SettingRow *makeRateRow(Preferences &preferences, const SettingWords &words, QWidget *parent)
{
    auto *row = new SettingRow(words.name, words.meaning, parent);
    auto *toggle = new Toggle(row);
    auto *field = new QLineEdit(row);
    field->setAccessibleName(SettingRow::tr("%1, bytes a second").arg(words.name));
    field->setAlignment(Qt::AlignRight);
    field->setFixedWidth(field->fontMetrics().horizontalAdvance(u"0000.0 MB/s"_s) + 24);
    row->addControl(toggle);
    row->addControl(field);
    const auto rate = [&preferences, key = words.key] { return valueNow(preferences, key).toInteger(); };
    follow(row, preferences, words.key, [row, toggle, field, rate] {
        const QSignalBlocker quiet(toggle);
        toggle->setChecked(rate() > 0);
        field->setEnabled(rate() > 0);
        if (rate() > 0 || field->text().isEmpty())
            field->setText(text::formatLimit(rate() > 0 ? rate() : kUsualRate));
        row->setTrouble({});
    });
    const auto take = [row, field, &preferences, key = words.key] {
        showTrouble(row, preferences.setText(key, {field->text()}));
    };
    QObject::connect(toggle, &Toggle::toggled, row, [take, &preferences, key = words.key](bool on) {
        if (on)
            take();
        else
            static_cast<void>(preferences.set(key, 0));
    });
    QObject::connect(field, &QLineEdit::editingFinished, row, take);
    return row;
}

SettingRow *makeTextRow(Preferences &preferences, const SettingWords &words, const QString &example,
                        QWidget *parent)
{
    auto *row = new SettingRow(words.name, words.meaning, parent);
    auto *field = new QLineEdit(row);
    field->setPlaceholderText(example);
    field->setMinimumWidth(field->fontMetrics().horizontalAdvance(example) + 24);
    row->addControl(field);
    follow(row, preferences, words.key, [row, field, &preferences, key = words.key] {
        field->setText(valueNow(preferences, key).toString());
        row->setTrouble({});
    });
    QObject::connect(field, &QLineEdit::editingFinished, row, [row, field, &preferences, key = words.key] {
        showTrouble(row, preferences.setText(key, {field->text()}));
    });
    followDefault(row, preferences, words.key);
    return row;
}

SettingRow *makeListRow(Preferences &preferences, const SettingWords &words, const QString &example,
                        QWidget *parent)
{
    auto *row = new SettingRow(words.name, words.meaning, parent);
    auto *field = new LinesField(row);
    field->setPlaceholderText(example);
    row->addBelow(field);
    follow(row, preferences, words.key, [row, field, &preferences, key = words.key] {
        field->setPlainText(valueNow(preferences, key).toVariant().toStringList().join(u'\n'));
        row->setTrouble({});
    });
    field->left = [row, field, &preferences, key = words.key] {
        showTrouble(row, preferences.setText(key, field->toPlainText().split(u'\n', Qt::SkipEmptyParts)));
    };
    followDefault(row, preferences, words.key);
    return row;
}

} // namespace weightyard::ui
