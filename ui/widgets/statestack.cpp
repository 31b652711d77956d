#include "ui/widgets/statestack.h"

#include "engine/api/values.h"
#include "ui/widgets/emptystate.h"

namespace uds {

using namespace Qt::StringLiterals;

StateStack::StateStack(QWidget *content, QWidget *parent)
    : QStackedWidget(parent)
    , m_content(content)
    , m_loading(new EmptyState(u"clock"_s, this))
    , m_empty(new EmptyState(u"check"_s, this))
    , m_error(new EmptyState(u"failed"_s, this))
{
    for (QWidget *page : {m_content, static_cast<QWidget *>(m_loading), static_cast<QWidget *>(m_empty),
             static_cast<QWidget *>(m_error)})
        addWidget(page);
    m_error->setAction(tr("Try again"));
    connect(m_empty, &EmptyState::actionTriggered, this, &StateStack::emptyActionTriggered);
    connect(m_error, &EmptyState::actionTriggered, this, &StateStack::retryRequested);
}

void StateStack::showContent()
{
    setCurrentWidget(m_content);
}

void StateStack::showLoading(const QString &sentence)
{
    m_loading->setText(sentence);
    setCurrentWidget(m_loading);
}

void StateStack::showEmpty(const QString &sentence, const QString &detail, const QString &action)
{
    m_empty->setText(sentence, detail);
    m_empty->setAction(action);
    setCurrentWidget(m_empty);
}

void StateStack::showError(const Error &error)
{
    m_error->setText(error.message, error.hint);
    setCurrentWidget(m_error);
}

} // namespace uds
