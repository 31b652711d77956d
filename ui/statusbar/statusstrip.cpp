#include "ui/statusbar/statusstrip.h"

#include "ui/activity/activeruns.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/plainlabel.h"

#include <QDir>
#include <QHBoxLayout>
#include <QToolButton>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

QToolButton *makeItem(const QString &icon, const QString &toolTip, QWidget *parent)
{
    auto *item = new QToolButton(parent);
    item->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    item->setIcon(icons::icon(icon, theme::Role::Muted));
    item->setIconSize({theme::iconSize(), theme::iconSize() * 9 / 10});
    item->setToolTip(toolTip);
    item->setFocusPolicy(Qt::StrongFocus);
    return item;
}

void setItem(QToolButton &item, const QString &text)
{
    item.setText(text);
    item.setAccessibleName(text);
}

} // namespace

StatusStrip::StatusStrip(QWidget *parent)
    : QFrame(parent)
    , m_success(makeItem(u"check"_s, tr("Show the history"), this))
    , m_failures(makeItem(u"failed"_s, tr("Show the failed records"), this))
    , m_running(makeItem(u"refresh"_s, tr("Show what is running"), this))
    , m_profile(new PlainLabel(PlainLabel::Style::Caption, this))
{
    const int step = theme::step();
    setObjectName(u"statusStrip"_s);
    setAccessibleName(tr("Status"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(step, step / 4, step * 2, step / 4);
    row->setSpacing(step);
    row->addWidget(m_success);
    row->addWidget(m_failures);
    row->addWidget(m_running);
    row->addStretch(1);
    row->addWidget(m_profile);
    setItem(*m_success, tr("Nothing synced yet"));
    m_failures->hide();
    showRuns({});
    connect(m_success, &QToolButton::clicked, this, &StatusStrip::historyRequested);
    connect(m_failures, &QToolButton::clicked, this, &StatusStrip::failuresRequested);
    connect(m_running, &QToolButton::clicked, this, &StatusStrip::runsRequested);
}

void StatusStrip::showSummary(const DashboardSummary &summary)
{
    QDateTime last;
    int failures = 0;
    for (const StreamSummary &stream : summary.streams) {
        failures += stream.openFailures;
        if (!last.isValid() || stream.lastSuccessUtc > last)
            last = stream.lastSuccessUtc;
    }
    setItem(*m_success,
        last.isValid() ? tr("Last success %1").arg(Formats::ago(last, summary.asOfUtc))
                       : tr("Nothing synced yet"));
    setItem(*m_failures, tr("%Ln record(s) need you", nullptr, failures));
    m_failures->setVisible(failures > 0);
}

void StatusStrip::showRuns(const QList<RunProgress> &runs)
{
    m_running->setVisible(!runs.isEmpty());
    if (runs.size() == 1)
        setItem(
            *m_running, tr("%1: %2").arg(runs.constFirst().stream, ActiveRuns::sentence(runs.constFirst())));
    else
        setItem(*m_running, tr("%Ln run(s) active", nullptr, int(runs.size())));
}

void StatusStrip::showProfile(const QString &folder, bool demo)
{
    m_profile->setText(demo ? tr("Demo workspace: a make-believe shop and company on this computer")
                            : tr("Profile: %1").arg(QDir::toNativeSeparators(folder)));
}

} // namespace uds
