#include "ui/integrations/signinpanel.h"

#include "ui/widgets/buttons.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace uds {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

SignInPanel::SignInPanel(const QString &title, QWidget *parent)
    : QWidget(parent)
    , m_explanation(new PlainLabel(PlainLabel::Style::Caption, this))
    , m_start(buttons::primary(title, {}, this))
    , m_message(new PlainLabel(PlainLabel::Style::Body, this))
    , m_time(new PlainLabel(PlainLabel::Style::Strong, this))
    , m_waitingArea(new QWidget(this))
    , m_copy(buttons::secondary(tr("Copy &link"), {}, this))
    , m_cancel(buttons::secondary(tr("&Stop waiting"), {}, this))
    , m_address(new QLineEdit(this))
    , m_use(buttons::secondary(tr("&Use address"), {}, this))
{
    m_start->setObjectName(u"signIn"_s);
    m_address->setObjectName(u"pastedAddress"_s);
    m_use->setObjectName(u"usePastedAddress"_s);
    m_explanation->setText(tr("Opens your browser. The company id and the tokens come back by themselves."));
    arrange();
    setWaiting(false);
    say({}, Tone::Neutral);
    m_tick.setInterval(1s);
    connect(&m_tick, &QTimer::timeout, this, &SignInPanel::showTimeLeft);
    connect(m_start, &QPushButton::clicked, this, &SignInPanel::signInRequested);
    connect(m_cancel, &QPushButton::clicked, this, &SignInPanel::cancelRequested);
    connect(m_copy, &QPushButton::clicked, this, &SignInPanel::copyLink);
    connect(m_use, &QPushButton::clicked, this, &SignInPanel::paste);
    connect(m_address, &QLineEdit::textChanged, this,
        [this](const QString &text) { m_use->setEnabled(!text.trimmed().isEmpty()); });
}

void SignInPanel::arrange()
{
    const int step = theme::step();
    auto *label = new PlainLabel(
        tr("Or &paste the address that the browser ended at"), PlainLabel::Style::Caption, m_waitingArea);
    label->setBuddy(m_address);
    m_address->setAccessibleName(tr("Address that the browser ended at"));
    m_use->setEnabled(false);
    for (PlainLabel *text : {m_explanation, m_message, label})
        text->setWordWrap(true);
    auto *head = new QHBoxLayout;
    head->setSpacing(step);
    head->addWidget(m_copy);
    head->addWidget(m_cancel);
    head->addStretch(1);
    auto *foot = new QHBoxLayout;
    foot->setSpacing(step);
    foot->addWidget(m_address, 1);
    foot->addWidget(m_use);
    auto *area = new QVBoxLayout(m_waitingArea);
    area->setContentsMargins(0, 0, 0, 0);
    area->setSpacing(step / 2);
    area->addWidget(m_time);
    area->addLayout(head);
    area->addWidget(label);
    area->addLayout(foot);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(step);
    column->addWidget(m_start, 0, Qt::AlignLeft);
    column->addWidget(m_explanation);
    column->addWidget(m_waitingArea);
    column->addWidget(m_message);
}

void SignInPanel::setReady(bool isReady)
{
    m_isReady = isReady;
    m_start->setEnabled(isReady && !m_isWaiting);
    m_start->setToolTip(isReady ? QString() : tr("Fill in the required fields above first."));
}

void SignInPanel::setWaiting(bool isWaiting)
{
    m_isWaiting = isWaiting;
    m_waitingArea->setVisible(isWaiting);
    m_explanation->setVisible(!isWaiting);
    setReady(m_isReady);
}

void SignInPanel::showStarting()
{
    say(tr("Asking for the sign-in page…"), Tone::Neutral);
    m_start->setEnabled(false);
}

void SignInPanel::showWaiting(const SignInStart &start)
{
    m_link = start.address;
    m_deadline.setRemainingTime(start.left);
    m_address->clear();
    setWaiting(true);
    say(start.listens ? QString()
                      : tr("The browser cannot come back by itself: paste the address it ends at."),
        Tone::Warning);
    showTimeLeft();
    m_tick.start();
}

void SignInPanel::showFailure(const Error &error)
{
    m_tick.stop();
    setWaiting(false);
    const bool isCancelled = error.kind == ErrorKind::Cancelled;
    say(isCancelled ? tr("The sign-in was stopped. Nothing was changed.")
                    : QStringList{error.message, error.hint}.join(u' ').trimmed(),
        isCancelled ? Tone::Neutral : Tone::Failure);
}

void SignInPanel::showPasteFailure(const Error &error)
{
    say(QStringList{error.message, error.hint}.join(u' ').trimmed(), Tone::Failure);
}

void SignInPanel::say(const QString &text, Tone tone)
{
    m_message->setTone(tone);
    m_message->setText(text);
    m_message->setVisible(!text.isEmpty());
    Q_EMIT changed();
}

void SignInPanel::showTimeLeft()
{
    const qint64 seconds = qMax<qint64>(0, m_deadline.remainingTime() / 1000);
    m_time->setText(tr("Waiting for the browser… %1:%2 left")
                        .arg(seconds / 60)
                        .arg(seconds % 60, 2, 10, QLatin1Char('0')));
}

void SignInPanel::copyLink()
{
    QGuiApplication::clipboard()->setText(QString::fromLatin1(m_link.toEncoded()));
    say(tr("The link was copied. It is good for this sign-in only."), Tone::Success);
}

void SignInPanel::paste()
{
    say({}, Tone::Neutral);
    Q_EMIT pasteRequested(m_address->text());
    m_address->clear();
}

} // namespace uds
