package evaluate

import (
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function/stdlib"

	"sekisho/engines/terraform/internal/functions"
	"sekisho/engines/terraform/internal/source"
)

const policyDocumentType = "aws_iam_policy_document"

// policyDocument is the one data source whose result follows from its arguments alone: the JSON of an IAM policy
// (https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document). Without it,
// most policies of a repository would be unknown.
func (o *object) policyDocument() cty.Value {
	inst := o.scope.inst
	return inst.once(o.path+".json", o.resource.Block.Body.Attr("version"), func() cty.Value {
		document, marks := o.document().UnmarkDeep()
		if !document.IsWhollyKnown() {
			return inst.ev.partial(document, nil).WithMarks(marks)
		}
		text, err := stdlib.JSONEncode(document)
		if err != nil || functions.Size(text) > valueSizeMax {
			return cty.UnknownVal(cty.String)
		}
		return text.WithMarks(marks)
	})
}

func (o *object) document() cty.Value {
	body := o.resource.Block.Body
	fields := map[string]cty.Value{"Version": cty.StringVal("2012-10-17")}
	o.scope.copyTo(fields, "Version", body, "version")
	o.scope.copyTo(fields, "Id", body, "policy_id")
	statements := o.included("source_policy_documents", "source_json")
	for _, each := range o.scope.items(body, "statement") {
		if each.unknown != nil {
			statements = append(statements, leaf(each.unknown.File.DigestAt(each.unknown.Expr.Range())))
			continue
		}
		statements = append(statements, each.scope.statement(each.block.Body))
	}
	for _, statement := range o.included("override_policy_documents", "override_json") {
		statements = overridden(statements, statement)
	}
	fields["Statement"] = cty.TupleVal(statements)
	return cty.ObjectVal(fields)
}

// included are the statements of other documents; of an unknown document there is one unknown statement.
func (o *object) included(names ...string) []cty.Value {
	var statements []cty.Value
	for _, name := range names {
		attr := o.resource.Block.Body.Attr(name)
		if attr == nil {
			continue
		}
		unknown := leaf(attr.File.DigestAt(attr.Expr.Range()))
		value, _ := o.configured(attr).Unmark()
		switch {
		case !value.IsKnown() || value.Type() == cty.String:
			statements = append(statements, o.statementsOf(value, unknown)...)
		case !value.IsNull() && value.CanIterateElements():
			for _, text := range value.AsValueSlice() {
				statements = append(statements, o.statementsOf(text, unknown)...)
			}
		}
	}
	return statements
}

func (o *object) statementsOf(text, unknown cty.Value) []cty.Value {
	text, _ = text.Unmark()
	if text.IsKnown() && text.IsNull() {
		return nil
	}
	found, ok := o.scope.inst.ev.whole(text)
	document := found.value
	if !ok && text.IsKnown() && text.Type() == cty.String {
		decoded, err := stdlib.JSONDecode(text)
		document, ok = decoded, err == nil
	}
	if !ok || !document.Type().IsObjectType() || !document.Type().HasAttribute("Statement") {
		return []cty.Value{unknown}
	}
	statement := document.GetAttr("Statement")
	if statement.Type().IsTupleType() && statement.IsKnown() {
		return statement.AsValueSlice()
	}
	return []cty.Value{statement}
}

// overridden puts a statement in the place of the one with the same Sid, or at the end.
func overridden(statements []cty.Value, statement cty.Value) []cty.Value {
	if sid := sidOf(statement); sid != "" {
		for at, other := range statements {
			if sidOf(other) == sid {
				statements[at] = statement
				return statements
			}
		}
	}
	return append(statements, statement)
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

func (s *scope) statement(body *source.Body) cty.Value {
	fields := map[string]cty.Value{"Effect": cty.StringVal("Allow")}
	s.copyTo(fields, "Effect", body, "effect")
	s.copyTo(fields, "Sid", body, "sid")
	s.copyTo(fields, "Action", body, "actions")
	s.copyTo(fields, "NotAction", body, "not_actions")
	s.copyTo(fields, "Resource", body, "resources")
	s.copyTo(fields, "NotResource", body, "not_resources")
	s.principals(fields, "Principal", body, "principals")
	s.principals(fields, "NotPrincipal", body, "not_principals")
	s.conditions(fields, body)
	return cty.ObjectVal(fields)
}

// copyTo writes an argument into the document: a list of one as its element, an empty one not at all.
func (s *scope) copyTo(fields map[string]cty.Value, field string, body *source.Body, name string) {
	if attr := body.Attr(name); attr != nil {
		if value, ok := s.textOrList(attr); ok {
			fields[field] = value
		}
	}
}

func (s *scope) textOrList(attr *source.Attr) (cty.Value, bool) {
	value, marks := s.value(attr).UnmarkDeep()
	if !value.IsKnown() {
		return leaf(attr.File.DigestAt(attr.Expr.Range())).WithMarks(marks), true
	}
	if value.IsNull() {
		return cty.NilVal, false
	}
	if !value.CanIterateElements() {
		return value.WithMarks(marks), true
	}
	elements := value.AsValueSlice()
	if len(elements) == 0 {
		return cty.NilVal, false
	}
	for at, element := range elements {
		if !element.IsKnown() {
			elements[at] = leaf(attr.File.DigestAt(rangeOf(attr.Expr, at)))
		}
	}
	if len(elements) == 1 {
		return elements[0].WithMarks(marks), true
	}
	return cty.TupleVal(elements).WithMarks(marks), true
}

func (s *scope) principals(fields map[string]cty.Value, field string, body *source.Body, name string) {
	byType := map[string]cty.Value{}
	for _, each := range s.items(body, name) {
		kind, ids := each.block.Body.Attr("type"), each.block.Body.Attr("identifiers")
		if each.unknown != nil || kind == nil || ids == nil {
			fields[field] = leaf(each.block.File.DigestAt(each.block.Range))
			return
		}
		kindValue, _ := each.scope.value(kind).Unmark()
		identifiers, ok := each.scope.textOrList(ids)
		if !kindValue.IsKnown() || kindValue.IsNull() || kindValue.Type() != cty.String || !ok {
			fields[field] = leaf(each.block.File.DigestAt(each.block.Range))
			return
		}
		if kindValue.AsString() == "*" {
			fields[field] = cty.StringVal("*")
			return
		}
		byType[kindValue.AsString()] = joined(byType[kindValue.AsString()], identifiers)
	}
	if len(byType) > 0 {
		fields[field] = cty.ObjectVal(byType)
	}
}

// joined puts the identifiers of two blocks of one type together.
func joined(first, second cty.Value) cty.Value {
	if first == cty.NilVal {
		return second
	}
	var all []cty.Value
	for _, value := range []cty.Value{first, second} {
		plain, _ := value.Unmark()
		if plain.Type().IsTupleType() {
			all = append(all, plain.AsValueSlice()...)
		} else {
			all = append(all, plain)
		}
	}
	return cty.TupleVal(all)
}

func (s *scope) conditions(fields map[string]cty.Value, body *source.Body) {
	byTest := map[string]map[string]cty.Value{}
	for _, each := range s.items(body, "condition") {
		unknown := leaf(each.block.File.DigestAt(each.block.Range))
		test, variable := each.text("test"), each.text("variable")
		values := each.block.Body.Attr("values")
		if each.unknown != nil || test == "" || variable == "" || values == nil {
			fields["Condition"] = unknown
			return
		}
		if byTest[test] == nil {
			byTest[test] = map[string]cty.Value{}
		}
		if value, ok := each.scope.textOrList(values); ok {
			byTest[test][variable] = value
		}
	}
	if len(byTest) == 0 {
		return
	}
	tests := map[string]cty.Value{}
	for test, variables := range byTest {
		tests[test] = cty.ObjectVal(variables)
	}
	fields["Condition"] = cty.ObjectVal(tests)
}

// text is a known text argument, or "".
func (i item) text(name string) string {
	attr := i.block.Body.Attr(name)
	if attr == nil {
		return ""
	}
	value, _ := i.scope.value(attr).Unmark()
	if !value.IsKnown() || value.IsNull() || value.Type() != cty.String {
		return ""
	}
	return value.AsString()
}
