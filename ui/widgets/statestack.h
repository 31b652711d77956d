#pragma once

#include "ui/widgets/tone.h"

#include <QStackedWidget>

namespace uds {

struct Error;
class EmptyState;

/// Content, or in its place the one sentence that says why there is none: loading, nothing yet, an error.
class StateStack final : public QStackedWidget {
    Q_OBJECT

public:
    explicit StateStack(QWidget *content, QWidget *parent = nullptr);

    void showContent();
    void showLoading(const QString &sentence);
    void showEmpty(const QString &sentence, const QString &detail = {}, const QString &action = {});
    void showError(const Error &error);

Q_SIGNALS:
    void emptyActionTriggered();
    void retryRequested();

private:
    QWidget *const m_content;
    EmptyState *const m_loading;
    EmptyState *const m_empty;
    EmptyState *const m_error;
};

} // namespace uds
