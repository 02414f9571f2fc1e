package source

import (
	"strings"
	"unicode"
)

// Line is where one rendered line came from.
type Line struct {
	// Place is the line of text or the action that its first character came from; -1 where nothing says so.
	File, Line int
	// Actions are numbers of the actions that wrote some of it.
	Actions []int
}

type reader struct {
	marks   *Marks
	inside  func(file int) bool
	text    strings.Builder
	lines   []Line
	current Mark
	around  []open
	started bool
	actions []int
}

type open struct {
	action int
	before Mark
}

var nowhere = Mark{File: -1}

// LooksMarked says that a text holds characters of our own already: fonts of icons use them, too.
func LooksMarked(text string) bool {
	// The first bytes of the planes in UTF-8, and the end mark.
	return strings.IndexByte(text, 0xF3) >= 0 || strings.IndexByte(text, 0xF4) >= 0 || strings.ContainsRune(text, endMark)
}

// Unmark takes the marks out of what was rendered, and says for each line where it came from. Places in files that lie
// in an archive are passed over for the place outside that brought them, where there is one.
func (m *Marks) Unmark(rendered string, archived func(file int) bool) (string, []Line) {
	r := &reader{marks: m, inside: archived, current: nowhere}
	for _, character := range rendered {
		r.read(character)
	}
	r.endLine()
	return r.text.String(), r.lines
}

func (r *reader) read(character rune) {
	switch {
	case character >= textPlane && int(character-textPlane) < len(r.marks.Text):
		r.current = r.marks.Text[character-textPlane]
	case character >= actionPlane && int(character-actionPlane) < len(r.marks.Actions):
		id := int(character - actionPlane)
		r.around = append(r.around, open{id, r.current})
		r.current = r.marks.Actions[id]
		r.actions = append(r.actions, id)
	case character == endMark:
		if last := len(r.around) - 1; last >= 0 {
			r.current = r.around[last].before
			r.around = r.around[:last]
		}
	default:
		r.text.WriteRune(character)
		if character == '\n' {
			r.endLine()
		} else if !r.started && !unicode.IsSpace(character) {
			r.started = true
			r.lines = append(r.lines, r.here())
		}
	}
}

// endLine closes a line; what goes on into the next one is written by it, too.
func (r *reader) endLine() {
	if !r.started {
		r.lines = append(r.lines, r.here())
	}
	r.lines[len(r.lines)-1].Actions = r.actions
	r.started = false
	r.actions = nil
	for _, each := range r.around {
		r.actions = append(r.actions, each.action)
	}
}

func (r *reader) here() Line {
	best := r.current
	for index := len(r.around) - 1; index >= 0 && best.File >= 0 && r.inside(best.File); index-- {
		outer := r.marks.Actions[r.around[index].action]
		if before := r.around[index].before; before.File >= 0 && !r.inside(before.File) {
			outer = before
		}
		if !r.inside(outer.File) {
			best = outer
		}
	}
	return Line{File: best.File, Line: best.Line}
}
