package source

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"text/template/parse"
	"unicode"
)

// A mark is one character of Unicode's private use: it says which line of which file what follows was written by. Text has
// marks of one plane; what an action writes stands between a mark of another plane and the end mark.
const (
	textPlane   = 0xF0000
	actionPlane = 0x100000
	endMark     = '\uE000'
	// marksMax is how many characters a plane has.
	marksMax = 0xFFFD
)

// MarkFunction is the name of the function that templates with marks call.
const MarkFunction = "sekishoMark"

// Mark is one place that writes: a line of text, or an action and the values that it reads.
type Mark struct {
	File       int
	Line       int
	References [][]any
}

// Marks are the places of a chart by the number in their mark.
type Marks struct {
	Text    []Mark
	Actions []Mark
	full    bool
}

// Mark writes marks into all files. It says no where there are more places than marks.
func (p *Program) Mark() (*Marks, bool) {
	marks := &Marks{}
	for index, file := range p.files {
		if tree := file.trees[file.Name]; tree != nil && tree.Root != nil {
			p.mark(marks, index, file, tree.Root, rootScope())
		}
		for _, name := range file.defined() {
			if body := file.trees[name].Root; body != nil && p.direct[name] && p.owner[name] == file {
				p.mark(marks, index, file, body, scopeOf(p.dots[name]))
			}
		}
	}
	return marks, !marks.full
}

func (p *Program) mark(marks *Marks, index int, file *File, list *parse.ListNode, at scope) {
	texts := map[int]rune{}
	visit(list, at, func(node parse.Node, at scope) {
		switch node := node.(type) {
		case *parse.TextNode:
			node.Text = []byte(markText(string(node.Text), file.line(node.Pos), func(line int) rune {
				if _, known := texts[line]; !known {
					texts[line] = marks.text(Mark{File: index, Line: line})
				}
				return texts[line]
			}))
		case *parse.ActionNode:
			if len(node.Pipe.Decl) > 0 || len(node.Pipe.Cmds) == 0 {
				return
			}
			references := p.references(node.Pipe, at)
			id := marks.action(Mark{File: index, Line: file.line(node.Pos), References: references})
			node.Pipe.Cmds = append(node.Pipe.Cmds, markCommand(id))
		}
	})
}

func (m *Marks) text(mark Mark) rune {
	m.Text = append(m.Text, mark)
	m.full = m.full || len(m.Text) > marksMax
	return rune(textPlane + min(len(m.Text), marksMax) - 1)
}

func (m *Marks) action(mark Mark) int {
	m.Actions = append(m.Actions, mark)
	m.full = m.full || len(m.Actions) > marksMax
	return len(m.Actions) - 1
}

// markCommand calls the mark function at the end of a pipeline. Only its text counts: the file is written out and parsed
// anew by Helm.
func markCommand(id int) *parse.CommandNode {
	command := markPattern.Copy().(*parse.CommandNode)
	command.Args[1].(*parse.NumberNode).Text = strconv.Itoa(id)
	return command
}

var markPattern = func() *parse.CommandNode {
	tree := parse.New("mark")
	tree.Mode = parse.SkipFuncCheck
	parsed, err := tree.Parse("{{"+MarkFunction+" 0}}", "", "", map[string]*parse.Tree{})
	if err != nil {
		panic(err)
	}
	return parsed.Root.Nodes[0].(*parse.ActionNode).Pipe.Cmds[0]
}()

// markText puts a mark before the first character of each line that is no space.
func markText(text string, line int, mark func(line int) rune) string {
	var out strings.Builder
	begun := false
	for _, character := range text {
		if !begun && !unicode.IsSpace(character) {
			out.WriteRune(mark(line))
			begun = true
		}
		out.WriteRune(character)
		if character == '\n' {
			line++
			begun = false
		}
	}
	return out.String()
}

// Write is what the mark function does: it puts what an action writes between two marks, and space outside of them, so
// that whoever trims it afterwards trims the same.
func Write(id int, written any) string {
	if written == nil {
		return ""
	}
	text, isText := written.(string)
	if !isText {
		text = printed(written)
	}
	start := strings.IndexFunc(text, func(character rune) bool { return !unicode.IsSpace(character) })
	if start < 0 {
		return text
	}
	end := len(strings.TrimRightFunc(text, unicode.IsSpace))
	return text[:start] + string(rune(actionPlane+id)) + text[start:end] + string(endMark) + text[end:]
}

var stringer = reflect.TypeFor[fmt.Stringer]()

// printed is what a template prints of a value that is no text: what a pointer points at, and by the value's own way of
// printing itself, also where only a pointer to it has one.
func printed(written any) string {
	held := reflect.ValueOf(written)
	if held.Kind() == reflect.Pointer && !held.IsNil() {
		held = held.Elem()
	}
	if held.CanInterface() && !held.Type().Implements(stringer) && reflect.PointerTo(held.Type()).Implements(stringer) {
		address := reflect.New(held.Type())
		address.Elem().Set(held)
		return fmt.Sprint(address.Interface())
	}
	if held.CanInterface() {
		return fmt.Sprint(held.Interface())
	}
	return fmt.Sprint(written)
}
