package evaluate

import (
	"encoding/json"
	"maps"
	"slices"
	"sort"
	"strconv"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"

	"sekisho/engines/terraform/internal/source"
)

// places tells where a heredoc has the parts of a document.
type places struct {
	file  *source.File
	lines map[string]hcl.Range
}

// segment is where a part of a template begins, in the text and in the file.
type segment struct {
	offset int
	at     hcl.Range
}

// reader walks through a JSON text and notes the lines of every value in it.
type reader struct {
	text     string
	decoder  *json.Decoder
	segments []segment
	breaks   []int // where lines end
	lines    map[string]hcl.Range
}

// linesOf tells for each pointer of a JSON document the lines that it stands on. A new line of a heredoc is one of its
// text; in quotation marks it is not, and a part there ends on the line on which it begins.
func linesOf(text string, segments []segment) map[string]hcl.Range {
	r := &reader{text: text, decoder: json.NewDecoder(strings.NewReader(text)), segments: segments}
	r.decoder.UseNumber()
	r.lines = map[string]hcl.Range{}
	for at := range len(text) {
		if text[at] == '\n' {
			r.breaks = append(r.breaks, at)
		}
	}
	if !r.value("", r.begin()) {
		return nil
	}
	return r.lines
}

// begin is where the next token begins.
func (r *reader) begin() int {
	at := int(r.decoder.InputOffset())
	for at < len(r.text) && strings.IndexByte(" \t\r\n,:", r.text[at]) >= 0 {
		at++
	}
	return at
}

func (r *reader) value(pointer string, start int) bool {
	token, err := r.decoder.Token()
	if err != nil {
		return false
	}
	opening, isDelimiter := token.(json.Delim)
	if isDelimiter && !r.members(pointer, opening == '[') {
		return false
	}
	end := int(r.decoder.InputOffset()) - 1
	r.lines[pointer] = hcl.Range{Start: r.position(start), End: r.position(end)}
	return true
}

func (r *reader) members(pointer string, isList bool) bool {
	for index := 0; r.decoder.More(); index++ {
		start, step := r.begin(), strconv.Itoa(index)
		if !isList {
			key, err := r.decoder.Token()
			if err != nil {
				return false
			}
			step, _ = key.(string)
		}
		if !r.value(pointer+"/"+escape(step), start) {
			return false
		}
	}
	_, err := r.decoder.Token()
	return err == nil
}

// position is the line of an offset; columns are left at the whole line, because indentation is cut from heredocs.
func (r *reader) position(offset int) hcl.Pos {
	low, high := 0, len(r.segments)-1
	for low < high {
		middle := (low + high + 1) / 2
		if r.segments[middle].offset <= offset {
			low = middle
		} else {
			high = middle - 1
		}
	}
	part := r.segments[low]
	line := part.at.Start.Line + r.newLines(part.offset, offset)
	return hcl.Pos{Line: min(line, part.at.End.Line), Column: 1}
}

func (r *reader) newLines(from, to int) int {
	return max(0, sort.SearchInts(r.breaks, to)-sort.SearchInts(r.breaks, from))
}

// note writes the lines of a document's values, as seen from the argument that holds it or refers to it.
func (p *places) note(e *encoder, pointer string, isElsewhere bool) {
	if p == nil {
		return
	}
	whole := p.lines[""]
	if whole.Start.Line == whole.End.Line {
		return
	}
	for _, inner := range slices.Sorted(maps.Keys(p.lines)) {
		if inner != "" {
			if isElsewhere {
				e.source(pointer+inner, cty.True, &written{file: p.file, at: p.lines[inner]})
			} else {
				e.rangeOf(pointer+inner, p.file, p.lines[inner])
			}
		}
	}
}
