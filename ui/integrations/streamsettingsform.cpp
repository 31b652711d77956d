#include "ui/integrations/streamsettingsform.h"

#include "ui/integrations/presetwords.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDate>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr int kLargestNumber = 100000;

QStringList texts(const Json &list)
{
    QStringList result;
    for (const Json &item : list.array())
        result << item.scalarText();
    return result;
}

Json listOf(const QString &line)
{
    JsonArray items;
    for (const QString &part : line.split(u',', Qt::SkipEmptyParts)) {
        if (!part.trimmed().isEmpty())
            items << Json(part.trimmed());
    }
    return items;
}

QStringList linesOf(const QString &text)
{
    QStringList lines;
    for (const QString &line : text.split(u'\n')) {
        if (!line.trimmed().isEmpty())
            lines << line.trimmed();
    }
    return lines;
}

// The last "=" separates: names at the shop may contain one, names in the books do not.
Json tableOf(const QString &text)
{
    Json table{JsonObject()};
    for (const QString &line : linesOf(text)) {
        const qsizetype separator = line.lastIndexOf(u'=');
        table.set(line.first(qMax<qsizetype>(0, separator)).trimmed(), line.sliced(separator + 1).trimmed());
    }
    return table;
}

bool isTableLine(const QString &line)
{
    const qsizetype separator = line.lastIndexOf(u'=');
    return separator > 0 && !line.first(separator).trimmed().isEmpty()
        && !line.sliced(separator + 1).trimmed().isEmpty();
}

} // namespace

StreamSettingsForm::StreamSettingsForm(const Json &defaults, QWidget *parent)
    : QWidget(parent)
    , m_defaults(defaults)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::step() / 2);
    addFields(false, *column);
    const QList<JsonMember> &settings = m_defaults.object();
    if (std::none_of(settings.begin(), settings.end(),
            [](const JsonMember &setting) { return PresetWords::setting(setting.name).isRare; }))
        return;
    auto *area = new QWidget(this);
    auto *inside = new QVBoxLayout(area);
    inside->setContentsMargins(0, 0, 0, 0);
    inside->setSpacing(theme::step() / 2);
    auto *unfold = buttons::quiet(tr("&More settings"), {}, this);
    unfold->setCheckable(true);
    column->addWidget(unfold, 0, Qt::AlignLeft);
    column->addWidget(area);
    addFields(true, *inside);
    area->hide();
    connect(unfold, &QPushButton::toggled, area, &QWidget::setVisible);
}

void StreamSettingsForm::addFields(bool rare, QVBoxLayout &column)
{
    for (const JsonMember &setting : m_defaults.object()) {
        if (PresetWords::setting(setting.name).isRare == rare)
            addField(setting, column);
    }
}

void StreamSettingsForm::addField(const JsonMember &setting, QVBoxLayout &column)
{
    const SettingWords words = PresetWords::setting(setting.name);
    QWidget *editor = makeEditor(setting, words);
    editor->setObjectName(setting.name);
    editor->setAccessibleName(words.label);
    editor->setAccessibleDescription(words.help);
    m_editors.insert(setting.name, editor);
    if (!setting.value.isBool()) // a check box brings its own label
        column.addWidget(new PlainLabel(words.label, PlainLabel::Style::Strong, this));
    column.addWidget(editor);
    if (!words.help.isEmpty()) {
        auto *hint = new PlainLabel(words.help, PlainLabel::Style::Caption, this);
        hint->setWordWrap(true);
        column.addWidget(hint);
    }
    column.addSpacing(theme::step() / 2);
}

QWidget *StreamSettingsForm::makeEditor(const JsonMember &setting, const SettingWords &words)
{
    if (setting.value.isObject())
        return makeTable(setting.value);
    if (setting.value.isBool()) {
        auto *check = new QCheckBox(words.label, this);
        check->setChecked(setting.value.boolean());
        connect(check, &QCheckBox::toggled, this, &StreamSettingsForm::edited);
        return check;
    }
    if (setting.value.isNumber()) {
        auto *number = new QSpinBox(this);
        number->setRange(0, kLargestNumber);
        number->setButtonSymbols(QSpinBox::NoButtons);
        number->setValue(int(setting.value.integer().value_or(0)));
        connect(number, &QSpinBox::valueChanged, this, &StreamSettingsForm::edited);
        return number;
    }
    return makeTextEditor(setting, words);
}

QWidget *StreamSettingsForm::makeTextEditor(const JsonMember &setting, const SettingWords &words)
{
    if (!words.choices.isEmpty()) {
        auto *choice = new QComboBox(this);
        for (const auto &[value, text] : words.choices)
            choice->addItem(text, value);
        choice->setCurrentIndex(choice->findData(setting.value.string()));
        connect(choice, &QComboBox::currentIndexChanged, this, &StreamSettingsForm::edited);
        return choice;
    }
    auto *line = new QLineEdit(this);
    line->setText(setting.value.isArray() ? texts(setting.value).join(u", "_s) : setting.value.scalarText());
    connect(line, &QLineEdit::textChanged, this, &StreamSettingsForm::edited);
    return line;
}

QWidget *StreamSettingsForm::makeTable(const Json &table)
{
    QStringList lines;
    for (const JsonMember &entry : table.object())
        lines << entry.name + u" = "_s + entry.value.scalarText();
    auto *text = new QPlainTextEdit(lines.join(u'\n'), this);
    text->setTabChangesFocus(true);
    text->setFixedHeight(theme::step() * 9);
    connect(text, &QPlainTextEdit::textChanged, this, &StreamSettingsForm::edited);
    return text;
}

Json StreamSettingsForm::overrides() const
{
    Json result{JsonObject()};
    for (const JsonMember &setting : m_defaults.object()) {
        const Json now = value(setting);
        if (!(now == setting.value))
            result.set(setting.name, now);
    }
    return result;
}

Json StreamSettingsForm::value(const JsonMember &setting) const
{
    const QWidget *editor = m_editors.value(setting.name);
    if (const auto *check = qobject_cast<const QCheckBox *>(editor))
        return check->isChecked();
    if (const auto *number = qobject_cast<const QSpinBox *>(editor))
        return number->value();
    if (const auto *choice = qobject_cast<const QComboBox *>(editor))
        return choice->currentData().toString();
    if (const auto *table = qobject_cast<const QPlainTextEdit *>(editor))
        return tableOf(table->toPlainText());
    const QString text = qobject_cast<const QLineEdit *>(editor)->text().trimmed();
    return setting.value.isArray() ? listOf(text) : Json(text);
}

QString StreamSettingsForm::problem() const
{
    for (const JsonMember &setting : m_defaults.object()) {
        if (const QString wrong = problemOf(setting); !wrong.isEmpty())
            return wrong;
    }
    return {};
}

QString StreamSettingsForm::problemOf(const JsonMember &setting) const
{
    const QString label = PresetWords::setting(setting.name).label;
    const QWidget *editor = m_editors.value(setting.name);
    if (const auto *table = qobject_cast<const QPlainTextEdit *>(editor)) {
        const QStringList lines = linesOf(table->toPlainText());
        return std::all_of(lines.begin(), lines.end(), isTableLine)
            ? QString()
            : tr("%1: each line must read “name = value”.").arg(label);
    }
    const QString text = value(setting).string();
    if (setting.name.endsWith("_date"_L1) && !text.isEmpty()
        && !QDate::fromString(text, Qt::ISODate).isValid())
        return tr("%1: write the day as 2026-01-31.").arg(label);
    return {};
}

} // namespace uds
