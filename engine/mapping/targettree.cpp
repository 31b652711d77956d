#include "engine/mapping/targettree.h"

namespace uds {

using namespace Qt::StringLiterals;

void TargetTree::add(int field, const QString &path)
{
    QList<Node> *level = &m_children;
    Node *node = nullptr;
    for (const QString &step : path.split(u'.')) {
        const bool inList = step.endsWith(u"[0]"_s);
        const QString name = inList ? step.chopped(3) : step;
        auto at = std::find_if(
            level->begin(), level->end(), [&name](const Node &one) { return one.name == name; });
        if (at == level->end()) {
            level->append(Node{name, inList, {}, {}});
            at = level->end() - 1;
        }
        node = &*at;
        level = &node->children;
    }
    if (node != nullptr)
        node->fields.append(field);
}

Result<Json> TargetTree::buildNode(const Node &node, const Run &run)
{
    for (const int field : node.fields) {
        auto value = run.fields.at(field).evaluate(run.scope, run.output, run.prefix);
        if (!value || !value->isNull())
            return value;
    }
    return node.children.isEmpty() ? Result<Json>(Json()) : buildChildren(node.children, run);
}

Result<Json> TargetTree::buildChildren(const QList<Node> &children, const Run &run)
{
    JsonObject members;
    members.reserve(children.size());
    for (const Node &child : children) {
        auto value = buildNode(child, run);
        if (!value)
            return value;
        if (value->isNull())
            continue;
        members.append({child.name, child.inList ? Json::array({std::move(*value)}) : std::move(*value)});
    }
    return members.isEmpty() ? Json() : Json(std::move(members));
}

Result<Json> TargetTree::build(const QList<FieldProgram> &fields, const EvaluationScope &scope,
    MappingOutput &output, const QString &prefix) const
{
    return buildChildren(m_children, {fields, scope, output, prefix});
}

} // namespace uds
