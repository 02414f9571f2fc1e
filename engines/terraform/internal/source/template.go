package source

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// Template parses the text of a template, as the one attribute of a file; nil where it does not parse, or where the
// limits of this package refuse it.
func Template(path string, text []byte) *File {
	if limit, _ := tooMuch(text, false); limit != "" {
		return nil
	}
	expr, diags := hclsyntax.ParseTemplate(text, "", hcl.InitialPos)
	if diags.HasErrors() {
		return nil
	}
	guardNode(expr)
	file := &File{Path: path, Text: text, Body: &Body{}}
	file.Body.Attrs = []*Attr{{Name: "template", Expr: expr, Range: expr.Range(), File: file}}
	return file
}
