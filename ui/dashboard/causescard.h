#pragma once

#include "engine/api/values.h"
#include "ui/widgets/rowlist.h"

#include <QWidget>

namespace uds {

class CauseEntry;
class PlainLabel;

/// What needs a person: at most five causes with their count and money.
class CausesCard final : public QWidget {
    Q_OBJECT

public:
    explicit CausesCard(QWidget *parent = nullptr);
    void showCauses(const QList<CauseRow> &causes, const QDateTime &nowUtc);

Q_SIGNALS:
    void causeActivated(const QString &causeKey);

private:
    [[nodiscard]] CauseEntry *makeEntry();

    PlainLabel *m_nothing;
    RowList<CauseEntry> m_entries;
};

} // namespace uds
