//go:build wasip1

// The Terraform engine: HCL and cty behind the exports of engines/README.md.
package main

import (
	"encoding/json"
	"runtime"
	"runtime/debug"

	"sekisho/engines/abi"
	"sekisho/engines/terraform/internal/edit"
	"sekisho/engines/terraform/internal/evaluate"
	"sekisho/engines/terraform/internal/survey"
	"sekisho/engines/terraform/internal/written"
)

// memoryTarget is where the garbage collector begins to work harder; the host's maximum is 256 MiB.
const memoryTarget = 128 << 20

// collectAt trades memory for time: a call is short, and most of what it makes is garbage at its end.
const collectAt = 400

// residueMax is how much heap a call may leave behind: the next one must find room for a large root.
const residueMax = 64 << 20

func init() {
	debug.SetGCPercent(collectAt)
	debug.SetMemoryLimit(memoryTarget)
}

func main() {}

//go:wasmexport modules
func modules(ptr, size uint32) uint64 {
	return abi.Call(ptr, size, func(in survey.Input) (map[string]*survey.Folder, error) { return survey.Run(in), nil })
}

//go:wasmexport evaluate
func evaluateRoot(ptr, size uint32) uint64 {
	tidy()
	return abi.Call(ptr, size, func(in evaluate.Input) (json.RawMessage, error) { return evaluate.Run(in), nil })
}

//go:wasmexport hcl2json
func hclToJSON(ptr, size uint32) uint64 { return abi.Call(ptr, size, written.Run) }

//go:wasmexport edit
func editFile(ptr, size uint32) uint64 {
	return abi.Call(ptr, size, func(in edit.Input) (edit.Output, error) { return edit.Run(in), nil })
}

// tidy collects garbage between two calls, where there is no stack to scan: in the midst of a call that needs much
// memory it comes too late.
func tidy() {
	var memory runtime.MemStats
	runtime.ReadMemStats(&memory)
	if memory.HeapAlloc > residueMax {
		evaluate.Forget()
		runtime.GC()
	}
}
