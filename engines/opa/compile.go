package main

import (
	"context"
	"encoding/base64"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"

	"sekisho/engines/abi"
)

type compileInput struct {
	policies
	// Entrypoint is a rule by path: "sekisho/findings".
	Entrypoint string `json:"entrypoint"`
	// Strict asks for warnings too: unused variables and imports, shadowed and deprecated things.
	Strict bool `json:"strict"`
}

type compileOutput struct {
	Wasm        string       `json:"wasm"`
	Annotations []annotation `json:"annotations"`
	Warnings    []problem    `json:"warnings"`
}

func compilePolicies(in compileInput) (*compileOutput, error) {
	read, err := in.parse()
	if err != nil {
		return nil, err
	}
	annotations, err := read.annotations()
	if err != nil {
		return nil, err
	}
	warnings := []problem{}
	if in.Strict {
		warnings = read.strictProblems()
	}
	wasm, err := read.wasm(in.Entrypoint)
	if err != nil {
		return nil, rejected(err, read.capabilities)
	}
	return &compileOutput{
		Wasm:        base64.StdEncoding.EncodeToString(wasm),
		Annotations: annotations,
		Warnings:    warnings,
	}, nil
}

// wasm is a module with one entrypoint, "eval": its result is [{"result": …}], or [] where the rule has no value. It does
// not use OPA's package compile, which writes out the whole plan for a debugger even where nobody listens.
func (p *parsed) wasm(entrypoint string) ([]byte, error) {
	query, err := entrypointRef(entrypoint)
	if err != nil {
		return nil, err
	}
	compiler := p.compiler(false)
	compiler.Compile(p.modules)
	if compiler.Failed() {
		return nil, compiler.Errors
	}
	if len(compiler.GetRules(ast.MustParseRef(query))) == 0 {
		return nil, &abi.Error{Code: "entrypoint", Message: "no rule is called " + entrypoint}
	}
	options := []func(*rego.Rego){
		rego.Query("result = " + query),
		rego.Compiler(compiler),
		rego.Capabilities(p.capabilities),
	}
	for _, builtin := range hostBuiltins(p.capabilities) {
		options = append(options, regoFunction(builtin))
	}
	result, err := rego.New(options...).Compile(context.Background())
	if err != nil {
		return nil, err
	}
	return result.Bytes, nil
}

func (p *parsed) strictProblems() []problem {
	compiler := p.compiler(true).WithStrict(true)
	compiler.Compile(p.copies())
	return problems(compiler.Errors, p.capabilities)
}

// annotation is one METADATA block.
type annotation struct {
	// Path is what it is about: "data.security.no_host_network".
	Path  string `json:"path"`
	Scope string `json:"scope"`
	File  string `json:"file"`
	Row   int    `json:"row"`
	// Metadata is the block itself, as OPA reads it.
	Metadata *ast.Annotations `json:"metadata"`
}

type annotationsOutput struct {
	Annotations []annotation `json:"annotations"`
}

func readAnnotations(in policies) (*annotationsOutput, error) {
	read, err := in.parse()
	if err != nil {
		return nil, err
	}
	found, err := read.annotations()
	if err != nil {
		return nil, err
	}
	in.leave(read)
	return &annotationsOutput{Annotations: found}, nil
}

func (p *parsed) annotations() ([]annotation, error) {
	modules := make([]*ast.Module, 0, len(p.paths))
	for _, path := range p.paths {
		modules = append(modules, p.modules[path])
	}
	set, failures := ast.BuildAnnotationSet(modules)
	if len(failures) > 0 {
		return nil, rejected(failures, p.capabilities)
	}
	result := []annotation{}
	for _, reference := range set.Flatten() {
		if reference.Annotations == nil {
			continue
		}
		result = append(result, annotation{
			Path:     reference.Path.String(),
			Scope:    reference.Annotations.Scope,
			File:     reference.Annotations.Location.File,
			Row:      reference.Annotations.Location.Row,
			Metadata: reference.Annotations,
		})
	}
	return result, nil
}
