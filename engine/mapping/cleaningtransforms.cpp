#include "engine/mapping/countries.h"
#include "engine/mapping/mappingerror.h"
#include "engine/mapping/textrules.h"
#include "engine/mapping/transform.h"
#include "engine/mapping/transliteration.h"

#include <QCoreApplication>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

/// A change of the text that a person should hear of.
TransformKind noted(const QString &name, QString (*change)(const QString &), const char *note)
{
    const TransformStep step{name, ValueType::Text, ValueType::Text,
        [change, note](const Json &value, const EvaluationScope &scope) -> Result<Json> {
            const QString before = value.scalarText();
            const QString after = change(before);
            if (after != before && scope.notes != nullptr)
                scope.notes->add(QCoreApplication::translate("uds", note));
            return Json(after);
        }};
    return {name, [step](const Json &, const CompileScope &, const QString &) -> Result<TransformStep> {
                return step;
            }};
}

QString countryTitle(const QString &code)
{
    // Only of a code; shops do not check what people type: "Deutschland" passes as it is.
    const Country *country = code.size() == 2 ? countryOf(code) : nullptr;
    return country != nullptr ? country->name : code;
}

/// "stripHtml" takes out the tags; {"stripHtml": {"entities": true}} also decodes &amp; and the like.
Result<TransformStep> compileStripHtml(const Json &arguments, const CompileScope &, const QString &place)
{
    const bool decodes = arguments[u"entities"].boolean();
    if (!arguments.isNull() && !arguments[u"entities"].isBool())
        return invalidMapping(
            place, QCoreApplication::translate("uds", "stripHtml takes \"entities\": true, or nothing"));
    return TransformStep{{}, ValueType::Text, ValueType::Text,
        [decodes](const Json &value, const EvaluationScope &) -> Result<Json> {
            const QString plain = withoutTags(value.scalarText());
            return Json(decodes ? decodedEntities(plain) : plain);
        }};
}

QString validMailAddress(const QString &text)
{
    const QString trimmed = text.trimmed();
    return isMailAddress(trimmed) ? trimmed : QString();
}

} // namespace

QList<TransformKind> cleaningTransforms()
{
    return {
        {u"stripHtml"_s, compileStripHtml},
        plainTextTransform(u"decodeEntities"_s, decodedEntities),
        plainTextTransform(u"countryName"_s, countryTitle),
        noted(u"replaceForbidden"_s, withoutForbidden,
            QT_TRANSLATE_NOOP("uds", "characters that are not allowed in names were replaced")),
        noted(u"stripSymbols"_s, withoutSymbols, QT_TRANSLATE_NOOP("uds", "symbols were left out")),
        noted(
            u"transliterate"_s, transliterated, QT_TRANSLATE_NOOP("uds", "written with plain Latin letters")),
        noted(u"mailAddress"_s, validMailAddress,
            QT_TRANSLATE_NOOP("uds", "left out, because it is not a valid e-mail address")),
    };
}

} // namespace uds
