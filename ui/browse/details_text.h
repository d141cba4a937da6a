// What the details of a model of the Hub say: pure functions, any thread.
#pragma once

#include "catalog/model_location.h"
#include "hub/pick.h"
#include "session/model_look.h"

#include <QCoreApplication>

namespace weightyard::ui {

class DetailsText
{
    Q_DECLARE_TR_FUNCTIONS(DetailsText)
public:
    /// "Asking the Hub…", or another host by its name; the second, what is in the model.
    static QString asking(const catalog::ModelLocation &location);
    static QString askingContent(const catalog::ModelLocation &location);
    /// "not known" where neither a search nor the Hub's details have told of it.
    static QString licence(const hub::FoundModel &found, const std::optional<session::ModelLook> &look);
    static QString date(const QDateTime &when);
    static QString popularity(const hub::FoundModel &found);
    /// What scanners said, as it is: absent is "not scanned", never "safe".
    static QString scan(const hub::ModelDetails &details);
    /// What its user should know first: formats that may run code, Python code, answers that are old.
    static QStringList notices(const session::ModelLook &look);
    /// What a download fetches, and what it leaves out.
    static QString sum(const session::ModelLook &look, const hub::Pick &pick);
    static QString variant(const hub::Variant &variant); ///< "folder 4-bit · 4.5 bits a weight"
};

} // namespace weightyard::ui
