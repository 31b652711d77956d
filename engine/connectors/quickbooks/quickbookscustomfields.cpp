#include "engine/connectors/quickbooks/quickbookscustomfields.h"

#include <QCoreApplication>
#include <QSet>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr QStringView kMember = u"CustomField";

auto refused(const QString &path, const QString &message)
{
    return fail(Error{ErrorKind::Validation, u"qbo.customField"_s, message,
        QCoreApplication::translate("uds",
            "QuickBooks takes three custom fields of text, numbered 1 to 3, of at most 31 characters. Change "
            "the mapping of this field, then retry."),
        path, {}, {}});
}

Result<void> checkedField(const Json &field, const QString &path, QSet<QString> &taken)
{
    const QString slot = field[u"DefinitionId"].scalarText();
    bool isNumber = false;
    const int number = slot.toInt(&isNumber);
    if (!isNumber || number < 1 || number > kQuickBooksCustomFields)
        return refused(path + u".DefinitionId"_s,
            QCoreApplication::translate("uds", "QuickBooks has no custom field \"%1\".").arg(slot));
    if (taken.contains(slot))
        return refused(path + u".DefinitionId"_s,
            QCoreApplication::translate("uds", "Custom field %1 is filled twice.").arg(slot));
    taken.insert(slot);
    const QString type = field[u"Type"].string();
    const Json &text = field[u"StringValue"];
    if ((!type.isEmpty() && type != "StringType"_L1) || (!text.isNull() && !text.isString()))
        return refused(path + u".StringValue"_s,
            QCoreApplication::translate("uds", "Custom field %1 takes text only.").arg(slot));
    if (text.string().size() > kQuickBooksCustomFieldLength)
        return refused(path + u".StringValue"_s,
            QCoreApplication::translate("uds", "The text of custom field %1 has %2 characters.")
                .arg(slot)
                .arg(text.string().size()));
    return {};
}

} // namespace

Result<void> checkedQuickBooksCustomFields(const QuickBooksEntity &entity, const Json &payload)
{
    const Json &fields = payload[kMember];
    if (fields.isNull())
        return {};
    if (!entity.hasCustomFields || !fields.isArray())
        return refused(kMember.toString(),
            QCoreApplication::translate("uds", "%1 has no custom fields in QuickBooks.").arg(entity.name));
    if (fields.array().size() > kQuickBooksCustomFields)
        return refused(kMember.toString(),
            QCoreApplication::translate("uds", "%1 custom fields are filled.").arg(fields.array().size()));
    QSet<QString> taken;
    for (qsizetype i = 0; i < fields.array().size(); ++i) {
        const QString path = u"%1[%2]"_s.arg(kMember).arg(i);
        if (Result<void> sound = checkedField(fields.array().at(i), path, taken); !sound)
            return sound;
    }
    return {};
}

} // namespace uds
