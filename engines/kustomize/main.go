//go:build wasip1

// The Kustomize engine: kustomize's own library behind the exports of engines/README.md.
package main

import (
	"runtime"
	"runtime/debug"

	"sekisho/engines/abi"
	"sekisho/engines/kustomize/internal/build"
)

// memoryTarget is where the garbage collector begins to work harder; the host's maximum is 256 MiB.
const memoryTarget = 128 << 20

// collectAt trades memory for time: a call is short, and most of what it makes is garbage at its end.
const collectAt = 300

// residueMax is how much heap a call may leave behind: Kubernetes' schema stays parsed, and takes most of it.
const residueMax = 48 << 20

func init() {
	debug.SetGCPercent(collectAt)
	debug.SetMemoryLimit(memoryTarget)
}

func main() {}

//go:wasmexport build
func buildRoot(ptr, size uint32) uint64 {
	tidy()
	return abi.Call(ptr, size, build.Run)
}

//go:wasmexport origins
func origins(ptr, size uint32) uint64 {
	tidy()
	return abi.Call(ptr, size, build.Origins)
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
