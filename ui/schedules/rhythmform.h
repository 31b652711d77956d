#pragma once

#include "ui/schedules/simpleschedule.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLineEdit;
class QTimeEdit;

namespace uds {

class PlainLabel;

/// When a schedule runs: simple choices and the cron text below them, always saying the same. A text that the
/// choices cannot say is kept as it is.
class RhythmForm final : public QWidget {
    Q_OBJECT

public:
    explicit RhythmForm(QWidget *parent = nullptr);

    void setCron(const QString &cron);
    [[nodiscard]] QString cron() const;
    void focusFirst();

Q_SIGNALS:
    void edited();

private:
    void arrange();
    void nameControls();
    [[nodiscard]] QWidget *makeWeekdays();
    void offerSteps(SimpleSchedule::Kind kind, int chosen);
    void chooseKind();
    void writeCron();
    void readCron();
    void showSimple(const SimpleSchedule &simple);
    void showAskedControls();
    [[nodiscard]] bool isSimple() const;
    [[nodiscard]] SimpleSchedule simple() const;
    void keepOneWeekday();

    QComboBox *m_kind;
    QComboBox *m_every;
    QTimeEdit *m_at;
    QComboBox *m_monthDay;
    QList<QCheckBox *> m_weekdays; ///< Monday first
    QWidget *m_weekdayRow;
    QLineEdit *m_cron;
    PlainLabel *m_custom;
    bool m_isShowing = false; ///< values are set by the program, not by the person
};

} // namespace uds
