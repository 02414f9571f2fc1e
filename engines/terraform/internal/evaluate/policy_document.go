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

func (s *scope) statement(body *source.Body) cty.Value {
	fields := map[string]cty.Value{"Effect": cty.StringVal("Allow")}
	s.copyTo(fields, "Effect", body, "effect")
	s.copyTo(fields, "Sid", body, "sid")
	s.copySet(fields, "Action", body, "actions")
	s.copySet(fields, "NotAction", body, "not_actions")
	s.copySet(fields, "Resource", body, "resources")
	s.copySet(fields, "NotResource", body, "not_resources")
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

// copySet is copyTo for what the provider takes as a set: it writes each text once, the last in order first. In
// resources `&{` stands for `${`, which Terraform would read itself.
func (s *scope) copySet(fields map[string]cty.Value, field string, body *source.Body, name string) {
	if attr := body.Attr(name); attr != nil {
		if value, ok := s.textOrList(attr); ok {
			fields[field] = policySet(policyVariables(value))
		}
	}
}

func (s *scope) textOrList(attr *source.Attr) (cty.Value, bool) {
	value, marks := s.value(attr).UnmarkDeep()
	if !value.IsKnown() {
		digest := attr.File.DigestAt(attr.Expr.Range())
		s.inst.ev.refer(digest, s, attr.Expr)
		return leaf(digest).WithMarks(marks), true
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
			digest := attr.File.DigestAt(rangeOf(attr.Expr, at))
			s.inst.ev.refer(digest, s, expressionOf(attr.Expr, at))
			elements[at] = leaf(digest)
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
		identifiers = policySet(policyVariables(identifiers))
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
			byTest[test][variable] = policyVariables(value)
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
