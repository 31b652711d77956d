#include "ui/widgets/zonepicker.h"

#include <QCompleter>
#include <QTimeZone>

#include <algorithm>

namespace uds {

using namespace Qt::StringLiterals;

ZonePicker::ZonePicker(QWidget *parent)
    : QComboBox(parent)
{
    setEditable(true);
    setInsertPolicy(QComboBox::NoInsert);
    setMaxVisibleItems(16);
    const QString local = localZone();
    addItem(u"UTC"_s, u"UTC"_s);
    if (local != u"UTC")
        addItem(tr("%1 (this computer)").arg(local), local);
    insertSeparator(count());
    QList<QByteArray> names = QTimeZone::availableTimeZoneIds();
    std::sort(names.begin(), names.end());
    for (const QByteArray &name : std::as_const(names))
        addItem(QString::fromUtf8(name), QString::fromUtf8(name));
    completer()->setCompletionMode(QCompleter::PopupCompletion);
    completer()->setFilterMode(Qt::MatchContains);
    completer()->setCaseSensitivity(Qt::CaseInsensitive);
    connect(this, &QComboBox::editTextChanged, this, &ZonePicker::zoneEdited);
}

void ZonePicker::setZone(const QString &name)
{
    const int row = findData(name);
    if (row >= 0)
        setCurrentIndex(row);
    else
        setEditText(name);
}

QString ZonePicker::zone() const
{
    const int row = findText(currentText(), Qt::MatchFixedString);
    const QString known = row >= 0 ? itemData(row).toString() : QString();
    return known.isEmpty() ? currentText().trimmed() : known;
}

QString ZonePicker::localZone()
{
    const QByteArray name = QTimeZone::systemTimeZoneId();
    return QTimeZone::isTimeZoneIdAvailable(name) ? QString::fromUtf8(name) : u"UTC"_s;
}

} // namespace uds
