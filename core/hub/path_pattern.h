// PathPattern: a pattern as `hf download --include` takes it (huggingface_hub, utils/_paths.py, filter_repo_objects): Python's fnmatch over
// the whole path. Case-sensitive on every system; "*" and "?" cross "/", "[abc]" and "[!abc]" are sets, a "/" at the end means everything
// below. It is not the pattern of gitignore and of git-lfs (git/wildcard.h), where "*" stops at "/". The time is bounded by pattern
// times path. Immutable values, any thread.
#pragma once

#include <QList>
#include <QString>
#include <vector>

namespace weightyard::hub {

class PathPattern
{
public:
    explicit PathPattern(const QString &pattern);

    bool matches(QStringView text) const;
    const QString &text() const { return m_text; }

private:
    struct Range {
        char32_t first = 0;
        char32_t last = 0;
    };
    struct Token {
        bool isStar = false;
        bool isAny = false;
        bool isNegated = false;
        std::vector<Range> ranges = {};

        bool takes(char32_t c) const;
    };

    qsizetype addSet(const QList<uint> &pattern, qsizetype at);

    QString m_text;
    std::vector<Token> m_tokens;
};

} // namespace weightyard::hub
