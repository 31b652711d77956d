#pragma once

#include "engine/api/reconcilevalues.h"

#include <QDialog>

class QLineEdit;

namespace uds {

/// Somebody vouches for a period as it was shown.
class SignOffDialog final : public QDialog {
    Q_OBJECT

public:
    explicit SignOffDialog(const ReconcileOutcome &outcome, QWidget *parent = nullptr);

    [[nodiscard]] SignOffNote note() const;

private:
    void arrange(const ReconcileOutcome &outcome);

    const QByteArray m_fingerprint;
    QLineEdit *m_signer;
    QLineEdit *m_note;
};

} // namespace uds
