// BrowseScene: a window over a LocalHub that has models to be found: cards of the search, and one repository with variants. GUI thread.
#pragma once

#include "window_scene.h"

#include "ui/browse/browse_pane.h"
#include "ui/browse/found_details.h"
#include "ui/browse/found_view.h"
#include "ui/browse/search_bar.h"
#include "ui/widgets/search_field.h"

#include "repo_builder.h"

#include <QJsonObject>
#include <QTest>

namespace weightyard::test {

inline const QString kCoder = QStringLiteral("mlx-community/Qwen3-Coder-30B-A3B-Instruct");

class BrowseScene
{
public:
    BrowseScene() { window.offerOnly(QStringLiteral("Demo"), QStringLiteral("demo/catalogued"), 1'000'000); }

    LocalHub &hub() { return window.hub(); }
    /// Found by a search; without a repository.
    void card(const QString &id, const ModelCard &card)
    {
        window.hub().update([&](HubSettings &settings) { settings.cards.insert(id, card); });
    }
    static ModelCard mlx(qint64 parameters, qint64 downloads)
    {
        return {
            .tags = {QStringLiteral("mlx"), QStringLiteral("license:apache-2.0")},
            .task = QStringLiteral("text-generation"),
            .downloads = downloads,
            .likes = downloads / 300,
            .trending = downloads,
            .more = {{QStringLiteral("safetensors"), QJsonObject{{QStringLiteral("total"), parameters}}}}};
    }
    /// Folders of MLX weights with objects of these sizes, a double, and a README.
    void addCoder(const QByteArray &readme = "# Qwen3 Coder\n\nA model that writes code.\n",
                  qint64 unit = 1'000'000, bool isThere = false)
    {
        RepoBuilder repo;
        repo.lfsTrack(QStringLiteral("*.safetensors")).file(QStringLiteral("README.md"), readme);
        repo.file(QStringLiteral("LICENSE"), "Apache\n");
        for (const int bits : {3, 4, 6, 8}) {
            const QString folder = QStringLiteral("%1-bit/").arg(bits);
            const qint64 size = bits * unit;
            const ObjectId object = isThere
                                        ? hub().addGenerated(static_cast<quint64>(bits), size)
                                        : ObjectId{QByteArray(63, 'a') + static_cast<char>('0' + bits), size};
            repo.file(folder + QStringLiteral("config.json"), "{}\n")
                .lfsPointer(folder + QStringLiteral("model.safetensors"), object);
        }
        repo.commit("one");
        hub().addRepository(kCoder, repo);
        card(kCoder, mlx(30'500'000'000, 412'000));
    }

    void open()
    {
        window.open();
        QTest::mouseClick(window.button(QStringLiteral("Browse")), Qt::LeftButton);
    }
    ui::FoundView &view() { return *window.child<ui::FoundView>(); }
    ui::FoundDetails &details() { return *window.child<ui::FoundDetails>(); }
    QLineEdit &field() { return *window.child<ui::SearchField>(QStringLiteral("Search the Hub")); }
    int rows() { return view().model()->rowCount(); }
    QStringList names()
    {
        QStringList names;
        for (int i = 0; i < rows(); ++i)
            names.append(view().model()->index(i, 0).data().toString());
        return names;
    }
    void click(int row)
    {
        const QModelIndex index = view().model()->index(row, 0);
        view().scrollTo(index);
        QTest::mouseClick(view().viewport(), Qt::LeftButton, {}, view().visualRect(index).center());
    }
    QAbstractButton *button(const QString &begin) { return window.button(begin, &details()); }
    /// Of a label that is shown in the details, or in the list.
    bool says(const QString &part, QWidget *in = nullptr)
    {
        const QWidget *where = in ? in : &window.window();
        for (const QLabel *label : where->findChildren<QLabel *>()) {
            if (label->isVisible() && QString(label->text()).remove(QChar(0x200B)).contains(part))
                return true;
        }
        return false;
    }
    QList<LoggedRequest> searches()
    {
        return hub().log().matching([](const LoggedRequest &request) {
            return request.endpoint == Endpoint::Api && request.target.startsWith("/api/models?")
                   && request.target.contains("sort="); // the check of the Hub asks, too
        });
    }
    int requestsOf(const QByteArray &part)
    {
        return static_cast<int>(
            hub()
                .log()
                .matching([&](const LoggedRequest &request) { return request.target.contains(part); })
                .size());
    }

    WindowScene window;
};

} // namespace weightyard::test
