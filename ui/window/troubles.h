// Troubles: what goes wrong in the workbench, told in the banner, and taken away again when it is over. GUI thread.
#pragma once

#include "prerequisites/check.h"
#include "ui/widgets/banner.h"

#include <QObject>

namespace weightyard::ui {

class Workbench;

class Troubles : public QObject
{
    Q_OBJECT
public:
    Troubles(Workbench &workbench, Banner &banner, QObject *parent = nullptr);

    /// Something that the user should know, which stops nothing: with its remedy.
    void tell(const QString &key, const base::Error &error);
    /// A selection that is too large for the disk.
    void refreshRoom();

Q_SIGNALS:
    void otherFolderWanted(); ///< for what does not fit

private:
    void connectLibrary();
    using Words = std::function<QString()>; ///< in the language of now, each time
    void post(BannerText banner, const Words &say);
    void show(const QString &key, const Words &what, const base::Error &error);
    void showCheck(const prerequisites::CheckResult &result);

    Workbench &m_workbench;
    Banner &m_banner;
};

} // namespace weightyard::ui
