package evaluate

import (
	"encoding/json"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"

	"sekisho/engines/terraform/internal/functions"
	"sekisho/engines/terraform/internal/source"
)

// encoder writes one resource. It writes JSON itself: marshalling maps of maps took longer than evaluating them.
type encoder struct {
	ev        *evaluator
	typeName  string
	values    []byte
	unknown   []byte
	ranges    []byte
	sources   []byte
	sensitive []byte
	// covered is the pointer below which everything is known to be sensitive.
	covered string
	nodes   int
	// told counts the sources.
	told int
}

// place is where a value comes from: its expression, as far as that is written out, and the range to show to people.
type place struct {
	scope *scope
	file  *source.File
	expr  hcl.Expression
	at    hcl.Range
}

func (p place) within(expr hcl.Expression, at hcl.Range) place {
	if expr == nil {
		return place{p.scope, p.file, nil, p.at}
	}
	return place{p.scope, p.file, expr, at}
}

func (e *encoder) attribute(pointer string, attr *source.Attr, value cty.Value, s *scope) {
	inner, where := e.document(attr.Name, value)
	if plain, _ := inner.Unmark(); plain.IsKnown() && plain.IsNull() {
		return
	}
	from := place{s, attr.File, core(attr.Expr), attr.Range}
	e.rangeOf(pointer, attr.File, attr.Range)
	to := e.source(pointer, inner, e.elsewhere(place{s, attr.File, attr.Expr, attr.Range}))
	e.statements(pointer, inner, to)
	where.note(e, pointer, to != nil)
	e.key(attr.Name)
	e.member(pointer, attr.Name, inner, from, to, attr.File.JSON)
}

// mapArguments are arguments that hold a map in every provider we know of. In JSON syntax any other object is a nested block,
// and so a list of one.
var mapArguments = map[string]bool{
	"tags": true, "tags_all": true, "labels": true, "annotations": true, "data": true, "string_data": true,
	"binary_data": true, "match_labels": true, "node_selector": true, "variables": true, "triggers": true,
	"keepers": true, "limits": true, "requests": true, "selector": true, "parameters": true, "manifest": true,
	"required_providers": true, "providers": true, "policy": true, "values": true,
}

func (e *encoder) member(pointer, name string, value cty.Value, from place, to *written, mayBeBlock bool) {
	isBlock := mayBeBlock && value.Type().IsObjectType() && !mapArguments[name] && e.typeName != "module"
	if !isBlock {
		e.value(pointer, value, from, to)
		return
	}
	e.values = append(e.values, '[')
	e.value(pointer+"/0", value, from, to)
	e.values = append(e.values, ']')
}

// value writes what is known, and notes what is not: used where from says, and written where to says, or there too.
func (e *encoder) value(pointer string, value cty.Value, from place, to *written) {
	e.nodes++
	if value.IsMarked() {
		plain, marks := value.Unmark()
		if _, ok := marks[functions.Sensitive]; ok {
			e.markSensitive(pointer)
		}
		value = plain
	}
	switch {
	case !value.IsKnown():
		e.noteUnknown(pointer, value, from)
		e.values = append(e.values, "null"...)
	case value.IsNull():
		e.values = append(e.values, "null"...)
	case value.Type() == cty.String:
		e.values = appendText(e.values, value.AsString())
		e.encoded(pointer, from)
	case value.Type() == cty.Number:
		e.values = append(e.values, value.AsBigFloat().Text('f', -1)...)
	case value.Type() == cty.Bool:
		e.values = strconv.AppendBool(e.values, value.True())
	case value.Type().IsObjectType() || value.Type().IsMapType():
		e.object(pointer, value, from, to)
	case value.CanIterateElements():
		e.list(pointer, value, from, to)
	default:
		e.values = append(e.values, "null"...)
	}
}

func (e *encoder) object(pointer string, value cty.Value, from place, to *written) {
	e.values = append(e.values, '{')
	first := true
	for it := value.ElementIterator(); it.Next(); {
		key, element := it.Element()
		name := key.AsString()
		inner := pointer + "/" + escape(name)
		expr, at := memberOf(from.expr, name)
		member := from.within(expr, at)
		if expr != nil && from.at.Start.Line != from.at.End.Line {
			e.rangeOf(inner, from.file, at)
		}
		element = e.opened(element)
		target := e.source(inner, element, e.memberSource(member, to, name))
		if plain, _ := element.Unmark(); !plain.IsKnown() {
			e.noteUnknown(inner, plain, member.inside())
			continue
		}
		if !first {
			e.values = append(e.values, ',')
		}
		first = false
		e.key(name)
		e.member(inner, name, element, member.inside(), target, from.file.JSON && from.expr != nil)
	}
	e.values = append(e.values, '}')
}

func (e *encoder) list(pointer string, value cty.Value, from place, to *written) {
	e.values = append(e.values, '[')
	length, at := value.LengthInt(), 0
	for it := value.ElementIterator(); it.Next(); at++ {
		_, element := it.Element()
		if at > 0 {
			e.values = append(e.values, ',')
		}
		inner := pointer + "/" + strconv.Itoa(at)
		element = e.opened(element)
		member := from.within(nil, from.at)
		if expr := elementOf(from.expr, at, length); expr != nil {
			member = place{from.scope, from.file, core(expr), expr.Range()}
			if from.at.Start.Line != from.at.End.Line {
				e.rangeOf(inner, from.file, expr.Range())
			}
		}
		e.value(inner, element, member, e.source(inner, element, e.elementSource(member, to, at, length, element)))
	}
	e.values = append(e.values, ']')
}

func (p place) inside() place { return place{p.scope, p.file, core(p.expr), p.at} }

func (e *encoder) noteUnknown(pointer string, value cty.Value, from place) {
	digest, ok := refinement(value, leafPrefix)
	if !ok {
		at := from.at
		if from.expr != nil {
			at = from.expr.Range()
		}
		digest = from.file.DigestAt(at)
		e.ev.refer(digest, from.scope, from.expr)
	}
	e.note(pointer, digest)
}

func (e *encoder) note(pointer, digest string) {
	e.unknown = appendKey(e.unknown, pointer)
	e.unknown = appendText(e.unknown, digest)
}

func (e *encoder) markSensitive(pointer string) {
	if e.covered != "" && strings.HasPrefix(pointer, e.covered+"/") {
		return
	}
	e.covered = pointer
	if len(e.sensitive) > 0 {
		e.sensitive = append(e.sensitive, ',')
	}
	e.sensitive = appendText(e.sensitive, pointer)
}

func (e *encoder) rangeOf(pointer string, file *source.File, at hcl.Range) {
	e.ranges = appendKey(e.ranges, pointer)
	e.ranges = appendRange(e.ranges, file, at)
}

func (e *encoder) key(name string) {
	e.values = appendText(e.values, name)
	e.values = append(e.values, ':')
}

func appendKey(out []byte, key string) []byte {
	if len(out) > 0 {
		out = append(out, ',')
	}
	return append(appendText(out, key), ':')
}

func appendRange(out []byte, file *source.File, at hcl.Range) []byte {
	out = append(out, '[')
	for index, number := range []int{file.Index, at.Start.Line, at.Start.Column, at.End.Line, at.End.Column} {
		if index > 0 {
			out = append(out, ',')
		}
		out = strconv.AppendInt(out, int64(number), 10)
	}
	return append(out, ']')
}

// appendText writes a JSON string; most texts need no escape.
func appendText(out []byte, text string) []byte {
	for at := 0; at < len(text); at++ {
		if text[at] < 0x20 || text[at] == '"' || text[at] == '\\' || text[at] >= utf8.RuneSelf {
			encoded, _ := json.Marshal(text)
			return append(out, encoded...)
		}
	}
	out = append(out, '"')
	out = append(out, text...)
	return append(out, '"')
}

func escape(step string) string {
	return strings.ReplaceAll(strings.ReplaceAll(step, "~", "~0"), "/", "~1")
}
