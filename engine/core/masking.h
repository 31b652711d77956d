#pragma once

#include <QList>
#include <QString>

namespace uds {

/// Removes secrets and personal data from free text before it is logged, shown or exported
/// (reliability.md 4.6). Knows the live secrets of this process exactly (and their base64, hex and
/// URL-encoded forms) and common shapes: Bearer/Basic, ck_/cs_, JWT, key=/token=/secret= parameters, URL user
/// info; and personal data by its shape (personaldata.h). Ids of records and requests come through unaltered.
class Masker {
public:
    /// \a secret shorter than 6 characters is not registered: it would blank out ordinary text.
    void addSecret(const QString &secret);
    [[nodiscard]] QString masked(const QString &text) const;
    /// Only the registered secrets are replaced: for text that is data.
    [[nodiscard]] QByteArray withoutSecrets(QByteArray utf8) const;

private:
    QList<QString> m_secrets; ///< every registered spelling, longest first
};

} // namespace uds
