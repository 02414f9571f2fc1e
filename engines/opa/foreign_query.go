package main

import (
	"context"
	"fmt"
	"path"
	"slices"
	"sort"
	"strconv"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/storage"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
	"github.com/open-policy-agent/opa/v1/topdown"

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
	// Only has the rules that are asked, each for itself; without it all are asked together.
	Only []int `json:"only"`
	// Steps is what one rule may take for one input; 0 is without end. Steps, not time: the same input ends the same way.
	Steps int `json:"steps"`
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
	// Steps tells that the rule took more of them than it may.
	Steps bool `json:"steps,omitempty"`
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
	asked := asking{rules: in.Only, together: len(in.Only) == 0, steps: in.Steps}
	if asked.together {
		asked.rules = set.everyRule()
	}
	for _, each := range in.Inputs {
		results, err := set.ask(each, asked)
		if err != nil {
			return nil, err
		}
		output.Results = append(output.Results, results)
		asked = asked.without(results)
	}
	return output, nil
}

// asking is which rules are asked about an input, and how.
type asking struct {
	rules    []int
	together bool
	steps    int
}

// without leaves out rules that took too many steps: further inputs would cost as much each time.
func (a asking) without(results []ruleResult) asking {
	for _, result := range results {
		if result.Steps {
			left := slices.DeleteFunc(slices.Clone(a.rules), func(index int) bool { return index == result.Rule })
			a = asking{rules: left, steps: a.steps}
		}
	}
	return a
}

func (set *preparedSet) write(at storage.Path, value any) error {
	err := storage.WriteOne(context.Background(), set.store, storage.AddOp, at, value)
	if err != nil {
		return &abi.Error{Code: "evaluation", Message: err.Error()}
	}
	return nil
}

func (set *preparedSet) ask(each foreignCase, asked asking) ([]ruleResult, error) {
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
	if !asked.together {
		return set.askEach(input, asked)
	}
	found, err := evaluateWithin(set.together, input, asked.steps)
	if err != nil {
		return set.askEach(input, asked)
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

// budget ends an evaluation after a number of steps. The evaluator asks at every expression, and builtins that can go on
// for long ask, too.
type budget struct {
	left int
}

func (b *budget) Cancel() {}

func (b *budget) Cancelled() bool {
	b.left--
	return b.left < 0
}

func evaluateWithin(prepared rego.PreparedEvalQuery, input ast.Value, steps int) (rego.ResultSet, error) {
	options := []rego.EvalOption{rego.EvalParsedInput(input)}
	if steps > 0 {
		options = append(options, rego.EvalExternalCancel(&budget{left: steps}))
	}
	return prepared.Eval(context.Background(), options...)
}

func (set *preparedSet) everyRule() []int {
	all := make([]int, len(set.rules))
	for index := range all {
		all[index] = index
	}
	return all
}

// askEach asks rule by rule, so that one that fails does not silence the others.
func (set *preparedSet) askEach(input ast.Value, asked asking) ([]ruleResult, error) {
	results := []ruleResult{}
	for _, index := range asked.rules {
		prepared, err := set.preparedRule(index)
		if err != nil {
			return nil, err
		}
		found, err := evaluateWithin(prepared, input, asked.steps)
		switch {
		case err != nil:
			results = append(results, ruleResult{Rule: index, Error: err.Error(), Steps: topdown.IsCancel(err)})
		case len(found) > 0:
			results = append(results, ruleResult{Rule: index, Value: withoutNil(found[0].Expressions[0].Value)})
		}
	}
	return results, nil
}

func (set *preparedSet) preparedRule(index int) (rego.PreparedEvalQuery, error) {
	if prepared, known := set.single[index]; known {
		return prepared, nil
	}
	if index < 0 || index >= len(set.rules) {
		return rego.PreparedEvalQuery{}, &abi.Error{Code: "input", Message: "there is no rule of this index"}
	}
	prepared, err := set.prepare(ruleRef(set.rules[index]))
	if err == nil {
		set.single[index] = prepared
	}
	return prepared, err
}
