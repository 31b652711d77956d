#include "ui/integrations/connectorform.h"

#include "ui/widgets/buttons.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/plainlabel.h"

#include <QAction>
#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace uds {

using namespace Qt::StringLiterals;

ConnectorForm::ConnectorForm(const QList<FormField> &fields, Purpose purpose, QWidget *parent)
    : QWidget(parent)
    , m_fields(fields)
    , m_purpose(purpose)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::step() / 2);
    for (const FormField &field : fields) {
        if (!field.fromSignIn && !field.advanced)
            addField(field, *column);
    }
    showAskedFields();
}

void ConnectorForm::addFoldedFields()
{
    auto *column = qobject_cast<QVBoxLayout *>(layout());
    auto *area = new QWidget(this);
    auto *inside = new QVBoxLayout(area);
    inside->setContentsMargins(0, 0, 0, 0);
    inside->setSpacing(theme::step() / 2);
    for (const FormField &field : std::as_const(m_fields)) {
        if (field.fromSignIn || field.advanced)
            addField(field, *inside);
    }
    auto *unfold = buttons::quiet(tr("&More settings, tokens by hand"), {}, this);
    unfold->setCheckable(true);
    area->hide();
    connect(unfold, &QPushButton::toggled, area, &QWidget::setVisible);
    column->addWidget(unfold, 0, Qt::AlignLeft);
    column->addWidget(area);
    showAskedFields();
}

void ConnectorForm::addField(const FormField &field, QVBoxLayout &column)
{
    auto *editor = makeEditor(field);
    editor->setObjectName(field.key);
    editor->setAccessibleName(field.label);
    editor->setAccessibleDescription(field.help);
    m_editors.insert(field.key, editor);
    const QString title = field.required ? field.label : tr("%1 (optional)").arg(field.label);
    auto *row = new QWidget(this);
    auto *inside = new QVBoxLayout(row);
    inside->setContentsMargins(0, 0, 0, theme::step() / 2);
    inside->setSpacing(theme::step() / 2);
    inside->addWidget(new PlainLabel(title, PlainLabel::Style::Strong, row));
    inside->addWidget(editor);
    QString help = field.help;
    if (field.kind == FormField::Kind::Secret && m_purpose == Purpose::Edit)
        help = tr("Leave it empty to keep the stored value.");
    if (!help.isEmpty()) {
        auto *hint = new PlainLabel(help, PlainLabel::Style::Caption, row);
        hint->setWordWrap(true);
        inside->addWidget(hint);
    }
    column.addWidget(row);
    m_rows.insert(field.key, row);
}

void ConnectorForm::change()
{
    showAskedFields();
    Q_EMIT edited();
}

void ConnectorForm::showAskedFields()
{
    for (const FormField &field : std::as_const(m_fields)) {
        if (QWidget *row = m_rows.value(field.key))
            row->setVisible(isAsked(field));
    }
}

bool ConnectorForm::isAsked(const FormField &field) const
{
    Json choices{JsonObject()};
    for (const FormField &other : m_fields) {
        if (other.kind == FormField::Kind::Choice && m_editors.contains(other.key))
            choices.set(other.key, value(other));
    }
    return isFieldAsked(field, choices);
}

QWidget *ConnectorForm::makeEditor(const FormField &field)
{
    if (field.kind == FormField::Kind::Choice) {
        auto *choice = new QComboBox(this);
        choice->addItems(field.choices);
        connect(choice, &QComboBox::currentIndexChanged, this, &ConnectorForm::change);
        return choice;
    }
    auto *line = new QLineEdit(this);
    if (field.kind == FormField::Kind::Secret) {
        line->setEchoMode(QLineEdit::Password);
        line->setInputMethodHints(Qt::ImhHiddenText | Qt::ImhNoPredictiveText | Qt::ImhNoAutoUppercase);
        addReveal(*line);
    }
    if (field.kind == FormField::Kind::Url)
        line->setInputMethodHints(Qt::ImhUrlCharactersOnly);
    connect(line, &QLineEdit::textChanged, this, &ConnectorForm::edited);
    return line;
}

void ConnectorForm::addReveal(QLineEdit &line)
{
    QAction *reveal = line.addAction(icons::icon(u"eye"_s, theme::Role::Muted), QLineEdit::TrailingPosition);
    reveal->setCheckable(true);
    reveal->setToolTip(tr("Show what was typed"));
    connect(reveal, &QAction::toggled, &line,
        [&line](bool shown) { line.setEchoMode(shown ? QLineEdit::Normal : QLineEdit::Password); });
}

void ConnectorForm::setValues(const Json &settings)
{
    for (const FormField &field : std::as_const(m_fields)) {
        const QString text = settings[field.key].scalarText();
        if (auto *line = qobject_cast<QLineEdit *>(m_editors.value(field.key)))
            line->setText(text);
        else if (auto *choice = qobject_cast<QComboBox *>(m_editors.value(field.key));
                 choice && !text.isEmpty())
            choice->setCurrentText(text);
    }
}

Json ConnectorForm::values() const
{
    Json settings{JsonObject()};
    for (const FormField &field : m_fields) {
        if (!isAsked(field))
            continue;
        const QString text = value(field);
        const bool keepsStored = field.kind == FormField::Kind::Secret && m_purpose == Purpose::Edit;
        if (text.isEmpty() && (keepsStored || !field.required))
            continue;
        settings.set(field.key, text);
    }
    return settings;
}

bool ConnectorForm::isComplete() const
{
    return std::all_of(
        m_fields.begin(), m_fields.end(), [this](const FormField &field) { return hasValue(field); });
}

bool ConnectorForm::isReadyToSignIn() const
{
    return std::all_of(m_fields.begin(), m_fields.end(),
        [this](const FormField &field) { return field.fromSignIn || hasValue(field); });
}

bool ConnectorForm::hasValue(const FormField &field) const
{
    const bool keepsStored = field.kind == FormField::Kind::Secret && m_purpose == Purpose::Edit;
    return !field.required || keepsStored || !isAsked(field) || !value(field).isEmpty();
}

void ConnectorForm::focusFirst()
{
    if (!m_fields.isEmpty())
        m_editors.value(m_fields.constFirst().key)->setFocus();
}

QString ConnectorForm::value(const FormField &field) const
{
    const QWidget *editor = m_editors.value(field.key);
    if (const auto *choice = qobject_cast<const QComboBox *>(editor))
        return choice->currentText();
    return qobject_cast<const QLineEdit *>(editor)->text().trimmed();
}

} // namespace uds
