#include "tests/bench/warehousefiles.h"

#include "engine/connectors/supabase/postgrestext.h"
#include "tests/support/postgresserver/warehouse.h"

#include <QFile>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

QStringList columns()
{
    QStringList names;
    const Json row = orderRow(1);
    for (const JsonMember &member : row.object())
        names.append(member.name);
    return names;
}

QString cellText(const Json &value)
{
    return value.isObject() || value.isArray() ? QString::fromUtf8(value.bytes()) : value.scalarText();
}

/// One statement for the orders \a first to \a last.
QByteArray upsert(int first, int last)
{
    const QStringList names = columns();
    QStringList rows;
    for (int number = first; number <= last; ++number) {
        QStringList cells;
        const Json row = orderRow(number);
        for (const JsonMember &member : row.object())
            cells.append(quotedText(cellText(member.value)).value());
        rows.append(u'(' + cells.join(u',') + u')');
    }
    QStringList changes;
    for (const QString &name : names.mid(2)) // behind the key
        changes.append(name + u" = excluded."_s + name);
    const QString statement = u"begin;\ninsert into orders ("_s + names.join(u',') + u") values "_s
        + rows.join(u',') + u" on conflict (source_system, source_id) do update set "_s + changes.join(u',')
        + u";\ncommit;\n"_s;
    return statement.toUtf8();
}

QByteArray csvLine(const Json &row)
{
    QStringList cells;
    for (const JsonMember &member : row.object())
        cells.append(u'"' + cellText(member.value).replace(u'"', u"\"\""_s) + u'"');
    return cells.join(u',').toUtf8() + '\n';
}

} // namespace

Result<std::unique_ptr<WarehouseFiles>> WarehouseFiles::write(int orders, int batch)
{
    std::unique_ptr<WarehouseFiles> self(new WarehouseFiles);
    if (!self->writeUpserts(orders, batch) || !self->writeCopy(orders))
        return fail(ErrorKind::Internal, u"bench.files"_s, u"The files for psql cannot be written."_s);
    return self;
}

bool WarehouseFiles::writeUpserts(int orders, int batch) const
{
    QFile file(m_folder.filePath(u"upserts.sql"_s));
    bool isGood = file.open(QIODevice::WriteOnly);
    for (int first = 1; isGood && first <= orders; first += batch)
        isGood = file.write(upsert(first, std::min(orders, first + batch - 1))) > 0;
    return isGood;
}

bool WarehouseFiles::writeCopy(int orders) const
{
    QFile file(m_folder.filePath(u"orders.csv"_s));
    bool isGood = file.open(QIODevice::WriteOnly);
    for (int number = 1; isGood && number <= orders; ++number)
        isGood = file.write(csvLine(orderRow(number))) > 0;
    return isGood;
}

QByteArray WarehouseFiles::upsertCommand() const
{
    return "\\i '" + m_folder.filePath(u"upserts.sql"_s).toUtf8() + "'\n";
}

QByteArray WarehouseFiles::copyCommand() const
{
    return "\\copy orders (" + columns().join(u',').toUtf8() + ") from '"
        + m_folder.filePath(u"orders.csv"_s).toUtf8() + "' csv\n";
}

} // namespace uds
