#pragma once

#include "engine/api/values.h"

#include <QWidget>

class QLineEdit;

namespace uds {

/// The settings of one connector as labelled fields, generated from its description. Secrets are masked and
/// never shown again after they were stored.
class ConnectorForm final : public QWidget {
    Q_OBJECT

public:
    enum class Purpose { Add, Edit };

    ConnectorForm(const QList<FormField> &fields, Purpose purpose, QWidget *parent = nullptr);

    /// Stored values; secrets are not among them.
    void setValues(const Json &settings);
    /// Blanks around a value are cut. When editing, an empty secret is left out: the stored one stays.
    [[nodiscard]] Json values() const;
    [[nodiscard]] bool isComplete() const;
    /// Everything a connection test needs is typed in; stored secrets cannot be tested from here.
    [[nodiscard]] bool isTestable() const;
    void focusFirst();

Q_SIGNALS:
    void edited();

private:
    void addField(const FormField &field);
    [[nodiscard]] QWidget *makeEditor(const FormField &field);
    void addReveal(QLineEdit &line);
    [[nodiscard]] QString value(const FormField &field) const;

    QList<FormField> m_fields;
    Purpose m_purpose;
    QHash<QString, QWidget *> m_editors; ///< by field key
};

} // namespace uds
