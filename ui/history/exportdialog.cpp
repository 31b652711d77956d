#include "ui/history/exportdialog.h"

#include "ui/widgets/buttons.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/theme.h"

#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QGridLayout>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QStandardPaths>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

PlainLabel *makeBuddy(const QString &text, QWidget *buddy, QWidget *parent)
{
    auto *label = new PlainLabel(text, PlainLabel::Style::Strong, parent);
    label->setBuddy(buddy);
    buddy->setAccessibleName(QString(text).remove(u'&'));
    return label;
}

} // namespace

ExportDialog::ExportDialog(const HistoryFilter &filter, qint64 records, QWidget *parent)
    : QDialog(parent)
    , m_filter(filter)
    , m_records(records)
    , m_format(new QComboBox(this))
    , m_path(new QLineEdit(this))
    , m_browse(buttons::secondary(tr("&Browse…"), {}, this))
    , m_bar(new QProgressBar(this))
    , m_status(new PlainLabel(PlainLabel::Style::Caption, this))
    , m_cancel(buttons::secondary(tr("Close"), {}, this))
    , m_start(buttons::primary(tr("E&xport"), u"download"_s, this))
{
    setWindowTitle(tr("Export records"));
    m_format->addItem(tr("CSV, for spreadsheets"), int(ExportRequest::Format::Csv));
    m_format->addItem(tr("JSON lines, for programs"), int(ExportRequest::Format::JsonLines));
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    m_path->setText(QDir::toNativeSeparators(QDir(folder).filePath(u"history"_s + suffix())));
    m_bar->setAccessibleName(tr("Progress of the export"));
    m_bar->setTextVisible(false);
    m_status->setText(tr("Times are written in UTC. The file appears only when it is complete."));
    m_status->setWordWrap(true);
    arrange();
    m_bar->hide();
    connect(m_format, &QComboBox::currentIndexChanged, this, [this] {
        QString path = m_path->text();
        const qsizetype dot = path.lastIndexOf(u'.');
        m_path->setText((dot > 0 ? path.left(dot) : path) + suffix());
    });
    connect(m_browse, &QPushButton::clicked, this, &ExportDialog::browse);
    connect(m_start, &QPushButton::clicked, this, &ExportDialog::start);
    connect(m_cancel, &QPushButton::clicked, this, &ExportDialog::reject);
}

void ExportDialog::arrange()
{
    const int step = theme::step();
    auto *headline
        = new PlainLabel(tr("%Ln record(s) that match the current filters", nullptr, int(m_records)),
            PlainLabel::Style::Heading, this);
    m_path->setMinimumWidth(step * 50);
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(step);
    grid->setVerticalSpacing(step / 2);
    grid->addWidget(makeBuddy(tr("&Format"), m_format, this), 0, 0, 1, 2);
    grid->addWidget(m_format, 1, 0, 1, 2);
    grid->addWidget(makeBuddy(tr("File &name"), m_path, this), 2, 0, 1, 2);
    grid->addWidget(m_path, 3, 0);
    grid->addWidget(m_browse, 3, 1);
    auto *foot = new QHBoxLayout;
    foot->setSpacing(step);
    foot->addStretch(1);
    foot->addWidget(m_cancel);
    foot->addWidget(m_start);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(step * 3, step * 3, step * 3, step * 2);
    column->setSpacing(step * 3 / 2);
    column->addWidget(headline);
    column->addLayout(grid);
    column->addWidget(m_bar);
    column->addWidget(m_status);
    column->addLayout(foot);
}

void ExportDialog::showProgress(const ExportProgress &progress)
{
    if (!m_running)
        return;
    // Percent, because a progress bar counts in int.
    m_bar->setRange(0, 100);
    m_bar->setValue(progress.total > 0 ? int(progress.written * 100 / progress.total) : 0);
    m_status->setText(
        tr("%1 of %2 records written").arg(Formats::count(progress.written), Formats::count(progress.total)));
}

void ExportDialog::finish(const Result<qint64> &written)
{
    setRunning(false);
    if (written) {
        m_bar->setValue(100);
        m_status->setTone(Tone::Success);
        m_status->setText(tr("%Ln record(s) written.", nullptr, int(*written)));
        m_start->hide();
    } else if (written.error().kind == ErrorKind::Cancelled) {
        m_bar->hide();
        m_status->setText(tr("Stopped. No file was written."));
    } else {
        m_bar->hide();
        m_status->setTone(Tone::Failure);
        m_status->setText(written.error().message);
    }
}

void ExportDialog::reject()
{
    if (m_running)
        Q_EMIT cancelRequested();
    else
        QDialog::reject();
}

void ExportDialog::browse()
{
    const QString path = QFileDialog::getSaveFileName(this, tr("Export records"), m_path->text());
    if (!path.isEmpty())
        m_path->setText(QDir::toNativeSeparators(path));
}

void ExportDialog::start()
{
    if (m_path->text().trimmed().isEmpty())
        return m_path->setFocus();
    setRunning(true);
    ExportRequest request;
    request.format = ExportRequest::Format(m_format->currentData().toInt());
    request.path = QDir::fromNativeSeparators(m_path->text().trimmed());
    request.filter = m_filter;
    Q_EMIT exportRequested(request);
}

void ExportDialog::setRunning(bool running)
{
    m_running = running;
    m_bar->setVisible(true);
    m_bar->setRange(0, running ? 0 : 100);
    for (QWidget *control : std::initializer_list<QWidget *>{m_format, m_path, m_browse, m_start})
        control->setEnabled(!running);
    m_cancel->setText(running ? tr("Stop") : tr("Close"));
    m_cancel->setAccessibleName(m_cancel->text());
}

QString ExportDialog::suffix() const
{
    const auto format = ExportRequest::Format(m_format->currentData().toInt());
    return format == ExportRequest::Format::Csv ? u".csv"_s : u".jsonl"_s;
}

} // namespace uds
