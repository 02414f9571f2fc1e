package main

import (
	"context"
	"encoding/base64"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/bundle"
	"github.com/open-policy-agent/opa/v1/compile"

	"sekisho/engines/abi"
)

type compileInput struct {
	policies
	// Entrypoints are rules by path: "sekisho/findings".
	Entrypoints []string `json:"entrypoints"`
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
	wasm, err := read.wasm(in.Entrypoints)
	if err != nil {
		return nil, rejected(err, read.capabilities)
	}
	return &compileOutput{
		Wasm:        base64.StdEncoding.EncodeToString(wasm),
		Annotations: annotations,
		Warnings:    warnings,
	}, nil
}

func (p *parsed) wasm(entrypoints []string) ([]byte, error) {
	source := &bundle.Bundle{Data: map[string]any{}}
	source.SetRegoVersion(ast.RegoV1)
	source.Manifest.Init()
	for _, path := range p.paths {
		source.Modules = append(source.Modules, bundle.ModuleFile{URL: path, Path: path, Parsed: p.modules[path]})
	}
	compiler := compile.New().
		WithBundle(source).
		WithTarget(compile.TargetWasm).
		WithRegoVersion(ast.RegoV1).
		WithCapabilities(p.capabilities).
		WithEntrypoints(entrypoints...)
	if err := compiler.Build(context.Background()); err != nil {
		return nil, err
	}
	modules := compiler.Bundle().WasmModules
	if len(modules) != 1 {
		return nil, &abi.Error{Code: "entrypoint", Message: "no entrypoint was compiled"}
	}
	return modules[0].Raw, nil
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
