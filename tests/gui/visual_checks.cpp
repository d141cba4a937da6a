#include "visual_checks.h"

#include "ui/theme/tokens.h"
#include "ui/widgets/disk_gauge.h"
#include "ui/widgets/model_view.h"

#include <QAbstractButton>
#include <QAbstractScrollArea>
#include <QAccessible>
#include <QComboBox>
#include <QHash>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QScrollBar>
#include <QStyleOptionButton>
#include <QTextDocument>
#include <QToolButton>
#include <algorithm>

namespace weightyard::test {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kTarget = 24; // WCAG 2.2, 2.5.8
constexpr double kContrast = 4.5;
constexpr double kLargeContrast = 3.0;
constexpr double kLargePoints = 18.66 * 0.75; // bold; WCAG counts in CSS pixels

QString nameOf(const QWidget &widget, const QString &text)
{
    return u"%1 \"%2\""_s.arg(QString::fromLatin1(widget.metaObject()->className()), text.left(60));
}

/// What is seen of a text: without the marks of shortcuts and of rich text.
QString plainOf(const QLabel &label)
{
    if (!Qt::mightBeRichText(label.text()) || label.textFormat() == Qt::PlainText)
        return label.text();
    QTextDocument document;
    document.setHtml(label.text());
    return document.toPlainText();
}

template<typename T>
QList<T *> shown(QWidget &window)
{
    QList<T *> found;
    for (T *widget : window.findChildren<T *>()) {
        if (widget->isVisibleTo(&window) && !widget->size().isEmpty())
            found.append(widget);
    }
    return found;
}

bool scrolls(const QWidget &widget, const QWidget &window)
{
    for (const QWidget *above = widget.parentWidget(); above && above != &window;
         above = above->parentWidget()) {
        if (qobject_cast<const QAbstractScrollArea *>(above))
            return true;
    }
    return false;
}

/// Widgets above that are smaller cut what is in them.
bool isInside(const QWidget &widget, const QWidget &window)
{
    if (scrolls(widget, window))
        return true;
    for (const QWidget *above = widget.parentWidget(); above; above = above->parentWidget()) {
        const QRect place(widget.mapTo(above, QPoint()), widget.size());
        if (!above->rect().contains(place))
            return false;
        if (above == &window)
            break;
    }
    return true;
}

// Lines break after a hyphen before a letter, too, not before a figure (UAX #14, HY × NU).
int longestWord(const QFontMetrics &metrics, const QString &text)
{
    int most = 0;
    for (const QString &word : text.split(QRegularExpression(u"[\\s\u200B]+|(?<=-)(?=\\p{L})"_s)))
        most = std::max(most, metrics.horizontalAdvance(word));
    return most;
}

bool fits(const QLabel &label, const QString &text)
{
    const QRect room = label.contentsRect();
    const QFontMetrics metrics = label.fontMetrics();
    if (label.wordWrap())
        return longestWord(metrics, text) <= room.width()
               && metrics.boundingRect(QRect(0, 0, room.width(), 100'000), Qt::TextWordWrap, text).height()
                      <= room.height() + 1;
    int widest = 0;
    const QStringList lines = text.split(u'\n');
    for (const QString &line : lines)
        widest = std::max(widest, metrics.horizontalAdvance(line));
    return widest <= room.width() && metrics.height() * lines.size() <= room.height() + 1;
}

QRect textRoom(const QAbstractButton &button)
{
    if (const auto *push = qobject_cast<const QPushButton *>(&button)) {
        QStyleOptionButton option;
        option.initFrom(push);
        option.text = push->text();
        return push->style()->subElementRect(QStyle::SE_PushButtonContents, &option, push);
    }
    return button.rect();
}

bool fits(const QAbstractButton &button)
{
    const QRect room = textRoom(button);
    const bool hasBox = button.inherits("QCheckBox");
    const QSize wanted = button.fontMetrics().size(Qt::TextShowMnemonic, button.text());
    if (hasBox)
        return button.width() >= button.sizeHint().width() && button.height() >= wanted.height();
    return room.width() >= wanted.width() && room.height() >= wanted.height() - 1;
}

/// A widget may cut its text where the whole of it is a moment away.
bool saysItInATip(const QWidget &widget, const QString &text)
{
    return widget.property("elides").toBool() && widget.toolTip().contains(text);
}

bool isLarge(const QFont &font, const QFontMetrics &metrics)
{
    const double points = font.pointSizeF() > 0 ? font.pointSizeF() : metrics.height() * 0.6;
    return points >= 18 || (points >= kLargePoints && font.bold());
}

void addPale(QStringList &faults, const QImage &image, const QRect &area, const QString &name, bool lenient)
{
    const double found = contrastWithin(image, area);
    if (found > 1.0 && found < (lenient ? kLargeContrast : kContrast))
        faults.append(u"%1: contrast %2"_s.arg(name).arg(found, 0, 'f', 2));
}

void addPaleRows(QStringList &faults, QWidget &window, const QImage &image)
{
    for (ui::ModelView *view : shown<ui::ModelView>(window)) {
        for (QModelIndex row = view->indexAt(QPoint(5, 5)); row.isValid(); row = view->indexBelow(row)) {
            for (int column = 0; column < view->model()->columnCount(); ++column) {
                const QModelIndex cell = row.siblingAtColumn(column);
                const QRect place = view->visualRect(cell) & view->viewport()->rect();
                const QPoint corner = view->viewport()->mapTo(&window, place.topLeft());
                const QString text = cell.data().toString();
                if (place.height() < view->visualRect(cell).height() || text.isEmpty())
                    continue;
                const QPoint end = corner + QPoint(place.width() - 1, place.height() / 2);
                if (window.childAt(end) != view->viewport()) // below a drawer
                    continue;
                const bool twoLines = row.parent().isValid() && column == 0;
                const int half = place.height() / 2;
                const int left = column == 0 ? 94 : 0; // beside the box
                const QRect whole(corner + QPoint(left, 0), QSize(place.width() - left, place.height() - 1));
                addPale(faults, image, twoLines ? whole.adjusted(0, 0, 0, -half) : whole, text, false);
                if (twoLines)
                    addPale(faults, image, whole.adjusted(0, half, 0, 0), text + u", facts"_s, false);
            }
        }
    }
}

} // namespace

double contrastWithin(const QImage &image, const QRect &area)
{
    const QRect inside = area & image.rect();
    QHash<QRgb, int> counts;
    for (int y = inside.top(); y <= inside.bottom(); ++y) {
        for (int x = inside.left(); x <= inside.right(); ++x)
            ++counts[image.pixel(x, y)];
    }
    QRgb most = 0;
    for (auto one = counts.cbegin(); one != counts.cend(); ++one) {
        if (one.value() > counts.value(most))
            most = one.key();
    }
    double best = 1;
    for (auto one = counts.cbegin(); one != counts.cend(); ++one)
        best = std::max(best, ui::contrast(QColor(one.key()), QColor(most)));
    return best;
}

QStringList cutTexts(QWidget &window)
{
    QStringList faults;
    for (const QLabel *label : shown<QLabel>(window)) {
        const QString text = plainOf(*label);
        if (text.isEmpty() || saysItInATip(*label, text))
            continue;
        if (!fits(*label, text))
            faults.append(nameOf(*label, text) + u" is cut"_s);
        else if (!isInside(*label, window))
            faults.append(nameOf(*label, text) + u" is cut by what it is in"_s);
    }
    for (const QAbstractButton *button : shown<QAbstractButton>(window)) {
        if (button->text().isEmpty())
            continue;
        if (!fits(*button) && !saysItInATip(*button, button->text()))
            faults.append(nameOf(*button, button->text()) + u" is cut"_s);
        else if (!isInside(*button, window))
            faults.append(nameOf(*button, button->text()) + u" is cut by what it is in"_s);
    }
    for (const QLineEdit *edit : shown<QLineEdit>(window)) {
        const int taken = edit->textMargins().left() + edit->textMargins().right() + 16;
        const bool narrow =
            edit->fontMetrics().horizontalAdvance(edit->placeholderText()) + taken > edit->width();
        if ((narrow && !saysItInATip(*edit, edit->placeholderText()))
            || edit->fontMetrics().height() > edit->height())
            faults.append(nameOf(*edit, edit->placeholderText()) + u" is cut"_s);
    }
    for (const QHeaderView *header : shown<QHeaderView>(window)) {
        for (int i = 0; i < header->count(); ++i) {
            if (header->isSectionHidden(i))
                continue;
            const QString text = header->model()->headerData(i, Qt::Horizontal).toString();
            if (header->fontMetrics().horizontalAdvance(text) > header->sectionSize(i)
                || header->fontMetrics().height() > header->height())
                faults.append(nameOf(*header, text) + u" is cut"_s);
        }
    }
    for (const ui::DiskGauge *gauge : shown<ui::DiskGauge>(window)) {
        if (gauge->height() < gauge->sizeHint().height())
            faults.append(nameOf(*gauge, gauge->summary()) + u" is cut"_s);
    }
    return faults;
}

QStringList paleTexts(QWidget &window)
{
    QStringList faults;
    const QImage image = window.grab().toImage().convertToFormat(QImage::Format_RGB32);
    const auto look = [&](const QWidget &widget, const QRect &room, const QString &text) {
        const QRect place = QRect(widget.mapTo(&window, room.topLeft()), room.size()) & window.rect();
        const bool lenient = !widget.isEnabled() || isLarge(widget.font(), widget.fontMetrics());
        addPale(faults, image, place, nameOf(widget, text), lenient);
    };
    for (const QLabel *label : shown<QLabel>(window)) {
        if (!label->text().isEmpty() && !label->visibleRegion().isEmpty())
            look(*label, label->contentsRect(), plainOf(*label));
    }
    for (const QAbstractButton *button : shown<QAbstractButton>(window)) {
        if (!button->text().isEmpty() && !button->visibleRegion().isEmpty())
            look(*button, button->rect().adjusted(4, 4, -4, -4), button->text());
    }
    for (const QHeaderView *header : shown<QHeaderView>(window))
        look(*header, header->rect().adjusted(0, 2, 0, -2), u"header"_s);
    for (const ui::DiskGauge *gauge : shown<ui::DiskGauge>(window))
        look(*gauge, gauge->rect().adjusted(0, 20, 0, 0), gauge->summary());
    addPaleRows(faults, window, image);
    return faults;
}

QStringList smallTargets(QWidget &window)
{
    QStringList faults;
    const auto look = [&](const QWidget &widget, const QString &text, const QSize &size) {
        if (size.width() < kTarget || size.height() < kTarget)
            faults.append(nameOf(widget, text)
                          + u" is %1 x %2 to click"_s.arg(size.width()).arg(size.height()));
    };
    for (const QAbstractButton *button : shown<QAbstractButton>(window)) {
        // Qt's own in a field; Escape clears it too.
        if (button->objectName().startsWith("qt_"_L1) || button->inherits("QLineEditIconButton"))
            continue;
        look(*button, button->text().isEmpty() ? button->accessibleName() : button->text(), button->size());
    }
    for (const QLineEdit *edit : shown<QLineEdit>(window))
        look(*edit, edit->accessibleName(), edit->size());
    for (const QComboBox *box : shown<QComboBox>(window))
        look(*box, box->accessibleName(), box->size());
    for (const QLabel *label : shown<QLabel>(window)) {
        if (label->textInteractionFlags().testFlag(Qt::LinksAccessibleByMouse)
            && Qt::mightBeRichText(label->text()))
            look(*label, plainOf(*label), label->size());
    }
    for (const ui::ModelView *view : shown<ui::ModelView>(window)) {
        const QModelIndex first = view->indexAt(QPoint(5, 5));
        if (first.isValid())
            look(*view, u"row"_s, {kTarget, view->visualRect(first).height()});
    }
    for (const QHeaderView *header : shown<QHeaderView>(window))
        look(*header, u"header"_s, {kTarget, header->height()});
    return faults;
}

QStringList namelessWidgets(QWidget &window)
{
    QStringList faults;
    for (QWidget *widget : shown<QWidget>(window)) {
        const bool isPart = widget->objectName().startsWith("qt_"_L1)
                            || qobject_cast<QScrollBar *>(widget) != nullptr
                            || qobject_cast<QHeaderView *>(widget) != nullptr;
        if (widget->focusPolicy() == Qt::NoFocus || !widget->isEnabled() || isPart
            || widget->focusProxy() != nullptr)
            continue;
        const auto *label = qobject_cast<const QLabel *>(widget);
        if (label && label->text().isEmpty())
            continue;
        const QAccessibleInterface *seen = QAccessible::queryAccessibleInterface(widget);
        if (!seen || seen->text(QAccessible::Name).trimmed().isEmpty())
            faults.append(nameOf(*widget, widget->objectName()) + u" has no name"_s);
    }
    return faults;
}

QStringList visualFaults(QWidget &window)
{
    return cutTexts(window) + paleTexts(window) + smallTargets(window) + namelessWidgets(window);
}

} // namespace weightyard::test
