// What is said in place of found models, and below them. Pure over what it is given; GUI thread.
#pragma once

#include <QString>

namespace weightyard::ui {

class FoundList;
class HubSearch;

struct SearchMessage {
    QString title;
    QString text = {};
    QString button = {};    ///< empty: none
    bool isOffline = false; ///< what is here can be shown
};

/// For an empty list. `isOpened`: the model that was searched for by its whole name is there, and its details are shown.
SearchMessage searchMessage(const HubSearch &search, const FoundList &list, bool isOpened = false);
/// How many there are, and what is left out or missing.
QString searchFoot(const HubSearch &search, const FoundList &list);

} // namespace weightyard::ui
