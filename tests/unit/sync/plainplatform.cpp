#include "plainplatform.h"

#include "engine/core/clock.h"

namespace uds {

using namespace Qt::StringLiterals;

namespace {

Error notHere()
{
    return {
        ErrorKind::Configuration, u"test.notHere"_s, u"This platform is for sending only."_s, {}, {}, {}, {}};
}

} // namespace

Json PlainWire::marked(const QString &, Json payload, const QString &marker) const
{
    payload.set(u"note"_s, marker);
    return payload;
}

QString PlainWire::markerOf(const QString &, const Json &document) const
{
    return document[u"note"].string();
}

LookUp PlainWire::probe(const Effect &effect) const
{
    return {effect.entity, u"number"_s, {}};
}

std::optional<Decimal> PlainWire::totalOf(const QString &, const Json &document) const
{
    const auto total = document[u"total"].decimal();
    return total ? std::optional(*total) : std::nullopt;
}

int PlainWire::batchSize(const QString &entity, Operation) const
{
    if (entity == u"Payment")
        return 1;
    return entity == u"Invoice" ? invoices : others;
}

QString PlainWire::batchKind(const QString &entity, Operation) const
{
    return entity;
}

Result<FrozenCall> PlainWire::freeze(const QList<Effect> &effects, const QString &callToken) const
{
    FrozenCall call;
    call.token = callToken;
    call.verb = "POST";
    call.path = "batch";
    call.contentType = "application/json";
    for (const Effect &effect : effects)
        call.body += effect.payload.bytes();
    call.effects = effects;
    call.isBatch = effects.size() > 1;
    return call;
}

QString PlainWire::keyText(const QString &, const QString &, const Json &document) const
{
    return document[u"number"].string();
}

QList<Outcome> PlainWire::outcomes(const FrozenCall &call, const Result<HttpResponse> &) const
{
    return QList<Outcome>(call.effects.size());
}

QCoro::Task<Result<VerifyReport>> PlainPlatform::verify(std::stop_token)
{
    co_return fail(notHere());
}

QCoro::Task<Result<RecordPage>> PlainPlatform::read(QString, ReadWindow, QByteArray, std::stop_token)
{
    co_return fail(notHere());
}

QCoro::Task<Result<QList<Record>>> PlainPlatform::find(LookUp, std::stop_token)
{
    co_return fail(notHere());
}

QCoro::Task<Result<Json>> PlainPlatform::facts(std::stop_token)
{
    co_return fail(notHere());
}

QCoro::Task<QList<Outcome>> PlainPlatform::send(FrozenCall call, std::stop_token stop)
{
    QStringList tokens;
    for (const Effect &effect : call.effects)
        tokens.append(effect.token);
    sent.append(tokens);
    if (takes.count() > 0)
        co_await m_clock.sleepFor(takes, stop);
    QList<Outcome> outcomes;
    for (const Effect &effect : call.effects) {
        Outcome outcome;
        outcome.state = answer;
        if (answer == Outcome::State::Applied)
            outcome.remoteId = u"id-of-"_s + effect.token;
        else
            outcome.error = notHere();
        outcomes.append(outcome);
    }
    co_return outcomes;
}

PlainRun::PlainRun()
{
    auto opened = Store::open(folder.filePath(u"store.db"_s), Store::Threading::Inline);
    const auto library = MappingLibrary::load(u"woo-orders-to-quickbooks"_s);
    if (!opened || !library)
        qFatal("no store or no preset");
    store = std::move(*opened);
    IntegrationRow source;
    source.name = source.connector = source.accountKey = u"shop"_s;
    source.createdUtc = clock.nowUtc();
    source.id = inserted(source);
    IntegrationRow target;
    target.name = target.connector = target.accountKey = u"books"_s;
    target.createdUtc = clock.nowUtc();
    target.id = inserted(target);
    StreamRow stream;
    stream.name = stream.preset = u"orders"_s;
    stream.sourceIntegration = source.id;
    stream.targetIntegration = target.id;
    stream.id = inserted(stream);
    context = std::make_unique<StreamContext>(
        StreamContext{*store, clock, background, platform, platform, stream, source, target, *library});
    settlement = std::make_unique<Settlement>(*context, 1, tally);
}

qint64 PlainRun::inserted(const IntegrationRow &row)
{
    const auto insert = [row](Database &database) { return IntegrationRepository(database).insert(row); };
    const auto id = clock.run(store->write(insert));
    if (!id)
        qFatal("%s", qPrintable(id.error().detail));
    return *id;
}

qint64 PlainRun::inserted(const StreamRow &row)
{
    const auto insert = [row](Database &database) { return StreamRepository(database).insert(row); };
    const auto id = clock.run(store->write(insert));
    if (!id)
        qFatal("%s", qPrintable(id.error().detail));
    return *id;
}

QList<IntentRow> PlainRun::journaled(QList<IntentRow> rows)
{
    const auto insert = [rows](Database &database) { return JournalRepository(database).insert(rows); };
    const auto ids = clock.run(store->write(insert));
    if (!ids)
        qFatal("%s", qPrintable(ids.error().message));
    for (qsizetype i = 0; i < rows.size(); ++i)
        rows[i].id = ids->at(i);
    return rows;
}

QList<IntentRow> PlainRun::stored(const QList<IntentRow> &rows)
{
    QList<qint64> ids;
    for (const IntentRow &row : rows)
        ids.append(row.id);
    const auto read = [ids](Database &database) { return JournalRepository(database).byIds(ids); };
    const auto found = clock.run(store->read(read));
    if (!found)
        qFatal("%s", qPrintable(found.error().message));
    return *found;
}

IntentRow PlainRun::intent(const QString &name, const QString &entity)
{
    IntentRow row;
    row.runId = 1;
    row.streamId = 1;
    row.targetIntegration = 2;
    row.businessKey = name;
    row.purpose = u"document"_s;
    row.sourceEntity = u"order"_s;
    row.sourceId = name;
    row.entity = entity;
    row.operation = u"create"_s;
    row.sourceVersion = "version";
    row.token = name;
    row.state = IntentState::Ready;
    row.payload = Json::object({{u"number"_s, name}});
    row.number = name;
    return row;
}

} // namespace uds
