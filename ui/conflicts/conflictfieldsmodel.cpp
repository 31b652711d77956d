#include "ui/conflicts/conflictfieldsmodel.h"

#include "ui/conflicts/conflictwords.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/theme.h"

#include <QFont>
#include <QIcon>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

QString valueText(const Json &value, const ConflictRow &conflict, const QString &path)
{
    if (value.isNull())
        return ConflictFieldsModel::tr("(nothing)");
    if (path == "total"_L1 && value.decimal())
        return Formats::money(*value.decimal(), conflict.currency);
    const QString text = value.scalarText();
    return text.isEmpty() ? ConflictFieldsModel::tr("(empty)") : text;
}

} // namespace

int ConflictFieldsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_fields.size());
}

int ConflictFieldsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant ConflictFieldsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto column = Column(index.column());
    const QString shown = text(index.row(), column);
    const bool chosen = isChosen(index.row(), column);
    switch (role) {
    case Qt::DisplayRole: return shown;
    case Qt::ToolTipRole: return Formats::toolTip(shown);
    case Qt::AccessibleTextRole: return chosen ? tr("%1, chosen").arg(shown) : shown;
    case Qt::DecorationRole:
        return chosen ? QVariant(icons::icon(u"check"_s, theme::Role::AccentText)) : QVariant();
    case Qt::FontRole: {
        QFont font;
        font.setBold(chosen || column == Outcome);
        return font.bold() ? QVariant(font) : QVariant();
    }
    default: return {};
    }
}

QString ConflictFieldsModel::text(int row, Column column) const
{
    const Json &field = m_fields.at(row);
    const QString path = pathAt(row);
    const auto value = [&](QStringView member) { return valueText(field[member], m_view.conflict, path); };
    switch (column) {
    case Field: return ConflictWords::field(path);
    case Agreed: return value(u"base");
    case Source: return value(u"source");
    case Target: return value(u"target");
    case Outcome:
        if (!m_choices.contains(path))
            return tr("Choose: 1 or 2");
        return value(m_choices.value(path) == Choice::Source ? u"source" : u"target");
    case ColumnCount: break;
    }
    return {};
}

bool ConflictFieldsModel::isChosen(int row, Column column) const
{
    const auto choice = m_choices.constFind(pathAt(row));
    if (choice == m_choices.cend())
        return false;
    return column == (*choice == Choice::Source ? Source : Target);
}

QString ConflictFieldsModel::pathAt(int row) const
{
    return m_fields.at(row)[u"path"].string();
}

QVariant ConflictFieldsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (Column(section)) {
    case Field: return tr("Field");
    case Agreed: return tr("Last agreed");
    case Source: return tr("1: %1 now").arg(m_view.source);
    case Target: return tr("2: %1 now").arg(m_view.target);
    case Outcome: return tr("Result");
    case ColumnCount: break;
    }
    return {};
}

void ConflictFieldsModel::setConflict(const ConflictView &view)
{
    beginResetModel();
    if (view.conflict.id != m_view.conflict.id)
        m_choices.clear();
    m_view = view;
    m_fields.clear();
    m_equal = 0;
    for (const Json &field : view.conflict.fields.array()) {
        if (field[u"source"] == field[u"target"])
            ++m_equal;
        else
            m_fields.append(field);
    }
    endResetModel();
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
    Q_EMIT choiceChanged();
}

void ConflictFieldsModel::choose(int row, Choice choice)
{
    if (row < 0 || row >= rowCount())
        return;
    if (ConflictWords::isWhole(m_view.conflict))
        return chooseAll(choice);
    m_choices.insert(pathAt(row), choice);
    Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
    Q_EMIT choiceChanged();
}

void ConflictFieldsModel::chooseAll(Choice choice)
{
    if (m_fields.isEmpty())
        return;
    for (int row = 0; row < rowCount(); ++row)
        m_choices.insert(pathAt(row), choice);
    Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    Q_EMIT choiceChanged();
}

std::optional<ConflictResolution> ConflictFieldsModel::resolution() const
{
    ConflictResolution resolution;
    bool isUniform = true;
    for (int row = 0; row < rowCount(); ++row) {
        const auto choice = m_choices.constFind(pathAt(row));
        if (choice == m_choices.cend())
            return std::nullopt;
        isUniform = isUniform && *choice == m_choices.value(pathAt(0));
        resolution.fields.insert(pathAt(row), *choice);
    }
    if (m_fields.isEmpty())
        return std::nullopt;
    if (isUniform)
        return ConflictResolution{m_choices.value(pathAt(0)), {}};
    // Equal fields have to be told as well; both sides hold the same there.
    for (const Json &field : m_view.conflict.fields.array()) {
        const QString path = field[u"path"].string();
        if (!resolution.fields.contains(path))
            resolution.fields.insert(path, Choice::Source);
    }
    resolution.choice = Choice::Fields;
    return resolution;
}

} // namespace uds
