#pragma once

#include "engine/api/values.h"

#include <QWidget>

class QPushButton;

namespace uds {

class PlainLabel;

/// One cause that needs a person, with its count and money.
class CauseEntry final : public QWidget {
    Q_OBJECT

public:
    explicit CauseEntry(QWidget *parent = nullptr);
    void showCause(const CauseRow &cause, const QDateTime &nowUtc);

Q_SIGNALS:
    void activated(const QString &causeKey);

private:
    QString m_causeKey;
    PlainLabel *m_message;
    PlainLabel *m_detail;
    QPushButton *m_open;
};

} // namespace uds
