package evaluate

import (
	"sort"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"sekisho/engines/terraform/internal/source"
)

// writtenFile is the file whose text a call reads, as a place to look at.
func (f *follower) writtenFile(w written, call *hclsyntax.FunctionCallExpr) (written, bool) {
	if call.Name != "file" && call.Name != "templatefile" || len(call.Args) == 0 {
		return written{}, false
	}
	name := f.value(w, call.Args[0])
	if name.Type() != cty.String || !name.IsKnown() || name.IsNull() {
		return written{}, false
	}
	r := f.ev.read
	at, ok := r.resolve(name.AsString())
	text, given := r.files[at]
	if !ok || !given {
		return written{}, false
	}
	lines := 1 + strings.Count(strings.TrimRight(text, "\n"), "\n")
	place := hcl.Range{Start: hcl.InitialPos, End: hcl.Pos{Line: lines, Column: 1}}
	if lines == 1 {
		place.End.Column = len(text) + 1
	}
	return written{file: &source.File{Path: at, Index: sort.SearchStrings(r.paths, at), Text: []byte(text)}, at: place}, true
}
