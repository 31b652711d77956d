#include "engine/api/auditedchange.h"

#include "engine/api/engineparts.h"
#include "engine/api/integrationsecrets.h"
#include "engine/store/database.h"
#include "engine/store/streamrepository.h"

namespace uds {

using namespace Qt::StringLiterals;

namespace {

Json settingsOf(Json fields, const Json &settings)
{
    for (const JsonMember &member : settings.object())
        fields.set(u"settings."_s + member.name, member.value);
    return fields;
}

Result<AuditSnapshot> integrationSnapshot(Database &database, const Vault &vault, const QString &name)
{
    const auto row = IntegrationRepository(database).byName(name.trimmed());
    if (!row)
        return fail(row.error());
    if (!*row)
        return AuditSnapshot();
    AuditSnapshot snapshot;
    snapshot.fields
        = settingsOf(Json::object({{u"connector"_s, (*row)->connector}, {u"account"_s, (*row)->accountKey}}),
            (*row)->settings);
    // Secrets that do not open any more are about to be replaced: then all of them are new.
    snapshot.secrets = storedSecrets(database, vault, (*row)->id).value_or(Json::object({}));
    return snapshot;
}

QString integrationName(Database &database, qint64 id)
{
    const auto row = IntegrationRepository(database).byId(id);
    return row && *row ? (*row)->name : QString();
}

Result<AuditSnapshot> streamSnapshot(Database &database, const QString &name)
{
    const auto rows = StreamRepository(database).list();
    if (!rows)
        return fail(rows.error());
    for (const StreamRow &row : *rows) {
        if (row.name == name.trimmed())
            return AuditSnapshot{
                settingsOf(Json::object({{u"preset"_s, row.preset}, {u"enabled"_s, row.enabled},
                               {u"source"_s, integrationName(database, row.sourceIntegration)},
                               {u"target"_s, integrationName(database, row.targetIntegration)}}),
                    row.settings),
                {}};
    }
    return AuditSnapshot();
}

/// The members of \a these that \a others do not have in that value.
Json different(const Json &these, const Json &others)
{
    Json members;
    for (const JsonMember &member : these.object()) {
        if (!others.contains(member.name) || others[member.name] != member.value)
            members.set(member.name, member.value);
    }
    return members;
}

QString stateOf(const Json &secrets, const QString &field)
{
    return secrets[field].string().isEmpty() ? u"none"_s : u"set"_s;
}

void addSecrets(AuditEntry &entry, const Json &before, const Json &after)
{
    Json all = before;
    for (const JsonMember &member : after.object())
        all.set(member.name, member.value);
    for (const JsonMember &member : all.object()) {
        const QString &field = member.name;
        if (before[field].string() == after[field].string())
            continue;
        const QString was = stateOf(before, field);
        const QString is = stateOf(after, field);
        entry.before.set(u"secret."_s + field, was);
        entry.after.set(u"secret."_s + field, was == is ? u"changed"_s : is);
    }
}

} // namespace

AuditedChange AuditedChange::ofIntegration(const EngineParts &parts)
{
    return {parts, Kind::Integration};
}

AuditedChange AuditedChange::ofStream(const EngineParts &parts)
{
    return {parts, Kind::Stream};
}

AuditedChange::AuditedChange(const EngineParts &parts, Kind kind)
    : m_audit(*parts.audit)
    , m_vault(*parts.vault)
    , m_kind(kind)
{
}

Result<AuditSnapshot> AuditedChange::snapshot(Database &database, const QString &name) const
{
    return m_kind == Kind::Integration ? integrationSnapshot(database, m_vault, name)
                                       : streamSnapshot(database, name);
}

Result<void> AuditedChange::note(
    Database &database, const QString &action, const QString &name, const AuditSnapshot &before) const
{
    const Result<AuditSnapshot> after = snapshot(database, name);
    if (!after)
        return fail(after.error());
    AuditEntry entry{action, name.trimmed(), different(before.fields, after->fields),
        different(after->fields, before.fields)};
    addSecrets(entry, before.secrets, after->secrets);
    return m_audit.record(database, entry);
}

} // namespace uds
