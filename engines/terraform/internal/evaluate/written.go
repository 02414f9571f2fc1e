package evaluate

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"

	"sekisho/engines/terraform/internal/config"
	"sekisho/engines/terraform/internal/source"
)

// written is where a value stands in the source, and the scope in which its expression is read. Without an expression
// nothing can be told of what is inside.
type written struct {
	scope *scope
	file  *source.File
	expr  hcl.Expression
	at    hcl.Range
	// unset: it is a variable that nothing gives a value to.
	unset bool
	// document is the data source whose result the value is.
	document *object
}

func writtenAs(s *scope, attr *source.Attr) written {
	return written{scope: s, file: attr.File, expr: attr.Expr, at: attr.Range}
}

// element is where the value of `each` or of a dynamic block's iterator comes from.
type element struct {
	scope *scope
	by    *source.Attr
	key   cty.Value
	isSet bool
}

// writtenVariable is the argument of the call, the entry of the variable file, or the default.
func (inst *instance) writtenVariable(name string) (written, bool) {
	declared := inst.mod.Variables[name]
	if declared == nil {
		return written{}, false
	}
	if inst.call != nil {
		if attr := inst.call.Block.Body.Attr(name); attr != nil && !inst.passesOver(declared, attr) {
			return writtenAs(inst.outer, attr), true
		}
	} else if _, given := inst.given[name]; given {
		attr := inst.givenBy[name]
		if attr == nil {
			return written{}, false
		}
		return writtenAs(inst.scope(), attr), true
	}
	if declared.Default != nil {
		return writtenAs(inst.scope(), declared.Default), true
	}
	return written{file: declared.Block.File, at: declared.Block.Range, unset: true}, true
}

// passesOver holds for null where a variable cannot be: it then has its default.
func (inst *instance) passesOver(declared *config.Variable, attr *source.Attr) bool {
	if declared.Nullable {
		return false
	}
	value := inst.outer.value(attr)
	return value.IsKnown() && value.IsNull()
}

// writtenOutput is what an output of a module is, where there is one instance of it.
func (inst *instance) writtenOutput(name string, ref hcl.Traversal) (written, bool) {
	output, named := attrStep(ref, 2)
	call := inst.mod.Calls[name]
	if call == nil || !named {
		return written{}, false
	}
	children := inst.children[call]
	if len(children) != 1 || inst.expand(call.Block).shape != single {
		return written{}, false
	}
	declared := children[0].mod.Outputs[output]
	if declared == nil || declared.Value == nil {
		return written{}, false
	}
	return writtenAs(children[0].scope(), declared.Value), true
}

// writtenDocument is the data source that a policy's text is the result of.
func (inst *instance) writtenDocument(ref hcl.Traversal) (written, bool) {
	name, _ := attrStep(ref, 2)
	resource := inst.mod.Resources["data."+policyDocumentType+"."+name]
	result, named := attrStep(ref, len(ref)-1)
	if resource == nil || !named || result != "json" && result != "minified_json" {
		return written{}, false
	}
	w := written{file: resource.Block.File, at: resource.Block.Range}
	if expanded := inst.expand(resource.Block); expanded.shape == single {
		w.document = inst.object(resource, expanded, 0)
	}
	return w, true
}
