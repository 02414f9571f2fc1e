package config

import (
	"strings"

	"sekisho/engines/terraform/internal/source"
)

// override merges the blocks of override files into those with the same type and labels: arguments one by one, nested
// blocks by their type.
func override(blocks, overrides []*source.Block) []*source.Block {
	if len(overrides) == 0 {
		return blocks
	}
	merged := append([]*source.Block{}, blocks...)
	at := map[string]int{}
	for index, block := range merged {
		at[identity(block)] = index
	}
	for _, block := range overrides {
		index, found := at[identity(block)]
		if !found || block.Type == "moved" || block.Type == "import" || block.Type == "removed" {
			merged = append(merged, block)
			continue
		}
		merged[index] = merge(merged[index], block)
	}
	return merged
}

func identity(block *source.Block) string {
	return block.Type + "\x00" + strings.Join(block.Labels, "\x00")
}

func merge(base, over *source.Block) *source.Block {
	body := &source.Body{Range: base.Body.Range}
	for _, attr := range base.Body.Attrs {
		if over.Body.Attr(attr.Name) == nil {
			body.Attrs = append(body.Attrs, attr)
		}
	}
	body.Attrs = append(body.Attrs, over.Body.Attrs...)
	for _, block := range base.Body.Blocks {
		if len(over.Body.BlocksOf(block.Type)) == 0 {
			body.Blocks = append(body.Blocks, block)
		}
	}
	body.Blocks = append(body.Blocks, over.Body.Blocks...)
	result := *base
	result.Body = body
	return &result
}
