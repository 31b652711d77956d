#include "engine/mapping/mappingdocument.h"
#include "engine/mapping/mappinglibrary.h"
#include "engine/mapping/mappingresources.h"
#include "engine/sync/conflict.h"

#include <QTest>

#include <algorithm>

#include <rapidcheck.h>

using namespace uds;
using namespace Qt::StringLiterals;
using Taken = FieldMerge::Taken;

/// Bringing two sides together, field by field, and the same result whichever side looks first.
class TestConflicts : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eachFieldIsDecided_data();
    void eachFieldIsDecided();
    void whatWasNeverAgreedFillsGaps();
    void aFieldsOwnerDecidesBeforeTheRule_data();
    void aFieldsOwnerDecidesBeforeTheRule();
    void anOwnerIsReadFromTheMapping_data();
    void anOwnerIsReadFromTheMapping();
    void aFieldIsTakenAsItIsThere_data();
    void aFieldIsTakenAsItIsThere();
    void aPersonsChoiceIsTaken();
    void theWholeContentIsWritten();
    void whatTheTargetChangedIsNotAgreedYet();
    void numbersAndTextsAreCompared_data();
    void numbersAndTextsAreCompared();
    void rulesAreRead_data();
    void rulesAreRead();
    void bothOrdersComeToTheSameValues();
    void disjointChangesAreAllKept();
};

namespace {

Json one(const QString &value)
{
    return value.isEmpty() ? Json::object({}) : Json::object({{u"a"_s, value}});
}

MergeInput inputOf(const QString &base, const QString &source, const QString &target, Strategy strategy)
{
    MergeInput input;
    input.sourceBase = one(base);
    input.sourceNow = one(source);
    input.targetBase = one(base);
    input.targetNow = one(target);
    input.strategy = strategy;
    return input;
}

Taken takenOf(const MergeInput &input)
{
    const Merge merge = Merge::of(input);
    return merge.fields().isEmpty() ? Taken::Agreed : merge.fields().constFirst().taken;
}

// Two sides and what they last agreed on, as the two streams between them work: with equal terms on both.
struct Sides {
    Json shop;
    Json books;
    Json shopBase;
    Json booksBase;
    bool shopIsNewer = true;

    // What one run of one stream does; the shop's stream owns the pair.
    void run(bool toBooks, Strategy shopsRule)
    {
        MergeInput input;
        input.sourceBase = toBooks ? shopBase : booksBase;
        input.sourceNow = toBooks ? shop : books;
        input.targetBase = toBooks ? booksBase : shopBase;
        input.targetNow = toBooks ? books : shop;
        input.strategy = toBooks ? shopsRule : seenFromTarget(shopsRule);
        input.sourceIsNewer = toBooks == shopIsNewer;
        const Merge merge = Merge::of(input);
        Json &target = toBooks ? books : shop;
        if (merge.isOpen())
            return;
        if (merge.writes())
            target = merge.payload();
        (toBooks ? shopBase : booksBase) = input.sourceNow;
        (toBooks ? booksBase : shopBase) = agreedDocument(input.targetBase, target, merge.decided());
    }
};

const QStringList kMembers{u"a"_s, u"b"_s, u"c"_s};

Json arbitrary()
{
    Json document = Json::object({});
    for (const QString &member : kMembers)
        document.set(member, QString::number(*rc::gen::inRange(1, 4)));
    return document;
}

Sides arbitrarySides()
{
    Sides sides;
    sides.shopBase = sides.booksBase = arbitrary();
    sides.shop = arbitrary();
    sides.books = arbitrary();
    sides.shopIsNewer = *rc::gen::arbitrary<bool>();
    return sides;
}

Sides afterRuns(Sides sides, bool toBooksFirst, Strategy rule)
{
    for (const bool first : {true, false, true, false})
        sides.run(first == toBooksFirst, rule);
    return sides;
}

} // namespace

void TestConflicts::eachFieldIsDecided_data()
{
    QTest::addColumn<QString>("base");
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("target");
    QTest::addColumn<Strategy>("strategy");
    QTest::addColumn<bool>("sourceIsNewer");
    QTest::addColumn<Taken>("taken");
    const auto add = [](const char *name, const QString &base, const QString &source, const QString &target,
                         Strategy strategy, bool newer, Taken taken) {
        QTest::newRow(name) << base << source << target << strategy << newer << taken;
    };
    using enum Strategy;
    add("neither changed", u"1"_s, u"1"_s, u"1"_s, Ask, true, Taken::Agreed);
    add("only the source changed", u"1"_s, u"2"_s, u"1"_s, Target, false, Taken::Source);
    add("only the target changed", u"1"_s, u"1"_s, u"3"_s, Source, true, Taken::Target);
    add("both changed alike", u"1"_s, u"2"_s, u"2"_s, Ask, true, Taken::Agreed);
    add("the source emptied it", u"1"_s, u""_s, u"1"_s, Ask, true, Taken::Source);
    add("both changed, the source rules", u"1"_s, u"2"_s, u"3"_s, Source, false, Taken::Source);
    add("both changed, the target rules", u"1"_s, u"2"_s, u"3"_s, Target, true, Taken::Target);
    add("both changed, the newer source", u"1"_s, u"2"_s, u"3"_s, Newest, true, Taken::Source);
    add("both changed, the newer target", u"1"_s, u"2"_s, u"3"_s, Newest, false, Taken::Target);
    add("both changed, a person is asked", u"1"_s, u"2"_s, u"3"_s, Ask, true, Taken::Open);
    add("both changed, merged by age", u"1"_s, u"2"_s, u"3"_s, Merge, false, Taken::Target);
    add("emptied against a value, merged", u"1"_s, u""_s, u"3"_s, Merge, true, Taken::Target);
    add("a value against emptied, merged", u"1"_s, u"2"_s, u""_s, Merge, false, Taken::Source);
}

void TestConflicts::eachFieldIsDecided()
{
    QFETCH(const QString, base);
    QFETCH(const QString, source);
    QFETCH(const QString, target);
    QFETCH(const Strategy, strategy);
    QFETCH(const bool, sourceIsNewer);
    QFETCH(const Taken, taken);
    MergeInput input = inputOf(base, source, target, strategy);
    input.sourceIsNewer = sourceIsNewer;
    QCOMPARE(takenOf(input), taken);
    QCOMPARE(Merge::of(input).isContested(), base != source && base != target && source != target);
}

void TestConflicts::whatWasNeverAgreedFillsGaps()
{
    MergeInput input;
    input.sourceNow = Json::object({{u"a"_s, u"1"_s}, {u"b"_s, u"2"_s}, {u"c"_s, u"3"_s}});
    input.targetNow = Json::object({{u"a"_s, u"1"_s}, {u"c"_s, u"9"_s}});
    input.strategy = Strategy::Ask;
    const Merge merge = Merge::of(input);
    QCOMPARE(merge.fields().at(0).taken, Taken::Agreed);
    QCOMPARE(merge.fields().at(1).taken, Taken::Source);
    QCOMPARE(merge.fields().at(2).taken, Taken::Open);
}

void TestConflicts::aFieldsOwnerDecidesBeforeTheRule_data()
{
    QTest::addColumn<FieldOwner>("owner");
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("target");
    QTest::addColumn<Taken>("taken");
    QTest::newRow("the target's, both changed") << FieldOwner::Target << u"2"_s << u"3"_s << Taken::Target;
    QTest::newRow("the target's, only the source changed")
        << FieldOwner::Target << u"2"_s << u"1"_s << Taken::Target;
    QTest::newRow("the source's, both changed") << FieldOwner::Source << u"2"_s << u"3"_s << Taken::Source;
    QTest::newRow("the source's, only the target changed")
        << FieldOwner::Source << u"1"_s << u"3"_s << Taken::Source;
    QTest::newRow("the newest's, both changed") << FieldOwner::Newest << u"2"_s << u"3"_s << Taken::Source;
    QTest::newRow("the newest's, only the target changed")
        << FieldOwner::Newest << u"1"_s << u"3"_s << Taken::Target;
}

void TestConflicts::aFieldsOwnerDecidesBeforeTheRule()
{
    QFETCH(const FieldOwner, owner);
    QFETCH(const QString, source);
    QFETCH(const QString, target);
    QFETCH(const Taken, taken);
    MergeInput input = inputOf(u"1"_s, source, target, Strategy::Ask);
    input.owners.insert(u"a"_s, owner);
    QCOMPARE(takenOf(input), taken);
}

void TestConflicts::anOwnerIsReadFromTheMapping_data()
{
    QTest::addColumn<QString>("word");
    QTest::addColumn<bool>("isOwner");
    QTest::addColumn<FieldOwner>("owner");
    QTest::newRow("the source") << u"source"_s << true << FieldOwner::Source;
    QTest::newRow("the target") << u"target"_s << true << FieldOwner::Target;
    QTest::newRow("the newest") << u"newest"_s << true << FieldOwner::Newest;
    QTest::newRow("nobody like that") << u"us"_s << false << FieldOwner::Source;
}

void TestConflicts::anOwnerIsReadFromTheMapping()
{
    QFETCH(const QString, word);
    QFETCH(const bool, isOwner);
    QFETCH(const FieldOwner, owner);
    const QString name = u"customer-to-customer"_s;
    const QString phone = u"PrimaryPhone.FreeFormNumber"_s;
    const auto shipped = loadMappingResource(u"mappings/"_s + name);
    QVERIFY(shipped);
    Json document = *shipped;
    JsonArray fields = document[u"fields"].array();
    const auto field
        = std::ranges::find_if(fields, [&phone](const Json &one) { return one[u"to"].string() == phone; });
    field->set(u"owner"_s, word);
    document.set(u"fields"_s, fields);
    const auto parsed = MappingDocument::parse(document);
    QVERIFY(parsed);
    QCOMPARE(MappingDocument::parse(parsed->toJson()).value(), *parsed);
    const auto library
        = MappingLibrary::load(u"woo-customers-to-quickbooks"_s, Json::object({{name, document}}));
    QCOMPARE(library.has_value(), isOwner);
    if (isOwner)
        QCOMPARE(library->fieldOwners(name), (QHash<QString, FieldOwner>{{phone, owner}}));
    else
        QVERIFY(library.error().message.contains(u"owner"_s));
}

void TestConflicts::aFieldIsTakenAsItIsThere_data()
{
    QTest::addColumn<Json>("held");
    QTest::addColumn<Json>("taken");
    const auto phone = [](const QString &number) {
        return Json::object(
            {{u"a"_s, u"1"_s}, {u"phone"_s, Json::object({{u"kind"_s, u"home"_s}, {u"number"_s, number}})}});
    };
    QTest::newRow("another value") << phone(u"300"_s) << phone(u"300"_s);
    QTest::newRow("none") << Json::object(
        {}) << Json::object({{u"a"_s, u"1"_s}, {u"phone"_s, Json::object({{u"kind"_s, u"home"_s}})}});
}

void TestConflicts::aFieldIsTakenAsItIsThere()
{
    QFETCH(const Json, held);
    QFETCH(const Json, taken);
    Json payload = Json::object(
        {{u"a"_s, u"1"_s}, {u"phone"_s, Json::object({{u"kind"_s, u"home"_s}, {u"number"_s, u"100"_s}})}});
    takeField(&payload, held, u"phone.number"_s);
    QCOMPARE(payload, taken);
}

void TestConflicts::aPersonsChoiceIsTaken()
{
    MergeInput input = inputOf(u"1"_s, u"2"_s, u"3"_s, Strategy::Ask);
    const QByteArray asked = Merge::of(input).fingerprint();
    input.choices.insert(u"a"_s, Taken::Target);
    QCOMPARE(takenOf(input), Taken::Target);
    QCOMPARE(Merge::of(input).fingerprint(), asked);
    input.targetNow = one(u"4"_s);
    QVERIFY(Merge::of(input).fingerprint() != asked);
}

void TestConflicts::theWholeContentIsWritten()
{
    const auto person = [](const QString &street, const QString &city, const QString &phone) {
        return Json::object(
            {{u"address"_s, Json::object({{u"street"_s, street}, {u"city"_s, city}})}, {u"phone"_s, phone}});
    };
    MergeInput input;
    input.sourceBase = input.targetBase = person(u"1"_s, u"Austin"_s, u"100"_s);
    input.sourceNow = person(u"2"_s, u"Austin"_s, u""_s);
    input.targetNow = person(u"1"_s, u"Dallas"_s, u"100"_s);
    QCOMPARE(Merge::of(input).payload(), person(u"2"_s, u"Dallas"_s, u""_s));
}

void TestConflicts::whatTheTargetChangedIsNotAgreedYet()
{
    MergeInput input;
    input.sourceBase = input.targetBase = Json::object({{u"a"_s, u"1"_s}, {u"b"_s, u"1"_s}});
    input.sourceNow = Json::object({{u"a"_s, u"2"_s}, {u"b"_s, u"1"_s}});
    input.targetNow = Json::object({{u"a"_s, u"1"_s}, {u"b"_s, u"3"_s}});
    const Merge merge = Merge::of(input);
    QCOMPARE(merge.decided(), QStringList{u"a"_s});
    QCOMPARE(agreedDocument(input.targetBase, merge.payload(), merge.decided()),
        Json::object({{u"a"_s, u"2"_s}, {u"b"_s, u"1"_s}}));
}

void TestConflicts::numbersAndTextsAreCompared_data()
{
    QTest::addColumn<Json>("source");
    QTest::addColumn<Json>("target");
    QTest::addColumn<bool>("same");
    QTest::newRow("a number and its text") << Json(5) << Json(u"5.00"_s) << true;
    QTest::newRow("texts with other zeros") << Json(u"007"_s) << Json(u"7"_s) << false;
    QTest::newRow("blanks around") << Json(u" a "_s) << Json(u"a"_s) << true;
    QTest::newRow("nothing and an empty text") << Json() << Json(u""_s) << true;
    QTest::newRow("a number and nothing") << Json(0) << Json() << false;
    QTest::newRow("other letters") << Json(u"A"_s) << Json(u"a"_s) << false;
}

void TestConflicts::numbersAndTextsAreCompared()
{
    QFETCH(const Json, source);
    QFETCH(const Json, target);
    QFETCH(const bool, same);
    MergeInput input;
    input.sourceNow = Json::object({{u"a"_s, source}});
    input.targetNow = Json::object({{u"a"_s, target}});
    QCOMPARE(takenOf(input) == Taken::Agreed, same);
}

void TestConflicts::rulesAreRead_data()
{
    QTest::addColumn<Json>("settings");
    QTest::addColumn<bool>("isRule");
    QTest::addColumn<SyncRules>("rules");
    QTest::newRow("nothing said") << Json::object({}) << true << SyncRules{};
    QTest::newRow("all said") << Json::object({{u"direction"_s, u"bidirectional"_s},
        {u"strategy"_s, u"ask"_s}, {u"on_delete"_s, u"archive_remote"_s}})
                              << true
                              << SyncRules{
                                     Direction::Bidirectional, Strategy::Ask, DeletePolicy::ArchiveRemote};
    QTest::newRow("no such word") << Json::object({{u"strategy"_s, u"loudest"_s}}) << false << SyncRules{};
}

void TestConflicts::rulesAreRead()
{
    QFETCH(const Json, settings);
    QFETCH(const bool, isRule);
    QFETCH(const SyncRules, rules);
    const auto read = SyncRules::of(settings);
    QCOMPARE(read.has_value(), isRule);
    QCOMPARE(isRule ? *read : SyncRules{}, rules);
    QVERIFY(isRule || read.error().message.contains(u"loudest"_s));
}

// The same conflict comes to the same values, whichever stream runs first, and then both rest.
void TestConflicts::bothOrdersComeToTheSameValues()
{
    const bool holds = rc::check([] {
        const Sides sides = arbitrarySides();
        const auto rule
            = *rc::gen::element(Strategy::Newest, Strategy::Source, Strategy::Target, Strategy::Merge);
        const Sides one = afterRuns(sides, true, rule);
        const Sides other = afterRuns(sides, false, rule);
        RC_ASSERT(one.shop == other.shop);
        RC_ASSERT(one.books == other.books);
        RC_ASSERT(one.shop == one.books);
    });
    QVERIFY(holds);
}

void TestConflicts::disjointChangesAreAllKept()
{
    const bool holds = rc::check([] {
        Sides sides;
        sides.shopBase = sides.booksBase = sides.shop = sides.books = arbitrary();
        Json wanted = sides.shop;
        for (const QString &member : kMembers) {
            const QString value = QString::number(*rc::gen::inRange(1, 6));
            const bool inShop = *rc::gen::arbitrary<bool>();
            (inShop ? sides.shop : sides.books).set(member, value);
            wanted.set(member, value);
        }
        const Strategy rule = *rc::gen::element(
            Strategy::Newest, Strategy::Source, Strategy::Target, Strategy::Merge, Strategy::Ask);
        const Sides after = afterRuns(sides, *rc::gen::arbitrary<bool>(), rule);
        RC_ASSERT(after.shop == wanted);
        RC_ASSERT(after.books == wanted);
    });
    QVERIFY(holds);
}

QTEST_GUILESS_MAIN(TestConflicts)
#include "tst_conflicts.moc"
