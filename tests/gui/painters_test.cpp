// What we paint ourselves, without any text, against reference grids (painters_grid.h): the mean colour of each little square,
// sixteen steps a channel, one step to either side allowed. So neither Qt's antialiasing nor a font makes a difference, but a
// wrong colour, side, size or place does. WEIGHTYARD_WRITE_GRIDS=FILE writes what is painted now.
#include "painters_grid.h"
#include "test_registry.h"

#include "ui/theme/paint.h"
#include "ui/widgets/disk_gauge.h"
#include "ui/widgets/rate_paint.h"

#include <QFile>
#include <QMap>
#include <QRegularExpression>
#include <QTest>
#include <tuple>

namespace painters_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;
using namespace weightyard::ui;

namespace {

constexpr int kSquare = 3;

int stepOf(qint64 sum, int pixels)
{
    return static_cast<int>(sum / pixels / 16);
}

/// "fff fff 26e\n...": a row of squares a line.
QString gridOf(const QImage &image)
{
    QString text;
    for (int top = 0; top < image.height(); top += kSquare) {
        QStringList line;
        for (int left = 0; left < image.width(); left += kSquare) {
            qint64 red = 0;
            qint64 green = 0;
            qint64 blue = 0;
            int pixels = 0;
            for (int y = top; y < std::min(top + kSquare, image.height()); ++y) {
                for (int x = left; x < std::min(left + kSquare, image.width()); ++x) {
                    const QRgb pixel = image.pixel(x, y);
                    red += qRed(pixel);
                    green += qGreen(pixel);
                    blue += qBlue(pixel);
                    ++pixels;
                }
            }
            line.append(u"%1%2%3"_s.arg(stepOf(red, pixels), 0, 16)
                            .arg(stepOf(green, pixels), 0, 16)
                            .arg(stepOf(blue, pixels), 0, 16));
        }
        text += line.join(u' ') + u'\n';
    }
    return text;
}

bool isNear(const QString &one, const QString &other)
{
    static const QRegularExpression space(u"\\s+"_s);
    const QStringList left = one.split(space, Qt::SkipEmptyParts);
    const QStringList right = other.split(space, Qt::SkipEmptyParts);
    if (left.size() != right.size())
        return false;
    for (qsizetype i = 0; i < left.size(); ++i) {
        for (qsizetype c = 0; c < 3; ++c) {
            const int a = QStringView(left[i]).mid(c, 1).toInt(nullptr, 16);
            const int b = QStringView(right[i]).mid(c, 1).toInt(nullptr, 16);
            if (std::abs(a - b) > 1)
                return false;
        }
    }
    return true;
}

using Paint = std::function<void(QPainter &, const Tokens &)>;

struct Picture {
    QSize size;
    Paint paint;
};

QImage gauge(const DiskFigures &figures, Qt::LayoutDirection direction, const Tokens &tokens)
{
    DiskGauge widget;
    widget.setPalette(paletteOf(tokens));
    widget.setLayoutDirection(direction);
    widget.setFigures(figures);
    widget.resize(120, 14); // the bar alone
    QImage image(widget.size(), QImage::Format_RGB32);
    image.fill(tokens.surface);
    widget.render(&image, QPoint(), QRegion(), QWidget::RenderFlags());
    return image;
}

/// A look a second; less than 0: a gap.
RateCurve curveOf(const QList<double> &rates)
{
    RateCurve curve{.points = {{}}, .seconds = static_cast<double>(rates.size()), .top = 100, .grid = true};
    for (const double rate : rates)
        curve.points.append({.seconds = static_cast<double>(curve.points.size()),
                             .rate = rate < 0 ? std::nullopt : std::optional(rate)});
    return curve;
}

QMap<QString, Picture> pictures()
{
    QMap<QString, Picture> all;
    for (const auto &[name, state] :
         {std::pair(u"off"_s, Qt::Unchecked), std::pair(u"part"_s, Qt::PartiallyChecked),
          std::pair(u"on"_s, Qt::Checked)})
        all[u"box "_s + name] = {{21, 21}, [state = state](QPainter &painter, const Tokens &tokens) {
                                     paintCheckBox(painter, {2, 2, kBoxSize, kBoxSize}, state, false, tokens);
                                 }};
    all[u"box focus"_s] = {
        {21, 21}, [](QPainter &painter, const Tokens &tokens) {
            paintCheckBox(painter, {2, 2, kBoxSize, kBoxSize}, Qt::Unchecked, true, tokens);
        }};
    for (const auto &[name, chosen, focus] :
         {std::tuple(u"off"_s, false, false), std::tuple(u"on"_s, true, false),
          std::tuple(u"focus"_s, false, true)})
        all[u"radio "_s + name] = {{21, 21},
                                   [chosen = chosen, focus = focus](QPainter &painter, const Tokens &tokens) {
                                       paintRadio(painter, {2, 2, kBoxSize, kBoxSize}, chosen, focus, tokens);
                                   }};
    for (const Qt::LayoutDirection direction : {Qt::LeftToRight, Qt::RightToLeft}) {
        const QString side = direction == Qt::LeftToRight ? u" ltr"_s : u" rtl"_s;
        for (const bool open : {false, true})
            all[(open ? u"arrow open"_s : u"arrow closed"_s) + side] = {
                {18, 18}, [direction, open](QPainter &painter, const Tokens &tokens) {
                    paintArrow(painter, {1, 1, 16, 16}, open, direction, tokens.secondary);
                }};
        for (const int percent : {0, 35, 100})
            all[u"bar %1"_s.arg(percent) + side] = {
                {60, 12}, [direction, percent](QPainter &painter, const Tokens &tokens) {
                    paintBar(painter, {3, 3, 54, kBarHeight}, percent / 100.0, tokens.accent, tokens.track,
                             direction);
                }};
        const auto rates = [&](const QString &name, const RateCurve &curve) {
            all[u"rates "_s + name + side] = {
                {60, 24}, [curve, direction](QPainter &painter, const Tokens &tokens) {
                    paintRates(painter, {3, 3, 54, 18}, curve, tokens, direction);
                }};
        };
        rates(u"none"_s, curveOf({}));
        rates(u"rising"_s, curveOf({10, 40, 70, 100}));
        rates(u"pause"_s, curveOf({80, 80, -1, -1, 50, 50}));
        rates(u"stall"_s, curveOf({80, 80, 0, 0, 50, 50}));
        RateCurve marked = curveOf({10, 40, 70, 100});
        marked.marked = 2;
        rates(u"marked"_s, marked);
        const auto disk = [&](const QString &name, const DiskFigures &figures) {
            all[u"gauge "_s + name + side] = {{120, 14},
                                              [figures, direction](QPainter &painter, const Tokens &tokens) {
                                                  painter.drawImage(0, 0, gauge(figures, direction, tokens));
                                              }};
        };
        disk(u"unknown"_s, {});
        disk(u"usual"_s, {.total = 100, .available = 50, .models = 20, .selected = 20, .reserve = 5});
        disk(u"tight"_s, {.total = 100, .available = 50, .models = 20, .selected = 42, .reserve = 5});
        disk(u"too much"_s, {.total = 100, .available = 50, .models = 20, .selected = 49, .reserve = 5});
    }
    for (const auto &[name, tone] : {std::pair(u"plain"_s, Tone::Plain), std::pair(u"good"_s, Tone::Good),
                                     std::pair(u"caution"_s, Tone::Caution), std::pair(u"bad"_s, Tone::Bad)})
        all[u"pill "_s + name] = {{48, 24}, [tone = tone](QPainter &painter, const Tokens &tokens) {
                                      paintPillGround(painter, {3, 3, 42, 18}, tone, tokens);
                                  }};
    return all;
}

QString painted(const Picture &picture, const Tokens &tokens)
{
    QImage image(picture.size, QImage::Format_RGB32);
    image.fill(tokens.surface);
    QPainter painter(&image);
    picture.paint(painter, tokens);
    painter.end();
    return gridOf(image);
}

/// "== name" and its lines, again and again.
QMap<QString, QString> references()
{
    QMap<QString, QString> all;
    for (const QString &part : QString::fromLatin1(kPaintersGrid).split(u"== "_s, Qt::SkipEmptyParts))
        all[part.section(u'\n', 0, 0).trimmed()] = part.section(u'\n', 1).trimmed() + u'\n';
    return all;
}

} // namespace

class PaintersTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void likeTheReference_data();
    void likeTheReference();
    void aWrongOneIsSeen();
};

void PaintersTest::likeTheReference_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("dark");
    QString written;
    const QMap<QString, Picture> all = pictures();
    for (const bool dark : {false, true}) {
        for (auto one = all.cbegin(); one != all.cend(); ++one) {
            const QString name = one.key() + (dark ? u" dark"_s : u" light"_s);
            QTest::newRow(qPrintable(name)) << one.key() << dark;
            written += u"== %1\n%2"_s.arg(name, painted(*one, dark ? darkTokens() : lightTokens()));
        }
    }
    if (QFile file(qEnvironmentVariable("WEIGHTYARD_WRITE_GRIDS")); file.open(QIODevice::WriteOnly))
        file.write(written.toLatin1());
}

void PaintersTest::likeTheReference()
{
    QFETCH(QString, name);
    QFETCH(bool, dark);
    const QString now = painted(pictures()[name], dark ? darkTokens() : lightTokens());
    const QString wanted = references().value(name + (dark ? u" dark"_s : u" light"_s));
    QVERIFY2(isNear(now, wanted), qPrintable(u"\n"_s + now + u"instead of\n"_s + wanted));
}

// The comparison is worth something: other colours, the other side, a step more, another state.
void PaintersTest::aWrongOneIsSeen()
{
    const QMap<QString, Picture> all = pictures();
    const auto says = [&](const char *name, const Tokens &tokens = lightTokens()) {
        return painted(all[QString::fromLatin1(name)], tokens);
    };
    QVERIFY(isNear(says("bar 35 ltr"), says("bar 35 ltr")));
    QVERIFY(!isNear(says("bar 35 ltr"), says("bar 35 rtl")));
    QVERIFY(!isNear(says("bar 35 ltr"), says("bar 0 ltr")));
    QVERIFY(!isNear(says("box on"), says("box part")));
    QVERIFY(!isNear(says("box off"), says("box focus")));
    QVERIFY(!isNear(says("arrow closed ltr"), says("arrow closed rtl")));
    QVERIFY(!isNear(says("arrow closed ltr"), says("arrow open ltr")));
    QVERIFY(!isNear(says("gauge usual ltr"), says("gauge tight ltr")));
    QVERIFY(!isNear(says("gauge tight ltr"), says("gauge too much ltr")));
    QVERIFY(!isNear(says("rates rising ltr"), says("rates rising rtl")));
    QVERIFY(!isNear(says("rates pause ltr"), says("rates stall ltr"))); // a gap is no zero
    QVERIFY(!isNear(says("rates rising ltr"), says("rates marked ltr")));
    Tokens wrong = lightTokens();
    wrong.accent = wrong.good;
    QVERIFY(!isNear(says("bar 35 ltr"), says("bar 35 ltr", wrong)));
    Picture lower{
        {60, 12}, [](QPainter &painter, const Tokens &tokens) {
            paintBar(painter, {3, 5, 54, kBarHeight}, 0.35, tokens.accent, tokens.track, Qt::LeftToRight);
        }};
    QVERIFY(!isNear(says("bar 35 ltr"), painted(lower, lightTokens())));
}

WEIGHTYARD_TEST(PaintersTest)

} // namespace painters_test

#include "painters_test.moc"
