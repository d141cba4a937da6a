// The parts of the window on their own: banner, disk gauge, details, totals.
#include "test_registry.h"

#include "job/progress_meter.h"
#include "ui/text/format.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/details_panel.h"
#include "ui/widgets/disk_gauge.h"
#include "ui/widgets/total_bar.h"

#include <QTest>
#include <algorithm>
#include <limits>

Q_DECLARE_METATYPE(weightyard::queue::QueueTotals)

namespace bands_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;
using namespace weightyard::ui;

class BandsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void dismissedStaysAway();
    void whatWasAskedForIsOnTop();
    void passingBannerGoes();
    void bannerIsPlainText();
    void gaugeCountsTheReserve();
    void folderOfARunningDownload();
    void totalsSay_data();
    void totalsSay();
    void aWaitHasNoRate();
};

namespace {

void dismiss(Banner &banner)
{
    for (QPushButton *button : banner.findChildren<QPushButton *>()) {
        if (button->accessibleName() == "Dismiss"_L1)
            button->click();
    }
}

} // namespace

void BandsTest::dismissedStaysAway()
{
    Banner banner;
    BannerText room{.key = u"room"_s, .tone = Tone::Bad, .text = u"5 too little"_s, .topic = u"a"_s};
    banner.post(room);
    QVERIFY(!banner.isHidden());
    dismiss(banner);
    QVERIFY(banner.isHidden());
    room.text = u"4 too little"_s; // a second later
    banner.post(room);
    QVERIFY(banner.isHidden());
    room.topic = u"b"_s; // of another selection
    banner.post(room);
    QVERIFY(!banner.isHidden());
    dismiss(banner);
    banner.clear(u"room"_s); // it was over
    banner.post(room);
    QVERIFY(!banner.isHidden());
    // What follows from a click is said each time.
    const BannerText answer{.key = u"answer"_s, .tone = Tone::Bad, .text = u"no"_s};
    banner.clear(u"room"_s);
    banner.post(answer);
    dismiss(banner);
    banner.post(answer);
    QVERIFY(!banner.isHidden());
}

// A message that stays must not hide how a move goes, and its button.
void BandsTest::whatWasAskedForIsOnTop()
{
    Banner banner;
    banner.post({.key = u"move"_s, .text = u"moving"_s, .action = u"Stop"_s, .asked = true});
    banner.post({.key = u"updates"_s, .tone = Tone::Caution, .text = u"not asked"_s});
    banner.post({.key = u"error"_s, .tone = Tone::Bad, .text = u"bad"_s});
    QCOMPARE(banner.text(), u"moving"_s);
    banner.clear(u"move"_s);
    QCOMPARE(banner.text(), u"bad"_s);
}

void BandsTest::passingBannerGoes()
{
    Banner banner;
    banner.post({.key = u"copied"_s, .text = u"done"_s, .forMs = 50});
    QVERIFY(!banner.isHidden());
    QTRY_VERIFY(banner.isHidden());
}

void BandsTest::bannerIsPlainText()
{
    Banner banner;
    banner.post({.key = u"k"_s, .text = u"<b>not bold</b>"_s});
    const QList<QLabel *> labels = banner.findChildren<QLabel *>();
    QCOMPARE(labels.size(), 1);
    QCOMPARE(labels.first()->textFormat(), Qt::PlainText);
}

void BandsTest::gaugeCountsTheReserve()
{
    DiskGauge gauge;
    DiskFigures figures{
        .total = 1'000'000'000, .available = 100'000'000, .selected = 0, .reserve = 20'000'000};
    gauge.setFigures(figures);
    QCOMPARE(gauge.summary(), u"100 MB free"_s);
    figures.selected = 30'000'000;
    gauge.setFigures(figures);
    QCOMPARE(gauge.summary(), u"100 MB free · 70.0 MB after"_s);
    QVERIFY(!figures.isTight());
    figures.selected = 75'000'000;
    QVERIFY(figures.fits() && figures.isTight());
    figures.selected = 85'000'000; // on the disk there is room, but the reserve is to stay free
    gauge.setFigures(figures);
    QCOMPARE(gauge.summary(), u"80.0 MB usable · 5.00 MB too little"_s);
    figures.running = 30'000'000; // which is counted in what is selected; the banner says as much
    gauge.setFigures(figures);
    QCOMPARE(gauge.summary(), u"50.0 MB usable · 5.00 MB too little"_s);
}

// Another library was chosen meanwhile.
void BandsTest::folderOfARunningDownload()
{
    DetailsPanel details;
    ModelRow row;
    row.key = u"o/n"_s;
    row.disk.folder = u"/new/o/n"_s;
    const auto says = [&details](const QString &folder) {
        const QList<QLabel *> labels = details.findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(),
                           [&](const QLabel *label) { return label->toolTip() == folder; });
    };
    row.job = job::JobSnapshot{.folder = u"/old/o/n"_s, .state = job::JobState::Transferring};
    details.setRows({&row}, u"/new"_s, {});
    QVERIFY(says(u"/old/o/n"_s));
    row.job->state = job::JobState::Cancelled;
    details.setRows({&row}, u"/new"_s, {});
    QVERIFY(says(u"/new/o/n"_s));
}

void BandsTest::totalsSay_data()
{
    using Facts = TotalBar::Facts;
    QTest::addColumn<Facts>("facts");
    QTest::addColumn<QString>("says");
    QTest::newRow("nothing") << Facts() << u"Nothing to do. Tick what you want."_s;
    QTest::newRow("nothing, with a limit")
        << Facts{.rateLimit = 5'000'000} << u"Nothing to do. Tick what you want."_s;
    QTest::newRow("ticked") << Facts{.ticked = 3} << u"3 models selected."_s;
    const queue::QueueTotals givenUp{.jobs = 1, .cancelled = 1};
    QTest::newRow("given up") << Facts{.totals = givenUp} << u"Nothing to do. Tick what you want."_s;
    const queue::QueueTotals ended{.jobs = 5, .installed = 4, .cancelled = 1};
    QTest::newRow("ended") << Facts{.totals = ended} << u"4 of 4 done"_s;
    queue::QueueTotals running{.jobs = 3, .running = 1, .queued = 1, .installed = 1};
    running.rate = 1'000'000;
    const QString minute = u"1 of 3 done · 60.0 MB left · about "_s + text::formatDuration(60'000);
    QTest::newRow("running") << Facts{.totals = running, .bytesLeft = 60'000'000} << minute;
    QTest::newRow("running, with a limit")
        << Facts{.totals = running, .bytesLeft = 60'000'000, .rateLimit = 1'000'000}
        << minute + u" · limit 1 MB/s"_s;
    running.rate = 1;
    const QString ages = text::formatDuration(job::millisecondsFor(std::numeric_limits<qint64>::max(), 1));
    QTest::newRow("for ever") << Facts{.totals = running, .bytesLeft = std::numeric_limits<qint64>::max()}
                              << u"1 of 3 done · %1 left · about %2"_s.arg(
                                     text::formatBytes(std::numeric_limits<qint64>::max()), ages);
}

void BandsTest::totalsSay()
{
    QFETCH(TotalBar::Facts, facts);
    const QString says = TotalBar::sentence(facts);
    QTEST(says, "says");
    QVERIFY(!says.contains(u'-'));
}

// A byte a minute is a wait, and no rate.
void BandsTest::aWaitHasNoRate()
{
    TotalBar bar;
    const auto shownRates = [&bar] {
        const QList<QLabel *> labels = bar.findChildren<QLabel *>();
        return std::count_if(labels.cbegin(), labels.cend(), [](const QLabel *label) {
            return !label->isHidden() && label->text().endsWith(u"/s"_s);
        });
    };
    TotalBar::Facts facts;
    facts.totals.jobs = facts.totals.running = 1;
    facts.totals.moving = true;
    for (const double rate : {0.0, 0.4}) {
        facts.totals.rate = rate;
        bar.setFacts(facts);
        QCOMPARE(shownRates(), 0);
    }
    facts.totals.rate = 2'000'000;
    bar.setFacts(facts);
    QCOMPARE(shownRates(), 1);
}

WEIGHTYARD_TEST(BandsTest)

} // namespace bands_test

#include "bands_test.moc"
