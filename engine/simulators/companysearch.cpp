#include "engine/simulators/companysearch.h"

#include "engine/simulators/companytypes.h"

#include <QDateTime>
#include <QRegularExpression>

#include <algorithm>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

using Operator = CompanyCondition::Operator;

QString textAt(const Json &object, const QString &path)
{
    const qsizetype dot = path.indexOf(u'.');
    if (dot < 0)
        return companyKeyText(object, path);
    return companyKeyText(object[QStringView(path).left(dot)], QStringView(path).sliced(dot + 1));
}

/// Negative, zero or positive. Times compare as instants, numbers by value, everything else without case.
int compared(const QString &path, const QString &left, const QString &right)
{
    const auto sign = [](auto order) { return order < 0 ? -1 : order > 0 ? 1 : 0; };
    if (path.startsWith("MetaData."_L1)) {
        const QDateTime first = QDateTime::fromString(left, Qt::ISODateWithMs);
        const QDateTime second = QDateTime::fromString(right, Qt::ISODateWithMs);
        return sign(second.msecsTo(first));
    }
    const Result<Decimal> first = Decimal::parse(left);
    const Result<Decimal> second = Decimal::parse(right);
    if (first && second)
        return *first < *second ? -1 : *first > *second ? 1 : 0;
    return sign(left.compare(right, Qt::CaseInsensitive));
}

bool isLike(const QString &text, const QString &pattern)
{
    QStringList parts;
    for (const QString &part : pattern.split(u'%'))
        parts.append(QRegularExpression::escape(part));
    const QRegularExpression expression(
        u'^' + parts.join(u".*"_s) + u'$', QRegularExpression::CaseInsensitiveOption);
    return expression.match(text).hasMatch();
}

bool isMet(const CompanyCondition &condition, const Json &object)
{
    const QString text = textAt(object, condition.path);
    const auto order = [&] { return compared(condition.path, text, condition.values.first()); };
    switch (condition.comparison) {
    case Operator::Equal:
        return text.compare(condition.values.first(), Qt::CaseInsensitive) == 0 || order() == 0;
    case Operator::Less: return order() < 0;
    case Operator::Greater: return order() > 0;
    case Operator::LessOrEqual: return order() <= 0;
    case Operator::GreaterOrEqual: return order() >= 0;
    case Operator::Like: return isLike(text, condition.values.first());
    case Operator::In: return condition.values.contains(text, Qt::CaseInsensitive);
    }
    return false;
}

bool mentions(const CompanyQuery &query, QLatin1StringView path)
{
    return std::ranges::any_of(
        query.conditions, [path](const CompanyCondition &condition) { return condition.path == path; });
}

bool isInactive(const Json &object)
{
    return object[u"Active"].isBool() && !object[u"Active"].boolean();
}

/// Statements may spell types and members in any case; documents have them in one.
QString entityNamed(const QString &name)
{
    for (const QString &alone : {u"CompanyInfo"_s, u"Preferences"_s}) {
        if (alone.compare(name, Qt::CaseInsensitive) == 0)
            return alone;
    }
    const QString type = companyTypeNamed(name);
    return type.isEmpty() ? name : type;
}

void sort(JsonArray &rows, const QList<CompanyOrder> &orders)
{
    if (orders.isEmpty())
        return;
    std::ranges::stable_sort(rows, [&orders](const Json &left, const Json &right) {
        for (const CompanyOrder &order : orders) {
            const int way = compared(order.path, textAt(left, order.path), textAt(right, order.path));
            if (way != 0)
                return order.isDescending ? way > 0 : way < 0;
        }
        return false;
    });
}

} // namespace

CompanySearch::CompanySearch(const CompanyStart &start, const CompanyStore &store)
    : m_start(start)
    , m_store(store)
{
}

CompanyResult<Json> CompanySearch::answer(const QString &statement) const
{
    CompanyResult<CompanyQuery> query = parseCompanyQuery(statement);
    if (!query)
        return tl::unexpected(query.error());
    spellOut(&*query);
    for (const CompanyCondition &condition : query->conditions) {
        if (const CompanyResult<> sound = checkPath(query->entity, condition.path); !sound)
            return tl::unexpected(sound.error());
    }
    JsonArray found = rows(*query);
    if (query->isCount)
        return Json::object({{u"totalCount"_s, found.size()}});
    sort(found, query->orders);
    const JsonArray page = found.mid(query->start - 1, query->most);
    if (page.isEmpty())
        return Json::object({});
    return Json::object(
        {{query->entity, page}, {u"startPosition"_s, query->start}, {u"maxResults"_s, page.size()}});
}

void CompanySearch::spellOut(CompanyQuery *query) const
{
    query->entity = entityNamed(query->entity);
    // The lists that every company has are described nowhere; these are what people ask them for.
    static const QSet<QString> ofLists{u"Id"_s, u"Name"_s, u"Active"_s, u"FullyQualifiedName"_s,
        u"AccountType"_s, u"MetaData.CreateTime"_s, u"MetaData.LastUpdatedTime"_s};
    const auto described = m_start.members.constFind(query->entity);
    const QSet<QString> &known = described == m_start.members.constEnd() ? ofLists : described->queryable;
    const auto spell = [&known](QString *path) {
        const auto found = std::ranges::find_if(
            known, [path](const QString &name) { return name.compare(*path, Qt::CaseInsensitive) == 0; });
        *path = found == known.end() ? *path : *found;
    };
    for (CompanyCondition &condition : query->conditions)
        spell(&condition.path);
    for (CompanyOrder &order : query->orders)
        spell(&order.path);
}

CompanyResult<> CompanySearch::checkPath(const QString &entity, const QString &path) const
{
    const auto known = m_start.members.constFind(entity);
    if (known == m_start.members.constEnd() || known->queryable.contains(path))
        return {};
    const QString name = path.section(u'.', 0, 0);
    if (known->members.contains(name))
        return companyFault(u"4001"_s, u"QueryValidationError: property '%1' is not queryable"_s.arg(path));
    return companyFault(
        u"4001"_s, u"QueryValidationError: Property %1 not found for Entity %2"_s.arg(path, entity));
}

JsonArray CompanySearch::rows(const CompanyQuery &query) const
{
    if (query.entity == "CompanyInfo"_L1)
        return {m_start.companyInfo};
    if (query.entity == "Preferences"_L1)
        return {m_start.preferences};
    const bool hidesInactive = !mentions(query, "Active"_L1);
    JsonArray found;
    for (const QString &id : candidates(query)) {
        const Json *object = m_store.find(query.entity, id);
        const auto holds = [object](const CompanyCondition &condition) { return isMet(condition, *object); };
        if (object && !(hidesInactive && isInactive(*object)) && std::ranges::all_of(query.conditions, holds))
            found.append(m_store.shown(query.entity, *object));
    }
    return found;
}

QStringList CompanySearch::candidates(const CompanyQuery &query) const
{
    for (const CompanyCondition &condition : query.conditions) {
        const bool isExact = condition.comparison == Operator::Equal || condition.comparison == Operator::In;
        if (!isExact)
            continue;
        if (condition.path == "Id"_L1)
            return condition.values;
        if (!CompanyStore::isIndexed(condition.path))
            continue;
        QStringList ids;
        for (const QString &value : condition.values)
            ids += m_store.holders(query.entity, condition.path, value);
        ids.removeDuplicates();
        return ids;
    }
    return m_store.ids(query.entity);
}

} // namespace uds
