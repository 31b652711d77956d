#pragma once

#include "engine/api/failurevalues.h"

#include <QDialog>

class QLineEdit;

namespace uds {

/// Who takes care of records, or a note about them.
class RemarkDialog final : public QDialog {
    Q_OBJECT

public:
    enum class Subject { Owner, Note };
    /// \a text is what is there now.
    RemarkDialog(Subject subject, const QString &text, QWidget *parent = nullptr);

    [[nodiscard]] FailureRemark remark() const;

private:
    const Subject m_subject;
    QLineEdit *m_text;
};

} // namespace uds
