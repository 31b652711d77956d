#pragma once

#include "engine/api/values.h"

#include <QDialog>

class QComboBox;
class QLineEdit;
class QPushButton;

namespace uds {

class PlainLabel;

/// A new stream: what flows, from which integration, into which.
class StreamDialog final : public QDialog {
    Q_OBJECT

public:
    StreamDialog(const QList<PresetDescription> &presets, const QList<IntegrationSummary> &integrations,
        QWidget *parent = nullptr);
    void showSaveError(const Error &error);

Q_SIGNALS:
    void saveRequested(const uds::NewStream &stream);

private:
    void arrange();
    void updateActions();
    void save();

    QLineEdit *m_name;
    QComboBox *m_preset;
    QComboBox *m_source;
    QComboBox *m_target;
    PlainLabel *m_problem;
    QPushButton *m_save;
};

} // namespace uds
