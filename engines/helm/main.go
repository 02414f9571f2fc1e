//go:build wasip1

// The Helm engine: Helm's own loader, values and templates behind the exports of engines/README.md.
package main

import (
	"runtime"
	"runtime/debug"

	"sekisho/engines/abi"
	"sekisho/engines/helm/internal/gotmpl"
	"sekisho/engines/helm/internal/render"
)

// memoryTarget is where the garbage collector begins to work harder; the host's maximum is 256 MiB.
const memoryTarget = 160 << 20

// collectAt trades memory for time: a call is short, and most of what it makes is garbage at its end.
const collectAt = 400

// residueMax is how much heap a call may leave behind: the next one must find room for a large chart.
const residueMax = 48 << 20

func init() {
	debug.SetGCPercent(collectAt)
	debug.SetMemoryLimit(memoryTarget)
}

func main() {}

//go:wasmexport render
func renderChart(ptr, size uint32) uint64 {
	tidy()
	return abi.Call(ptr, size, func(in render.Input) (render.Output, error) { return render.Run(in), nil })
}

//go:wasmexport template
func renderText(ptr, size uint32) uint64 {
	tidy()
	return abi.Call(ptr, size, gotmpl.Run)
}

// tidy collects garbage between two calls, where there is no stack to scan: in the midst of a call that needs much
// memory it comes too late.
func tidy() {
	var memory runtime.MemStats
	runtime.ReadMemStats(&memory)
	if memory.HeapAlloc > residueMax {
		runtime.GC()
	}
}
