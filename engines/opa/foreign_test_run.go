package main

import (
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
)

// testForeign runs the rules that begin with test_, as `conftest verify` and `opa test` do.
func testForeign(in foreignInput) (*testOutput, error) {
	results, err := runForeign(in, "", false)
	if err != nil {
		return nil, err
	}
	if failed := namesOfFailed(results); len(failed) > 0 {
		traced, err := runForeign(in, "^("+strings.Join(failed, "|")+")$", true)
		if err != nil {
			return nil, err
		}
		explainFrom(traced, results)
	}
	return &testOutput{Tests: sortedTests(results)}, nil
}

func runForeign(in foreignInput, filter string, tracing bool) ([]testResult, error) {
	modules, err := parseForeign(in)
	if err != nil {
		return nil, err
	}
	results, err := runModules(testRun{
		modules:  modules,
		compiler: ast.NewCompiler().WithCapabilities(foreignCapabilities()).WithEnablePrintStatements(true),
		data:     in.Data,
		filter:   filter,
		tracing:  tracing,
	})
	if err != nil {
		return nil, foreignRejected(err)
	}
	return results, nil
}
