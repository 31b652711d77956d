#pragma once

#include "engine/connectors/connectorreader.h"
#include "engine/connectors/connectorsender.h"
#include "engine/core/background.h"
#include "engine/simulators/virtualclock.h"
#include "engine/store/journalrepository.h"
#include "engine/store/store.h"
#include "engine/sync/runtally.h"
#include "engine/sync/settlement.h"
#include "engine/sync/streamcontext.h"

#include <QTemporaryDir>

#include <memory>

namespace uds {

/// What a platform allows, without a network: invoices share calls of \a invoices, payments go alone, other
/// entities share calls of \a others; kinds of calls are told apart by entity.
class PlainWire : public ConnectorWire {
public:
    [[nodiscard]] Json marked(const QString &entity, Json payload, const QString &marker) const override;
    [[nodiscard]] QString markerOf(const QString &entity, const Json &document) const override;
    [[nodiscard]] LookUp probe(const Effect &effect) const override;
    [[nodiscard]] std::optional<Decimal> totalOf(const QString &entity, const Json &document) const override;
    [[nodiscard]] int batchSize(const QString &entity, Operation operation) const override;
    [[nodiscard]] QString batchKind(const QString &entity, Operation operation) const override;
    [[nodiscard]] Result<FrozenCall> freeze(
        const QList<Effect> &effects, const QString &callToken) const override;
    [[nodiscard]] QString keyText(
        const QString &entity, const QString &key, const Json &document) const override;
    [[nodiscard]] QList<Outcome> outcomes(
        const FrozenCall &call, const Result<HttpResponse> &answer) const override;

    int invoices = 3;
    int others = 2;
};

/// Applies what it is sent, after a moment of virtual time when it is told to take some.
class PlainPlatform final : public ConnectorReader, public ConnectorSender {
public:
    explicit PlainPlatform(Clock &clock)
        : m_clock(clock)
    {
    }
    [[nodiscard]] const ConnectorDescription &description() const override { return about; }
    [[nodiscard]] const ConnectorWire &wire() const override { return plainWire; }
    [[nodiscard]] QCoro::Task<Result<VerifyReport>> verify(std::stop_token stop) override;
    [[nodiscard]] QCoro::Task<Result<RecordPage>> read(
        QString entity, ReadWindow window, QByteArray position, std::stop_token stop) override;
    [[nodiscard]] QCoro::Task<Result<QList<Record>>> find(LookUp lookUp, std::stop_token stop) override;
    [[nodiscard]] QCoro::Task<Result<Json>> facts(std::stop_token stop) override;
    [[nodiscard]] QCoro::Task<QList<Outcome>> send(FrozenCall call, std::stop_token stop) override;

    ConnectorDescription about;
    PlainWire plainWire;
    std::chrono::milliseconds takes{0};
    Outcome::State answer = Outcome::State::Applied;
    QList<QStringList> sent; ///< tokens by call, in order

private:
    Clock &m_clock;
};

/// A run of one stream on a store of its own, as far as journal, settlement and sender need it.
class PlainRun {
public:
    PlainRun();
    /// Journals invoices that are ready, or planned where they wait for others; with their ids.
    [[nodiscard]] QList<IntentRow> journaled(QList<IntentRow> rows);
    [[nodiscard]] QList<IntentRow> stored(const QList<IntentRow> &rows);
    [[nodiscard]] static IntentRow intent(
        const QString &name, const QString &entity = QStringLiteral("Invoice"));

    QTemporaryDir folder;
    VirtualClock clock{QDateTime(QDate(2026, 3, 1), QTime(0, 0), Qt::UTC)};
    InlineBackground background;
    PlainPlatform platform{clock};
    std::unique_ptr<Store> store;
    std::unique_ptr<StreamContext> context;
    RunTally tally;
    std::unique_ptr<Settlement> settlement;

private:
    [[nodiscard]] qint64 inserted(const IntegrationRow &row);
    [[nodiscard]] qint64 inserted(const StreamRow &row);
};

} // namespace uds
