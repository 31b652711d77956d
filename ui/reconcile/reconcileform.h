#pragma once

#include "engine/api/reconcilevalues.h"
#include "engine/api/values.h"

#include <QWidget>

class QComboBox;
class QDateEdit;

namespace uds {

/// What to compare: the stream, the period and the basis.
class ReconcileForm final : public QWidget {
    Q_OBJECT

public:
    /// \a today is the day by which the usual periods are told.
    explicit ReconcileForm(const QDate &today, QWidget *parent = nullptr);

    /// Keeps the chosen one.
    void setStreams(const QList<StreamSummary> &streams);
    void setRequest(const ReconcileRequest &request);
    [[nodiscard]] ReconcileRequest request() const;

Q_SIGNALS:
    void changed();

private:
    enum class Span { LastMonth, ThisMonth, ThisYear, Other };
    void arrange();
    void applySpan();

    const QDate m_today;
    QComboBox *m_stream;
    QComboBox *m_span;
    QDateEdit *m_from;
    QDateEdit *m_to;
    QComboBox *m_basis;
};

} // namespace uds
