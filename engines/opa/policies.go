package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"maps"
	"runtime"
	"runtime/debug"
	"slices"
	"sync"

	"github.com/open-policy-agent/opa/v1/ast"

	"sekisho/engines/abi"
)

// policies is what every function that reads Rego takes.
type policies struct {
	// Files is path to Rego text (OPA v1 syntax).
	Files map[string]string `json:"files"`
	// Capabilities is OPA's own format. A builtin that OPA does not have is answered by the host.
	Capabilities json.RawMessage `json:"capabilities"`
}

// parsed is policies after parsing. Paths are sorted, because the order of modules decides about the order of bytes.
type parsed struct {
	paths        []string
	modules      map[string]*ast.Module
	capabilities *ast.Capabilities
}

// makeRoom takes half of the memory that is left in one piece, once. Memory grows in steps of a megabyte otherwise, and V8
// collects its own garbage after each, which took a third of the time of compiling. A page that nobody writes to costs
// nothing.
var makeRoom = sync.OnceFunc(func() {
	var memory runtime.MemStats
	runtime.ReadMemStats(&memory)
	left := debug.SetMemoryLimit(-1) - int64(memory.Sys)
	if left > 0 {
		runtime.KeepAlive(make([]byte, left/2))
	}
	runtime.GC()
})

// left is what the last call of annotations parsed. Its host compiles the same files next, and parsing is a third of that.
// Whoever takes a module owns it, because compiling may change it.
var left struct {
	capabilities string
	files        map[string]string
	modules      map[string]*ast.Module
}

func (in policies) leave(p *parsed) {
	left.capabilities, left.files, left.modules = string(in.Capabilities), in.Files, p.modules
}

func (in policies) take(path string) (*ast.Module, bool) {
	text, ok := left.files[path]
	module := left.modules[path]
	if !ok || module == nil || text != in.Files[path] || left.capabilities != string(in.Capabilities) {
		return nil, false
	}
	delete(left.modules, path)
	return module, true
}

func (in policies) parse() (*parsed, error) {
	makeRoom()
	capabilities, err := ast.LoadCapabilitiesJSON(bytes.NewReader(in.Capabilities))
	if err != nil {
		return nil, &abi.Error{Code: "capabilities", Message: err.Error()}
	}
	result := &parsed{
		paths:        slices.Sorted(maps.Keys(in.Files)),
		modules:      make(map[string]*ast.Module, len(in.Files)),
		capabilities: capabilities,
	}
	options := ast.ParserOptions{RegoVersion: ast.RegoV1, ProcessAnnotation: true, Capabilities: capabilities}
	var failures ast.Errors
	for _, path := range result.paths {
		if module, ok := in.take(path); ok {
			result.modules[path] = module
			continue
		}
		module, err := ast.ParseModuleWithOpts(path, in.Files[path], options)
		if err == nil {
			result.modules[path] = module
			continue
		}
		var located ast.Errors
		if !errors.As(err, &located) {
			located = ast.Errors{ast.NewError(ast.ParseErr, ast.NewLocation(nil, path, 1, 1), "%v", err)}
		}
		failures = append(failures, located...)
	}
	if len(failures) > 0 {
		return nil, rejected(failures, capabilities)
	}
	return result, nil
}

// compiler checks the modules; printing tells whether print() is kept.
func (p *parsed) compiler(printing bool) *ast.Compiler {
	return ast.NewCompiler().
		WithCapabilities(p.capabilities).
		WithEnablePrintStatements(printing).
		WithDefaultRegoVersion(ast.RegoV1)
}

// copies are modules for a compiler to rewrite: compiling changes them in place.
func (p *parsed) copies() map[string]*ast.Module {
	result := make(map[string]*ast.Module, len(p.modules))
	for path, module := range p.modules {
		result[path] = module.Copy()
	}
	return result
}
