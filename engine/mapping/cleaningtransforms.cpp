#include "engine/mapping/textrules.h"
#include "engine/mapping/transform.h"

#include <QCoreApplication>
#include <QHash>
#include <QLocale>

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
    static const QHash<QString, QString> kTitles = [] {
        QHash<QString, QString> titles;
        for (int at = 1; at <= int(QLocale::LastTerritory); ++at) {
            const auto territory = QLocale::Territory(at);
            titles.insert(QLocale::territoryToCode(territory), QLocale::territoryToString(territory));
        }
        return titles;
    }();
    // Shops do not check what people type: "Deutschland" passes as it is.
    return kTitles.value(code.toUpper(), code);
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
        plainTextTransform(u"stripHtml"_s, withoutTags),
        plainTextTransform(u"decodeEntities"_s, decodedEntities),
        plainTextTransform(u"countryName"_s, countryTitle),
        noted(u"replaceForbidden"_s, withoutForbidden,
            QT_TRANSLATE_NOOP("uds", "characters that are not allowed in names were replaced")),
        noted(u"stripSymbols"_s, withoutSymbols, QT_TRANSLATE_NOOP("uds", "symbols were left out")),
        noted(u"mailAddress"_s, validMailAddress,
            QT_TRANSLATE_NOOP("uds", "left out, because it is not a valid e-mail address")),
    };
}

} // namespace uds
