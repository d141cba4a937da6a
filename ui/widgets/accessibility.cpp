#include "ui/widgets/accessibility.h"

#include "ui/widgets/banner.h"
#include "ui/widgets/chip_bar.h"
#include "ui/widgets/disk_gauge.h"
#include "ui/widgets/share_bar.h"

#include <QAccessible>
#include <QAccessibleWidget>

namespace weightyard::ui {

namespace {

/// A bar that shows how much of something is taken; the words are its description.
class BarInterface : public QAccessibleWidget, public QAccessibleValueInterface
{
public:
    BarInterface(QWidget *bar, const BarValue &value)
        : QAccessibleWidget(bar, QAccessible::ProgressBar),
          m_value(value)
    {}

    void *interface_cast(QAccessible::InterfaceType type) override
    {
        return type == QAccessible::ValueInterface ? static_cast<QAccessibleValueInterface *>(this)
                                                   : QAccessibleWidget::interface_cast(type);
    }
    QVariant currentValue() const override { return static_cast<double>(m_value.taken()); }
    QVariant maximumValue() const override { return static_cast<double>(m_value.all()); }
    QVariant minimumValue() const override { return 0.0; }
    QVariant minimumStepSize() const override { return 0.0; }
    void setCurrentValue(const QVariant &) override {}

private:
    const BarValue &m_value; ///< the widget itself
};

class BannerInterface : public QAccessibleWidget
{
public:
    explicit BannerInterface(Banner *banner)
        : QAccessibleWidget(banner, QAccessible::AlertMessage),
          m_banner(*banner)
    {}
    QString text(QAccessible::Text which) const override
    {
        return which == QAccessible::Name ? m_banner.text() : QAccessibleWidget::text(which);
    }

private:
    const Banner &m_banner;
};

QAccessibleInterface *make(const QString &, QObject *object)
{
    if (auto *gauge = qobject_cast<DiskGauge *>(object))
        return new BarInterface(gauge, *gauge);
    if (auto *bar = qobject_cast<ShareBar *>(object))
        return new BarInterface(bar, *bar);
    if (auto *banner = qobject_cast<Banner *>(object))
        return new BannerInterface(banner);
    if (auto *chips = qobject_cast<ChipBar *>(object))
        return new QAccessibleWidget(chips, QAccessible::Grouping);
    return nullptr;
}

} // namespace

void installAccessibility()
{
    QAccessible::installFactory(make);
}

void announce(QWidget &where, const QString &text)
{
    if (!QAccessible::isActive() || text.isEmpty())
        return;
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    QAccessibleAnnouncementEvent event(&where, text);
    QAccessible::updateAccessibility(&event);
#else
    const QString before = where.accessibleName();
    where.setAccessibleName(text);
    where.setAccessibleName(before);
#endif
}

} // namespace weightyard::ui
