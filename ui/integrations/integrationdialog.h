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
class SignInPanel;
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

    /// A stored one that is not complete yet: it may be saved as such again.
    void setDraft();
    void showTestResult(const Result<VerifyReport> &report);
    /// Why it could not be saved; the dialog stays open.
    void showSaveError(const Error &error);
    /// Null when the platform has no sign-in.
    [[nodiscard]] SignInPanel *signIn() const { return m_signIn; }
    /// A sign-in for what is typed in.
    [[nodiscard]] SignInRequest signInRequest() const;

Q_SIGNALS:
    void testRequested(const QString &connector, const uds::Json &settings);
    void saveRequested(const uds::NewIntegration &integration);
    void signInRequested();

private:
    enum class Purpose { Add, Edit };
    IntegrationDialog(QList<ConnectorDescription> connectors, Purpose purpose, QWidget *parent);

    void arrange();
    void showForm();
    void updateActions();
    void reveal(QWidget *widget);
    void test();
    void save(bool asDraft);
    void showSignIn();
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
    QPushButton *m_draft;
    QPushButton *m_save;
    SignInPanel *m_signIn = nullptr;
    bool m_mayBeDraft;
};

} // namespace uds
