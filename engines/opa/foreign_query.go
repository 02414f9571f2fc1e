package main

import (
	"context"
	"fmt"
	"path"
	"sort"
	"strconv"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/storage"
	"github.com/open-policy-agent/opa/v1/storage/inmem"

	"sekisho/engines/abi"
)

// preparedSet is what `prepare` leaves for `query`: one query that asks every rule at once, and one for each rule, for
// inputs on which one of them fails.
type preparedSet struct {
	store    storage.Store
	compiler *ast.Compiler
	rules    []foreignRule
	together rego.PreparedEvalQuery
	single   map[int]rego.PreparedEvalQuery
}

// preparedSets live as long as the instance. A host that makes too many of them throws the instance away.
var preparedSets = map[string]*preparedSet{}

const entrypointPackage = "sekisho_entrypoints"

// withEntrypoints adds a module of ours, because a query of many rules costs as much as a query of one.
func withEntrypoints(modules map[string]*ast.Module, rules []foreignRule) map[string]*ast.Module {
	result := make(map[string]*ast.Module, len(modules)+1)
	for name, module := range modules {
		result[name] = module.Copy()
	}
	if len(rules) == 0 {
		return result
	}
	text := "package " + entrypointPackage + "\n"
	for index, rule := range rules {
		text += fmt.Sprintf("\nresults[%q] := %s\n", strconv.Itoa(index), ruleRef(rule))
	}
	own := ast.MustParseModuleWithOpts(text, ast.ParserOptions{RegoVersion: ast.RegoV1})
	result["sekisho/entrypoints.rego"] = own
	return result
}

func ruleRef(rule foreignRule) string {
	ref, err := ast.ParseRef("data." + rule.Package)
	if err != nil {
		ref = ast.Ref{ast.DefaultRootDocument, ast.StringTerm(rule.Package)}
	}
	return ref.Append(ast.StringTerm(rule.Name)).String()
}

func keepPrepared(in foreignInput, compiler *ast.Compiler) error {
	if in.Data == nil {
		in.Data = map[string]any{}
	}
	set := &preparedSet{
		store:    inmem.NewFromObject(in.Data),
		compiler: compiler,
		rules:    in.Entrypoints,
		single:   map[int]rego.PreparedEvalQuery{},
	}
	together, err := set.prepare("data." + entrypointPackage + ".results")
	if err != nil {
		return err
	}
	set.together = together
	preparedSets[in.ID] = set
	return nil
}

func (set *preparedSet) prepare(query string) (rego.PreparedEvalQuery, error) {
	prepared, err := rego.New(
		rego.Query(query),
		rego.Compiler(set.compiler),
		rego.Capabilities(foreignCapabilities()),
		rego.Store(set.store),
	).PrepareForEval(context.Background())
	if err != nil {
		return prepared, foreignRejected(err)
	}
	return prepared, nil
}

type queryInput struct {
	ID     string         `json:"id"`
	Inputs []foreignCase  `json:"inputs"`
	Data   map[string]any `json:"data"`
}

type foreignCase struct {
	Input any `json:"input"`
	// File is where the input comes from: data.conftest.file says so, as Conftest does. "" says nothing.
	File string `json:"file"`
}

type queryOutput struct {
	// Results has one list for each input.
	Results [][]ruleResult `json:"results"`
}

// ruleResult is a rule with a value, or with an error. Rules without a value are left out. Sets are sorted lists.
type ruleResult struct {
	Rule  int    `json:"rule"`
	Value any    `json:"value"`
	Error string `json:"error,omitempty"`
}

func queryForeign(in queryInput) (*queryOutput, error) {
	set, known := preparedSets[in.ID]
	if !known {
		return nil, &abi.Error{Code: "unprepared", Message: "nothing was prepared under this id"}
	}
	output := &queryOutput{Results: make([][]ruleResult, 0, len(in.Inputs))}
	for name, value := range in.Data {
		if err := set.write(storage.Path{name}, value); err != nil {
			return nil, err
		}
	}
	for _, each := range in.Inputs {
		results, err := set.ask(each)
		if err != nil {
			return nil, err
		}
		output.Results = append(output.Results, results)
	}
	return output, nil
}

func (set *preparedSet) write(at storage.Path, value any) error {
	err := storage.WriteOne(context.Background(), set.store, storage.AddOp, at, value)
	if err != nil {
		return &abi.Error{Code: "evaluation", Message: err.Error()}
	}
	return nil
}

func (set *preparedSet) ask(each foreignCase) ([]ruleResult, error) {
	if each.File != "" {
		place := map[string]any{"file": map[string]any{"name": path.Base(each.File), "dir": path.Dir(each.File)}}
		if err := set.write(storage.Path{"conftest"}, place); err != nil {
			return nil, err
		}
	}
	input, err := ast.InterfaceToValue(each.Input)
	if err != nil {
		return nil, &abi.Error{Code: "evaluation", Message: err.Error()}
	}
	found, err := set.together.Eval(context.Background(), rego.EvalParsedInput(input))
	if err != nil {
		return set.askEach(input)
	}
	results := []ruleResult{}
	if len(found) == 0 {
		return results, nil
	}
	values, _ := found[0].Expressions[0].Value.(map[string]any)
	for key, value := range values {
		if index, err := strconv.Atoi(key); err == nil {
			results = append(results, ruleResult{Rule: index, Value: withoutNil(value)})
		}
	}
	sort.Slice(results, func(a, b int) bool { return results[a].Rule < results[b].Rule })
	return results, nil
}

// askEach asks rule by rule, so that one that fails does not silence the others.
func (set *preparedSet) askEach(input ast.Value) ([]ruleResult, error) {
	results := []ruleResult{}
	for index, rule := range set.rules {
		prepared, known := set.single[index]
		if !known {
			made, err := set.prepare(ruleRef(rule))
			if err != nil {
				return nil, err
			}
			prepared = made
			set.single[index] = made
		}
		found, err := prepared.Eval(context.Background(), rego.EvalParsedInput(input))
		switch {
		case err != nil:
			results = append(results, ruleResult{Rule: index, Error: err.Error()})
		case len(found) > 0:
			results = append(results, ruleResult{Rule: index, Value: withoutNil(found[0].Expressions[0].Value)})
		}
	}
	return results, nil
}
