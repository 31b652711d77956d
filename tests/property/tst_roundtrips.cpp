#include "engine/mapping/fieldcatalogue.h"
#include "tests/property/roundtripplatforms.h"

#include <QTest>

#include <rapidcheck.h>

using namespace uds;
using namespace Qt::StringLiterals;
using State = Outcome::State;

namespace {

/// Of everything that can be both written and read.
QStringList entitiesOf(const Platform &platform)
{
    QStringList names;
    for (const EntityDescription &entity : platform.description().entities) {
        if (entity.readable && entity.creatable)
            names.append(entity.name);
    }
    return names;
}

void assertKept(Platform &platform, const QString &entity, const QString &id, const Json &written)
{
    const QStringList differences
        = lost(entity, written, platform.readBack(entity, id), platform.transformations());
    if (!differences.isEmpty())
        RC_FAIL(differences.join(u'\n').toStdString());
}

void assertApplied(const Outcome &outcome, const Json &payload)
{
    if (outcome.state == State::Applied)
        return;
    const QString reason = outcome.error ? outcome.error->code + u' ' + outcome.error->detail : QString();
    RC_FAIL((reason + u'\n' + QString::fromUtf8(payload.bytes())).toStdString());
}

// Within the rules of the catalogue, which does not look into free-form columns.
void assertSound(const FieldCatalogue &catalogue, const Json &written)
{
    QStringList breaches = catalogue.breaches(written);
    breaches.removeIf([&catalogue](const QString &breach) {
        const QString first = breach.section(u'.', 0, 0).remove(u"[]"_s);
        const CatalogueField *field = catalogue.find(first);
        const bool isFree
            = field && (field->type == ValueType::Any || first == u"lines" || first == u"details");
        return isFree && breach.endsWith(u"unknown field");
    });
    if (!breaches.isEmpty())
        RC_FAIL(breaches.join(u'\n').toStdString());
}

void goAndReturn(Platform &platform, const QString &entity, const FieldCatalogue &catalogue)
{
    platform.prepare(entity);
    const Json written = platform.documents().create(entity);
    assertSound(catalogue, written);
    const Outcome made = platform.sendOne({{}, entity, Operation::Create, written, {}, {}});
    assertApplied(made, written);
    assertKept(platform, entity, made.remoteId, written);
    if (!platform.description().entity(entity)->updatable)
        return;
    const Json change = platform.documents().update(entity, written);
    Effect effect{{}, entity, Operation::Update, change, made.remoteId, made.remoteVersion};
    if (platform.name() == u"woocommerce" && entity == u"variation")
        effect.payload.set(u"parent_id"_s, written[u"parent_id"]);
    assertApplied(platform.sendOne(effect), effect.payload);
    assertKept(platform, entity, made.remoteId, platform.documents().after(entity, written, change));
}

} // namespace

/// What is sent is what is read back, for every entity of every platform, member by member.
class TestRoundTrips : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyEntity_data();
    void everyEntity();
    void aLossIsSeen();

private:
    std::map<QString, std::unique_ptr<Platform>> m_platforms;
};

void TestRoundTrips::initTestCase()
{
    if (!qEnvironmentVariableIsSet("RC_PARAMS"))
        qputenv("RC_PARAMS", "max_success=170"); // about 5,000 documents in all
    m_platforms = allPlatforms();
}

void TestRoundTrips::everyEntity_data()
{
    QTest::addColumn<QString>("platform");
    QTest::addColumn<QString>("entity");
    for (const auto &[name, platform] : m_platforms) {
        for (const QString &entity : entitiesOf(*platform))
            QTest::newRow(qPrintable(name + u", "_s + entity)) << name << entity;
    }
}

void TestRoundTrips::everyEntity()
{
    QFETCH(QString, platform);
    QFETCH(QString, entity);
    Platform &tested = *m_platforms.at(platform);
    const auto catalogue = FieldCatalogue::load(tested.name(), entity);
    QVERIFY2(catalogue, qPrintable(entity));
    QVERIFY(rc::check(QTest::currentDataTag(), [&] { goAndReturn(tested, entity, *catalogue); }));
}

// The comparison itself: one changed character, digit, place or missing member is found.
void TestRoundTrips::aLossIsSeen()
{
    const auto json = [](const char *text) { return Json::parse(text).value(); };
    const QList<Transformation> &known = m_platforms.at(u"warehouse over REST"_s)->transformations();
    const Json written
        = json(R"({"a":"x","n":1.50,"t":"2026-03-01T10:00:00Z","l":[{"b":"y"}],"o":{"c":""}})");
    const Json same
        = json(R"({"a":"x","n":"1.5","t":"2026-03-01T10:00:00+00:00","l":[{"b":"y"}],"o":{"c":""},"own":7})");
    QCOMPARE(lost({}, written, same, known), QStringList());
    for (const char *wrong : {R"({"a":"X","n":1.5,"t":"2026-03-01T10:00:00Z","l":[{"b":"y"}],"o":{"c":""}})",
             R"({"a":"x","n":1.51,"t":"2026-03-01T10:00:00Z","l":[{"b":"y"}],"o":{"c":""}})",
             R"({"a":"x","n":1.5,"t":"2026-03-01T11:00:00Z","l":[{"b":"y"}],"o":{"c":""}})",
             R"({"a":"x","n":1.5,"t":"2026-03-01T10:00:00Z","l":[{"b":"z"}],"o":{"c":""}})",
             R"({"a":"x","n":1.5,"t":"2026-03-01T10:00:00Z","l":[],"o":{"c":""}})",
             R"({"a":"x","n":1.5,"t":"2026-03-01T10:00:00Z","l":[{"b":"y"}],"o":{}})",
             R"({"n":1.5,"t":"2026-03-01T10:00:00Z","l":[{"b":"y"}],"o":{"c":""}})"})
        QCOMPARE(lost({}, written, json(wrong), known).size(), 1);
    for (const auto &[name, platform] : m_platforms) {
        for (const Transformation &transformation : platform->transformations())
            QVERIFY2(!transformation.reason.isEmpty(), qPrintable(name));
    }
}

QTEST_GUILESS_MAIN(TestRoundTrips)
#include "tst_roundtrips.moc"
