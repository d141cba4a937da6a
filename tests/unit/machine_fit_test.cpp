// Does a model fit: estimates from what a search tells, and limits.
#include "test_registry.h"

#include "session/machine_fit.h"

#include <QTest>
#include <limits>

namespace machine_fit_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;
using session::Fit;

class MachineFitTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void bestOfSeveral();
    void bits_data();
    void bits();
    void estimates();
    void fits();
};

void MachineFitTest::bits_data()
{
    QTest::addColumn<QString>("quantization");
    QTest::addColumn<double>("bits");
    QTest::newRow("MLX") << u"4-bit"_s << 4.5;
    QTest::newRow("8") << u"8-bit"_s << 8.5;
    QTest::newRow("bf16") << u"bf16"_s << 16.0;
    QTest::newRow("awq") << u"awq"_s << 4.5;
    QTest::newRow("none") << QString() << 0.0;
    QTest::newRow("nobody knows") << u"x-bit"_s << 0.0;
}

void MachineFitTest::bits()
{
    QFETCH(QString, quantization);
    QFETCH(double, bits);
    QCOMPARE(session::bitsOf(quantization), bits);
}

void MachineFitTest::estimates()
{
    hub::FoundModel model;
    QCOMPARE(session::estimatedBytes(model), 0);
    model.parameters = 8'000'000'000;
    QCOMPARE(session::estimatedBytes(model), 0); // of no known format
    model.quantization = u"4-bit"_s;
    QCOMPARE(session::estimatedBytes(model), 4'500'000'000);
    model.quantization.clear();
    model.formats = {u"safetensors"_s};
    QCOMPARE(session::estimatedBytes(model), 16'000'000'000);
    model.formats = {u"gguf"_s, u"safetensors"_s};
    const qint64 usual = session::estimatedBytes(model);
    QVERIFY(usual > 4'500'000'000 && usual < 5'500'000'000);
    model.quantization = u"IQ9_ODD"_s;
    QCOMPARE(session::estimatedBytes(model), 0); // named, and not known: no guess
    model.quantization = u"bf16"_s;
    model.parameters = std::numeric_limits<qint64>::max();
    QCOMPARE(session::estimatedBytes(model), 0);
}

void MachineFitTest::fits()
{
    constexpr qint64 kGb = 1'000'000'000;
    const session::Machine machine{.memory = 32 * kGb, .room = 79 * kGb};
    QCOMPARE(session::fitOf(0, machine), Fit::Unknown);
    QCOMPARE(session::fitOf(4 * kGb, machine), Fit::Fits);
    QCOMPARE(session::fitOf(25 * kGb, machine), Fit::TightMemory);
    QCOMPARE(session::fitOf(33 * kGb, machine), Fit::NoMemory);
    QCOMPARE(session::fitOf(80 * kGb, machine), Fit::NoDisk);
    QCOMPARE(session::fitOf(4 * kGb, {}), Fit::Unknown);
    QCOMPARE(session::fitOf(4 * kGb, {.memory = 32 * kGb, .room = {}}), Fit::Fits);
    QCOMPARE(session::fitOf(4 * kGb, {.memory = 0, .room = 79 * kGb}), Fit::Fits);
    QVERIFY(session::isTooLarge(Fit::NoDisk) && session::isTooLarge(Fit::NoMemory));
    QVERIFY(!session::isTooLarge(Fit::Unknown) && !session::isTooLarge(Fit::TightMemory));
}

void MachineFitTest::bestOfSeveral()
{
    constexpr qint64 kGB = 1'000'000'000;
    QList<hub::Variant> variants;
    for (const qint64 size : {3, 5, 8, 20})
        variants.append({.name = QString::number(size), .bytes = size * kGB});
    const auto best = [&](const session::Machine &machine) {
        const hub::Variant *found = session::bestVariant(variants, machine);
        return found ? found->name : QString();
    };
    QCOMPARE(best({.memory = 0, .room = {}}), u"20"_s); // nothing is known
    QCOMPARE(best({.memory = 16 * kGB, .room = 100 * kGB}), u"8"_s);
    QCOMPARE(best({.memory = 16 * kGB, .room = 4 * kGB}), u"3"_s);
    QCOMPARE(best({.memory = 4 * kGB, .room = 100 * kGB}), u"3"_s); // tight
    QCOMPARE(best({.memory = kGB, .room = 100 * kGB}), u"3"_s);     // none fits: the smallest
    variants[2].isComplete = false;
    QCOMPARE(best({.memory = 16 * kGB, .room = 100 * kGB}), u"5"_s);
    variants.clear();
    QVERIFY(best({}).isEmpty());
}

WEIGHTYARD_TEST(MachineFitTest)

} // namespace machine_fit_test

#include "machine_fit_test.moc"
