#pragma once

#include "engine/api/values.h"

#include <QDialog>

class QComboBox;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace uds {

class ConnectorForm;
class ScrollColumn;
class VerifyLadder;

/// Credentials of a new or a stored integration, with a test before they are saved.
class IntegrationDialog final : public QDialog {
    Q_OBJECT

public:
    /// A new integration; the platform is chosen here.
    explicit IntegrationDialog(const QList<ConnectorDescription> &connectors, QWidget *parent = nullptr);
    /// A stored one.
    IntegrationDialog(const ConnectorDescription &connector, const QString &name, const Json &settings,
        QWidget *parent = nullptr);

    void showTestResult(const Result<VerifyReport> &report);
    /// Why it could not be saved; the dialog stays open.
    void showSaveError(const Error &error);

Q_SIGNALS:
    void testRequested(const QString &connector, const uds::Json &settings);
    void saveRequested(const uds::NewIntegration &integration);

private:
    enum class Purpose { Add, Edit };
    IntegrationDialog(QList<ConnectorDescription> connectors, Purpose purpose, QWidget *parent);

    void arrange();
    void showForm();
    void updateActions();
    void revealLadder();
    void test();
    void save();
    [[nodiscard]] const ConnectorDescription &connector() const;

    QList<ConnectorDescription> m_connectors;
    Purpose m_purpose;
    QComboBox *m_platform;
    QLineEdit *m_name;
    QVBoxLayout *m_formPlace;
    ConnectorForm *m_form = nullptr;
    ScrollColumn *m_scroll;
    VerifyLadder *m_ladder;
    QPushButton *m_test;
    QPushButton *m_save;
};

} // namespace uds
