package evaluate

import (
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"

	"sekisho/engines/terraform/internal/source"
)

// item is one nested block as it will be, whether written or made by a `dynamic`. Of an unknown number of blocks
// there is one item, and unknown names what decides.
type item struct {
	scope   *scope
	block   *source.Block
	unknown *source.Attr
}

// items are the nested blocks of a type, in the order written.
func (s *scope) items(body *source.Body, name string) []item {
	var found []item
	for _, block := range body.Blocks {
		if block.Type == name {
			found = append(found, item{scope: s, block: block})
		} else if block.Type == "dynamic" && block.Label(0) == name {
			found = append(found, s.dynamic(block)...)
		}
	}
	return found
}

// blockTypes are the types of nested blocks in the order of their first appearance.
func blockTypes(body *source.Body) []string {
	var types []string
	seen := map[string]bool{}
	for _, block := range body.Blocks {
		name := block.Type
		if name == "dynamic" {
			name = block.Label(0)
		}
		if !seen[name] {
			seen[name] = true
			types = append(types, name)
		}
	}
	return types
}

func (s *scope) dynamic(block *source.Block) []item {
	attr := block.Body.Attr("for_each")
	contents := block.Body.BlocksOf("content")
	if attr == nil || len(contents) != 1 {
		return nil
	}
	made := *contents[0]
	made.Range = block.Range
	collection, _ := s.value(attr).Unmark()
	if collection.IsKnown() && collection.IsNull() {
		return nil
	}
	if !collection.IsKnown() || !collection.CanIterateElements() {
		return []item{{scope: s, block: &made, unknown: attr}}
	}
	if collection.LengthInt() > instancesPerBlockMax {
		s.inst.ev.limit("instancesPerBlock", attr)
		return []item{{scope: s, block: &made, unknown: attr}}
	}
	var found []item
	iterator := iteratorOf(block)
	for it := collection.ElementIterator(); it.Next(); {
		key, value := it.Element()
		if collection.Type().IsSetType() {
			key = value
		}
		bound := cty.ObjectVal(map[string]cty.Value{"key": key, "value": value})
		from := &element{s, attr, key, collection.Type().IsSetType()}
		found = append(found, item{scope: s.bind(iterator, bound, from), block: &made})
	}
	return found
}

func iteratorOf(block *source.Block) string {
	if named := block.Body.Attr("iterator"); named != nil {
		if word := hcl.ExprAsKeyword(named.Expr); word != "" {
			return word
		}
	}
	return block.Label(0)
}

// blocksValue is what expressions see of nested blocks: a list of objects.
func blocksValue(items []item) cty.Value {
	values := make([]cty.Value, len(items))
	for at, each := range items {
		if each.unknown != nil {
			return cty.DynamicVal
		}
		values[at] = each.scope.object(each.block.Body)
	}
	return cty.TupleVal(values)
}

func (s *scope) object(body *source.Body) cty.Value {
	attributes := map[string]cty.Value{}
	for _, attr := range body.Attrs {
		attributes[attr.Name] = s.value(attr)
	}
	for _, name := range blockTypes(body) {
		attributes[name] = blocksValue(s.items(body, name))
	}
	return cty.ObjectVal(attributes)
}

// text is the source of an expression that is not evaluated, such as the name of a provider.
func text(attr *source.Attr) string {
	if attr.File.JSON {
		value, _ := attr.Expr.Value(nil)
		if value.Type() == cty.String && value.IsKnown() && !value.IsNull() {
			return value.AsString()
		}
	}
	return strings.Trim(string(attr.File.TextAt(attr.Expr.Range())), `"`)
}
