package source

import "text/template/parse"

// Program is all templates of a chart: what one file defines, all may include.
type Program struct {
	files  []*File
	bodies map[string]*parse.ListNode
	owner  map[string]*File
	dots   map[string]value
	direct map[string]bool
}

// NewProgram reads how templates call each other. Files come in the order in which Helm parses them: the last definition
// of a name is the one that counts.
func NewProgram(files []*File) *Program {
	program := &Program{
		files: files, bodies: map[string]*parse.ListNode{}, owner: map[string]*File{},
		dots: map[string]value{}, direct: direct(files),
	}
	for _, file := range files {
		for _, name := range file.defined() {
			program.bodies[name] = file.trees[name].Root
			program.owner[name] = file
		}
	}
	for _, file := range files {
		if tree := file.trees[file.Name]; tree != nil {
			program.follow(tree.Root, rootScope(), 0)
		}
	}
	return program
}

// Predictable says that marks change nothing but themselves: no text is computed from what a template writes. Whoever
// includes a file by its path, or renders a text that is only known then, may hash it or cut it.
func (p *Program) Predictable() bool {
	predictable := true
	for _, file := range p.files {
		file.walk(func(node parse.Node) {
			switch node := node.(type) {
			case *parse.TemplateNode:
				predictable = predictable && p.bodies[node.Name] != nil
			case *parse.CommandNode:
				predictable = predictable && p.keepsToNames(node)
			case *parse.IdentifierNode:
				predictable = predictable && node.Ident != "tpl"
			}
		})
	}
	return predictable
}

func (p *Program) keepsToNames(command *parse.CommandNode) bool {
	function, arguments := functionOf(command)
	if function != "include" {
		return true
	}
	if len(arguments) == 0 {
		return false
	}
	name, ok := arguments[0].(*parse.StringNode)
	return ok && p.bodies[name.Text] != nil
}

func rootScope() scope { return scopeOf(value{kind: root}) }

func scopeOf(dot value) scope { return scope{dot: dot, top: dot, variables: map[string]value{}} }

// callDepthMax bounds how far calls are followed: what lies deeper is known to come from nothing in particular.
const callDepthMax = 12

// follow finds out what each defined template is called with.
func (p *Program) follow(list *parse.ListNode, in scope, depth int) {
	visit(list, in, func(node parse.Node, at scope) {
		calls(node, at, func(name string, argument value) { p.called(name, argument, depth) })
	})
}

func (p *Program) called(name string, argument value, depth int) {
	body, found := p.bodies[name]
	if !found || depth > callDepthMax {
		return
	}
	before, seen := p.dots[name]
	after := argument
	if seen {
		after = joined(before, argument)
	}
	if seen && before.equals(after) {
		return
	}
	p.dots[name] = after
	p.follow(body, scopeOf(after), depth+1)
}

func joined(a, b value) value {
	if a.equals(b) {
		return a
	}
	if a.kind != dict || b.kind != dict {
		return value{}
	}
	out := value{kind: dict, fields: map[string]value{}}
	for name, field := range a.fields {
		out.fields[name] = joined(field, b.fields[name])
	}
	return out
}

// visit goes through the nodes of a template that write or decide something, each with what names mean there.
func visit(list *parse.ListNode, at scope, found func(parse.Node, scope)) {
	if list == nil {
		return
	}
	for _, node := range list.Nodes {
		switch node := node.(type) {
		case *parse.ActionNode:
			found(node, at)
			at.declare(node.Pipe)
		case *parse.TextNode, *parse.TemplateNode:
			found(node, at)
		case *parse.IfNode:
			found(node.Pipe, at)
			visit(node.List, at.child().declared(node.Pipe), found)
			visit(node.ElseList, at.child(), found)
		case *parse.WithNode:
			found(node.Pipe, at)
			visit(node.List, at.child().declared(node.Pipe).with(at.pipe(node.Pipe)), found)
			visit(node.ElseList, at.child(), found)
		case *parse.RangeNode:
			found(node.Pipe, at)
			visit(node.List, at.child().ranging(node.Pipe), found)
			visit(node.ElseList, at.child(), found)
		}
	}
}

func (s scope) declare(pipe *parse.PipeNode) {
	if pipe == nil || len(pipe.Decl) != 1 {
		return
	}
	name := pipe.Decl[0].Ident[0]
	held := s.pipe(pipe)
	if pipe.IsAssign {
		// An assignment in a branch may or may not have happened.
		held = joined(s.variables[name], held)
	}
	s.variables[name] = held
}

func (s scope) declared(pipe *parse.PipeNode) scope {
	s.declare(pipe)
	return s
}

func (s scope) ranging(pipe *parse.PipeNode) scope {
	element := s.pipe(pipe).element()
	if count := len(pipe.Decl); count > 0 {
		s.variables[pipe.Decl[0].Ident[0]] = value{}
		s.variables[pipe.Decl[count-1].Ident[0]] = element
	}
	return s.with(element)
}

// calls finds the templates that a node calls by a name that is written down.
func calls(node parse.Node, at scope, found func(name string, argument value)) {
	if call, ok := node.(*parse.TemplateNode); ok {
		found(call.Name, at.pipe(call.Pipe))
		return
	}
	walk(node, func(inner parse.Node) {
		command, ok := inner.(*parse.CommandNode)
		if !ok {
			return
		}
		if function, arguments := functionOf(command); function == "include" && len(arguments) == 2 {
			if name, ok := arguments[0].(*parse.StringNode); ok {
				found(name.Text, at.operand(arguments[1]))
			}
		}
	})
}
