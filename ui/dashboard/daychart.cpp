#include "ui/dashboard/daychart.h"

#include "ui/widgets/card.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/theme.h"

#include <QBarCategoryAxis>
#include <QBarSet>
#include <QChart>
#include <QChartView>
#include <QEvent>
#include <QGraphicsLayout>
#include <QStackedBarSeries>
#include <QToolTip>
#include <QVBoxLayout>
#include <QValueAxis>

#include <algorithm>
#include <limits>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr int kTicks = 4;

// The axis ends on a number that four even steps name without fractions.
int roundedMaximum(const QList<HistoryHour> &hours)
{
    int most = 0;
    for (const HistoryHour &hour : hours)
        most = std::max(most, hour.done + hour.failed);
    for (int magnitude = 1; magnitude < std::numeric_limits<int>::max() / 1000; magnitude *= 10) {
        for (const int tens : {10, 20, 25, 50}) {
            const int tick = magnitude * tens / 10;
            const bool isWhole = magnitude * tens % 10 == 0;
            if (isWhole && tick * kTicks >= most)
                return tick * kTicks;
        }
    }
    return most;
}

QString hourName(const HistoryHour &hour)
{
    return hour.hourUtc.toLocalTime().toString(u"HH"_s);
}

} // namespace

DayChart::DayChart(QWidget *parent)
    : QWidget(parent)
    , m_chart(new QChart)
    , m_view(new QChartView(m_chart, this))
    , m_time(new QBarCategoryAxis(m_chart))
    , m_amount(new QValueAxis(m_chart))
    , m_sentence(new PlainLabel(PlainLabel::Style::Caption, this))
{
    auto *card = new Card(tr("Last 24 hours"), this);
    card->addToHeading(m_sentence);
    card->body()->addWidget(m_view, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(card);
    build();
    recolour();
}

void DayChart::build()
{
    m_view->setRenderHint(QPainter::Antialiasing);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setFocusPolicy(Qt::StrongFocus);
    m_view->viewport()->setFocusPolicy(Qt::NoFocus);
    m_view->setAccessibleName(tr("History entries per hour"));
    // The chart takes the height that the cards beside it leave.
    m_view->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored);
    m_view->setMinimumHeight(theme::step() * 26);
    m_chart->legend()->setAlignment(Qt::AlignBottom);
    m_chart->legend()->setMarkerShape(QLegend::MarkerShapeRectangle);
    m_chart->setBackgroundVisible(false);
    m_chart->layout()->setContentsMargins(0, 0, 0, 0);
    m_chart->setMargins({});
    m_amount->setLabelFormat(u"%d"_s);
    m_amount->setTickCount(kTicks + 1);
    m_time->setGridLineVisible(false);
    m_amount->setLineVisible(false);
    m_chart->addAxis(m_time, Qt::AlignBottom);
    m_chart->addAxis(m_amount, Qt::AlignLeft);
}

void DayChart::showHours(const QList<HistoryHour> &hours)
{
    if (m_hours == hours && m_done)
        return;
    m_hours = hours;
    replaceBars(hours);
    int done = 0;
    int failed = 0;
    for (const HistoryHour &hour : hours) {
        done += hour.done;
        failed += hour.failed;
    }
    m_sentence->setText(done + failed == 0
            ? tr("Nothing happened in this time")
            : tr("%1 entries done \u00b7 %2 failed").arg(Formats::count(done), Formats::count(failed)));
    m_view->setAccessibleDescription(m_sentence->text());
    recolour();
}

void DayChart::replaceBars(const QList<HistoryHour> &hours)
{
    m_chart->removeAllSeries();
    auto *series = new QStackedBarSeries(m_chart);
    m_done = new QBarSet(tr("Done"), series);
    m_failed = new QBarSet(tr("Failed"), series);
    QStringList names;
    for (const HistoryHour &hour : hours) {
        *m_done << hour.done;
        *m_failed << hour.failed;
        names << hourName(hour);
    }
    series->append({m_done, m_failed});
    series->setBarWidth(0.7);
    m_chart->addSeries(series);
    m_time->clear();
    m_time->append(names);
    m_amount->setRange(0, roundedMaximum(hours));
    series->attachAxis(m_time);
    series->attachAxis(m_amount);
    connect(series, &QStackedBarSeries::hovered, this, [this](bool over, int index, QBarSet *set) {
        if (!over || index >= m_hours.size())
            return QToolTip::hideText();
        const QString text
            = tr("%1:00: %2 %3")
                  .arg(hourName(m_hours.at(index)), Formats::count(qint64(set->at(index))), set->label());
        QToolTip::showText(QCursor::pos(), text, m_view);
    });
}

void DayChart::recolour()
{
    const auto role = [this](theme::Role wanted) { return theme::color(wanted, palette()); };
    m_view->setBackgroundBrush(Qt::NoBrush);
    m_view->setStyleSheet(u"background: transparent"_s);
    m_chart->legend()->setLabelColor(role(theme::Role::Muted));
    QFont small = font();
    small.setPointSizeF(font().pointSizeF() * 0.85);
    m_chart->legend()->setFont(small);
    for (QAbstractAxis *axis :
        {static_cast<QAbstractAxis *>(m_time), static_cast<QAbstractAxis *>(m_amount)}) {
        axis->setLabelsColor(role(theme::Role::Muted));
        axis->setLabelsFont(small);
        axis->setGridLineColor(role(theme::Role::Border));
        axis->setLinePenColor(role(theme::Role::Border));
    }
    if (!m_done)
        return;
    m_done->setColor(role(theme::Role::Accent));
    m_done->setBorderColor(Qt::transparent);
    m_failed->setColor(role(theme::Role::Failure));
    m_failed->setBorderColor(Qt::transparent);
}

void DayChart::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        recolour();
}

} // namespace uds
