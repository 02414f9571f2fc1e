package evaluate

import (
	"strconv"
	"strings"

	"github.com/zclconf/go-cty/cty"

	"sekisho/engines/terraform/internal/config"
	"sekisho/engines/terraform/internal/source"
)

// emitter writes the list of resources.
type emitter struct {
	ev    *evaluator
	out   []byte
	moves []byte
	count int
	nodes int
	full  bool
}

// metaArguments are Terraform's own; they are not the provider's and not the module's.
var metaArguments = map[string]bool{"count": true, "for_each": true, "depends_on": true, "providers": true}

func (m *emitter) instance(inst *instance) {
	if m.full {
		return
	}
	if inst.parent == nil && len(inst.mod.Terraform) > 0 {
		m.settings(inst)
	}
	for _, block := range inst.mod.Providers {
		m.provider(inst, block)
	}
	for _, resource := range inst.mod.ResourceOrder {
		m.resource(inst, resource)
	}
	for _, call := range inst.mod.CallOrder {
		m.call(inst, call)
	}
	for _, block := range inst.mod.Moves {
		m.move(inst, block)
	}
}

func (m *emitter) resource(inst *instance, resource *config.Resource) {
	expanded := inst.expand(resource.Block)
	typeName := resource.Type
	if resource.Mode != "resource" {
		typeName = resource.Mode + "." + resource.Type
	}
	for at, s := range expanded.scopes {
		object := inst.object(resource, expanded, at)
		m.one(inst, typeName, resource.Key+expanded.suffixes[at], resource.Block, func(e *encoder) {
			e.symbolic(expanded)
			e.body("", s, resource.Block.Body, object.configured)
		})
	}
}

func (e *encoder) symbolic(expanded *expansion) {
	if expanded.shape == symbolic {
		e.note("/"+expanded.by.Name, expanded.by.File.DigestAt(expanded.by.Expr.Range()))
	}
}

func (m *emitter) call(inst *instance, call *config.Call) {
	expanded := inst.expand(call.Block)
	children := inst.childrenOf(call, expanded)
	for at, s := range expanded.scopes {
		if children != nil {
			m.instance(children[at])
			continue
		}
		m.one(inst, "module", "module."+call.Name+expanded.suffixes[at], call.Block, func(e *encoder) {
			e.symbolic(expanded)
			e.body("", s, call.Block.Body, s.value)
		})
	}
}

func (m *emitter) provider(inst *instance, block *source.Block) {
	name := "provider." + block.Label(0)
	address := name
	if alias := config.Text(block.Body.Attr("alias")); alias != "" {
		address += "." + alias
	}
	s := inst.scope()
	m.one(inst, name, address, block, func(e *encoder) { e.body("", s, block.Body, s.value) })
}

// settings merges the `terraform` blocks into one resource; of a backend the label becomes `type`.
func (m *emitter) settings(inst *instance) {
	body := &source.Body{}
	for _, block := range inst.mod.Terraform {
		body.Attrs = append(body.Attrs, block.Body.Attrs...)
		body.Blocks = append(body.Blocks, block.Body.Blocks...)
	}
	s := inst.scope()
	m.one(inst, "terraform", "terraform", inst.mod.Terraform[0], func(e *encoder) { e.body("", s, body, s.value) })
}

// one writes one resource instance, unless there are too many of them.
func (m *emitter) one(inst *instance, typeName, address string, block *source.Block, fill func(*encoder)) {
	if m.count >= resourcesMax || m.nodes >= nodesMax {
		if !m.full {
			m.full = true
			m.ev.limitOn("resources", block)
		}
		return
	}
	e := &encoder{ev: m.ev, typeName: typeName, values: make([]byte, 0, 512)}
	e.values = append(e.values, '{')
	fill(e)
	e.values = append(e.values, '}')
	if m.count > 0 {
		m.out = append(m.out, ',')
	}
	m.count++
	m.nodes += e.nodes
	m.out = append(m.out, `{"address":`...)
	m.out = appendText(m.out, inst.prefix()+address)
	m.out = append(m.out, `,"type":`...)
	m.out = appendText(m.out, typeName)
	m.out = append(append(m.out, `,"values":`...), e.values...)
	m.out = append(append(append(m.out, `,"unknown":{`...), e.unknown...), '}')
	m.out = append(append(append(m.out, `,"sensitive":[`...), e.sensitive...), ']')
	m.out = append(append(append(m.out, `,"ranges":{`...), e.ranges...), '}')
	m.out = append(append(append(m.out, `,"sources":{`...), e.sources...), '}')
	m.out = appendRange(append(m.out, `,"range":`...), block.File, block.Range)
	m.out = append(append(append(m.out, `,"calls":[`...), inst.chain()...), "]}"...)
}

// chain is the module calls that lead to an instance, from the root down.
func (inst *instance) chain() []byte {
	if inst.parent == nil {
		return nil
	}
	chain := inst.parent.chain()
	if len(chain) > 0 {
		chain = append(chain, ',')
	}
	return appendRange(chain, inst.call.Block.File, inst.call.Block.Range)
}

func (e *encoder) separate() {
	if last := e.values[len(e.values)-1]; last != '{' && last != '[' && last != ',' {
		e.values = append(e.values, ',')
	}
}

func (e *encoder) body(pointer string, s *scope, body *source.Body, get func(*source.Attr) cty.Value) {
	for _, attr := range body.Attrs {
		if pointer == "" && metaArguments[attr.Name] {
			continue
		}
		e.argument(pointer+"/"+escape(attr.Name), attr, s, get)
	}
	for _, name := range blockTypes(body) {
		e.separate()
		e.key(name)
		e.blocks(pointer+"/"+escape(name), s.items(body, name))
	}
}

func (e *encoder) argument(pointer string, attr *source.Attr, s *scope, get func(*source.Attr) cty.Value) {
	switch attr.Name {
	case "provider", "ignore_changes", "replace_triggered_by":
		e.separate()
		e.rangeOf(pointer, attr.File, attr.Range)
		e.key(attr.Name)
		e.values = appendText(e.values, text(attr))
		return
	}
	value := get(attr)
	if plain, _ := value.Unmark(); !plain.IsKnown() {
		if _, partly := e.ev.whole(plain); !partly || !documents[attr.Name] && e.typeName != "module" {
			from := place{s, attr.File, attr.Expr, attr.Range}
			e.rangeOf(pointer, attr.File, attr.Range)
			e.source(pointer, value, e.elsewhere(from))
			e.noteUnknown(pointer, cty.DynamicVal, from)
			if value.IsMarked() {
				e.markSensitive(pointer)
			}
			return
		}
	}
	if plain, _ := value.Unmark(); plain.IsKnown() && plain.IsNull() {
		return
	}
	e.separate()
	e.attribute(pointer, attr, value, s)
}

func (e *encoder) blocks(pointer string, items []item) {
	e.values = append(e.values, '[')
	for at, each := range items {
		inner := pointer + "/" + strconv.Itoa(at)
		e.separate()
		e.rangeOf(inner, each.block.File, each.block.Range)
		if each.unknown != nil {
			e.note(inner, each.unknown.File.DigestAt(each.unknown.Expr.Range()))
			e.values = append(e.values, "null"...)
			continue
		}
		e.nodes++
		e.values = append(e.values, '{')
		if len(each.block.Labels) > 0 && each.block.Type != "content" {
			e.key("type")
			e.values = appendText(e.values, strings.Join(each.block.Labels, "."))
		}
		e.body(inner, each.scope, each.block.Body, each.scope.value)
		e.values = append(e.values, '}')
	}
	e.values = append(e.values, ']')
}
