#include "engine/mapping/mappingexplanation.h"
#include "engine/mapping/mappingresources.h"
#include "engine/mapping/mappingvalidator.h"
#include "tests/unit/mapping/mappingfixture.h"

#include <QTest>

#include <rapidcheck.h>

using namespace Qt::StringLiterals;
using namespace uds;

/// Shipped documents with one place replaced by anything: what is let through can be used, and nothing
/// crashes.
class TestMappingMutations : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsLetThroughMapsOrRefuses();
};

namespace {

Json anything()
{
    static const QList<Json> kValues{Json(), Json(true), Json(-1), Json(u""_s), Json(u"$vars."_s),
        Json(u"$record"_s), Json(u"{"_s), Json(u"{number}"_s), Json(u"a[].b[-1]"_s), Json(u"total"_s),
        Json(u"Line[]"_s), Json(u"*("_s), Json::object({}), Json::array({}),
        Json::object({{u"path"_s, u"total"_s}}),
        Json::object({{u"not"_s, Json::object({{u"path"_s, u"total"_s}, {u"equals"_s, 1}})}}),
        Json::array({Json::object({{u"truncate"_s, Json::object({})}})}),
        Json::array({Json::object({{u"script"_s, u"return record;"_s}})}), Json(u"order-customer"_s)};
    return kValues.at(*rc::gen::inRange<int>(0, int(kValues.size())));
}

/// One place of \a json, at any depth, replaced or taken out.
Json mutated(const Json &json)
{
    const qsizetype count = json.isObject() ? json.object().size() : json.array().size();
    if (count == 0 || *rc::gen::inRange(0, 6) == 0)
        return anything();
    const int chosen = *rc::gen::inRange<int>(0, int(count));
    const bool takesOut = *rc::gen::inRange(0, 8) == 0;
    if (json.isObject()) {
        Json changed = json;
        const JsonMember &member = json.object().at(chosen);
        if (takesOut)
            changed.remove(member.name);
        else
            changed.set(member.name, mutated(member.value));
        return changed;
    }
    JsonArray items = json.array();
    if (takesOut)
        items.removeAt(chosen);
    else
        items[chosen] = mutated(items.at(chosen));
    return Json(items);
}

bool hasErrors(const QList<MappingFinding> &findings)
{
    return std::any_of(findings.begin(), findings.end(),
        [](const MappingFinding &finding) { return finding.level == MappingFinding::Level::Error; });
}

} // namespace

void TestMappingMutations::whatIsLetThroughMapsOrRefuses()
{
    const QStringList names{u"order-to-sale"_s, u"order-to-invoice"_s, u"order-customer"_s,
        u"order-line-item"_s, u"product-to-item"_s, u"customer-to-customer"_s, u"order-to-payment"_s};
    const Json order = test::plainOrder();
    const MappingContext context = test::contextFor(test::companyFacts(u"us-manual"_s, false));
    const bool holds = rc::check("documents that validate can be used", [&] {
        const QString name = names.at(*rc::gen::inRange<int>(0, int(names.size())));
        const Json document = mutated(*loadMappingResource(u"mappings/"_s + name));
        const QList<MappingFinding> findings = MappingValidator().validate(document);
        for (const MappingFinding &finding : findings)
            RC_ASSERT(!finding.code.isEmpty() && !finding.reason.isEmpty() && !finding.fix.isEmpty());
        const auto parsed = MappingDocument::parse(document);
        RC_CLASSIFY(!hasErrors(findings), "valid");
        if (hasErrors(findings))
            return;
        RC_ASSERT(parsed.has_value());
        (void)explained(*parsed);
        RC_ASSERT(*MappingDocument::parse(parsed->toJson()) == *parsed);
        if (parsed->targetEntity.isEmpty())
            return;
        const Json overrides = Json::object({{parsed->name, document}});
        const auto preset = loadMappingResource(u"presets/woo-orders-to-quickbooks"_s);
        const auto program = MappingLoader(overrides, (*preset)[u"settings"]).compiled(parsed->name);
        if (program)
            (void)(*program)->map(order, context); // refuses or maps; both are answers
    });
    QVERIFY(holds);
}

QTEST_GUILESS_MAIN(TestMappingMutations)
#include "tst_mappingmutations.moc"
