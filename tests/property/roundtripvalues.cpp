#include "tests/property/roundtripvalues.h"

#include "engine/mapping/fieldcatalogue.h"

#include <functional>

#include <rapidcheck.h>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

using Kind = Transformation::Kind;

/// Pieces that somebody on the way could spoil: escapes of JSON, SQL, URLs, HTML and CSV, combining marks,
/// both directions, pairs of surrogates.
const QStringList &pieces()
{
    static const QStringList all{u"a"_s, u"Z"_s, u"0"_s, u" "_s, u"  "_s, u"Żółć"_s, u"ß"_s, u"é"_s,
        u"e\u0301"_s, u"日本語"_s, u"שלום"_s, u"عربى"_s, u"😀"_s, u"👩\u200d👧"_s, u"'"_s, u"''"_s, u"\""_s,
        u"\\"_s, u"\\n"_s, u"\\u0041"_s, u"%"_s, u"%20"_s, u"&amp;"_s, u"<b>"_s, u"</script>"_s, u"{"_s,
        u"}"_s, u"["_s, u"null"_s, u","_s, u";"_s, u"$1"_s, u"${x}"_s, u"--"_s, u"/*"_s, u"=1+1"_s,
        u"\u202e"_s, u"\u00a0"_s, u"\ufeff"_s, u"\n"_s, u"\t"_s, u":"_s, u"1e5"_s, u"007"_s, u"-0"_s};
    return all;
}

QString textOf(qsizetype most, const QString &forbidden)
{
    QString text;
    const int count = *rc::gen::inRange(1, 12);
    for (int i = 0; i < count; ++i)
        text += pieces().at(*rc::gen::inRange<qsizetype>(0, pieces().size()));
    if (*rc::gen::inRange(0, 10) == 0)
        text = text.repeated(most / text.size() + 1); // up to the limit
    for (const QChar bad : forbidden)
        text.remove(bad);
    text.truncate(most);
    if (!text.isEmpty() && text.back().isHighSurrogate())
        text.chop(1);
    return text;
}

/// "" and {"value": ""}
bool isEmpty(const Json &value)
{
    if (value.isObject())
        return value.object().size() == 1 && isEmpty(value.object().first().value);
    return value.isString() && value.string().isEmpty();
}

bool isSame(const Json &written, const Json &read, Kind kind)
{
    switch (kind) {
    case Kind::SameNumber: {
        const auto left = written.decimal();
        const auto right = read.decimal();
        return left && right && *left == *right;
    }
    case Kind::FourDecimals: {
        const auto left = written.decimal();
        const auto right = read.decimal();
        return left && right && left->rounded(4) == *right;
    }
    case Kind::SameMoment: {
        const QDateTime left = QDateTime::fromString(written.string(), Qt::ISODateWithMs);
        return left.isValid() && left == QDateTime::fromString(read.string(), Qt::ISODateWithMs);
    }
    case Kind::EmptyIsAbsent: return isEmpty(written) && read.isNull();
    case Kind::EmptyIsDefault: return isEmpty(written);
    case Kind::MoreAtEnd: return false; // see below
    }
    Q_UNREACHABLE();
}

struct Place {
    const QString &entity;
    const QList<Transformation> &transformations;
    QStringList &found;

    [[nodiscard]] bool knows(const QString &path, const std::function<bool(Kind kind)> &isWanted) const
    {
        const QString general = generalPath(path);
        return std::ranges::any_of(transformations, [&](const Transformation &known) {
            const bool applies = (known.entity.isEmpty() || known.entity == entity)
                && (known.path.isEmpty() || known.path == general);
            return applies && isWanted(known.kind);
        });
    }
    [[nodiscard]] bool accepts(const QString &path, const Json &written, const Json &read) const
    {
        return written == read || knows(path, [&](Kind kind) { return isSame(written, read, kind); });
    }
    [[nodiscard]] bool areListed(const QString &path, const JsonArray &written, const JsonArray &read) const
    {
        if (written.isEmpty() || written.size() > read.size())
            return false;
        return written.size() == read.size()
            || knows(path, [](Kind kind) { return kind == Kind::MoreAtEnd; });
    }
};

void compare(const Place &place, const QString &path, const Json &written, const Json &read)
{
    if (place.accepts(path, written, read))
        return;
    const bool isDeep = (written.isObject() && read.isObject() && !written.object().isEmpty())
        || (written.isArray() && read.isArray() && place.areListed(path, written.array(), read.array()));
    if (!isDeep) {
        place.found.append(path + u": "_s + QString::fromUtf8(written.bytes()) + u" -> "_s
            + QString::fromUtf8(read.bytes()));
        return;
    }
    for (const JsonMember &member : written.object())
        compare(
            place, path.isEmpty() ? member.name : path + u'.' + member.name, member.value, read[member.name]);
    for (qsizetype i = 0; i < written.array().size(); ++i)
        compare(place, path + u'[' + QString::number(i) + u']', written.array().at(i), read.array().at(i));
}

} // namespace

QString anyText(qsizetype most, const QString &forbidden)
{
    return *rc::gen::inRange(0, 8) == 0 ? QString(u""_s) : textOf(most, forbidden);
}

QString anyName(qsizetype most, const QString &forbidden)
{
    const QString name = textOf(most, forbidden).trimmed();
    return name.isEmpty() ? u"x"_s : name;
}

QString anyEmail()
{
    const QStringList names{u"ada"_s, u"o'brien"_s, u"a.b+tag"_s, u"x_y-z"_s, u"1"_s};
    return names.at(*rc::gen::inRange<qsizetype>(0, names.size()))
        + QString::number(*rc::gen::inRange(0, 1000)) + u"@mail.example.com"_s;
}

Decimal anyAmount(int decimals, int digits)
{
    QString text = QString::number(*rc::gen::inRange(1, 10));
    const int count = *rc::gen::inRange(0, digits);
    for (int i = 0; i < count; ++i)
        text += QString::number(*rc::gen::inRange(0, 10));
    const int after = *rc::gen::inRange(0, decimals + 1);
    text = text.rightJustified(after + 1, u'0');
    text.insert(text.size() - after, u'.');
    if (after == 0)
        text.chop(1);
    return *rc::gen::inRange(0, 10) == 0 ? Decimal(0) : Decimal::parse(text).value();
}

QDate anyDate()
{
    return QDate(2000, 1, 1).addDays(*rc::gen::inRange(0, 20'000));
}

QDateTime anyMoment()
{
    return QDateTime::fromMSecsSinceEpoch(
        *rc::gen::inRange<qint64>(946'684'800'000, 2'500'000'000'000), Qt::UTC);
}

bool anyBool()
{
    return *rc::gen::arbitrary<bool>();
}

int anyNumber(int from, int below)
{
    return *rc::gen::inRange(from, below);
}

QStringList lost(const QString &entity, const Json &written, const Json &read,
    const QList<Transformation> &transformations)
{
    QStringList found;
    compare({entity, transformations, found}, {}, written, read);
    return found;
}

} // namespace uds
