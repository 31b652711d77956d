#pragma once

#include "engine/core/json.h"

#include <QStringList>

namespace uds {

/// A dotted path into a document: `billing.email`, `line_items[].sku`, `Line[2].Amount`,
/// `meta_data[key=_ref].value`.
/// `[]` stands for every element, `[n]` for one, `[name=text]` for the first element whose member equals the
/// text. A backslash takes the next character literally.
class JsonPath {
public:
    /// ErrorKind::Validation, code "path.syntax", with the position in the message.
    [[nodiscard]] static Result<JsonPath> parse(QStringView text);
    /// For literals in code; asserts.
    [[nodiscard]] static JsonPath literal(QStringView text);

    [[nodiscard]] QString text() const;
    [[nodiscard]] bool isEmpty() const; ///< the whole document
    [[nodiscard]] bool hasWildcard() const;

    /// All values that the path reaches, in document order; absent members give nothing.
    [[nodiscard]] JsonArray all(const Json &document) const;
    /// The first of all(), or null.
    [[nodiscard]] Json first(const Json &document) const;
    /// Writes \a value, making objects and, for `[n]`, array elements on the way. Asserts that there is no
    /// `[]`.
    void assign(Json &document, Json value) const;

    friend bool operator==(const JsonPath &, const JsonPath &) = default;

private:
    struct Step {
        enum class Kind { Member, Every, Index, Match };
        Kind kind = Kind::Member;
        QString name; ///< member name; for Match the name to compare
        QString value; ///< for Match
        int index = 0; ///< for Index
        [[nodiscard]] bool matches(const Json &item) const; ///< for Match
        friend bool operator==(const Step &, const Step &) = default;
    };
    enum class Visit { Continue, Stop };

    static std::optional<Step> readMember(QStringView text, qsizetype &position);
    static std::optional<Step> readBracket(QStringView text, qsizetype &position);
    static std::optional<Step> indexStep(QStringView digits);
    template <typename Visitor>
    Visit visit(const Json &value, qsizetype depth, const Visitor &visitor) const;
    static const Json *following(const Json &value, const Step &step);
    static Json *placeFor(Json &value, const Step &step);

    QList<Step> m_steps;
};

} // namespace uds
