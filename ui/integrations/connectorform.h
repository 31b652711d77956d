#pragma once

#include "engine/api/values.h"

#include <QWidget>

class QLineEdit;
class QVBoxLayout;

namespace uds {

/// The settings of one connector as labelled fields, generated from its description. Secrets are masked and
/// never shown again after they were stored. Fields that depend on a choice come and go with it.
class ConnectorForm final : public QWidget {
    Q_OBJECT

public:
    enum class Purpose { Add, Edit };

    ConnectorForm(const QList<FormField> &fields, Purpose purpose, QWidget *parent = nullptr);

    /// Stored values; secrets are not among them.
    void setValues(const Json &settings);
    /// Blanks around a value are cut. When editing, an empty secret is left out: the stored one stays. What
    /// is not asked for now is left out too.
    [[nodiscard]] Json values() const;
    [[nodiscard]] bool isComplete() const;
    /// Complete but for what signing in fills.
    [[nodiscard]] bool isReadyToSignIn() const;
    /// Below what was added meanwhile: fields that signing in fills, and rarely needed ones, folded away.
    void addFoldedFields();
    void focusFirst();

Q_SIGNALS:
    void edited();

private:
    void addField(const FormField &field, QVBoxLayout &column);
    void change();
    void showAskedFields();
    [[nodiscard]] bool isAsked(const FormField &field) const;
    [[nodiscard]] bool hasValue(const FormField &field) const;
    [[nodiscard]] QWidget *makeEditor(const FormField &field);
    void addReveal(QLineEdit &line);
    [[nodiscard]] QString value(const FormField &field) const;

    QList<FormField> m_fields;
    Purpose m_purpose;
    QHash<QString, QWidget *> m_editors; ///< by field key
    QHash<QString, QWidget *> m_rows; ///< label, editor and help together
};

} // namespace uds
