package evaluate

import (
	"strconv"
	"strings"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"

	"sekisho/engines/terraform/internal/source"
)

type shape int

const (
	single shape = iota
	byIndex
	byKey
	symbolic
)

// expansion is what `count` or `for_each` makes of a block: one scope for each instance, and what its address ends
// with. A symbolic one has exactly one instance, `[*]`, for a number that is not known; by names the argument.
type expansion struct {
	shape    shape
	scopes   []*scope
	suffixes []string
	keys     []string
	by       *source.Attr
	views    map[string]cty.Value
}

func (inst *instance) expand(block *source.Block) *expansion {
	if held := inst.expansions[block]; held != nil {
		return held
	}
	made := inst.makeExpansion(block)
	made.views = map[string]cty.Value{}
	inst.expansions[block] = made
	return made
}

func (inst *instance) makeExpansion(block *source.Block) *expansion {
	if attr := block.Body.Attr("count"); attr != nil {
		return inst.byCount(block, attr)
	}
	if attr := block.Body.Attr("for_each"); attr != nil {
		return inst.byEach(block, attr)
	}
	return &expansion{shape: single, scopes: []*scope{inst.scope()}, suffixes: []string{""}}
}

func (inst *instance) byCount(block *source.Block, attr *source.Attr) *expansion {
	unknown := inst.scope()
	unknown.index = cty.UnknownVal(cty.Number)
	value := inst.argument(block, "count", attr)
	number, err := convert.Convert(value, cty.Number)
	if err != nil || !number.IsKnown() || number.IsNull() {
		return indefinite(unknown, attr)
	}
	count, _ := number.AsBigFloat().Int64()
	if count > instancesPerBlockMax {
		inst.ev.limit("instancesPerBlock", attr)
		return indefinite(unknown, attr)
	}
	made := &expansion{shape: byIndex, by: attr}
	for at := range count {
		inner := inst.scope()
		inner.index = cty.NumberIntVal(at)
		made.scopes = append(made.scopes, inner)
		made.suffixes = append(made.suffixes, "["+strconv.FormatInt(at, 10)+"]")
	}
	return made
}

func (inst *instance) byEach(block *source.Block, attr *source.Attr) *expansion {
	unknown := inst.scope()
	unknown.key, unknown.each = cty.UnknownVal(cty.String), cty.DynamicVal
	value := inst.argument(block, "for_each", attr)
	if !enumerable(value) {
		return indefinite(unknown, attr)
	}
	if value.LengthInt() > instancesPerBlockMax {
		inst.ev.limit("instancesPerBlock", attr)
		return indefinite(unknown, attr)
	}
	made := &expansion{shape: byKey, by: attr}
	for it := value.ElementIterator(); it.Next(); {
		key, each := it.Element()
		if value.Type().IsSetType() {
			key = each
		}
		key, _ = key.Unmark()
		if key.Type() != cty.String || !key.IsKnown() || key.IsNull() {
			return indefinite(unknown, attr)
		}
		inner := inst.scope()
		inner.key, inner.each = key, each
		inner.eachFrom = &element{inst.scope(), attr, key, value.Type().IsSetType()}
		made.scopes = append(made.scopes, inner)
		made.keys = append(made.keys, key.AsString())
		made.suffixes = append(made.suffixes, "["+quoted(key.AsString())+"]")
	}
	return made
}

// enumerable holds for what `for_each` takes: a map, an object, or a set with known elements.
func enumerable(value cty.Value) bool {
	if !value.IsKnown() || value.IsNull() {
		return false
	}
	ty := value.Type()
	return ty.IsMapType() || ty.IsObjectType() || ty.IsSetType()
}

// argument evaluates `count` or `for_each` once; while it is computed, the block cannot be referred to.
func (inst *instance) argument(block *source.Block, name string, attr *source.Attr) cty.Value {
	subject := block.Type
	for _, label := range block.Labels {
		subject += "." + label
	}
	value, _ := inst.once(name+" of "+subject, attr, func() cty.Value { return inst.scope().value(attr) }).Unmark()
	return value
}

func indefinite(s *scope, by *source.Attr) *expansion {
	return &expansion{shape: symbolic, scopes: []*scope{s}, suffixes: []string{"[*]"}, by: by}
}

// quoted writes a key as Terraform does in addresses.
func quoted(key string) string { return `"` + escapes.Replace(key) + `"` }

var escapes = strings.NewReplacer(
	`\`, `\\`, `"`, `\"`, "\n", `\n`, "\r", `\r`, "\t", `\t`, "${", "$${", "%{", "%%{",
)

// combine puts the values of the instances together, as expressions see them.
func (e *expansion) combine(signature string, each func(at int) cty.Value) cty.Value {
	if e.shape == symbolic {
		return cty.DynamicVal
	}
	if e.shape == single {
		return each(0)
	}
	if held, ok := e.views[signature]; ok {
		return held
	}
	// Whoever asks again before the answer is there asks about itself.
	e.views[signature] = cty.DynamicVal
	values := make([]cty.Value, len(e.scopes))
	for at := range values {
		values[at] = each(at)
	}
	result := cty.TupleVal(values)
	if e.shape == byKey {
		attributes := map[string]cty.Value{}
		for at, key := range e.keys {
			attributes[key] = values[at]
		}
		result = cty.ObjectVal(attributes)
	}
	e.views[signature] = result
	return result
}
