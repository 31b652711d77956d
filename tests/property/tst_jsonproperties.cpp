#include "engine/core/json.h"

#include <QDirIterator>
#include <QFile>
#include <QTest>

#include <rapidcheck.h>

using namespace uds;
using namespace Qt::StringLiterals;

namespace {

/// Text from all planes, with the characters that need care drawn often.
rc::Gen<QString> texts()
{
    const auto point = rc::gen::weightedOneOf<char32_t>({
        {6, rc::gen::inRange<char32_t>(0x20, 0x7F)},
        {2, rc::gen::element<char32_t>(U'"', U'\\', U'/', U'\n', U'\0', 0x1F, 0x7F, 0xFEFF, 0x2028)},
        {2, rc::gen::inRange<char32_t>(0x80, 0xD800)},
        {1, rc::gen::inRange<char32_t>(0xE000, 0x110000)},
    });
    return rc::gen::map(rc::gen::container<std::u32string>(point),
        [](const std::u32string &text) { return QString::fromStdU32String(text); });
}

rc::Gen<Json> numbers()
{
    return rc::gen::exec([] {
        const auto whole = *rc::gen::arbitrary<qint64>();
        const auto fraction = *rc::gen::inRange(0, 1'000'000);
        const auto exponent = *rc::gen::inRange(-250, 250);
        QByteArray token = QByteArray::number(whole);
        if (*rc::gen::arbitrary<bool>())
            token += '.' + QByteArray::number(fraction);
        if (*rc::gen::arbitrary<bool>())
            token += 'e' + QByteArray::number(exponent);
        return *Json::parse(token);
    });
}

rc::Gen<Json> documents(int depth);

rc::Gen<Json> containers(int depth)
{
    return rc::gen::exec([depth] {
        const auto items = *rc::gen::container<std::vector<Json>>(documents(depth - 1));
        if (*rc::gen::arbitrary<bool>())
            return Json(JsonArray(items.begin(), items.end()));
        Json value = Json::object({});
        for (const Json &item : items)
            value.set(*texts(), item);
        return value;
    });
}

rc::Gen<Json> scalars()
{
    return rc::gen::oneOf(rc::gen::just(Json()),
        rc::gen::map(rc::gen::arbitrary<bool>(), [](bool value) { return Json(value); }), numbers(),
        rc::gen::map(texts(), [](const QString &text) { return Json(text); }));
}

rc::Gen<Json> documents(int depth)
{
    if (depth == 0)
        return scalars();
    return rc::gen::resize(6, rc::gen::oneOf(scalars(), containers(depth)));
}

/// The same value, written another way: members turned round, zeros added to fractions.
Json disguised(const Json &value)
{
    if (value.isArray()) {
        JsonArray items;
        for (const Json &item : value.array())
            items.append(disguised(item));
        return items;
    }
    if (value.isObject()) {
        Json turned = Json::object({});
        for (auto member = value.object().crbegin(); member != value.object().crend(); ++member)
            turned.set(member->name, disguised(member->value));
        return turned;
    }
    if (value.isNumber() && value.token().contains('.') && !value.token().contains('e'))
        return *Json::parse(value.token() + "00");
    return value;
}

} // namespace

class TestJsonProperties : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void bytesReadBack();
    void equalValuesHaveEqualCanonicalBytes();
    void differentTokensDiffer();
    void anyBytesAreReadOrRefused();
    void cutDocumentsAreRefused();
    void recordedFiles_data();
    void recordedFiles();
};

void TestJsonProperties::bytesReadBack()
{
    QVERIFY(rc::check("parse(bytes(x)) is x, byte for byte", [] {
        const Json value = *documents(3);
        const Result<Json> again = Json::parse(value.bytes());
        RC_ASSERT(again.has_value());
        RC_ASSERT(*again == value);
        RC_ASSERT(again->bytes() == value.bytes());
        RC_ASSERT(*Json::parse(value.prettyBytes()) == value);
        RC_ASSERT(*Json::parse(value.canonicalBytes()) == value);
    }));
}

void TestJsonProperties::equalValuesHaveEqualCanonicalBytes()
{
    QVERIFY(rc::check("canonical bytes depend on the value only", [] {
        const Json value = *documents(3);
        const Json other = disguised(value);
        RC_ASSERT(other == value);
        RC_ASSERT(other.canonicalBytes() == value.canonicalBytes());
    }));
}

void TestJsonProperties::differentTokensDiffer()
{
    QVERIFY(rc::check("values are equal exactly when their canonical bytes are", [] {
        const Json left = *documents(1);
        const Json right = *documents(1);
        RC_ASSERT((left == right) == (left.canonicalBytes() == right.canonicalBytes()));
    }));
}

void TestJsonProperties::anyBytesAreReadOrRefused()
{
    QVERIFY(rc::check("no bytes break the reader", [] {
        const auto bytes = *rc::gen::container<std::string>(rc::gen::oneOf(rc::gen::arbitrary<char>(),
            rc::gen::element('{', '}', '[', ']', '"', ':', ',', '\\', 'u', 'd', '8', '0', '-', '.', 'e')));
        const Result<Json> value = Json::parse(QByteArrayView(bytes.data(), qsizetype(bytes.size())));
        if (value)
            RC_ASSERT(*Json::parse(value->bytes()) == *value);
        else
            RC_ASSERT(value.error().code.startsWith(u"json."_s));
    }));
}

void TestJsonProperties::cutDocumentsAreRefused()
{
    QVERIFY(rc::check("the front part of a container is never a document", [] {
        const QByteArray bytes = (*containers(2)).bytes();
        const auto size = *rc::gen::inRange<qsizetype>(0, bytes.size());
        RC_ASSERT(!Json::parse(QByteArrayView(bytes).first(size)).has_value());
    }));
}

void TestJsonProperties::recordedFiles_data()
{
    QTest::addColumn<QString>("path");
    const QString root = QStringLiteral(UDS_TEST_DATA);
    QDirIterator files(root, {u"*.json"_s}, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next();
        QTest::newRow(qPrintable(path.sliced(root.size() + 1))) << path;
    }
}

void TestJsonProperties::recordedFiles()
{
    QFETCH(QString, path);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const Result<Json> value = Json::parse(file.readAll());
    QVERIFY2(value, value ? "" : qPrintable(value.error().message));
    const QByteArray bytes = value->bytes();
    const Result<Json> again = Json::parse(bytes);
    QVERIFY(again);
    QCOMPARE(*again, *value);
    QCOMPARE(again->bytes(), bytes);
    QCOMPARE(*Json::parse(value->canonicalBytes()), *value);
}

QTEST_GUILESS_MAIN(TestJsonProperties)
#include "tst_jsonproperties.moc"
