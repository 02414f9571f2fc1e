package source

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/json"
)

var topLevelSchema = &hcl.BodySchema{Blocks: []hcl.BlockHeaderSchema{
	{Type: "terraform"}, {Type: "locals"}, {Type: "moved"}, {Type: "import"}, {Type: "removed"},
	{Type: "provider", LabelNames: []string{"name"}},
	{Type: "variable", LabelNames: []string{"name"}},
	{Type: "output", LabelNames: []string{"name"}},
	{Type: "module", LabelNames: []string{"name"}},
	{Type: "check", LabelNames: []string{"name"}},
	{Type: "resource", LabelNames: []string{"type", "name"}},
	{Type: "data", LabelNames: []string{"type", "name"}},
	{Type: "ephemeral", LabelNames: []string{"type", "name"}},
}}

var nestedSchema = map[string]*hcl.BodySchema{
	"terraform": {Blocks: []hcl.BlockHeaderSchema{
		{Type: "backend", LabelNames: []string{"type"}}, {Type: "cloud"}, {Type: "required_providers"},
	}},
	"resource": {Blocks: []hcl.BlockHeaderSchema{{Type: "lifecycle"}}},
	"data":     {Blocks: []hcl.BlockHeaderSchema{{Type: "lifecycle"}}},
	"removed":  {Blocks: []hcl.BlockHeaderSchema{{Type: "lifecycle"}}},
}

// parseJSON reads the JSON syntax. Without the providers' schemas it cannot tell nested blocks from attributes:
// everything below a block is an attribute, and evaluation gives blocks their shape.
func (f *File) parseJSON() {
	parsed, diags := json.Parse(f.Text, "")
	if diags.HasErrors() {
		f.Broken = append(f.Broken, broken(diags, f.Text))
		return
	}
	content, rest, diags := parsed.Body.PartialContent(topLevelSchema)
	if diags.HasErrors() {
		f.Broken = append(f.Broken, broken(diags, f.Text))
	}
	f.Body.Blocks = f.jsonBlocks(content.Blocks)
	f.Body.Attrs = f.jsonAttrs(rest)
}

func (f *File) jsonBlocks(blocks hcl.Blocks) []*Block {
	var converted []*Block
	for _, block := range blocks {
		at := hcl.RangeBetween(block.TypeRange, block.Body.MissingItemRange())
		body := &Body{Range: at}
		inner := block.Body
		if schema := nestedSchema[block.Type]; schema != nil {
			content, rest, _ := inner.PartialContent(schema)
			body.Blocks = f.jsonBlocks(content.Blocks)
			inner = rest
		}
		body.Attrs = f.jsonAttrs(inner)
		converted = append(converted, &Block{
			Type: block.Type, Labels: block.Labels, Body: body, Range: at, Header: block.TypeRange, File: f,
		})
	}
	return converted
}

func (f *File) jsonAttrs(body hcl.Body) []*Attr {
	attributes, _ := body.JustAttributes()
	var converted []*Attr
	for _, attr := range attributes {
		if attr.Name == "//" {
			continue
		}
		converted = append(converted, &Attr{Name: attr.Name, Expr: attr.Expr, Range: attr.Range, File: f})
	}
	sortAttrs(converted)
	return converted
}
