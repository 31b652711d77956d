#pragma once

#include <QString>

class QVBoxLayout;
class QWidget;

namespace uds {

/// Adds a strong heading, the control it is for, and a muted line of help below it. The heading is the
/// control's accessible name, the help its accessible description.
void addFormField(QVBoxLayout *column, const QString &heading, QWidget *control, const QString &help = {});

} // namespace uds
