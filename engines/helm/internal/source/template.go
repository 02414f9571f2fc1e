// Package source reads the text of templates: which line writes what, and from which values.
package source

import (
	"sort"
	"strings"
	"text/template/parse"
)

// File is one template file of a chart.
type File struct {
	// Name is what Helm calls it, Text its content.
	Name string
	Text string
	// Trees are the file itself, under its name, and what it defines.
	trees map[string]*parse.Tree
	lines []int
}

// Parse reads a file that Helm has parsed already, so it has no mistakes; one that has is nil.
func Parse(name, text string) *File {
	trees := map[string]*parse.Tree{}
	tree := parse.New(name)
	tree.Mode = parse.SkipFuncCheck
	if _, err := tree.Parse(text, "", "", trees); err != nil {
		return nil
	}
	file := &File{Name: name, Text: text, trees: trees}
	for index, character := range []byte(text) {
		if character == '\n' {
			file.lines = append(file.lines, index)
		}
	}
	return file
}

// line is 1-based.
func (f *File) line(position parse.Pos) int {
	return sort.SearchInts(f.lines, int(position)) + 1
}

func (f *File) defined() []string {
	var names []string
	for name := range f.trees {
		if name != f.Name {
			names = append(names, name)
		}
	}
	sort.Strings(names)
	return names
}

// String writes the file as its trees are now: comments and trimmed space are gone, and it renders to the same.
func (f *File) String() string {
	var out strings.Builder
	for _, name := range f.defined() {
		out.WriteString("{{define " + quoted(name) + "}}")
		if body := f.trees[name].Root; body != nil {
			out.WriteString(body.String())
		}
		out.WriteString("{{end}}")
	}
	if tree := f.trees[f.Name]; tree != nil && tree.Root != nil {
		out.WriteString(tree.Root.String())
	}
	return out.String()
}

func (f *File) walk(visit func(parse.Node)) {
	for _, tree := range f.trees {
		if tree.Root != nil {
			walk(tree.Root, visit)
		}
	}
}

func walk(node parse.Node, visit func(parse.Node)) {
	visit(node)
	children(node, func(child parse.Node) { walk(child, visit) })
}

func children(node parse.Node, found func(parse.Node)) {
	switch node := node.(type) {
	case *parse.ListNode:
		for _, each := range node.Nodes {
			found(each)
		}
	case *parse.ActionNode:
		found(node.Pipe)
	case *parse.IfNode:
		branches(&node.BranchNode, found)
	case *parse.RangeNode:
		branches(&node.BranchNode, found)
	case *parse.WithNode:
		branches(&node.BranchNode, found)
	case *parse.TemplateNode:
		if node.Pipe != nil {
			found(node.Pipe)
		}
	case *parse.PipeNode:
		for _, command := range node.Cmds {
			found(command)
		}
	case *parse.CommandNode:
		for _, argument := range node.Args {
			found(argument)
		}
	case *parse.ChainNode:
		found(node.Node)
	}
}

func branches(node *parse.BranchNode, found func(parse.Node)) {
	found(node.Pipe)
	for _, list := range []*parse.ListNode{node.List, node.ElseList} {
		if list != nil {
			found(list)
		}
	}
}
