package main

import (
	"bytes"
	"encoding/json"
	"unsafe"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/tester"
	"github.com/open-policy-agent/opa/v1/topdown"
	"github.com/open-policy-agent/opa/v1/types"

	"sekisho/engines/abi"
)

// hostBuiltin asks the host: the request is {"name": …, "arguments": […]}, the answer {"value": …}, or {} for undefined.
// The answer lies at ptr<<32|size, in memory that the host took with alloc.
//
//go:wasmimport sekisho builtin
func hostBuiltin(ptr unsafe.Pointer, size uint32) uint64

type builtinRequest struct {
	Name      string `json:"name"`
	Arguments []any  `json:"arguments"`
}

type builtinAnswer struct {
	Value json.RawMessage `json:"value"`
}

// hostBuiltins are the builtins of the capabilities that OPA does not have.
func hostBuiltins(capabilities *ast.Capabilities) []*ast.Builtin {
	result := []*ast.Builtin{}
	for _, builtin := range capabilities.Builtins {
		if !opaHas(builtin.Name) {
			result = append(result, builtin)
		}
	}
	return result
}

func regoFunction(builtin *ast.Builtin) func(*rego.Rego) {
	declaration := &rego.Function{
		Name: builtin.Name,
		Decl: types.NewFunction(builtin.Decl.FuncArgs().Args, builtin.Decl.Result()),
	}
	arity := len(builtin.Decl.FuncArgs().Args)
	return rego.FunctionDyn(declaration, func(_ rego.BuiltinContext, terms []*ast.Term) (*ast.Term, error) {
		// Where the result is compared at once, it stands behind the arguments.
		answer, err := askHost(builtin.Name, terms[:arity])
		if err != nil {
			// An ordinary error would read as "undefined".
			return nil, topdown.Halt{Err: err}
		}
		return answer, nil
	})
}

func testerBuiltins(capabilities *ast.Capabilities) []*tester.Builtin {
	result := []*tester.Builtin{}
	for _, builtin := range hostBuiltins(capabilities) {
		result = append(result, &tester.Builtin{Decl: builtin, Func: regoFunction(builtin)})
	}
	return result
}

func askHost(name string, terms []*ast.Term) (*ast.Term, error) {
	request := builtinRequest{Name: name, Arguments: make([]any, 0, len(terms))}
	for _, term := range terms {
		argument, err := ast.JSON(term.Value)
		if err != nil {
			return nil, err
		}
		request.Arguments = append(request.Arguments, argument)
	}
	data, err := json.Marshal(request)
	if err != nil {
		return nil, err
	}
	where := hostBuiltin(unsafe.Pointer(unsafe.SliceData(data)), uint32(len(data)))
	var answer builtinAnswer
	if err := json.Unmarshal(abi.Take(where), &answer); err != nil {
		return nil, err
	}
	if answer.Value == nil {
		return nil, nil
	}
	value, err := ast.ValueFromReader(bytes.NewReader(answer.Value))
	if err != nil {
		return nil, err
	}
	return ast.NewTerm(value), nil
}
