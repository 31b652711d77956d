#pragma once

#include <QComboBox>

namespace uds {

/// All IANA time zones, found by any part of their name; UTC and this computer's zone come first.
class ZonePicker final : public QComboBox {
    Q_OBJECT

public:
    explicit ZonePicker(QWidget *parent = nullptr);

    void setZone(const QString &name);
    /// The name that is written there, also when there is no such zone.
    [[nodiscard]] QString zone() const;
    /// Of this computer; UTC when it has none with a name.
    [[nodiscard]] static QString localZone();

Q_SIGNALS:
    void zoneEdited();
};

} // namespace uds
