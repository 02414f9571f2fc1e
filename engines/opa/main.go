// The OPA engine: OPA's own compiler, formatter, test runner and evaluator behind the ABI of engines/README.md.
package main

import (
	"bytes"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/format"

	"sekisho/engines/abi"
)

func main() {}

//go:wasmexport compile
func exportCompile(ptr, size uint32) uint64 { return abi.Call(ptr, size, compilePolicies) }

//go:wasmexport annotations
func exportAnnotations(ptr, size uint32) uint64 { return abi.Call(ptr, size, readAnnotations) }

//go:wasmexport evaluate
func exportEvaluate(ptr, size uint32) uint64 { return abi.Call(ptr, size, evaluatePolicies) }

//go:wasmexport test
func exportTest(ptr, size uint32) uint64 { return abi.Call(ptr, size, testPolicies) }

//go:wasmexport prepare
func exportPrepare(ptr, size uint32) uint64 { return abi.Call(ptr, size, prepareForeign) }

//go:wasmexport query
func exportQuery(ptr, size uint32) uint64 { return abi.Call(ptr, size, queryForeign) }

//go:wasmexport test_foreign
func exportTestForeign(ptr, size uint32) uint64 { return abi.Call(ptr, size, testForeign) }

//go:wasmexport format
func exportFormat(ptr, size uint32) uint64 { return abi.Call(ptr, size, formatFile) }

//go:wasmexport capabilities
func exportCapabilities(ptr, size uint32) uint64 { return abi.Call(ptr, size, ownCapabilities) }

type formatInput struct {
	Path string `json:"path"`
	Text string `json:"text"`
}

type formatOutput struct {
	Text string `json:"text"`
}

// formatFile is `opa fmt`.
func formatFile(in formatInput) (*formatOutput, error) {
	text, err := format.SourceWithOpts(in.Path, []byte(in.Text), format.Opts{RegoVersion: ast.RegoV1})
	if err != nil {
		return nil, rejected(err, nil)
	}
	return &formatOutput{Text: string(text)}, nil
}

// ownCapabilities is everything that this OPA can do, as a starting point for what policies may use.
func ownCapabilities(struct{}) (*ast.Capabilities, error) {
	return ast.CapabilitiesForThisVersion(ast.CapabilitiesRegoVersion(ast.RegoV1)), nil
}

func trimmed(output []byte) string {
	return string(bytes.TrimSpace(output))
}
