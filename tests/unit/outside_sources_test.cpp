// Sources outside of the libraries: a disk that does not answer holds nobody up, and what was found before it stays found.
#include "test_registry.h"

#include "library/outside_sources.h"
#include "store_results.h"
#include "support/home_variable.h"
#include "temp_dir.h"

#include <QTest>
#include <future>

namespace outside_sources_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;
using namespace std::chrono_literals;

class OutsideSourcesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void diskThatDoesNotAnswer();
    void cancelled();
};

namespace {

/// Wants one object, which LM Studio has; and asks for folders of scripts until `answer` is there.
library::OutsideQuestion questionIn(const test::TempDir &home, const std::shared_future<void> &answer)
{
    const QByteArray bytes = test::patternBytes(5000, 1);
    home.writeFile(u".lmstudio/models/owner/name/w.gguf"_s, bytes);
    lfs::ManifestFile file;
    file.entry.path = u"w.gguf"_s;
    file.pointer = lfs::Pointer{test::oidOf(bytes), bytes.size()};
    library::OutsideQuestion question;
    question.manifest.files = {file};
    question.modelPath = u"owner/name"_s;
    question.target = home.path(u"target"_s);
    question.configDir = home.path(u"config"_s);
    question.environment = base::Environment({{test::homeVariable, home.path()}});
    question.scriptFolders = [answer](const QString &) {
        answer.wait();
        return QStringList();
    };
    return question;
}

} // namespace

void OutsideSourcesTest::diskThatDoesNotAnswer()
{
    const test::TempDir home;
    std::promise<void> answer;
    const library::OutsideQuestion question = questionIn(home, answer.get_future().share());
    // Long enough for the rest on a busy machine; without an end nothing would come back at all.
    const auto found = library::outsideSources(question, 3s, {});
    QCOMPARE(found.value(question.manifest.files.first().pointer->oid),
             QStringList(home.path(u".lmstudio/models/owner/name/w.gguf"_s)));
    answer.set_value();
}

void OutsideSourcesTest::cancelled()
{
    const test::TempDir home;
    std::promise<void> answer;
    const library::OutsideQuestion question = questionIn(home, answer.get_future().share());
    const base::CancelToken cancel;
    cancel.cancel();
    static_cast<void>(library::outsideSources(question, 24h, cancel)); // comes back
    answer.set_value();
}

WEIGHTYARD_TEST(OutsideSourcesTest)

} // namespace outside_sources_test

#include "outside_sources_test.moc"
