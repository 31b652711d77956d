#include "ui/plan/plantiles.h"

#include "ui/plan/planmodel.h"
#include "ui/plan/plantile.h"
#include "ui/widgets/theme.h"

#include <QHBoxLayout>

namespace uds {

using namespace Qt::StringLiterals;

PlanTiles::PlanTiles(QWidget *parent)
    : QWidget(parent)
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme::step());
    for (const QString &action :
        {u"create"_s, u"update"_s, u"void"_s, u"unchanged"_s, u"skipped"_s, u"blocked"_s}) {
        auto *tile = new PlanTile(action, this);
        row->addWidget(tile);
        m_tiles << tile;
        connect(tile, &PlanTile::clicked, this, [this, action](bool checked) { choose(action, checked); });
    }
}

void PlanTiles::showCounts(const PlanModel &model)
{
    for (PlanTile *tile : std::as_const(m_tiles)) {
        tile->setChecked(false);
        const bool isIdle = tile->action() == "unchanged"_L1 || tile->action() == "skipped"_L1;
        tile->setCount(model.count(tile->action()), isIdle ? QString() : model.money(tile->action()));
    }
}

void PlanTiles::choose(const QString &action, bool checked)
{
    for (PlanTile *tile : std::as_const(m_tiles))
        tile->setChecked(checked && tile->action() == action);
    Q_EMIT actionChosen(checked ? action : QString());
}

} // namespace uds
