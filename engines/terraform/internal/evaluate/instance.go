package evaluate

import (
	"path"
	"strings"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"

	"sekisho/engines/terraform/internal/config"
	"sekisho/engines/terraform/internal/functions"
	"sekisho/engines/terraform/internal/source"
)

// instance is one instance of a module: the root, or one that a call makes.
type instance struct {
	ev      *evaluator
	mod     *config.Module
	parent  *instance
	call    *config.Call
	outer   *scope // where the call's arguments are evaluated
	address string
	given   map[string]cty.Value // the root's values from outside
	// givenBy are the entries of variable files; what the configuration assumes has none.
	givenBy map[string]*source.Attr
	memos   map[string]*memo
	objects map[*config.Resource][]*object
	// expansions by block, children by call.
	expansions map[*source.Block]*expansion
	children   map[*config.Call][]*instance
}

func newInstance(ev *evaluator, mod *config.Module) *instance {
	return &instance{
		ev: ev, mod: mod, memos: map[string]*memo{},
		objects: map[*config.Resource][]*object{}, expansions: map[*source.Block]*expansion{},
		children: map[*config.Call][]*instance{},
	}
}

type memo struct {
	done  bool
	value cty.Value
}

// once computes a named value at its first use. Asked for during its own computation, it is a cycle and unknown.
func (inst *instance) once(name string, attr *source.Attr, compute func() cty.Value) cty.Value {
	if held := inst.memos[name]; held != nil {
		if !held.done {
			inst.ev.cycle(name, attr)
			return cty.DynamicVal
		}
		return held.value
	}
	if inst.ev.depth >= referenceDepthMax {
		if attr != nil {
			inst.ev.limit("referenceDepth", attr)
		}
		return cty.DynamicVal
	}
	held := &memo{}
	inst.memos[name] = held
	inst.ev.depth++
	held.value = compute()
	inst.ev.depth--
	held.done = true
	return held.value
}

func (ev *evaluator) cycle(name string, attr *source.Attr) {
	if attr == nil {
		return
	}
	ev.tell(Problem{
		Kind: "not-rendered", Message: "cycle", Arguments: map[string]string{"name": name},
		Subject: name, File: attr.File, Range: attr.Range, Digest: attr.File.DigestAt(attr.Range),
	})
}

func (inst *instance) scope() *scope { return &scope{inst: inst} }

func (inst *instance) local(name string) cty.Value {
	attr := inst.mod.Locals[name]
	if attr == nil {
		return cty.DynamicVal
	}
	return inst.once("local."+name, attr, func() cty.Value { return inst.scope().value(attr) })
}

func (inst *instance) variable(name string) cty.Value {
	declared := inst.mod.Variables[name]
	if declared == nil {
		return cty.DynamicVal
	}
	var attr *source.Attr
	if inst.call != nil {
		attr = inst.call.Block.Body.Attr(name)
	}
	return inst.once("var."+name, attr, func() cty.Value {
		value := inst.received(declared, attr)
		if declared.Sensitive {
			value = value.Mark(functions.Sensitive)
		}
		return value
	})
}

// received is what is given from outside, else the default, in the declared type.
func (inst *instance) received(declared *config.Variable, attr *source.Attr) cty.Value {
	value := cty.NilVal
	if attr != nil {
		value = inst.outer.value(attr)
	} else if given, ok := inst.given[declared.Name]; ok {
		value = given
	}
	absent := value == cty.NilVal || (!declared.Nullable && value.IsKnown() && value.IsNull())
	if absent && declared.Default != nil {
		value = inst.scope().value(declared.Default)
	} else if absent {
		return unknownOf(declared.Type)
	}
	return typed(value, declared)
}

func typed(value cty.Value, declared *config.Variable) (result cty.Value) {
	defer func() {
		if recover() != nil {
			result = cty.DynamicVal
		}
	}()
	if declared.Defaults != nil && value.IsKnown() && !value.IsNull() {
		plain, marks := value.Unmark()
		value = declared.Defaults.Apply(plain).WithMarks(marks)
	}
	converted, err := convert.Convert(value, declared.Type)
	if err != nil {
		return cty.DynamicVal
	}
	return converted
}

func unknownOf(ty cty.Type) cty.Value {
	return cty.UnknownVal(ty.WithoutOptionalAttributesDeep())
}

func (inst *instance) output(name string) cty.Value {
	declared := inst.mod.Outputs[name]
	if declared == nil || declared.Value == nil {
		return cty.DynamicVal
	}
	return inst.once("output."+name, declared.Value, func() cty.Value {
		value := inst.scope().value(declared.Value)
		if declared.Sensitive {
			value = value.Mark(functions.Sensitive)
		}
		return value
	})
}

// builtin are the values that Terraform itself offers to expressions.
func (s *scope) builtin(root string) cty.Value {
	switch root {
	case "each":
		if s.key == cty.NilVal {
			return cty.DynamicVal
		}
		return cty.ObjectVal(map[string]cty.Value{"key": s.key, "value": s.each})
	case "count":
		if s.index == cty.NilVal {
			return cty.DynamicVal
		}
		return cty.ObjectVal(map[string]cty.Value{"index": s.index})
	case "terraform":
		workspace := cty.UnknownVal(cty.String)
		if s.inst.ev.workspace != "" {
			workspace = cty.StringVal(s.inst.ev.workspace)
		}
		return cty.ObjectVal(map[string]cty.Value{"workspace": workspace, "env": workspace})
	}
	return cty.ObjectVal(map[string]cty.Value{
		"root": cty.StringVal("."), "cwd": cty.UnknownVal(cty.String), "module": cty.StringVal(s.inst.path()),
	})
}

// path is the module's folder, seen from the root's.
func (inst *instance) path() string {
	if inst.parent == nil {
		return "."
	}
	return path.Join(inst.parent.path(), inst.call.Source)
}

func cut(kind string) (string, string, bool) { return strings.Cut(kind, ".") }
