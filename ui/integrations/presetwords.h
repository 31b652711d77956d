#pragma once

#include <QCoreApplication>
#include <QList>
#include <QString>

namespace uds {

/// How a setting of a stream is shown.
struct SettingWords {
    QString label;
    QString help;
    bool isRare = false; ///< folded away: its default suits most
    QList<std::pair<QString, QString>> choices = {}; ///< value and words; empty = free text
};

/// What the shipped presets and their settings are called on screens.
class PresetWords {
    Q_DECLARE_TR_FUNCTIONS(uds::PresetWords)

public:
    /// One line on what the preset does; empty for an unknown one.
    [[nodiscard]] static QString explanation(const QString &preset);
    /// For an unknown setting its key as words.
    [[nodiscard]] static SettingWords setting(const QString &key);
};

} // namespace uds
