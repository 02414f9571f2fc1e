package edit

import (
	"strings"

	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/hcl/v2/hclwrite"
	"github.com/zclconf/go-cty/cty"
)

// indentStep is what `terraform fmt` indents by.
const indentStep = "  "

// add writes an argument, with the nested blocks around it that are missing, behind the last argument of its block.
func add(text string, at place, value cty.Value) (string, bool) {
	body := at.block.Body
	open, closed := at.block.OpenBraceRange, at.block.CloseBraceRange
	outer := indentAt(text, at.block.TypeRange.Start.Byte)
	indent := childIndent(text, body, outer)
	lines, ok := entry(at.rest, value, indent)
	if !ok {
		return text, false
	}
	if open.Start.Line == closed.Start.Line {
		if len(body.Attributes)+len(body.Blocks) > 0 {
			return text, false
		}
		return text[:open.End.Byte] + "\n" + lines + outer + text[closed.Start.Byte:], true
	}
	offset, gap := insertion(text, at.block)
	if len(at.rest) == 1 {
		lines = aligned(lines, indent, text, body, offset)
	}
	if len(at.rest) > 1 && gap {
		lines = "\n" + lines
	}
	return text[:offset] + lines + text[offset:], true
}

// aligned puts the equals sign below that of the line before, as `terraform fmt` does, where the name is short enough.
func aligned(line, indent, text string, body *hclsyntax.Body, offset int) string {
	name, rest, _ := strings.Cut(strings.TrimPrefix(line, indent), " = ")
	for _, each := range body.Attributes {
		column := each.EqualsRange.Start.Byte - each.NameRange.Start.Byte - 1
		isBefore := lineEnd(text, each.SrcRange.Start.Byte) == offset
		if isBefore && column > len(name) {
			return indent + name + strings.Repeat(" ", column-len(name)) + " = " + rest
		}
	}
	return line
}

// insertion is the offset behind the last argument, or behind the last block where there is none, and whether anything
// stands before it.
func insertion(text string, block *hclsyntax.Block) (int, bool) {
	last := -1
	for _, each := range block.Body.Attributes {
		last = max(last, each.SrcRange.End.Byte)
	}
	if last < 0 {
		for _, each := range block.Body.Blocks {
			last = max(last, each.CloseBraceRange.End.Byte)
		}
	}
	if last < 0 {
		return lineEnd(text, block.OpenBraceRange.End.Byte), false
	}
	// The range of a here-document ends with its line.
	if last > 0 && text[last-1] == '\n' {
		return last, true
	}
	return lineEnd(text, last), true
}

// entry is an argument, or nested blocks around one; only the first block of its kind can be made.
func entry(rest []any, value cty.Value, indent string) (string, bool) {
	name, ok := rest[0].(string)
	if !ok || !hclsyntax.ValidIdentifier(name) {
		return "", false
	}
	if len(rest) == 1 {
		return indent + name + " = " + expression(value, indent) + "\n", true
	}
	if index, isIndex := rest[1].(float64); !isIndex || index != 0 {
		return "", false
	}
	if len(rest) == 2 {
		return blockOf(name, value, indent)
	}
	inner, ok := entry(rest[2:], value, indent+indentStep)
	return indent + name + " {\n" + inner + indent + "}\n", ok
}

// blockOf writes an object as a nested block.
func blockOf(name string, value cty.Value, indent string) (string, bool) {
	if !value.Type().IsObjectType() {
		return "", false
	}
	inner := ""
	for _, each := range sortedKeys(value) {
		line, ok := entry([]any{each}, value.GetAttr(each), indent+indentStep)
		if !ok {
			return "", false
		}
		inner += line
	}
	return indent + name + " {\n" + inner + indent + "}\n", true
}

func sortedKeys(value cty.Value) []string {
	var keys []string
	for each := value.ElementIterator(); each.Next(); {
		key, _ := each.Element()
		keys = append(keys, key.AsString())
	}
	return keys
}

func expression(value cty.Value, indent string) string {
	written := string(hclwrite.Format(hclwrite.TokensForValue(value).Bytes()))
	return strings.ReplaceAll(written, "\n", "\n"+indent)
}

// childIndent is how far in the first thing of a block stands.
func childIndent(text string, body *hclsyntax.Body, outer string) string {
	first := -1
	for _, each := range body.Attributes {
		if first < 0 || each.SrcRange.Start.Byte < first {
			first = each.SrcRange.Start.Byte
		}
	}
	for _, each := range body.Blocks {
		if first < 0 || each.TypeRange.Start.Byte < first {
			first = each.TypeRange.Start.Byte
		}
	}
	if first < 0 {
		return outer + indentStep
	}
	return indentAt(text, first)
}

func indentAt(text string, offset int) string {
	line := text[lineStart(text, offset):]
	return line[:len(line)-len(strings.TrimLeft(line, " \t"))]
}

func lineStart(text string, offset int) int {
	return strings.LastIndexByte(text[:offset], '\n') + 1
}

func lineEnd(text string, offset int) int {
	next := strings.IndexByte(text[offset:], '\n')
	if next < 0 {
		return len(text)
	}
	return offset + next + 1
}

func restIsComment(text string, offset int) bool {
	if offset > 0 && text[offset-1] == '\n' {
		return true
	}
	rest := strings.TrimSpace(text[offset:lineEnd(text, offset)])
	return rest == "" || strings.HasPrefix(rest, "#") || strings.HasPrefix(rest, "//")
}
