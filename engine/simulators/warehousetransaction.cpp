#include "engine/simulators/warehousetransaction.h"

namespace uds {

using namespace Qt::StringLiterals;

namespace {

Json cell(const WarehouseTable &table, const WarehouseTable::Cells &cells, QStringView column)
{
    const qsizetype at = table.description().indexOf(column);
    return at < 0 ? Json() : cells.at(at);
}

/// The row as PostgreSQL quotes it in the details of an error.
QString quoted(const WarehouseTable::Cells &cells)
{
    QStringList texts;
    for (const Json &value : cells)
        texts.append(value.isNull() ? u"null"_s : value.scalarText());
    return u"Failing row contains (%1)."_s.arg(texts.join(u", "_s));
}

QString keyDetails(
    const WarehouseTable &table, const QStringList &columns, const WarehouseTable::Cells &cells)
{
    QStringList values;
    for (const QString &column : columns)
        values.append(cell(table, cells, column).scalarText());
    return u"Key (%1)=(%2)"_s.arg(columns.join(u", "_s), values.join(u", "_s));
}

bool holds(const WarehouseCheck &check, const Json &value)
{
    if (value.isNull())
        return true; // a check that is neither true nor false lets the row pass
    if (!check.jsonType.isEmpty())
        return check.jsonType == "array"_L1 ? value.isArray() : value.isObject();
    if (!check.values.isEmpty())
        return check.values.contains(value.string());
    return check.pattern.match(value.string()).hasMatch();
}

} // namespace

WarehouseTransaction::WarehouseTransaction(WarehouseStore &store, QDateTime nowUtc)
    : m_store(store)
    , m_nowUtc(std::move(nowUtc))
{
}

WarehouseTransaction::~WarehouseTransaction()
{
    if (m_isCommitted)
        return;
    for (auto before = m_undo.crbegin(); before != m_undo.crend(); ++before) {
        if (before->cells)
            before->table->put(before->id, *before->cells);
        else
            before->table->remove(before->id);
    }
}

void WarehouseTransaction::commit()
{
    m_isCommitted = true;
    m_store.m_ledger += m_entries;
}

void WarehouseTransaction::put(WarehouseTable &table, qint64 id, const Cells &cells, const QString &operation)
{
    const Cells *before = table.row(id);
    m_undo.append({&table, id, before ? std::optional(*before) : std::nullopt});
    table.put(id, cells);
    m_entries.append({m_nowUtc, table.description().name, QString::number(id), operation, {},
        WarehouseQuery().shown(table.description(), cells)});
}

WarehouseResult<WarehouseTransaction::Cells> WarehouseTransaction::proposed(
    const WarehouseTable &table, const WarehouseWrite &write, const Json &row) const
{
    Cells cells;
    for (const WarehouseColumn &column : table.description().columns) {
        const bool isNamed = write.columns.contains(column.name);
        const bool isGiven = isNamed && row.contains(column.name);
        const bool takesDefault = !isNamed || (!isGiven && write.missingIsDefault);
        const Json text = column.defaultText.isEmpty() ? Json() : Json(column.defaultText);
        const auto value
            = warehouseValue(column, isGiven ? row[column.name] : (takesDefault ? text : Json()), m_nowUtc);
        if (!value)
            return tl::unexpected(value.error());
        cells.append(*value);
    }
    return cells;
}

WarehouseResult<std::optional<qint64>> WarehouseTransaction::write(
    WarehouseTable &table, const WarehouseWrite &write, const Json &row)
{
    auto cells = proposed(table, write, row);
    if (!cells)
        return tl::unexpected(cells.error());
    const qsizetype idColumn = table.description().indexOf(u"id");
    if (cells->at(idColumn).isNull())
        (*cells)[idColumn] = Json(table.nextId());
    if (write.resolution != WarehouseWrite::Resolution::None) {
        if (const auto held = table.holder(write.onConflict, *cells)) {
            if (write.resolution == WarehouseWrite::Resolution::IgnoreDuplicates)
                return std::optional<qint64>();
            return merge(table, *held, write, *cells);
        }
    }
    if (const qsizetype synced = table.description().indexOf(u"synced_at"); synced >= 0)
        (*cells)[synced] = Json(warehouseMoment(m_nowUtc));
    if (const auto sound = checked(table, *cells, {}); !sound)
        return tl::unexpected(sound.error());
    const qint64 id = cells->at(idColumn).integer().value_or(0);
    m_touched.insert(table.description().name + QString::number(id));
    m_hasInserted = true;
    put(table, id, *cells, u"create"_s);
    if (const auto done = expandLines(table, *cells); !done)
        return tl::unexpected(done.error());
    return std::optional(id);
}

WarehouseResult<std::optional<qint64>> WarehouseTransaction::merge(
    WarehouseTable &table, qint64 id, const WarehouseWrite &write, const Cells &proposal)
{
    // Not-null columns are checked on the proposed row, though the stored one has a value.
    if (const auto sound = checked(table, proposal, id); !sound)
        return tl::unexpected(sound.error());
    const QString name = table.description().name + QString::number(id);
    if (m_touched.contains(name))
        return warehouseFault(500, u"21000"_s,
            u"ON CONFLICT DO UPDATE command cannot affect row a second time"_s, {},
            u"Ensure that no rows proposed for insertion within the same command have duplicate "
            "constrained values."_s);
    m_touched.insert(name);
    Cells cells = *table.row(id);
    for (qsizetype i = 0; i < cells.size(); ++i) {
        if (write.columns.contains(table.description().columns.at(i).name))
            cells[i] = proposal.at(i);
    }
    return update(table, id, cells, write.columns.contains(u"lines"_s));
}

WarehouseResult<std::optional<qint64>> WarehouseTransaction::update(
    WarehouseTable &table, qint64 id, Cells cells, bool setsLines)
{
    const Cells before = *table.row(id);
    if (table.description().isGuarded) {
        const qsizetype at = table.description().indexOf(u"updated_at");
        if (compareWarehouseValues(table.description().columns.at(at), cells.at(at), before.at(at)) < 0)
            return std::optional<qint64>(); // the trigger drops what is older
        cells[table.description().indexOf(u"synced_at")] = Json(warehouseMoment(m_nowUtc));
    }
    if (const auto sound = checked(table, cells, id); !sound)
        return tl::unexpected(sound.error());
    const bool isVoid
        = cell(table, before, u"deleted_at").isNull() && !cell(table, cells, u"deleted_at").isNull();
    put(table, id, cells, isVoid ? u"void"_s : u"update"_s);
    if (setsLines) {
        if (const auto done = expandLines(table, cells); !done)
            return tl::unexpected(done.error());
    }
    return std::optional(id);
}

WarehouseResult<std::optional<qint64>> WarehouseTransaction::change(
    WarehouseTable &table, qint64 id, const Json &changes)
{
    Cells cells = *table.row(id);
    for (const JsonMember &member : changes.object()) {
        const qsizetype at = table.description().indexOf(member.name);
        const auto value = warehouseValue(table.description().columns.at(at), member.value, m_nowUtc);
        if (!value)
            return tl::unexpected(value.error());
        cells[at] = *value;
    }
    return update(table, id, cells, changes.contains(u"lines"));
}

void WarehouseTransaction::remove(WarehouseTable &table, qint64 id)
{
    const Cells *before = table.row(id);
    m_undo.append({&table, id, before ? std::optional(*before) : std::nullopt});
    m_entries.append(
        {m_nowUtc, table.description().name, QString::number(id), u"delete"_s, {}, Json::object({})});
    table.remove(id);
}

WarehouseResult<void> WarehouseTransaction::checked(
    const WarehouseTable &table, const Cells &cells, std::optional<qint64> id) const
{
    const WarehouseTableDescription &description = table.description();
    for (qsizetype i = 0; i < cells.size(); ++i) {
        if (description.columns.at(i).notNull && cells.at(i).isNull())
            return warehouseFault(400, u"23502"_s,
                u"null value in column \"%1\" of relation \"%2\" violates not-null constraint"_s.arg(
                    description.columns.at(i).name, description.name),
                quoted(cells));
    }
    for (const WarehouseCheck &check : description.checks) {
        if (!holds(check, cell(table, cells, check.column)))
            return warehouseFault(400, u"23514"_s,
                u"new row for relation \"%1\" violates check constraint \"%2\""_s.arg(
                    description.name, check.name),
                quoted(cells));
    }
    for (const WarehouseKey &key : description.keys) {
        const auto held = table.holder(key.columns, cells);
        if (held && held != id)
            return warehouseFault(409, u"23505"_s,
                u"duplicate key value violates unique constraint \"%1\""_s.arg(key.name),
                keyDetails(table, key.columns, cells) + u" already exists."_s);
    }
    for (const WarehouseParent &parent : description.parents) {
        const WarehouseTable &parents = m_store.m_tables.at(parent.table);
        Cells wanted(parents.description().columns.size());
        for (qsizetype i = 0; i < parent.columns.size(); ++i)
            wanted[parents.description().indexOf(parent.tableColumns.at(i))]
                = cell(table, cells, parent.columns.at(i));
        if (!parents.holder(parent.tableColumns, wanted))
            return warehouseFault(409, u"23503"_s,
                u"insert or update on table \"%1\" violates foreign key constraint \"%2\""_s.arg(
                    description.name, parent.name),
                keyDetails(table, parent.columns, cells)
                    + u" is not present in table \"%1\"."_s.arg(parent.table));
    }
    return {};
}

// The trigger of the script: what stands in orders.lines, and nothing else, stands in order_lines afterwards.
WarehouseResult<void> WarehouseTransaction::expandLines(const WarehouseTable &orders, const Cells &order)
{
    const Json lines = cell(orders, order, u"lines");
    const auto found = m_store.m_tables.find(u"order_lines"_s);
    if (orders.description().name != "orders"_L1 || lines.isNull() || found == m_store.m_tables.end())
        return {};
    WarehouseWrite write;
    write.resolution = WarehouseWrite::Resolution::MergeDuplicates;
    write.missingIsDefault = true;
    write.onConflict = {u"source_system"_s, u"source_id"_s};
    write.columns = u"source_system source_id order_source_id line_type position product_source_id "
                    "variation_source_id sku name quantity currency unit_price subtotal_amount tax_amount "
                    "total_amount created_at updated_at deleted_at sync_run_id raw_data"_s.split(u' ');
    QStringList kept;
    for (Json line : lines.array()) {
        const QString sourceId = line[u"source_id"].scalarText();
        if (sourceId.isEmpty())
            continue;
        kept.append(sourceId);
        line.set(u"order_source_id"_s, cell(orders, order, u"source_id"));
        if (line[u"name"].isNull())
            line.set(u"name"_s, QString());
        for (const QString &shared :
            {u"source_system"_s, u"currency"_s, u"created_at"_s, u"updated_at"_s, u"sync_run_id"_s})
            line.set(shared, cell(orders, order, shared));
        const bool insertedBefore = m_hasInserted;
        const auto written = this->write(found->second, write, line);
        m_hasInserted = insertedBefore; // the status speaks of the table that was written to
        if (!written)
            return tl::unexpected(written.error());
    }
    dropOtherLines(found->second, order, kept);
    return {};
}

void WarehouseTransaction::dropOtherLines(WarehouseTable &lines, const Cells &order, const QStringList &kept)
{
    const WarehouseTable &orders = m_store.m_tables.at(u"orders"_s);
    Cells wanted(lines.description().columns.size());
    wanted[lines.description().indexOf(u"source_system")] = cell(orders, order, u"source_system");
    wanted[lines.description().indexOf(u"order_source_id")] = cell(orders, order, u"source_id");
    for (const qint64 id : lines.siblings({u"source_system"_s, u"order_source_id"_s}, wanted)) {
        if (!kept.contains(cell(lines, *lines.row(id), u"source_id").string()))
            remove(lines, id);
    }
}

} // namespace uds
