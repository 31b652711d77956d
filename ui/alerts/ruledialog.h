#pragma once

#include "engine/api/alertvalues.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QPushButton;
class QSpinBox;
class QVBoxLayout;

namespace uds {

class PlainLabel;

/// Changes one rule: whether, from which number on, how serious, and over which channels it is told.
class RuleDialog final : public QDialog {
    Q_OBJECT

public:
    RuleDialog(const AlertRule &rule, const QStringList &channels, QWidget *parent = nullptr);

    void showSaveError(const Error &error);

Q_SIGNALS:
    void saveRequested(const QString &type, const uds::Json &changes);

private:
    void arrange(const QStringList &channels);
    void addChannels(QVBoxLayout &column, const QStringList &channels);
    void save();

    const AlertRule m_rule;
    QCheckBox *m_enabled;
    QComboBox *m_severity;
    QSpinBox *m_threshold;
    QList<QCheckBox *> m_channels;
    PlainLabel *m_problem;
    QPushButton *m_save;
};

} // namespace uds
