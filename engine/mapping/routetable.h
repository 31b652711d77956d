#pragma once

#include "engine/mapping/expression.h"
#include "engine/mapping/mappinglibrary.h"

namespace uds {

/// The routes of a preset: per purpose the first rule whose condition holds decides.
class RouteTable {
public:
    /// \a routes as in resources/presets: [{"purpose", "when", "after", and one of "mapping", "action":
    /// "void", "exclude"}].
    [[nodiscard]] static Result<RouteTable> compile(
        const Json &routes, const CompileScope &scope, const QString &place);
    [[nodiscard]] RoutedRecord route(const Json &record, const MappingContext &context) const;
    /// Names of all mapping documents that routes of \a purpose lead to; of every purpose when it is empty.
    [[nodiscard]] QStringList mappings(const QString &purpose = {}) const;

private:
    struct Rule {
        Route route;
        Condition when;
        QString exclude; ///< sentence, for a rule that leaves the record out
        QList<ValuePath> arguments;
    };
    [[nodiscard]] static Result<Rule> compileRule(
        const Json &json, const CompileScope &scope, const QString &place);
    QList<Rule> m_rules;
};

} // namespace uds
