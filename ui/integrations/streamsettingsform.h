#pragma once

#include "engine/api/values.h"

#include <QHash>
#include <QWidget>

class QVBoxLayout;

namespace uds {

struct SettingWords;

/// A preset's settings as fields that hold their default values: text, choices, numbers, lists, yes or no,
/// and tables of "name = value".
class StreamSettingsForm final : public QWidget {
    Q_OBJECT

public:
    explicit StreamSettingsForm(const Json &defaults, QWidget *parent = nullptr);

    /// Only what differs from the defaults.
    [[nodiscard]] Json overrides() const;
    /// What is wrong with the first wrong field; empty when all can be saved.
    [[nodiscard]] QString problem() const;

Q_SIGNALS:
    void edited();

private:
    void addFields(bool rare, QVBoxLayout &column);
    void addField(const JsonMember &setting, QVBoxLayout &column);
    [[nodiscard]] QWidget *makeEditor(const JsonMember &setting, const SettingWords &words);
    [[nodiscard]] QWidget *makeTextEditor(const JsonMember &setting, const SettingWords &words);
    [[nodiscard]] QWidget *makeTable(const Json &table);
    [[nodiscard]] Json value(const JsonMember &setting) const;
    [[nodiscard]] QString problemOf(const JsonMember &setting) const;

    Json m_defaults;
    QHash<QString, QWidget *> m_editors; ///< by setting
};

} // namespace uds
