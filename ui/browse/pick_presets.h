// Usual choices among the files of a model, each a wish that an update chooses by as well. Pure, any thread.
#pragma once

#include "session/model_look.h"

#include <QCoreApplication>

namespace weightyard::ui {

struct PickPreset {
    QString name;
    hub::PickWish wish;
    qint64 bytes = 0;
};

class PickPresets
{
    Q_DECLARE_TR_FUNCTIONS(PickPresets)
public:
    /// All files, without doubles, weights with configuration, then each variant; those that this model has.
    static QList<PickPreset> of(const session::ModelLook &look);
    /// What these files are a choice of by a better name than theirs: a wish as above, else the paths.
    static hub::PickWish wishOf(const QStringList &paths, const session::ModelLook &look);
    /// What a choice of this model is called; one by ticks or patterns, too.
    static QString nameOf(const hub::PickWish &wish, const session::ModelLook &look);

    /// Patterns as they are typed: with commas, or blanks, between them.
    static QStringList patternsIn(const QString &text);
    static QString patternsText(const QStringList &patterns);
};

} // namespace weightyard::ui
