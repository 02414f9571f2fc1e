package evaluate

import (
	"encoding/json"
	"strconv"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"

	"sekisho/engines/terraform/internal/source"
)

// A JSON text with one unknown part is an unknown text; yet a policy with one unknown ARN is still a policy. So the
// unknown text carries a prefix (a refinement, which cty keeps as long as nothing is done to the text) that leads to
// the value it would be the JSON of. An unknown leaf of that value carries the digest of its source the same way.
const (
	partialPrefix = "\ue000"
	leafPrefix    = "\ue001"
	hole          = "\ue002"
)

type partial struct {
	value  cty.Value
	places *places
}

func (ev *evaluator) partial(value cty.Value, where *places) cty.Value {
	ev.partials = append(ev.partials, partial{value, where})
	return prefixed(partialPrefix + strconv.Itoa(len(ev.partials)-1) + ";")
}

func prefixed(prefix string) cty.Value {
	return cty.UnknownVal(cty.String).Refine().NotNull().StringPrefixFull(prefix).NewValue()
}

// whole is the value behind an unknown text.
func (ev *evaluator) whole(text cty.Value) (partial, bool) {
	number, ok := refinement(text, partialPrefix)
	if !ok {
		return partial{}, false
	}
	at, err := strconv.Atoi(number)
	if err != nil || at < 0 || at >= len(ev.partials) {
		return partial{}, false
	}
	return ev.partials[at], true
}

func leaf(digest string) cty.Value { return prefixed(leafPrefix + digest + ";") }

func refinement(text cty.Value, prefix string) (string, bool) {
	if text.IsKnown() || text.Type() != cty.String || text.IsMarked() {
		return "", false
	}
	content, ok := strings.CutPrefix(text.Range().StringPrefix(), prefix)
	if !ok {
		return "", false
	}
	content, _, ok = strings.Cut(content, ";")
	return content, ok
}

// template reads a text that begins like JSON once more, part by part, with a hole for each unknown part.
func (ev *evaluator) template(s *scope, attr *source.Attr, ctx *hcl.EvalContext, unknown cty.Value) cty.Value {
	parts, ok := attr.Expr.(*hclsyntax.TemplateExpr)
	if !ok || len(parts.Parts) == 0 {
		return unknown
	}
	first, _ := parts.Parts[0].Value(nil)
	if first.Type() != cty.String || !first.IsKnown() || first.IsNull() || !looksLikeJSON(first.AsString()) {
		return unknown
	}
	filler := &filler{ev: ev, scope: s, file: attr.File, ctx: ctx}
	for _, part := range parts.Parts {
		if !filler.add(part) {
			return unknown
		}
	}
	document, ok := filler.parse()
	if !ok {
		return unknown
	}
	where := &places{attr.File, linesOf(filler.out.String(), filler.segments)}
	return ev.partial(document, where).WithMarks(filler.marks...)
}

func looksLikeJSON(text string) bool {
	text = strings.TrimLeft(text, " \t\r\n")
	return strings.HasPrefix(text, "{") || strings.HasPrefix(text, "[")
}

type filler struct {
	ev *evaluator
	// scope is nil in a template that is read from a file: what it refers to is not told.
	scope   *scope
	file    *source.File
	ctx     *hcl.EvalContext
	out     strings.Builder
	quoted  bool
	digests []string
	marks   []cty.ValueMarks
	// segments is where each part begins.
	segments []segment
}

func (f *filler) add(part hclsyntax.Expression) bool {
	value, _ := part.Value(f.ctx)
	value, marks := value.Unmark()
	f.marks = append(f.marks, marks)
	f.segments = append(f.segments, segment{f.out.Len(), part.Range()})
	if value.IsKnown() && !value.IsNull() {
		text, err := convert.Convert(value, cty.String)
		if err != nil || f.out.Len()+len(text.AsString()) > valueSizeMax {
			return false
		}
		f.write(text.AsString())
		return true
	}
	digest, ok := refinement(value, leafPrefix)
	if !ok {
		digest = f.file.DigestAt(part.Range())
		f.ev.refer(digest, f.scope, part)
	}
	f.digests = append(f.digests, digest)
	token := hole + strconv.Itoa(len(f.digests)-1) + hole
	if !f.quoted {
		token = `"` + token + `"`
	}
	f.out.WriteString(token)
	return true
}

// write follows the quotation marks, so that a hole outside of them gets its own.
func (f *filler) write(text string) {
	for at := 0; at < len(text); at++ {
		if text[at] == '\\' {
			at++
		} else if text[at] == '"' {
			f.quoted = !f.quoted
		}
	}
	f.out.WriteString(text)
}

func (f *filler) parse() (cty.Value, bool) {
	var document any
	decoder := json.NewDecoder(strings.NewReader(f.out.String()))
	decoder.UseNumber()
	if decoder.Decode(&document) != nil {
		return cty.NilVal, false
	}
	return f.value(document), true
}

func (f *filler) value(document any) cty.Value {
	switch typed := document.(type) {
	case string:
		return f.text(typed)
	case bool:
		return cty.BoolVal(typed)
	case json.Number:
		number, err := cty.ParseNumberVal(typed.String())
		if err != nil {
			return cty.DynamicVal
		}
		return number
	case []any:
		values := make([]cty.Value, len(typed))
		for at, element := range typed {
			values[at] = f.value(element)
		}
		return cty.TupleVal(values)
	case map[string]any:
		attributes := map[string]cty.Value{}
		for key, element := range typed {
			if strings.Contains(key, hole) {
				return cty.DynamicVal
			}
			attributes[key] = f.value(element)
		}
		return cty.ObjectVal(attributes)
	}
	return cty.NullVal(cty.DynamicPseudoType)
}

func (f *filler) text(text string) cty.Value {
	parts := strings.Split(text, hole)
	if len(parts) < 3 {
		return cty.StringVal(text)
	}
	var digests []string
	for at := 1; at < len(parts); at += 2 {
		if number, err := strconv.Atoi(parts[at]); err == nil && number < len(f.digests) {
			digests = append(digests, f.digests[number])
		}
	}
	return leaf(f.ev.together(digests))
}

// together is the digest of a text with several unknown parts, and refers to all that they do.
func (ev *evaluator) together(digests []string) string {
	digest := source.Digest([]byte(strings.Join(digests, "")))
	names := map[string]bool{}
	for _, part := range digests {
		for name := range ev.referred[part] {
			names[name] = true
		}
	}
	ev.referred[digest] = names
	return digest
}
