#pragma once

#include "engine/api/alertvalues.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace uds {

class ConnectorForm;
class PlainLabel;

/// Adds or changes a channel. Stored secrets are not shown again; an empty field keeps them.
class ChannelDialog final : public QDialog {
    Q_OBJECT

public:
    /// Adds a channel.
    explicit ChannelDialog(QWidget *parent = nullptr);
    /// Changes this one; its kind stays.
    explicit ChannelDialog(const AlertChannelSummary &channel, QWidget *parent = nullptr);

    void showSaveError(const Error &error);

Q_SIGNALS:
    void saveRequested(const uds::AlertChannelForm &form);

private:
    void build();
    void nameControls();
    void arrange();
    void chooseKind();
    void updateActions();
    void save();
    [[nodiscard]] ChannelKind kind() const;
    [[nodiscard]] QString labelOf(const QString &field) const;

    const bool m_isNew;
    QComboBox *m_kind;
    QLineEdit *m_name;
    QComboBox *m_severity;
    QLineEdit *m_integrations;
    QCheckBox *m_enabled;
    QVBoxLayout *m_place; ///< of the fields that depend on the kind
    ConnectorForm *m_fields = nullptr;
    PlainLabel *m_problem;
    QPushButton *m_save;
    AlertChannel m_channel; ///< as stored
};

} // namespace uds
