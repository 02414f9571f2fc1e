package source

import (
	"strconv"
	"text/template/parse"
)

// shifting are functions that only move text: what is written into the text for us comes out of them unharmed.
var shifting = map[string]bool{"nindent": true, "indent": true, "trim": true}

// direct are the defined templates whose output is only ever written, never computed with: an `include` that is cut to 63
// characters, compared or hashed would give something else if there were more in it.
func direct(files []*File) map[string]bool {
	seen := map[string]bool{}
	disturbed := map[string]bool{}
	calls := map[*parse.StringNode]bool{}
	for _, file := range files {
		file.walk(func(node parse.Node) {
			switch node := node.(type) {
			case *parse.ActionNode:
				if name := writtenInclude(node.Pipe); name != nil {
					calls[name] = true
					seen[name.Text] = true
				}
			case *parse.TemplateNode:
				seen[node.Name] = true
			case *parse.StringNode:
				if !calls[node] {
					disturbed[node.Text] = true
				}
			}
		})
	}
	for name := range disturbed {
		delete(seen, name)
	}
	return closed(files, seen)
}

// closed leaves out what is reached from a template that is computed with.
func closed(files []*File, candidates map[string]bool) map[string]bool {
	for changed := true; changed; {
		changed = false
		for _, file := range files {
			for name, tree := range file.trees {
				if name == file.Name || candidates[name] || tree.Root == nil {
					continue
				}
				walk(tree.Root, func(node parse.Node) {
					if called := calledName(node); called != "" && candidates[called] {
						delete(candidates, called)
						changed = true
					}
				})
			}
		}
	}
	return candidates
}

func calledName(node parse.Node) string {
	switch node := node.(type) {
	case *parse.TemplateNode:
		return node.Name
	case *parse.ActionNode:
		if name := writtenInclude(node.Pipe); name != nil {
			return name.Text
		}
	}
	return ""
}

// writtenInclude is the name in `include "name" … | nindent 4`.
func writtenInclude(pipe *parse.PipeNode) *parse.StringNode {
	if pipe == nil || len(pipe.Decl) > 0 || len(pipe.Cmds) == 0 {
		return nil
	}
	function, arguments := functionOf(pipe.Cmds[0])
	if function != "include" || len(arguments) == 0 {
		return nil
	}
	for _, command := range pipe.Cmds[1:] {
		if name, _ := functionOf(command); !shifting[name] {
			return nil
		}
	}
	name, _ := arguments[0].(*parse.StringNode)
	return name
}

func quoted(text string) string { return strconv.Quote(text) }
