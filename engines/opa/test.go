package main

import (
	"cmp"
	"context"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/storage"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
	"github.com/open-policy-agent/opa/v1/tester"

	"sekisho/engines/abi"
)

type testInput struct {
	policies
	Data map[string]any `json:"data"`
	// Filter is a regular expression over "data.package.test_name"; "" runs everything.
	Filter string `json:"filter"`
}

type testOutput struct {
	Tests []testResult `json:"tests"`
}

type testResult struct {
	// Package is "data.security.no_host_network_test".
	Package string `json:"package"`
	Name    string `json:"name"`
	File    string `json:"file"`
	Row     int    `json:"row"`
	Pass    bool   `json:"pass"`
	Skipped bool   `json:"skipped"`
	// Output is what print() wrote.
	Output string `json:"output"`
	// Failure says why it did not pass: the expression that failed, with its line, or the error. "" where it passed.
	Failure string `json:"failure"`
}

// A time limit of OPA's own would never fire in a CPU-bound call; the host ends the thread instead.
const never = 24 * time.Hour

func testPolicies(in testInput) (*testOutput, error) {
	results, err := runTests(in, false)
	if err != nil {
		return nil, err
	}
	if failed := namesOfFailed(results); len(failed) > 0 {
		if err := explainFailures(in, failed, results); err != nil {
			return nil, err
		}
	}
	return &testOutput{Tests: sortedTests(results)}, nil
}

func sortedTests(results []testResult) []testResult {
	slices.SortFunc(results, func(a, b testResult) int {
		return cmp.Or(cmp.Compare(a.Package, b.Package), cmp.Compare(a.Row, b.Row), cmp.Compare(a.Name, b.Name))
	})
	return results
}

// explainFailures runs what failed once more, with tracing, which would be slow for all.
func explainFailures(in testInput, failed []string, results []testResult) error {
	in.Filter = "^(" + strings.Join(failed, "|") + ")$"
	traced, err := runTests(in, true)
	if err != nil {
		return err
	}
	explainFrom(traced, results)
	return nil
}

func explainFrom(traced, results []testResult) {
	for index := range results {
		for _, explained := range traced {
			if explained.Package == results[index].Package && explained.Name == results[index].Name {
				results[index].Failure = explained.Failure
			}
		}
	}
}

func namesOfFailed(results []testResult) []string {
	names := []string{}
	for _, result := range results {
		if !result.Pass && !result.Skipped {
			names = append(names, regexp.QuoteMeta(result.Package+"."+result.Name))
		}
	}
	return names
}

func runTests(in testInput, tracing bool) ([]testResult, error) {
	read, err := in.parse()
	if err != nil {
		return nil, err
	}
	results, err := runModules(testRun{
		modules:  read.modules,
		compiler: read.compiler(true),
		builtins: testerBuiltins(read.capabilities),
		data:     in.Data,
		filter:   in.Filter,
		tracing:  tracing,
	})
	if err != nil {
		return nil, rejected(err, read.capabilities)
	}
	return results, nil
}

// testRun is what one run of OPA's test runner takes. Running rewrites the modules.
type testRun struct {
	modules  map[string]*ast.Module
	compiler *ast.Compiler
	builtins []*tester.Builtin
	data     map[string]any
	filter   string
	tracing  bool
}

func runModules(run testRun) ([]testResult, error) {
	if run.data == nil {
		run.data = map[string]any{}
	}
	ctx := context.Background()
	store := inmem.NewFromObject(run.data)
	txn := storage.NewTransactionOrDie(ctx, store)
	runner := tester.NewRunner().
		SetCompiler(run.compiler).
		SetModules(run.modules).
		SetStore(store).
		SetParallel(1).
		SetTimeout(never).
		RaiseBuiltinErrors(false).
		CapturePrintOutput(true).
		EnableTracing(run.tracing).
		AddCustomBuiltins(run.builtins).
		Filter(run.filter)
	channel, err := runner.RunTests(ctx, txn)
	if err != nil {
		return nil, err
	}
	results := []testResult{}
	for result := range channel {
		results = append(results, testResultOf(result))
	}
	return results, nil
}

func testResultOf(result *tester.Result) testResult {
	converted := testResult{
		Package: result.Package,
		Name:    result.Name,
		Pass:    result.Pass(),
		Skipped: result.Skip,
		Output:  trimmed(result.Output),
	}
	if result.Location != nil {
		converted.File, converted.Row = result.Location.File, result.Location.Row
	}
	if !converted.Pass && !converted.Skipped {
		converted.Failure = failureOf(result)
	}
	return converted
}

// entrypointRef turns "a/b" into the query data.a.b.
func entrypointRef(entrypoint string) (string, error) {
	if entrypoint == "" {
		return "", &abi.Error{Code: "entrypoint", Message: "no entrypoint was named"}
	}
	ref := ast.Ref{ast.DefaultRootDocument}
	for _, part := range strings.Split(entrypoint, "/") {
		ref = ref.Append(ast.StringTerm(part))
	}
	return ref.String(), nil
}
