#include "engine/api/integrationform.h"

#include <QCoreApplication>
#include <QUrl>

#include <algorithm>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

Error fieldError(const QString &field, const QString &message)
{
    return {ErrorKind::Configuration, u"integration.field"_s, message, {}, field, {}, std::nullopt};
}

bool isScalar(const Json &value)
{
    return value.isString() || value.isNumber() || value.isBool() || value.isNull();
}

} // namespace

Result<const ConnectorFactory *> factoryFor(const QString &connector)
{
    if (const ConnectorFactory *factory = connectorFactory(connector))
        return factory;
    return fail(ErrorKind::Configuration, u"integration.connector"_s,
        QCoreApplication::translate("uds", "There is no connector named “%1”.").arg(connector));
}

Result<ConnectorSettings> splitSettings(const ConnectorDescription &description, const Json &form)
{
    if (!form.isObject())
        return fail(fieldError({}, QCoreApplication::translate("uds", "Settings must be a JSON object.")));
    ConnectorSettings settings{Json::object({}), Json::object({})};
    for (const JsonMember &member : form.object()) {
        const auto field = std::find_if(description.form.begin(), description.form.end(),
            [&member](const FormField &candidate) { return candidate.key == member.name; });
        if (field == description.form.end())
            return fail(fieldError(member.name,
                QCoreApplication::translate("uds", "%1 has no field “%2”.")
                    .arg(description.title, member.name)));
        if (!isScalar(member.value))
            return fail(fieldError(
                member.name, QCoreApplication::translate("uds", "“%1” must be a text.").arg(field->label)));
        Json &place = field->kind == FormField::Kind::Secret ? settings.secrets : settings.values;
        place.set(member.name, member.value.scalarText());
    }
    return settings;
}

ConnectorSettings withStoredSecrets(ConnectorSettings changed, const Json &stored)
{
    for (const JsonMember &member : stored.object()) {
        if (changed.secrets[member.name].string().isEmpty())
            changed.secrets.set(member.name, member.value);
    }
    return changed;
}

bool hasRequiredSecrets(const ConnectorDescription &description, const Json &values, const Json &secrets)
{
    return std::all_of(description.form.begin(), description.form.end(), [&](const FormField &field) {
        const bool isSecret = field.required && field.kind == FormField::Kind::Secret;
        const bool isNeeded = isSecret && isFieldAsked(field, values);
        return !isNeeded || !secrets[field.key].string().isEmpty();
    });
}

Result<void> checkUsable(
    const IntegrationRow &row, const ConnectorDescription &description, const Json &secrets)
{
    if (row.status == "draft"_L1)
        return fail(ErrorKind::Configuration, u"integration.draft"_s,
            QCoreApplication::translate("uds", "“%1” is a draft and is not used yet.").arg(row.name),
            QCoreApplication::translate("uds", "Complete its settings, or sign in."));
    if (!hasRequiredSecrets(description, row.settings, secrets))
        return fail(ErrorKind::Configuration, u"integration.disconnected"_s,
            QCoreApplication::translate("uds", "“%1” is disconnected: its credentials were erased.")
                .arg(row.name),
            QCoreApplication::translate("uds", "Enter them again, or sign in. Links and history are kept."));
    return {};
}

Result<ConnectorSettings> checkedForm(const ConnectorFactory &factory, const Json &form)
{
    const Result<ConnectorSettings> settings = splitSettings(factory.description(), form);
    if (!settings)
        return settings;
    return factory.checked(*settings);
}

QString accountKey(const ConnectorFactory &factory, const ConnectorSettings &settings)
{
    QString account = settings.values[u"realm_id"].string();
    if (account.isEmpty())
        account = settings.values[u"store_url"].string();
    if (account.isEmpty())
        account = factory.baseUrl(settings).toString(QUrl::RemoveUserInfo | QUrl::RemoveQuery);
    while (account.endsWith(u'/'))
        account.chop(1);
    const bool isSandbox = settings.values[u"environment"].string() == "sandbox"_L1;
    return factory.description().name + u':' + account + (isSandbox ? u":sandbox"_s : QString());
}

QString shownAddress(const ConnectorFactory &factory, const Json &values)
{
    const QUrl url = factory.baseUrl({values, Json::object({})});
    return url.toString(QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment);
}

} // namespace uds
