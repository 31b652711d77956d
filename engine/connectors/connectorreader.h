#pragma once

#include "engine/connectors/connectordescription.h"
#include "engine/connectors/connectorwire.h"
#include "engine/connectors/record.h"

#include <QCoroTask>

#include <stop_token>

namespace uds {

/// Which records to read. Bounds are in the source server's time.
struct ReadWindow {
    std::optional<QDateTime> fromUtc; ///< inclusive; absent = from the beginning
    std::optional<QDateTime> untilUtc; ///< exclusive; absent = no upper bound
    QStringList ids; ///< only these; bounds are ignored
    QStringList statuses; ///< empty = the platform's normal ones
    friend bool operator==(const ReadWindow &, const ReadWindow &) = default;
};

struct RecordPage {
    QList<Record> records;
    QByteArray
        position; ///< where the next page starts: opaque, durable, repeats safely; empty = the window is read
    QDateTime serverTimeUtc; ///< from the Date header of this answer
    std::optional<qint64> declaredTotal; ///< rows in the whole window as the server counts them
    friend bool operator==(const RecordPage &, const RecordPage &) = default;
};

/// A page of the ids a platform holds, without their contents: what is missing was deleted there.
struct CensusPage {
    QStringList ids; ///< present and usable
    QStringList trashedIds; ///< in the platform's trash: gone for its users, but still readable by id
    QByteArray position; ///< as of RecordPage; empty = everything is counted
    friend bool operator==(const CensusPage &, const CensusPage &) = default;
};

/// One rung of the connection test.
struct VerifyStep {
    enum class Verdict { Passed, Warning, Failed, NotReached };
    QString name; ///< translated: "Reachability", "Authorization arrives" ...
    Verdict verdict = Verdict::NotReached;
    QString finding; ///< what was seen
    QString advice; ///< what to do, when not passed
    friend bool operator==(const VerifyStep &, const VerifyStep &) = default;
};

struct VerifyReport {
    QList<VerifyStep> steps;
    QString accountName; ///< real name of the shop or company, when reached
    std::optional<Error> error; ///< the first failed step as an error
    [[nodiscard]] bool passed() const { return !error; }
    friend bool operator==(const VerifyReport &, const VerifyReport &) = default;
};

/// Everything a platform lets us learn without changing it. Holds only an HttpReader, so it cannot send.
class ConnectorReader {
public:
    virtual ~ConnectorReader() = default;
    [[nodiscard]] virtual const ConnectorDescription &description() const = 0;
    [[nodiscard]] virtual const ConnectorWire &wire() const = 0;

    /// The step-by-step connection test. The outer error is for a cancelled test only.
    [[nodiscard]] virtual QCoro::Task<Result<VerifyReport>> verify(std::stop_token stop) = 0;
    /// One page, starting at \a position (empty = start of the window).
    [[nodiscard]] virtual QCoro::Task<Result<RecordPage>> read(
        QString entity, ReadWindow window, QByteArray position, std::stop_token stop)
        = 0;
    /// All records whose key has one of the values, inactive ones included; splits into as few calls as
    /// possible.
    [[nodiscard]] virtual QCoro::Task<Result<QList<Record>>> find(LookUp lookUp, std::stop_token stop) = 0;
    /// One page of all ids of \a entity, starting at \a position (empty = the start): finds deletions, of
    /// which nothing else tells. An id may come twice when records change meanwhile. The default: ErrorKind::
    /// Configuration, code "census.unsupported".
    [[nodiscard]] virtual QCoro::Task<Result<CensusPage>> census(
        QString entity, QByteArray position, std::stop_token stop);
    /// Account-wide facts that mapping needs (currency, tax model, switches, accounts, tax codes): shape is
    /// documented by each connector in its folder. Read once per run.
    [[nodiscard]] virtual QCoro::Task<Result<Json>> facts(std::stop_token stop) = 0;
};

} // namespace uds
