#include "app/gui/start.h"

#include "base/background.h"
#include "base/config_layout.h"

#include <QCoreApplication>
#include <QDir>
#include <QEventLoop>
#include <QFileInfo>
#include <QLabel>
#include <QTimer>
#include <QVBoxLayout>
#include <atomic>

namespace weightyard::gui {

using namespace Qt::Literals::StringLiterals;
using base::Result;

namespace {

enum class Step { OtherWindow, Settings, Git };

class StartText
{
    Q_DECLARE_TR_FUNCTIONS(Start)
public:
    static QString of(Step step, const QString &configDir)
    {
        switch (step) {
        case Step::OtherWindow:
            return tr("Looking for another window of Weightyard…");
        case Step::Settings:
            return tr("Waiting for the settings in %1.\nIs their disk connected?")
                .arg(QDir::toNativeSeparators(configDir));
        case Step::Git:
            return tr("Waiting for git's configuration.\nIs the disk that holds it connected?");
        }
        Q_UNREACHABLE();
    }
};

/// Closing it gives the start up.
class StartWindow : public QWidget
{
public:
    explicit StartWindow(std::function<void()> closed) : m_closed(std::move(closed))
    {
        setWindowTitle(u"Weightyard"_s);
        setMinimumSize(420, 140);
        auto *column = new QVBoxLayout(this);
        column->setContentsMargins(24, 24, 24, 24);
        m_text.setTextFormat(Qt::PlainText);
        m_text.setWordWrap(true);
        m_text.setAlignment(Qt::AlignCenter);
        column->addWidget(&m_text);
    }
    void say(const QString &text)
    {
        if (m_text.text() != text)
            m_text.setText(text);
        show();
    }

protected:
    void closeEvent(QCloseEvent *event) override
    {
        QWidget::closeEvent(event);
        m_closed();
    }

private:
    QLabel m_text;
    std::function<void()> m_closed;
};

Result<StartFiles> read(const StartParts &parts, std::atomic<Step> &step)
{
    const Result<bool> first = parts.instance.begin(parts.models, [&step] { step = Step::OtherWindow; });
    if (!first)
        return base::fail(first.error());
    StartFiles files;
    files.handedOver = !*first;
    if (files.handedOver)
        return files;
    step = Step::Settings;
    const base::ConfigLayout layout(parts.configDir);
    files.isFirstStart = !QFileInfo::exists(layout.settings()) && !QFileInfo::exists(layout.windowState());
    const auto settings = settings::settingsForStart(parts.configDir);
    if (!settings)
        return base::fail(settings.error());
    files.settings = *settings;
    step = Step::Git;
    const auto config = parts.services.readUserConfig();
    if (!config)
        return base::fail(config.error());
    files.gitConfig = *config;
    return files;
}

} // namespace

std::optional<Result<StartFiles>> readAtStart(const StartParts &parts)
{
    QEventLoop loop;
    StartWindow window([&loop] { loop.quit(); });
    std::optional<Result<StartFiles>> answer;
    const auto step = std::make_shared<std::atomic<Step>>(Step::Settings); // the folder itself comes first
    base::Background background;
    background.run([parts, step] { return read(parts, *step); },
                   [&](const Result<StartFiles> &files) {
                       answer = files;
                       loop.quit();
                   });
    QTimer blink;
    QObject::connect(&blink, &QTimer::timeout, &loop,
                     [&] { window.say(StartText::of(*step, parts.configDir)); });
    blink.start(parts.blinkMs);
    loop.exec();
    return answer;
}

} // namespace weightyard::gui
