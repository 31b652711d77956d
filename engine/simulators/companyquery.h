#pragma once

#include "engine/simulators/companyfault.h"

namespace uds {

/// One comparison of a WHERE clause. Several are joined by AND; there is no OR.
struct CompanyCondition {
    enum class Operator { Equal, Less, Greater, LessOrEqual, GreaterOrEqual, Like, In };
    QString path;
    Operator comparison = Operator::Equal;
    QStringList values;
};

struct CompanyOrder {
    QString path;
    bool isDescending = false;
};

/// A parsed query statement.
struct CompanyQuery {
    bool isCount = false;
    QString entity;
    QList<CompanyCondition> conditions;
    QList<CompanyOrder> orders;
    int start = 1;
    int most = 100;
};

/// 4000 for anything outside the grammar: OR, projections, unquoted numbers, unknown words.
[[nodiscard]] CompanyResult<CompanyQuery> parseCompanyQuery(const QString &statement);

} // namespace uds
