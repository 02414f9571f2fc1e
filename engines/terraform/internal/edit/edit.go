// Package edit changes one argument of one block, and nothing else of its file.
package edit

import (
	"bytes"
	"encoding/json"
	"reflect"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	ctyjson "github.com/zclconf/go-cty/cty/json"

	"sekisho/engines/terraform/internal/source"
)

// Input is a file and what is to be set or removed in it, each in the top-level block around a line of the file as given.
type Input struct {
	Text  string   `json:"text"`
	Edits []Change `json:"edits"`
}

// Change sets the value at a path, or removes it; the path is that of the resource: names, and indexes of nested blocks.
type Change struct {
	Line  int             `json:"line"`
	Op    string          `json:"op"`
	Path  []any           `json:"path"`
	Value json.RawMessage `json:"value"`
}

// Output tells the text after all changes that could be made, and which these are.
type Output struct {
	Text    string `json:"text"`
	Applied []bool `json:"applied"`
}

// Run makes the changes one after the other. A block stays the same block, whatever lines come before it.
func Run(in Input) Output {
	out := Output{Text: in.Text, Applied: make([]bool, len(in.Edits))}
	before := parse(in.Text)
	if before == nil {
		return out
	}
	for index, change := range in.Edits {
		which := blockAt(before, change.Line)
		current := parse(out.Text)
		if which < 0 || current == nil {
			continue
		}
		change.Path = steps(change.Path)
		text, ok := apply(out.Text, current.Blocks[which], change)
		if after := parse(text); ok && after != nil && len(after.Blocks) == len(current.Blocks) {
			out.Text, out.Applied[index] = text, true
		}
	}
	return out
}

// steps are names and indexes, however the numbers were decoded.
func steps(path []any) []any {
	found := make([]any, len(path))
	for index, step := range path {
		found[index] = step
		if number, ok := step.(json.Number); ok {
			found[index], _ = number.Float64()
		}
	}
	return found
}

// parse gives nil for what does not parse, or is too deep or too large to be parsed.
func parse(text string) *hclsyntax.Body {
	if file := source.Parse("edited.tf", []byte(text)); len(file.Broken) > 0 {
		return nil
	}
	parsed, diags := hclsyntax.ParseConfig([]byte(text), "", hcl.InitialPos)
	if diags.HasErrors() {
		return nil
	}
	body, _ := parsed.Body.(*hclsyntax.Body)
	return body
}

func blockAt(body *hclsyntax.Body, line int) int {
	for index, block := range body.Blocks {
		if block.TypeRange.Start.Line <= line && line <= block.CloseBraceRange.End.Line {
			return index
		}
	}
	return -1
}

// place is where a path leads: a block, and what is left of the path below it.
type place struct {
	block *hclsyntax.Block
	rest  []any
}

func apply(text string, block *hclsyntax.Block, change Change) (string, bool) {
	at := descend(place{block, change.Path})
	if len(at.rest) == 0 {
		return text, false
	}
	name, ok := at.rest[0].(string)
	if !ok {
		return text, false
	}
	attribute := at.block.Body.Attributes[name]
	if change.Op == "remove" {
		return remove(text, attribute, at.rest)
	}
	value, err := ctyjson.Unmarshal(change.Value, impliedType(change.Value))
	if err != nil || hasBlocks(at.block, name) {
		return text, false
	}
	if attribute != nil {
		return replace(text, attribute, at.rest, value)
	}
	return add(text, at, value)
}

func impliedType(value json.RawMessage) cty.Type {
	found, err := ctyjson.ImpliedType(value)
	if err != nil {
		return cty.DynamicPseudoType
	}
	return found
}

// descend follows a path into nested blocks, which stand in resources as lists of objects.
func descend(at place) place {
	for len(at.rest) >= 2 {
		name, isName := at.rest[0].(string)
		index, isIndex := at.rest[1].(float64)
		if !isName || !isIndex {
			return at
		}
		blocks := named(at.block, name)
		if int(index) >= len(blocks) {
			return at
		}
		at = place{blocks[int(index)], at.rest[2:]}
	}
	return at
}

func named(block *hclsyntax.Block, name string) []*hclsyntax.Block {
	var found []*hclsyntax.Block
	for _, each := range block.Body.Blocks {
		if each.Type == name {
			found = append(found, each)
		}
	}
	return found
}

// hasBlocks tells whether a name stands for blocks, dynamic ones included: those cannot be set as a value.
func hasBlocks(block *hclsyntax.Block, name string) bool {
	for _, each := range named(block, "dynamic") {
		if len(each.Labels) > 0 && each.Labels[0] == name {
			return true
		}
	}
	return len(named(block, name)) > 0
}

// remove takes an argument away that stands on lines of its own.
func remove(text string, attribute *hclsyntax.Attribute, rest []any) (string, bool) {
	if attribute == nil || len(rest) != 1 {
		return text, false
	}
	start := lineStart(text, attribute.SrcRange.Start.Byte)
	end := lineEnd(text, attribute.SrcRange.End.Byte)
	if len(bytes.TrimSpace([]byte(text[start:attribute.SrcRange.Start.Byte]))) > 0 || !restIsComment(text, attribute.SrcRange.End.Byte) {
		return text, false
	}
	return text[:start] + text[end:], true
}

// replace writes another value where a literal stands: what computes a value has a reason.
func replace(text string, attribute *hclsyntax.Attribute, rest []any, value cty.Value) (string, bool) {
	inner := within(attribute.Expr, rest[1:])
	if inner == nil || !isLiteral(inner) {
		return text, false
	}
	at := inner.Range()
	written := expression(value, indentAt(text, at.Start.Byte))
	return text[:at.Start.Byte] + written + text[at.End.Byte:], true
}

// within follows names and indexes into what is written in braces and brackets; nil where nothing is written there.
func within(expression hclsyntax.Expression, rest []any) hclsyntax.Expression {
	for _, step := range rest {
		var inner hclsyntax.Expression
		switch outer := expression.(type) {
		case *hclsyntax.ObjectConsExpr:
			for _, item := range outer.Items {
				if key, diags := item.KeyExpr.Value(nil); !diags.HasErrors() && key.Type() == cty.String && key.IsKnown() && !key.IsNull() && key.AsString() == step {
					inner = item.ValueExpr
				}
			}
		case *hclsyntax.TupleConsExpr:
			if index, ok := step.(float64); ok && int(index) < len(outer.Exprs) {
				inner = outer.Exprs[int(index)]
			}
		}
		if inner == nil {
			return nil
		}
		expression = inner
	}
	return expression
}

func isLiteral(expression hclsyntax.Expression) bool {
	if template, ok := expression.(*hclsyntax.TemplateExpr); ok && !template.IsStringLiteral() {
		return false
	}
	return len(expression.Variables()) == 0 && !calls(expression)
}

func calls(expression hclsyntax.Expression) bool {
	found := false
	hclsyntax.VisitAll(expression, func(node hclsyntax.Node) hcl.Diagnostics {
		if reflect.TypeOf(node) == reflect.TypeOf(&hclsyntax.FunctionCallExpr{}) {
			found = true
		}
		return nil
	})
	return found
}
