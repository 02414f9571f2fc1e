package source

import (
	"strings"
	"text/template/parse"
)

// referencesMax is for one action: what is made of more values than that is made of none in particular.
const referencesMax = 40

// bodyDepthMax is how far an action is followed into the templates that it includes.
const bodyDepthMax = 5

type collector struct {
	program *Program
	seen    map[string]bool
	places  [][]any
}

// references are the places in the values that an action reads, also through the templates that it includes.
func (p *Program) references(node parse.Node, at scope) [][]any {
	collected := &collector{program: p, seen: map[string]bool{}}
	collected.node(node, at, 0)
	return collected.places
}

func (c *collector) node(node parse.Node, at scope, depth int) {
	if node == nil || len(c.places) >= referencesMax {
		return
	}
	switch node := node.(type) {
	case *parse.FieldNode, *parse.VariableNode, *parse.DotNode, *parse.ChainNode:
		c.add(at.operand(node))
	case *parse.CommandNode:
		c.command(node, at, depth)
		return
	}
	children(node, func(child parse.Node) { c.node(child, at, depth) })
}

func (c *collector) command(command *parse.CommandNode, at scope, depth int) {
	if known := at.command(command); known.kind == place {
		c.add(known)
	}
	function, arguments := functionOf(command)
	if function == "include" && len(arguments) == 2 {
		if name, ok := arguments[0].(*parse.StringNode); ok {
			c.body(name.Text, at.operand(arguments[1]), depth)
			return
		}
	}
	for _, argument := range command.Args {
		c.node(argument, at, depth)
	}
}

func (c *collector) body(name string, argument value, depth int) {
	if depth >= bodyDepthMax {
		return
	}
	visit(c.program.bodies[name], scopeOf(argument), func(node parse.Node, at scope) {
		switch node := node.(type) {
		case *parse.ActionNode:
			c.node(node.Pipe, at, depth+1)
		case *parse.TemplateNode:
			c.body(node.Name, at.pipe(node.Pipe), depth+1)
		}
	})
}

func (c *collector) add(found value) {
	if found.kind != place || len(found.path) == 0 || len(c.places) >= referencesMax {
		return
	}
	key := strings.Join(found.path, "\x00")
	if !c.seen[key] {
		c.seen[key] = true
		c.places = append(c.places, label(found.path))
	}
}
