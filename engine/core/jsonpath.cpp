#include "engine/core/jsonpath.h"

#include <QCoreApplication>

#include <algorithm>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr int kLargestIndex = 99'999; // A typing mistake must not fill the memory with empty elements.

tl::unexpected<Error> syntaxError(qsizetype position)
{
    return fail(ErrorKind::Validation, u"path.syntax"_s,
        QCoreApplication::translate("uds", "The path cannot be read at character %1.").arg(position + 1),
        QCoreApplication::translate(
            "uds", "Examples: billing.email, line_items[].sku, meta_data[key=_ref].value"));
}

/// Text up to one of \a ends, with backslashes taken off; nothing when a backslash ends the text.
std::optional<QString> takeName(QStringView text, qsizetype &position, QStringView ends)
{
    QString name;
    while (position < text.size() && !ends.contains(text[position])) {
        if (text[position] == u'\\') {
            ++position;
            if (position == text.size())
                return std::nullopt;
        }
        name += text[position];
        ++position;
    }
    return name;
}

QString escaped(const QString &name)
{
    QString text;
    for (const QChar character : name) {
        if (u"\\.[]="_s.contains(character))
            text += u'\\';
        text += character;
    }
    return text;
}

} // namespace

Result<JsonPath> JsonPath::parse(QStringView text)
{
    JsonPath path;
    qsizetype position = 0;
    while (position < text.size()) {
        const bool isBracket = text[position] == u'[';
        const bool isFirst = path.m_steps.isEmpty();
        if (!isBracket && !isFirst) {
            if (text[position] != u'.')
                return syntaxError(position);
            ++position;
        }
        const std::optional<Step> step = isBracket ? readBracket(text, position) : readMember(text, position);
        if (!step)
            return syntaxError(position);
        path.m_steps.append(*step);
    }
    return path;
}

std::optional<JsonPath::Step> JsonPath::readMember(QStringView text, qsizetype &position)
{
    const std::optional<QString> name = takeName(text, position, u".[]");
    if (!name || name->isEmpty())
        return std::nullopt;
    return Step{Step::Kind::Member, *name, {}, 0};
}

std::optional<JsonPath::Step> JsonPath::readBracket(QStringView text, qsizetype &position)
{
    ++position;
    const qsizetype start = position;
    const std::optional<QString> name = takeName(text, position, u"=[]");
    if (!name || position == text.size() || text[position] == u'[')
        return std::nullopt;
    if (text[position] == u'=') {
        ++position;
        const std::optional<QString> value = takeName(text, position, u"]");
        if (!value || name->isEmpty() || position == text.size())
            return std::nullopt;
        ++position;
        return Step{Step::Kind::Match, *name, *value, 0};
    }
    ++position;
    if (name->isEmpty())
        return Step{Step::Kind::Every, {}, {}, 0};
    return indexStep(text.sliced(start, position - 1 - start));
}

std::optional<JsonPath::Step> JsonPath::indexStep(QStringView digits)
{
    const bool areDigits = std::all_of(
        digits.begin(), digits.end(), [](QChar digit) { return digit >= u'0' && digit <= u'9'; });
    bool isNumber = false;
    const int index = digits.toInt(&isNumber);
    if (!areDigits || !isNumber || index > kLargestIndex)
        return std::nullopt;
    return Step{Step::Kind::Index, {}, {}, index};
}

JsonPath JsonPath::literal(QStringView text)
{
    const Result<JsonPath> path = parse(text);
    Q_ASSERT_X(path, "JsonPath::literal", qPrintable(text.toString()));
    return path.value_or(JsonPath());
}

QString JsonPath::text() const
{
    QString text;
    for (const Step &step : m_steps) {
        switch (step.kind) {
        case Step::Kind::Member:
            if (!text.isEmpty())
                text += u'.';
            text += escaped(step.name);
            break;
        case Step::Kind::Every: text += u"[]"_s; break;
        case Step::Kind::Index: text += u"[%1]"_s.arg(step.index); break;
        case Step::Kind::Match: text += u'[' + escaped(step.name) + u'=' + escaped(step.value) + u']'; break;
        }
    }
    return text;
}

bool JsonPath::isEmpty() const
{
    return m_steps.isEmpty();
}

bool JsonPath::hasWildcard() const
{
    return std::any_of(
        m_steps.begin(), m_steps.end(), [](const Step &step) { return step.kind == Step::Kind::Every; });
}

JsonArray JsonPath::all(const Json &document) const
{
    JsonArray found;
    visit(document, 0, [&found](const Json &value) {
        found.append(value);
        return Visit::Continue;
    });
    return found;
}

Json JsonPath::first(const Json &document) const
{
    const Json *found = nullptr;
    visit(document, 0, [&found](const Json &value) {
        found = &value;
        return Visit::Stop;
    });
    return found ? *found : Json();
}

template <typename Visitor>
JsonPath::Visit JsonPath::visit(const Json &value, qsizetype depth, const Visitor &visitor) const
{
    if (depth == m_steps.size())
        return visitor(value);
    const Step &step = m_steps[depth];
    if (step.kind == Step::Kind::Every) {
        for (const Json &item : value.array()) {
            if (visit(item, depth + 1, visitor) == Visit::Stop)
                return Visit::Stop;
        }
        return Visit::Continue;
    }
    const Json *next = following(value, step);
    return next ? visit(*next, depth + 1, visitor) : Visit::Continue;
}

const Json *JsonPath::following(const Json &value, const Step &step)
{
    if (step.kind == Step::Kind::Member) {
        for (const JsonMember &member : value.object()) {
            if (member.name == step.name)
                return &member.value;
        }
        return nullptr;
    }
    const JsonArray &items = value.array();
    if (step.kind == Step::Kind::Index)
        return step.index < items.size() ? &items[step.index] : nullptr;
    const auto match
        = std::find_if(items.begin(), items.end(), [&step](const Json &item) { return step.matches(item); });
    return match == items.end() ? nullptr : &*match;
}

bool JsonPath::Step::matches(const Json &item) const
{
    return item.contains(name) && item[name].scalarText() == value;
}

void JsonPath::assign(Json &document, Json value) const
{
    Q_ASSERT_X(!hasWildcard(), "JsonPath::assign", "a path with [] has no single place to write to");
    if (hasWildcard())
        return;
    Json *place = &document;
    for (const Step &step : m_steps)
        place = placeFor(*place, step);
    *place = std::move(value);
}

Json *JsonPath::placeFor(Json &value, const Step &step)
{
    if (step.kind == Step::Kind::Member)
        return &value.memberForWriting(step.name);
    JsonArray &items = value.itemsForWriting();
    if (step.kind == Step::Kind::Index) {
        if (items.size() <= step.index)
            items.resize(step.index + 1);
        return &items[step.index];
    }
    const auto match = std::find_if(
        items.cbegin(), items.cend(), [&step](const Json &item) { return step.matches(item); });
    if (match != items.cend())
        return &items[match - items.cbegin()];
    items.append(Json::object({{step.name, step.value}}));
    return &items.last();
}

} // namespace uds
