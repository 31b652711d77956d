#include "engine/sync/brake.h"

#include "engine/store/linkrepository.h"
#include "engine/store/store.h"
#include "engine/sync/streamcontext.h"

#include <QCoreApplication>

#include <algorithm>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

// A share says little about a handful.
constexpr int kFewVoids = 5;
constexpr int kFewUpdates = 100;

QString tr(const char *text)
{
    return QCoreApplication::translate("uds", text);
}

tl::unexpected<Error> noLimit(const QString &name, const Json &value)
{
    return fail({ErrorKind::Configuration, u"stream.setting"_s,
        tr("“%1” is no limit for the setting “%2”.").arg(value.scalarText(), name),
        tr("Write a number without a sign; 0, or nothing for an amount, is no limit."), name, {}, {}});
}

Result<void> read(const Json &settings, const QString &name, int *limit)
{
    if (!settings.contains(name))
        return {};
    const auto value = settings[name].integer();
    if (!value || *value < 0 || *value > std::numeric_limits<int>::max())
        return noLimit(name, settings[name]);
    *limit = int(*value);
    return {};
}

Result<void> readMoney(const Json &settings, const QString &name, std::optional<Decimal> *limit)
{
    const QString text = settings[name].scalarText().trimmed();
    if (text.isEmpty())
        return {};
    const auto amount = Decimal::parse(text);
    if (!amount || amount->isNegative())
        return noLimit(name, settings[name]);
    if (!amount->isZero())
        *limit = *amount;
    return {};
}

} // namespace

Result<BrakeLimits> BrakeLimits::of(const Json &settings)
{
    BrakeLimits limits;
    const std::initializer_list<std::pair<QString, int *>> numbers{{u"brake_voids"_s, &limits.voids},
        {u"brake_voids_percent"_s, &limits.voidPercent}, {u"brake_updates_percent"_s, &limits.updatePercent},
        {u"brake_creates"_s, &limits.creates}, {u"confirm_above"_s, &limits.confirmAbove}};
    for (const auto &[name, limit] : numbers) {
        if (const auto done = read(settings, name, limit); !done)
            return fail(done.error());
    }
    if (const auto done = readMoney(settings, u"brake_money"_s, &limits.money); !done)
        return fail(done.error());
    return limits;
}

Json BrakeLimits::defaults()
{
    const BrakeLimits limits;
    return Json::object({{u"confirm_above"_s, limits.confirmAbove}, {u"brake_voids"_s, limits.voids},
        {u"brake_voids_percent"_s, limits.voidPercent}, {u"brake_updates_percent"_s, limits.updatePercent},
        {u"brake_creates"_s, limits.creates}, {u"brake_money"_s, QString()}});
}

Brake::Brake(BrakeLimits limits, int known)
    : m_limits(std::move(limits))
    , m_known(known)
{
}

QCoro::Task<Result<Brake>> Brake::of(StreamContext &context, SyncRequest request)
{
    Result<BrakeLimits> limits = BrakeLimits::of(context.stream.settings);
    if (!limits)
        co_return fail(limits.error());
    if (!request.asksAbove)
        limits->confirmAbove = 0;
    if (request.overBrake) {
        const BrakeLimits none{0, 0, 0, 0, std::nullopt, limits->confirmAbove};
        co_return Brake(none, 0);
    }
    const LinkRepository::Pair pair{
        context.sourceIntegration.id, context.targetIntegration.id, context.library.sourceEntity()};
    const auto query = [pair](Database &database) { return LinkRepository(database).documentCount(pair); };
    const auto known = co_await context.store.read(query);
    if (!known)
        co_return fail(known.error());
    co_return Brake(*limits, *known);
}

void Brake::Counted::add(const PlannedChange &change)
{
    using enum PlannedChange::Action;
    if (change.action != Create && change.action != Update && change.action != Void)
        return;
    ++changes;
    if (change.purpose != u"document")
        return;
    if (isRemoval(change))
        ++voids;
    else if (change.action == Create)
        ++creates;
    else
        ++updates;
    if (change.total)
        money[change.currency] += change.total->absolute();
}

Result<void> Brake::pass(const QList<PlannedChange> &changes)
{
    Counted counted = m_counted;
    for (const PlannedChange &change : changes)
        counted.add(change);
    if (const auto error = stops(counted))
        return fail(*error);
    m_counted = std::move(counted);
    return {};
}

bool Brake::isMoreThan(int percent, int count) const
{
    return percent > 0 && qint64(count) * 100 > qint64(percent) * m_known;
}

QString Brake::share(int count, int percent) const
{
    return tr("%1 of the %2 it has at the target; the limit is %3 %").arg(count).arg(m_known).arg(percent);
}

Error Brake::stopped(const QString &code, const QString &what) const
{
    const QString sent = m_counted.changes == 0
        ? tr("Nothing was sent")
        : tr("%1 changes were sent before, within the limit").arg(m_counted.changes);
    return {ErrorKind::Conflict, code,
        tr("The brake stopped this run: it would %1. %2; the rest waits, nothing is lost.").arg(what, sent),
        tr("Look at the plan of this stream. When it is right, apply it, or run once over the brake "
           "(udsync run --over-brake)."),
        {}, {}, {}};
}

std::optional<Error> Brake::stopsVoids(const Counted &counted) const
{
    const QString code = u"brake.voids"_s;
    if (m_limits.voids > 0 && counted.voids > m_limits.voids)
        return stopped(code,
            tr("void %1 documents or take them out of use; the limit is %2")
                .arg(counted.voids)
                .arg(m_limits.voids));
    if (counted.voids > kFewVoids && isMoreThan(m_limits.voidPercent, counted.voids))
        return stopped(code,
            tr("void documents or take them out of use, %1").arg(share(counted.voids, m_limits.voidPercent)));
    return std::nullopt;
}

std::optional<Error> Brake::stopsMoney(const Counted &counted) const
{
    if (!m_limits.money)
        return std::nullopt;
    for (auto sum = counted.money.cbegin(); sum != counted.money.cend(); ++sum) {
        if (sum.value() > *m_limits.money)
            return stopped(u"brake.money"_s,
                tr("change documents of %1 %2 together; the limit is %3")
                    .arg(sum.value().text(), sum.key(), m_limits.money->text()));
    }
    return std::nullopt;
}

std::optional<Error> Brake::stops(const Counted &counted) const
{
    if (const auto error = stopsVoids(counted))
        return error;
    if (counted.updates > kFewUpdates && isMoreThan(m_limits.updatePercent, counted.updates))
        return stopped(u"brake.updates"_s,
            tr("change documents, %1").arg(share(counted.updates, m_limits.updatePercent)));
    if (m_limits.creates > 0 && counted.creates > m_limits.creates)
        return stopped(u"brake.creates"_s,
            tr("create %1 documents; the limit is %2").arg(counted.creates).arg(m_limits.creates));
    if (const auto error = stopsMoney(counted))
        return error;
    if (m_limits.confirmAbove > 0 && counted.changes > m_limits.confirmAbove)
        return Error{ErrorKind::Cancelled, u"run.confirm"_s,
            tr("This run would make %1 changes or more; above %2 they are confirmed first. %3 of them were "
               "sent.")
                .arg(counted.changes)
                .arg(m_limits.confirmAbove)
                .arg(m_counted.changes),
            tr("Look at the plan and apply it."), {}, {}, {}};
    return std::nullopt;
}

} // namespace uds
