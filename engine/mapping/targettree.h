#pragma once

#include "engine/mapping/fieldprogram.h"

namespace uds {

/// The target object of one document or list element as a tree, so that each record is built from the leaves
/// up without looking for places by path.
class TargetTree {
public:
    void add(int field, const QString &path);
    /// Objects without any value are left out.
    [[nodiscard]] Result<Json> build(const QList<FieldProgram> &fields, const EvaluationScope &scope,
        MappingOutput &output, const QString &prefix) const;

private:
    struct Node {
        QString name;
        bool inList = false; ///< the value becomes the only element of a list: "LinkedTxn[0]"
        QList<int> fields; ///< rules for this very place: the first that gives a value wins
        QList<Node> children;
    };
    struct Run {
        const QList<FieldProgram> &fields;
        const EvaluationScope &scope;
        MappingOutput &output;
        const QString &prefix;
    };
    [[nodiscard]] static Result<Json> buildNode(const Node &node, const Run &run);
    [[nodiscard]] static Result<Json> buildChildren(const QList<Node> &children, const Run &run);
    QList<Node> m_children;
};

} // namespace uds
