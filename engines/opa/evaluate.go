package main

import (
	"context"
	"encoding/json"

	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/storage/inmem"

	"sekisho/engines/abi"
)

type evaluateInput struct {
	policies
	// Entrypoint is a rule by path: "sekisho/findings".
	Entrypoint string         `json:"entrypoint"`
	Input      any            `json:"input"`
	Data       map[string]any `json:"data"`
}

type evaluateOutput struct {
	// Defined is false where the rule has no value; Result is then null.
	Defined bool `json:"defined"`
	Result  any  `json:"result"`
}

// evaluatePolicies runs OPA's own evaluator. Sets come out as sorted lists.
func evaluatePolicies(in evaluateInput) (*evaluateOutput, error) {
	read, err := in.parse()
	if err != nil {
		return nil, err
	}
	query, err := entrypointRef(in.Entrypoint)
	if err != nil {
		return nil, err
	}
	compiler := read.compiler(false)
	compiler.Compile(read.modules)
	if compiler.Failed() {
		return nil, rejected(compiler.Errors, read.capabilities)
	}
	if in.Data == nil {
		in.Data = map[string]any{}
	}
	options := []func(*rego.Rego){
		rego.Query(query),
		rego.Compiler(compiler),
		rego.Capabilities(read.capabilities),
		rego.Store(inmem.NewFromObject(in.Data)),
		rego.Input(in.Input),
		rego.StrictBuiltinErrors(false),
	}
	for _, builtin := range hostBuiltins(read.capabilities) {
		options = append(options, regoFunction(builtin))
	}
	results, err := rego.New(options...).Eval(context.Background())
	if err != nil {
		return nil, &abi.Error{Code: "evaluation", Message: err.Error()}
	}
	if len(results) == 0 {
		return &evaluateOutput{}, nil
	}
	return &evaluateOutput{Defined: true, Result: withoutNil(results[0].Expressions[0].Value)}, nil
}

func withoutNil(value any) any {
	if value == nil {
		return json.RawMessage("null")
	}
	return value
}
