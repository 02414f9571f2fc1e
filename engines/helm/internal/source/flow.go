package source

import (
	"strconv"
	"text/template/parse"
)

// value is what is known, without rendering, of where something comes from: the root context, a place in the values, or
// a dict of such things. The zero value is known to be nothing.
type value struct {
	kind   valueKind
	path   []string
	fields map[string]value
}

type valueKind int

const (
	unknown valueKind = iota
	root
	place
	dict
)

// anyElement stands for the element of a list or map that a loop is at.
const anyElement = "*"

func (v value) field(name string) value {
	switch v.kind {
	case root:
		if name == "Values" {
			return value{kind: place}
		}
	case place:
		return value{kind: place, path: appended(v.path, name)}
	case dict:
		return v.fields[name]
	}
	return value{}
}

func (v value) fieldsOf(names []string) value {
	for _, name := range names {
		v = v.field(name)
	}
	return v
}

func (v value) element() value {
	if v.kind == place {
		return v.field(anyElement)
	}
	return value{}
}

func appended(path []string, name string) []string {
	out := make([]string, 0, len(path)+1)
	return append(append(out, path...), name)
}

func (v value) equals(other value) bool {
	if v.kind != other.kind || len(v.path) != len(other.path) || len(v.fields) != len(other.fields) {
		return false
	}
	for index, name := range v.path {
		if other.path[index] != name {
			return false
		}
	}
	for name, field := range v.fields {
		if !field.equals(other.fields[name]) {
			return false
		}
	}
	return true
}

// scope is what names mean at one place of a template.
type scope struct {
	dot       value
	top       value
	variables map[string]value
}

func (s scope) with(dot value) scope {
	s.dot = dot
	return s
}

func (s scope) child() scope {
	variables := make(map[string]value, len(s.variables))
	for name, held := range s.variables {
		variables[name] = held
	}
	s.variables = variables
	return s
}

// passing are functions that hand on what they are given last, changed in form at most.
var passing = map[string]bool{
	"default": true, "required": true, "toYaml": true, "toJson": true, "tpl": true, "quote": true, "squote": true,
	"indent": true, "nindent": true, "trim": true, "deepCopy": true, "mustDeepCopy": true, "toString": true, "int": true,
	"b64enc": true, "fromYaml": true, "int64": true, "float64": true, "lower": true, "upper": true,
}

// pipe says what a pipeline comes from.
func (s scope) pipe(pipe *parse.PipeNode) value {
	if pipe == nil || len(pipe.Cmds) == 0 {
		return value{}
	}
	current := s.command(pipe.Cmds[0])
	for _, command := range pipe.Cmds[1:] {
		if name, _ := functionOf(command); !passing[name] {
			return value{}
		}
	}
	return current
}

func (s scope) command(command *parse.CommandNode) value {
	name, arguments := functionOf(command)
	switch {
	case name == "":
		if len(command.Args) == 1 {
			return s.operand(command.Args[0])
		}
	case name == "dict":
		return s.dictionary(arguments)
	case name == "tpl" && len(arguments) > 0:
		return s.operand(arguments[0])
	case name == "get" && len(arguments) == 2:
		if key, ok := arguments[1].(*parse.StringNode); ok {
			return s.operand(arguments[0]).field(key.Text)
		}
	case name == "index" && len(arguments) > 1:
		return s.indexed(arguments)
	case passing[name] && len(arguments) > 0:
		return s.operand(arguments[len(arguments)-1])
	}
	return value{}
}

func functionOf(command *parse.CommandNode) (name string, arguments []parse.Node) {
	if identifier, ok := command.Args[0].(*parse.IdentifierNode); ok {
		return identifier.Ident, command.Args[1:]
	}
	return "", nil
}

func (s scope) indexed(arguments []parse.Node) value {
	current := s.operand(arguments[0])
	for _, step := range arguments[1:] {
		switch step := step.(type) {
		case *parse.StringNode:
			current = current.field(step.Text)
		case *parse.NumberNode:
			current = current.field(step.Text)
		default:
			current = current.element()
		}
	}
	return current
}

func (s scope) dictionary(arguments []parse.Node) value {
	out := value{kind: dict, fields: map[string]value{}}
	for index := 0; index+1 < len(arguments); index += 2 {
		if key, ok := arguments[index].(*parse.StringNode); ok {
			out.fields[key.Text] = s.operand(arguments[index+1])
		}
	}
	return out
}

func (s scope) operand(node parse.Node) value {
	switch node := node.(type) {
	case *parse.DotNode:
		return s.dot
	case *parse.FieldNode:
		return s.dot.fieldsOf(node.Ident)
	case *parse.VariableNode:
		if node.Ident[0] == "$" {
			return s.top.fieldsOf(node.Ident[1:])
		}
		return s.variables[node.Ident[0]].fieldsOf(node.Ident[1:])
	case *parse.ChainNode:
		return s.operand(node.Node).fieldsOf(node.Field)
	case *parse.PipeNode:
		return s.pipe(node)
	}
	return value{}
}

// label is how a place is written to the host: a list index stays a number there.
func label(path []string) []any {
	out := make([]any, len(path))
	for index, name := range path {
		out[index] = name
		if number, err := strconv.Atoi(name); err == nil && strconv.Itoa(number) == name {
			out[index] = number
		}
	}
	return out
}
