#pragma once

#include "engine/api/failurevalues.h"

#include <QDialog>

class QCheckBox;
class QDateEdit;
class QLineEdit;

namespace uds {

/// Why records are left out of every run, and until when.
class ExclusionDialog final : public QDialog {
    Q_OBJECT

public:
    explicit ExclusionDialog(int records, QWidget *parent = nullptr);

    [[nodiscard]] FailureExclusion exclusion() const;

private:
    QLineEdit *m_reason;
    QCheckBox *m_ends;
    QDateEdit *m_end;
};

} // namespace uds
