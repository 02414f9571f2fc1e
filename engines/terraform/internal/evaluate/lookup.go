package evaluate

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/zclconf/go-cty/cty"

	"sekisho/engines/terraform/internal/config"
	"sekisho/engines/terraform/internal/source"
)

// lookup is what an expression sees of a resource or a module call: the attributes that it names.
func (inst *instance) lookup(kind, name string, wanted *need) cty.Value {
	if kind == "module" {
		return inst.module(name, wanted)
	}
	resource := inst.mod.Resources[strings.TrimPrefix(kind, "resource.")+"."+name]
	if resource == nil {
		return cty.DynamicVal
	}
	wanted = wanted.of(resource)
	expanded := inst.expand(resource.Block)
	return expanded.combine(wanted.signature(), func(at int) cty.Value {
		object := inst.object(resource, expanded, at)
		return wanted.view(object.attr)
	})
}

// of adds what everybody reads of a policy document: who goes over several of them (`for_each = data.aws_iam_policy_document.x`)
// names its text only where it uses it.
func (n *need) of(resource *config.Resource) *need {
	if resource.Type != policyDocumentType || !n.whole {
		return n
	}
	names := maps.Clone(n.names)
	names["json"], names["minified_json"] = true, true
	return &need{names: names, whole: true}
}

func (inst *instance) module(name string, wanted *need) cty.Value {
	call := inst.mod.Calls[name]
	if call == nil {
		return cty.DynamicVal
	}
	expanded := inst.expand(call.Block)
	children := inst.childrenOf(call, expanded)
	return expanded.combine(wanted.signature(), func(at int) cty.Value {
		if children == nil {
			return wanted.view(func(string) cty.Value { return cty.DynamicVal })
		}
		return wanted.outputs(children[at])
	})
}

func (n *need) signature() string {
	names := n.sorted()
	return strconv.FormatBool(n.whole) + strings.Join(names, " ")
}

func (n *need) sorted() []string { return slices.Sorted(maps.Keys(n.names)) }

// view holds the attributes that are named. Without a schema nobody can tell which others there are, so the whole
// thing is unknown where no name is given.
func (n *need) view(get func(string) cty.Value) cty.Value {
	if len(n.names) == 0 {
		return cty.DynamicVal
	}
	attributes := map[string]cty.Value{}
	for _, name := range n.sorted() {
		attributes[name] = get(name)
	}
	return cty.ObjectVal(attributes)
}

// outputs are a local module's: all of them where the whole module is meant.
func (n *need) outputs(child *instance) cty.Value {
	attributes := map[string]cty.Value{}
	for _, name := range n.sorted() {
		attributes[name] = child.output(name)
	}
	if n.whole {
		for _, name := range slices.Sorted(maps.Keys(child.mod.Outputs)) {
			attributes[name] = child.output(name)
		}
	}
	return cty.ObjectVal(attributes)
}

// childrenOf are the instances of a local module that a call makes; nil where the module cannot be read.
func (inst *instance) childrenOf(call *config.Call, expanded *expansion) []*instance {
	if held, ok := inst.children[call]; ok {
		return held
	}
	inst.children[call] = nil
	target := inst.ev.modules[call.Dir]
	if !call.Local || call.Dir == "" || target == nil || !inst.mayDescend(call, len(expanded.scopes)) {
		return nil
	}
	children := make([]*instance, len(expanded.scopes))
	for at, outer := range expanded.scopes {
		child := newInstance(inst.ev, target)
		child.parent, child.call, child.outer = inst, call, outer
		child.address = inst.prefix() + "module." + call.Name + expanded.suffixes[at]
		children[at] = child
	}
	inst.children[call] = children
	return children
}

func (inst *instance) mayDescend(call *config.Call, instances int) bool {
	depth := 1
	for above := inst; above != nil; above = above.parent {
		depth++
		if above.mod.Dir == call.Dir || depth > moduleDepthMax {
			inst.ev.limitOn("moduleDepth", call.Block)
			return false
		}
	}
	inst.ev.instances += instances
	if inst.ev.instances > moduleInstancesMax {
		inst.ev.limitOn("moduleInstances", call.Block)
		return false
	}
	return true
}

func (inst *instance) prefix() string {
	if inst.address == "" {
		return ""
	}
	return inst.address + "."
}

func (ev *evaluator) limitOn(name string, block *source.Block) {
	ev.tell(Problem{
		Kind: "not-read", Message: "limit_exceeded", Arguments: limitArguments(name),
		Subject: block.File.Path + " " + block.Type + "." + strings.Join(block.Labels, "."),
		File:    block.File, Range: block.Header, Digest: block.File.DigestAt(block.Range),
	})
}

// object is one instance of a resource.
type object struct {
	resource *config.Resource
	scope    *scope
	path     string
	// statements are where those of a policy document are written, once it was asked for.
	statements []*written
}

func (inst *instance) object(resource *config.Resource, expanded *expansion, at int) *object {
	held := inst.objects[resource]
	if held == nil {
		name := resource.Key
		if inst.mod.Resources[name] != resource {
			name += "#" + strconv.Itoa(len(inst.objects))
		}
		held = make([]*object, len(expanded.scopes))
		for each, s := range expanded.scopes {
			held[each] = &object{resource: resource, scope: s, path: name + expanded.suffixes[each]}
		}
		inst.objects[resource] = held
	}
	return held[at]
}

// attr is what an expression reads. What is not configured, or configured as null, is the provider's to compute.
func (o *object) attr(name string) cty.Value {
	if o.resource.Type == policyDocumentType && (name == "json" || name == "minified_json") {
		return o.policyDocument()
	}
	value := cty.DynamicVal
	if attr := o.resource.Block.Body.Attr(name); attr != nil {
		value = o.configured(attr)
	} else if items := o.scope.items(o.resource.Block.Body, name); len(items) > 0 {
		value = blocksValue(items)
	}
	if value.IsKnown() && value.IsNull() {
		return cty.DynamicVal
	}
	return value
}

func (o *object) configured(attr *source.Attr) cty.Value {
	return o.scope.inst.once(o.path+"."+attr.Name, attr, func() cty.Value { return o.scope.value(attr) })
}
