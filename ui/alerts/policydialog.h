#pragma once

#include "engine/api/alertvalues.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QPushButton;
class QSpinBox;
class QTimeEdit;

namespace uds {

class PlainLabel;
class ZonePicker;

/// What holds for all rules: quiet hours, grouping, the maximum per hour and escalation.
class PolicyDialog final : public QDialog {
    Q_OBJECT

public:
    PolicyDialog(const AlertPolicy &policy, const QStringList &channels, QWidget *parent = nullptr);

    void showSaveError(const Error &error);

Q_SIGNALS:
    void saveRequested(const uds::Json &changes);

private:
    void fill(const AlertPolicy &policy, const QStringList &channels);
    void arrange();
    [[nodiscard]] QWidget *makeQuietHours();
    void updateControls();
    void save();

    QCheckBox *m_isQuiet;
    QTimeEdit *m_from;
    QTimeEdit *m_to;
    ZonePicker *m_zone;
    QSpinBox *m_grouping;
    QSpinBox *m_maximum;
    QSpinBox *m_escalation;
    QComboBox *m_channel;
    PlainLabel *m_problem;
    QPushButton *m_save;
};

} // namespace uds
