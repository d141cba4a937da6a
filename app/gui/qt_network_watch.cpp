#include "app/gui/qt_network_watch.h"

#include <QNetworkInformation>

namespace weightyard::gui {

void QtNetworkWatch::start()
{
    if (!QNetworkInformation::loadDefaultBackend())
        return;
    const QNetworkInformation *network = QNetworkInformation::instance();
    connect(network, &QNetworkInformation::reachabilityChanged, this,
            [this](QNetworkInformation::Reachability now) {
                if (now == QNetworkInformation::Reachability::Online)
                    Q_EMIT cameOnline();
            });
    connect(network, &QNetworkInformation::isMeteredChanged, this, &NetworkWatch::meteredChanged);
    if (network->isMetered())
        Q_EMIT meteredChanged(true);
}

bool QtNetworkWatch::isMetered() const
{
    const QNetworkInformation *network = QNetworkInformation::instance(); // null where no plugin loads
    return network != nullptr && network->isMetered();
}

} // namespace weightyard::gui
