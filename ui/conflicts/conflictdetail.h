#pragma once

#include "engine/api/conflictvalues.h"

#include <QWidget>

class QPushButton;

namespace uds {

class ConflictFieldsModel;
class PlainLabel;
class TableView;

/// One conflict: what each side holds, what a person chooses, and what would come of it.
class ConflictDetail final : public QWidget {
    Q_OBJECT

public:
    explicit ConflictDetail(QWidget *parent = nullptr);

    void showConflict(const ConflictView &view, const QDateTime &nowUtc);
    /// The decision is on its way; nothing can be changed until it has an answer.
    void setBusy(bool busy);
    void choose(ConflictResolution::Choice choice);
    void focusFields();

Q_SIGNALS:
    void resolveRequested(qint64 id, const uds::ConflictResolution &resolution);

private:
    [[nodiscard]] QWidget *makeReason();
    void showReason(const ConflictView &view, const QDateTime &nowUtc);
    void showChoice();
    void resolve();

    ConflictFieldsModel *m_model;
    PlainLabel *m_title;
    PlainLabel *m_reason;
    PlainLabel *m_lock;
    PlainLabel *m_times;
    PlainLabel *m_folded;
    TableView *m_fields;
    PlainLabel *m_consequence;
    QPushButton *m_allSource;
    QPushButton *m_allTarget;
    QPushButton *m_resolve;
    bool m_busy = false;
};

} // namespace uds
