#include "app/udsync/accesscommands.h"

#include "app/udsync/passphrasefile.h"

#include <QCoreApplication>

namespace uds::cli {

using namespace Qt::StringLiterals;

namespace {

Json rightsDocument()
{
    Json document = Json::object({});
    for (const Role role : allRoles()) {
        JsonArray rights;
        for (const Permission permission : allPermissions()) {
            if (allows(role, permission))
                rights.append(permissionName(permission));
        }
        document.set(roleName(role), rights);
    }
    return document;
}

QString rightsText()
{
    QString text;
    for (const Role role : allRoles()) {
        QStringList rights;
        for (const Permission permission : allPermissions()) {
            if (allows(role, permission))
                rights.append(permissionTitle(permission));
        }
        text += roleTitle(role) + u": "_s + rights.join(u", "_s) + u'\n';
    }
    return text;
}

QString stateText(const AccessState &state)
{
    QString text = QCoreApplication::translate("uds", "You work as %1.").arg(roleTitle(state.role)) + u'\n';
    if (state.hasPassphrase) {
        text += QCoreApplication::translate("uds", "Sessions start as %1.").arg(roleTitle(state.startRole))
            + u' '
            + (state.idleLockMinutes == 0
                    ? QCoreApplication::translate("uds", "An unlocked one stays unlocked until it is locked.")
                    : QCoreApplication::translate("uds", "An unlocked one locks after %1 idle minutes.")
                          .arg(state.idleLockMinutes))
            + u'\n';
    }
    return text + state.limits + u'\n';
}

Answer stateAnswer(const AccessState &state)
{
    Answer answer;
    answer.document = Json::object({{u"access"_s,
        Json::object({{u"role"_s, roleName(state.role)}, {u"unlocked"_s, state.isUnlocked},
            {u"has_passphrase"_s, state.hasPassphrase}, {u"start_role"_s, roleName(state.startRole)},
            {u"idle_lock_minutes"_s, state.idleLockMinutes}, {u"limits"_s, state.limits},
            {u"rights"_s, rightsDocument()}})}});
    answer.text = stateText(state);
    return answer;
}

QCoro::Task<Result<Answer>> show(Surroundings *surroundings)
{
    const Result<AccessState> state = co_await surroundings->api->accessState();
    if (!state)
        co_return tl::unexpected(state.error());
    Answer answer = stateAnswer(*state);
    answer.text += u'\n' + rightsText();
    co_return answer;
}

QCoro::Task<Result<Answer>> changed(Surroundings *surroundings, QByteArray next)
{
    QByteArray current;
    if (surroundings->arguments.has(kAdministratorOption)) {
        const Result<QByteArray> read = readPassphrase(surroundings->arguments.value(kAdministratorOption));
        if (!read)
            co_return tl::unexpected(read.error());
        current = *read;
    }
    const Result<AccessState> state = co_await surroundings->api->setAdministratorPassphrase(current, next);
    if (!state)
        co_return tl::unexpected(state.error());
    co_return stateAnswer(*state);
}

QCoro::Task<Result<Answer>> setPassphrase(Surroundings *surroundings)
{
    const Result<QByteArray> next = readPassphrase(surroundings->arguments.value(u"new-passphrase-file"_s));
    if (!next)
        co_return tl::unexpected(next.error());
    co_return co_await changed(surroundings, *next);
}

QCoro::Task<Result<Answer>> removePassphrase(Surroundings *surroundings)
{
    const QByteArray none;
    co_return co_await changed(surroundings, none);
}

QCoro::Task<Result<Answer>> setRules(Surroundings *surroundings)
{
    const Arguments &arguments = surroundings->arguments;
    const Result<AccessState> state = co_await surroundings->api->accessState();
    if (!state)
        co_return tl::unexpected(state.error());
    const Result<int> minutes = arguments.number(u"idle-minutes"_s, state->idleLockMinutes, 0);
    if (!minutes)
        co_return tl::unexpected(minutes.error());
    AccessRules rules{state->startRole, *minutes};
    if (arguments.has(u"role"_s)) {
        const auto role = roleFromName(arguments.value(u"role"_s));
        if (!role)
            co_return wrongArguments(
                QCoreApplication::translate("uds", "--role is viewer, operator or accountant."));
        rules.startRole = *role;
    }
    const Result<AccessState> set = co_await surroundings->api->setAccessRules(rules);
    if (!set)
        co_return tl::unexpected(set.error());
    co_return stateAnswer(*set);
}

} // namespace

QList<Command> accessCommands()
{
    return {
        {u"access show"_s, {}, 0, {}, {},
            QCoreApplication::translate("uds", "Show as what you work here and who may do what."), show},
        {u"access set-passphrase"_s, {}, 0, {u"new-passphrase-file"_s}, {u"new-passphrase-file"_s},
            QCoreApplication::translate("uds", "Set or change the administrator passphrase."), setPassphrase},
        {u"access remove-passphrase"_s, {}, 0, {}, {},
            QCoreApplication::translate("uds", "Remove it: everybody is administrator again."),
            removePassphrase},
        {u"access set"_s, {}, 0, {u"role"_s, u"idle-minutes"_s}, {},
            QCoreApplication::translate("uds", "Set the role that sessions start with and the idle lock."),
            setRules},
    };
}

} // namespace uds::cli
