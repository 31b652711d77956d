#pragma once

#include "engine/api/reconcilevalues.h"
#include "ui/widgets/rowtable.h"

namespace uds {

/// Periods that somebody vouched for, newest first, and whether they still hold.
class SignedPeriodsModel final : public RowTable<SignedPeriod> {
    Q_OBJECT

public:
    enum Column { State, Period, Stream, Differences, SignedBy, Signed, Note };

    using RowTable::RowTable;

    void setNow(const QDateTime &nowUtc) { m_nowUtc = nowUtc; }
    [[nodiscard]] int changedCount() const;

protected:
    QStringList headings() const override;
    QString text(const SignedPeriod &row, int column) const override;
    QString hint(const SignedPeriod &row, int column) const override;
    Tone tone(const SignedPeriod &row) const override;
    qint64 id(const SignedPeriod &row) const override;

private:
    QDateTime m_nowUtc;
};

} // namespace uds
