#include "engine/api/integrationaccount.h"

#include "engine/api/integrationform.h"
#include "engine/api/runregistry.h"
#include "engine/store/database.h"
#include "engine/store/inboxrepository.h"
#include "engine/store/journalrepository.h"

#include <QCoreApplication>

#include <algorithm>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

/// Of the stored and of the new settings, both made by the same rule.
struct AccountKeys {
    QString before;
    QString after;
    [[nodiscard]] bool isSame() const { return before == after; }
};

Result<AccountKeys> keysOf(const AccountChange &change)
{
    return factoryFor(change.row.connector).map([&change](const ConnectorFactory *factory) {
        return AccountKeys{accountKey(*factory, {change.row.settings, Json::object({})}),
            accountKey(*factory, change.settings)};
    });
}

Error notAccepted(const IntegrationRow &row)
{
    return {ErrorKind::Configuration, u"integration.account"_s,
        QCoreApplication::translate("uds",
            "These settings belong to another account than the one “%1” is linked with. Nothing was changed.")
            .arg(row.name),
        QCoreApplication::translate("uds",
            "Accept the other account to go on: links stay with the present one, records are created anew in "
            "the other one. Or add a new integration for it."),
        {}, {}, std::nullopt};
}

Result<void> checkNothingIsOnItsWay(Database &database, const RunRegistry &runs, const StreamRow &stream)
{
    if (runs.isBusy(stream.name))
        return fail(ErrorKind::Conflict, u"run.busy"_s,
            QCoreApplication::translate("uds", "The stream “%1” is running.").arg(stream.name),
            QCoreApplication::translate("uds", "Wait for the run or cancel it."));
    using enum IntentState;
    const Result<int> undecided
        = JournalRepository(database).countByState(stream.id, {Planned, Ready, Inflight, Ambiguous, Parked});
    if (!undecided)
        return tl::unexpected(undecided.error());
    const Result<int> pending = InboxRepository(database).pendingCount(stream.id);
    if (!pending)
        return tl::unexpected(pending.error());
    if (*undecided + *pending == 0)
        return {};
    return fail(ErrorKind::Conflict, u"integration.unfinished"_s,
        QCoreApplication::translate(
            "uds", "The stream “%1” still has %2 records of the present account to finish.")
            .arg(stream.name)
            .arg(*undecided + *pending),
        QCoreApplication::translate("uds", "Run the stream once more, then change the account."));
}

Result<QString> freeName(Database &database, const QString &wanted)
{
    QString name = wanted;
    for (int number = 2;; ++number) {
        const Result<std::optional<IntegrationRow>> taken = IntegrationRepository(database).byName(name);
        if (!taken)
            return tl::unexpected(taken.error());
        if (!*taken)
            return name;
        name = u"%1 %2"_s.arg(wanted).arg(number);
    }
}

Result<IntegrationRow> rowFor(Database &database, const AccountChange &change, const QString &account)
{
    const auto known = rowOfAccount(database, account, change.row.id);
    if (!known)
        return tl::unexpected(known.error());
    if (*known)
        return **known;
    IntegrationRow fresh;
    fresh.connector = change.row.connector;
    fresh.accountKey = account;
    fresh.createdUtc = change.row.createdUtc;
    return fresh;
}

Result<void> moveStreams(Database &database, const QList<StreamRow> &streams, qint64 from, qint64 to)
{
    for (StreamRow stream : streams) {
        if (stream.sourceIntegration == from)
            stream.sourceIntegration = to;
        if (stream.targetIntegration == from)
            stream.targetIntegration = to;
        if (const auto updated = StreamRepository(database).update(stream); !updated)
            return updated;
    }
    return {};
}

Result<IntegrationRow> swapped(
    Database &database, const AccountChange &change, const QString &account, const QList<StreamRow> &streams)
{
    IntegrationRepository rows(database);
    Result<IntegrationRow> next = rowFor(database, change, account);
    if (!next)
        return next;
    IntegrationRow old = change.row;
    const QString suffix = old.accountName.isEmpty() ? old.accountKey.section(u':', 1) : old.accountName;
    const Result<QString> aside = freeName(database, u"%1 (%2)"_s.arg(old.name, suffix));
    if (!aside)
        return tl::unexpected(aside.error());
    old.name = *aside;
    if (const auto renamed = rows.update(old); !renamed)
        return tl::unexpected(renamed.error());
    next->name = change.row.name;
    next->settings = change.settings.values;
    next->status = u"disconnected"_s;
    const Result<qint64> id
        = next->id == 0 ? rows.insert(*next) : rows.update(*next).map([&next] { return next->id; });
    if (!id)
        return tl::unexpected(id.error());
    next->id = *id;
    const Result<void> moved = moveStreams(database, streams, old.id, *id);
    if (!moved)
        return tl::unexpected(moved.error());
    return next;
}

} // namespace

Result<QList<StreamRow>> streamsUsing(Database &database, qint64 integrationId)
{
    Result<QList<StreamRow>> streams = StreamRepository(database).list();
    if (streams)
        streams->removeIf([integrationId](const StreamRow &stream) {
            return stream.sourceIntegration != integrationId && stream.targetIntegration != integrationId;
        });
    return streams;
}

Result<std::optional<IntegrationRow>> rowOfAccount(
    Database &database, const QString &account, qint64 exceptId)
{
    const Result<QList<IntegrationRow>> all = IntegrationRepository(database).list();
    if (!all)
        return tl::unexpected(all.error());
    const auto same = std::find_if(all->begin(), all->end(), [&account, exceptId](const IntegrationRow &row) {
        return row.accountKey == account && row.id != exceptId && row.status != "draft"_L1;
    });
    return same == all->end() ? std::nullopt : std::optional(*same);
}

Result<bool> isOtherAccount(Database &database, const AccountChange &change)
{
    const Result<AccountKeys> keys = keysOf(change);
    if (!keys)
        return tl::unexpected(keys.error());
    if (keys->isSame() || change.row.status == "draft"_L1)
        return false;
    return streamsUsing(database, change.row.id).map([](const QList<StreamRow> &streams) {
        return !streams.isEmpty();
    });
}

Result<void> checkAccepted(Database &database, const AccountChange &change)
{
    const Result<bool> isOther = isOtherAccount(database, change);
    if (!isOther)
        return tl::unexpected(isOther.error());
    if (*isOther && !change.acceptsOther)
        return fail(notAccepted(change.row));
    return {};
}

Result<IntegrationRow> moveToAccount(Database &database, const RunRegistry &runs, AccountChange change)
{
    const Result<AccountKeys> keys = keysOf(change);
    if (!keys)
        return tl::unexpected(keys.error());
    const Result<bool> isOther = isOtherAccount(database, change);
    if (!isOther)
        return tl::unexpected(isOther.error());
    if (!*isOther) {
        if (!keys->isSame())
            change.row.accountKey = keys->after;
        change.row.settings = change.settings.values;
        change.row.status = u"disconnected"_s;
        const Result<void> updated = IntegrationRepository(database).update(change.row);
        return updated.map([&change] { return change.row; });
    }
    if (const auto accepted = checkAccepted(database, change); !accepted)
        return tl::unexpected(accepted.error());
    const Result<QList<StreamRow>> streams = streamsUsing(database, change.row.id);
    if (!streams)
        return tl::unexpected(streams.error());
    for (const StreamRow &stream : *streams) {
        if (const auto clear = checkNothingIsOnItsWay(database, runs, stream); !clear)
            return tl::unexpected(clear.error());
    }
    return swapped(database, change, keys->after, *streams);
}

} // namespace uds
