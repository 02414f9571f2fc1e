package source

import (
	"bytes"
	"sort"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

var byteOrderMark = []byte{0xEF, 0xBB, 0xBF}

// Parse reads a file. It never fails: what does not parse is in Broken, everything else in Body.
func Parse(path string, text []byte) *File {
	text = bytes.TrimPrefix(text, byteOrderMark)
	file := &File{Path: path, Text: text, Body: &Body{}, JSON: strings.HasSuffix(path, ".json")}
	limit, at := tooMuch(text, file.JSON)
	if limit == limitNesting && !file.JSON {
		file.recover(nil)
		return file
	}
	if limit != "" {
		file.Broken = append(file.Broken, Broken{Limit: limit, Range: at, Digest: Digest(text)})
		return file
	}
	if file.JSON {
		file.parseJSON()
		return file
	}
	parsed, diags := hclsyntax.ParseConfig(text, "", hcl.InitialPos)
	if !diags.HasErrors() {
		file.add(parsed)
		return file
	}
	file.recover(diags)
	return file
}

func (f *File) add(parsed *hcl.File) {
	native, ok := parsed.Body.(*hclsyntax.Body)
	if !ok {
		return
	}
	guardLoops(f.Text, native)
	body := f.body(native)
	f.Body.Attrs = append(f.Body.Attrs, body.Attrs...)
	f.Body.Blocks = append(f.Body.Blocks, body.Blocks...)
	f.Body.Range = hcl.RangeOver(f.Body.Range, body.Range)
}

// recover parses each top-level block by itself: `terraform fmt` puts them at the first column, and a piece that ends
// at the next such line cannot pull its neighbours down with it.
func (f *File) recover(whole hcl.Diagnostics) {
	for _, each := range split(f.Text, piece{0, len(f.Text), 1}, true) {
		if f.whole(each) {
			continue
		}
		// A heredoc that nothing closes hides the blocks after it.
		parts := split(f.Text, each, false)
		for _, part := range parts {
			if len(parts) == 1 || !f.whole(part) {
				f.Broken = append(f.Broken, f.breakage(part))
			}
		}
	}
	if len(f.Broken) == 0 {
		f.Broken = append(f.Broken, broken(whole, f.Text))
	}
}

// whole adds a piece, if there is nothing wrong with it.
func (f *File) whole(each piece) bool {
	if limit, _ := tooMuch(f.Text[each.start:each.end], false); limit != "" {
		return false
	}
	parsed, diags := f.parse(each)
	if diags.HasErrors() {
		return false
	}
	f.add(parsed)
	return true
}

func (f *File) parse(each piece) (*hcl.File, hcl.Diagnostics) {
	at := hcl.Pos{Line: each.line, Column: 1, Byte: each.start}
	return hclsyntax.ParseConfig(f.Text[each.start:each.end], "", at)
}

func (f *File) breakage(each piece) Broken {
	text := f.Text[each.start:each.end]
	if limit, at := tooMuch(text, false); limit != "" {
		at.Start.Line += each.line - 1
		at.End.Line = at.Start.Line
		return Broken{Limit: limit, Range: at, Digest: Digest(text)}
	}
	_, diags := f.parse(each)
	return broken(diags, text)
}

func broken(diags hcl.Diagnostics, text []byte) Broken {
	first := firstError(diags)
	at := hcl.Range{Start: hcl.InitialPos, End: hcl.InitialPos}
	if first.Subject != nil {
		at = *first.Subject
	}
	return Broken{Message: first.Summary, Range: at, Digest: Digest(text)}
}

func firstError(diags hcl.Diagnostics) *hcl.Diagnostic {
	for _, diag := range diags {
		if diag.Severity == hcl.DiagError {
			return diag
		}
	}
	return &hcl.Diagnostic{Summary: "Invalid syntax"}
}

// Pieces cuts a file before each line that opens a top-level block.
func Pieces(text []byte) [][]byte {
	var pieces [][]byte
	for _, each := range split(text, piece{0, len(text), 1}, true) {
		pieces = append(pieces, text[each.start:each.end])
	}
	return pieces
}

type piece struct{ start, end, line int }

// split cuts a part of a text where a line opens a top-level block, and, with heredocs respected, none is open there.
func split(text []byte, within piece, heredocs bool) []piece {
	var pieces []piece
	start, startLine, line := within.start, within.line, within.line-1
	heredoc := ""
	for offset := within.start; offset < within.end; {
		line++
		end := offset + bytes.IndexByte(text[offset:within.end], '\n') + 1
		if end == offset {
			end = within.end
		}
		current := text[offset:end]
		if heredoc == "" && offset > start && isHeader(current) {
			pieces = append(pieces, piece{start, offset, startLine})
			start, startLine = offset, line
		}
		if heredocs {
			heredoc = heredocAfter(heredoc, current)
		}
		offset = end
	}
	if start < within.end {
		pieces = append(pieces, piece{start, within.end, startLine})
	}
	return pieces
}

var topLevel = []string{
	"terraform", "provider", "variable", "locals", "output", "module", "resource", "data", "moved", "import", "removed",
	"check", "ephemeral", "action",
}

// isHeader tells a line that opens a top-level block.
func isHeader(line []byte) bool {
	for _, word := range topLevel {
		if rest, ok := bytes.CutPrefix(line, []byte(word)); ok {
			rest = bytes.TrimLeft(rest, " \t")
			return len(rest) > 0 && (rest[0] == '{' || rest[0] == '"')
		}
	}
	return false
}

func heredocAfter(open string, line []byte) string {
	trimmed := string(bytes.TrimSpace(line))
	if open != "" {
		if trimmed == open {
			return ""
		}
		return open
	}
	at := strings.LastIndex(trimmed, "<<")
	if at < 0 {
		return ""
	}
	marker := strings.TrimPrefix(trimmed[at+2:], "-")
	if marker == "" || strings.ContainsAny(marker, " \t\"'()[]{}=,") {
		return ""
	}
	return marker
}

func sortAttrs(attrs []*Attr) {
	sort.Slice(attrs, func(i, j int) bool { return attrs[i].Range.Start.Byte < attrs[j].Range.Start.Byte })
}
