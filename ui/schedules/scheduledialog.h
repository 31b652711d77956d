#pragma once

#include "engine/api/schedulevalues.h"

#include <QDialog>
#include <QTimer>

class QCheckBox;
class QComboBox;
class QLineEdit;
class QListWidget;
class QPushButton;
class QSpinBox;
class QVBoxLayout;

namespace uds {

class PlainLabel;
class RhythmForm;
class ZonePicker;

/// Makes or changes a schedule, with its next runs beside it. What cannot be followed cannot be saved.
class ScheduleDialog final : public QDialog {
    Q_OBJECT

public:
    enum class Purpose { Add, Edit };

    ScheduleDialog(
        const QStringList &streams, const ScheduleDraft &draft, Purpose purpose, QWidget *parent = nullptr);

    [[nodiscard]] ScheduleDraft draft() const;
    /// The answer to checkRequested(); one about an older draft is dropped.
    void showCheck(const ScheduleDraft &checked, const Result<ScheduleCheck> &check);
    void showSaveError(const Error &error);

Q_SIGNALS:
    void checkRequested(const uds::ScheduleDraft &draft);
    void saveRequested(const uds::ScheduleDraft &draft);

private:
    void nameControls();
    void fill(const QStringList &streams, const ScheduleDraft &draft);
    void arrange();
    [[nodiscard]] QWidget *makeFields();
    [[nodiscard]] QWidget *makePreview();
    void follow();
    void askForCheck();
    void save();
    void showProblem(const Error &error);
    [[nodiscard]] QString fieldName(const QString &field) const;
    [[nodiscard]] QWidget *control(const QString &field) const;

    QComboBox *m_stream;
    RhythmForm *m_rhythm;
    ZonePicker *m_zone;
    QComboBox *m_mode;
    QComboBox *m_overlap;
    QComboBox *m_missed;
    QSpinBox *m_cooldown;
    QLineEdit *m_windows;
    QCheckBox *m_enabled;
    PlainLabel *m_sentence;
    QListWidget *m_runs;
    PlainLabel *m_problem;
    QPushButton *m_save;
    QTimer m_soon;
};

} // namespace uds
