// What macOS asks a running program to open. The event is made here: only macOS sends it.
#include "app/gui/open_events.h"
#include "test_registry.h"

#include <QApplication>
#include <QFileOpenEvent>
#include <QSignalSpy>
#include <QTest>

namespace open_events_test {

using namespace weightyard::gui;
using namespace Qt::Literals::StringLiterals;

class OpenEventsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void keepsUntilListenedTo();
};

void OpenEventsTest::keepsUntilListenedTo()
{
    OpenEvents events(qApp);
    QSignalSpy asked(&events, &OpenEvents::asked);
    const auto send = [](const QUrl &url) {
        QFileOpenEvent event(url);
        QCoreApplication::sendEvent(qApp, &event);
    };
    send(QUrl(u"weightyard://hub/owner/model"_s)); // while the program still starts
    send(QUrl());
    send(QUrl::fromLocalFile(u"/tmp/old scripts"_s));
    QCOMPARE(asked.count(), 0);
    events.listen();
    QCOMPARE(asked.count(), 0);                          // the window is not shown yet
    send(QUrl(u"https://huggingface.co/owner/other"_s)); // keeps its place behind the others
    QTRY_COMPARE(asked.count(), 1);
    QCOMPARE(asked.first().first().toStringList(),
             QStringList({u"weightyard://hub/owner/model"_s, u"file:///tmp/old scripts"_s,
                          u"https://huggingface.co/owner/other"_s}));
    send(QUrl(u"weightyard://hub/owner/third"_s));
    QCOMPARE(asked.count(), 2);
    QCOMPARE(asked.last().first().toStringList(), QStringList{u"weightyard://hub/owner/third"_s});
}

WEIGHTYARD_TEST(OpenEventsTest)

} // namespace open_events_test

#include "open_events_test.moc"
