#pragma once

#include "engine/api/values.h"

#include <QDialog>

class QComboBox;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace uds {

class PlainLabel;
class ScrollColumn;
class StreamSettingsForm;

/// A new stream: from which integration, into which, what flows between them, and its settings.
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
    void chooseFirstPair();
    void offerPresets();
    void showPreset();
    void updateActions();
    void save();
    [[nodiscard]] bool isFitting(const PresetDescription &each) const;
    [[nodiscard]] QString connectorOf(const QComboBox &integration) const;
    [[nodiscard]] const PresetDescription *preset() const; ///< null when none fits
    [[nodiscard]] QString problem() const;

    QList<PresetDescription> m_presets;
    QList<IntegrationSummary> m_integrations;
    QLineEdit *m_name;
    QComboBox *m_source;
    QComboBox *m_target;
    QComboBox *m_preset;
    PlainLabel *m_explanation;
    ScrollColumn *m_scroll;
    QVBoxLayout *m_settingsPlace;
    StreamSettingsForm *m_settings = nullptr;
    PlainLabel *m_problem;
    QPushButton *m_save;
};

} // namespace uds
