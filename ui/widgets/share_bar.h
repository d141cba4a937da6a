// ShareBar: what takes room on a disk, as one bar of coloured shares; and a swatch of one colour for the line that says it. The colours
// follow the palette. GUI thread.
#pragma once

#include "ui/widgets/bar_value.h"

#include <QList>
#include <QWidget>

namespace weightyard::ui {

enum class ShareKind { OtherFiles, Models, Copies, History, Previous, Partials, Leftovers };

class ShareBar : public QWidget, public BarValue
{
    Q_OBJECT
public:
    struct Part {
        ShareKind kind = ShareKind::OtherFiles;
        qint64 bytes = 0;
    };
    explicit ShareBar(QWidget *parent = nullptr);

    /// From where reading begins; `total` 0: not known. `spoken`: the same in words.
    void setParts(const QList<Part> &parts, qint64 total, const QString &spoken);
    qint64 taken() const override;
    qint64 all() const override { return m_total; }
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QList<Part> m_parts;
    qint64 m_total = 0;
};

class ShareSwatch : public QWidget
{
    Q_OBJECT
public:
    ShareSwatch(ShareKind kind, QWidget *parent);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const ShareKind m_kind;
};

} // namespace weightyard::ui
