#include "app/gui/autostart_key.h"

namespace weightyard::gui {

using namespace Qt::Literals::StringLiterals;

namespace {

const QString kValue = u"Weightyard"_s;

} // namespace

AutostartKey::AutostartKey(const QString &run, QSettings::Format format, QString program, QObject *parent)
    : Autostart(parent),
      m_run(run, format),
      m_program(std::move(program))
{}

bool AutostartKey::isOn() const
{
    return m_run.contains(kValue);
}

void AutostartKey::setOn(bool on)
{
    const bool wasOn = isOn();
    if (on)
        m_run.setValue(kValue, u'"' + m_program + u'"'); // a command line
    else
        m_run.remove(kValue);
    m_run.sync();
    if (m_run.status() != QSettings::NoError || isOn() != on)
        Q_EMIT failed({.kind = base::ErrorKind::Permission, .context = {.path = m_run.fileName()}});
    else if (on != wasOn)
        Q_EMIT changed();
}

} // namespace weightyard::gui
