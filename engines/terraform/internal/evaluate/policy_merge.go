package evaluate

import (
	"github.com/zclconf/go-cty/cty"

	"sekisho/engines/terraform/internal/functions"
)

// policyStatement is a statement, and where it is written.
type policyStatement struct {
	value cty.Value
	at    *written
}

// policyMerge is a document while others are put into it.
type policyMerge struct {
	version, id cty.Value
	statements  []policyStatement
}

func (o *object) document() cty.Value {
	body := o.resource.Block.Body
	merged := &policyMerge{}
	o.include(merged, "source_json", "source_policy_documents")
	own := map[string]cty.Value{"Version": cty.StringVal("2012-10-17")}
	o.scope.copyTo(own, "Version", body, "version")
	o.scope.copyTo(own, "Id", body, "policy_id")
	merged.head(own["Version"], own["Id"])
	for _, each := range o.scope.items(body, "statement") {
		at := &written{file: each.block.File, at: each.block.Range}
		if each.unknown != nil {
			merged.add(policyStatement{leaf(each.unknown.File.DigestAt(each.unknown.Expr.Range())), at})
			continue
		}
		merged.add(policyStatement{each.scope.statement(each.block.Body), at})
	}
	o.include(merged, "override_policy_documents", "override_json")
	return o.finished(merged)
}

// finished is the document; one without statements has none, not even an empty list.
func (o *object) finished(merged *policyMerge) cty.Value {
	fields := map[string]cty.Value{"Version": merged.version}
	if merged.id != cty.NilVal {
		fields["Id"] = merged.id
	}
	o.statements = nil
	values := make([]cty.Value, len(merged.statements))
	for at, each := range merged.statements {
		values[at] = each.value
		o.statements = append(o.statements, each.at)
	}
	if len(values) > 0 {
		fields["Statement"] = cty.TupleVal(values)
	}
	return cty.ObjectVal(fields)
}

// head takes over what stands above the statements: a newer version, and any id.
func (m *policyMerge) head(version, id cty.Value) {
	if id != cty.NilVal {
		m.id = id
	}
	if m.version == cty.NilVal || isText(version) && (!isText(m.version) || version.AsString() > m.version.AsString()) {
		m.version = version
	}
}

func isText(value cty.Value) bool {
	return value != cty.NilVal && !value.IsMarked() && value.Type() == cty.String && value.IsKnown() && !value.IsNull()
}

// add puts a statement in the place of the one with the same Sid, or at the end.
func (m *policyMerge) add(statement policyStatement) {
	if sid := sidOf(statement.value); sid != "" {
		for at, other := range m.statements {
			if sidOf(other.value) == sid {
				m.statements[at] = statement
				return
			}
		}
	}
	m.statements = append(m.statements, statement)
}

// include merges other documents; of an unknown one there is one unknown statement.
func (o *object) include(merged *policyMerge, names ...string) {
	for _, name := range names {
		attr := o.resource.Block.Body.Attr(name)
		if attr == nil {
			continue
		}
		unknown := leaf(attr.File.DigestAt(attr.Expr.Range()))
		value, _ := o.configured(attr).Unmark()
		switch {
		case !value.IsKnown() || value.Type() == cty.String:
			o.includeOne(merged, value, unknown, writtenAs(o.scope, attr))
		case !value.IsNull() && value.CanIterateElements():
			elements := value.AsValueSlice()
			for at, text := range elements {
				place := writtenAs(o.scope, attr)
				if expr := elementOf(core(attr.Expr), at, len(elements)); expr != nil {
					place.expr, place.at = expr, expr.Range()
				}
				o.includeOne(merged, text, unknown, place)
			}
		}
	}
}

func (o *object) includeOne(merged *policyMerge, text, unknown cty.Value, place written) {
	text, _ = text.Unmark()
	if text.IsKnown() && text.IsNull() {
		return
	}
	end, _ := o.scope.inst.ev.follow(place)
	at := &written{file: end.file, at: end.at}
	document, ok := o.documentIn(text)
	if !ok {
		merged.add(policyStatement{unknown, at})
		return
	}
	merged.head(attributeOf(document, "Version"), attributeOf(document, "Id"))
	for index, statement := range statementsOf(document) {
		merged.add(policyStatement{statement, end.statement(index, at)})
	}
}

// statement is where a statement of a document stands: in the data source that the document is the result of.
func (w written) statement(index int, otherwise *written) *written {
	if w.document == nil || index >= len(w.document.statements) || w.document.statements[index] == nil {
		return otherwise
	}
	return w.document.statements[index]
}

// documentIn is the value behind a document's text, whole or known in part.
func (o *object) documentIn(text cty.Value) (cty.Value, bool) {
	found, ok := o.scope.inst.ev.whole(text)
	document := found.value
	if !ok && isText(text) {
		decoded, err := functions.DecodeJSON(text)
		document, ok = decoded, err == nil
	}
	return document, ok && document != cty.NilVal && document.Type().IsObjectType()
}

func attributeOf(document cty.Value, name string) cty.Value {
	if !document.Type().HasAttribute(name) {
		return cty.NilVal
	}
	return document.GetAttr(name)
}

func statementsOf(document cty.Value) []cty.Value {
	statement := attributeOf(document, "Statement")
	switch {
	case statement == cty.NilVal:
		return nil
	case statement.Type().IsTupleType() && statement.IsKnown():
		return statement.AsValueSlice()
	}
	return []cty.Value{statement}
}

func sidOf(statement cty.Value) string {
	if !statement.Type().IsObjectType() || !statement.Type().HasAttribute("Sid") {
		return ""
	}
	sid := statement.GetAttr("Sid")
	if sid.Type() != cty.String || !sid.IsKnown() || sid.IsNull() {
		return ""
	}
	return sid.AsString()
}
