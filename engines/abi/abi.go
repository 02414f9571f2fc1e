// Package abi is how an engine and its host exchange bytes; engines/README.md describes it.
//
// The host calls alloc, writes the input, calls an export with (ptr, len), reads the result from the returned
// ptr<<32|len, and frees both. Input and output are JSON in UTF-8; the output is {"ok": …} or {"error": {…}}.
package abi

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"unsafe"
)

// Error is a refusal that the host can act on. Details stand beside code and message.
type Error struct {
	Code    string
	Message string
	Details map[string]any
}

func (e *Error) Error() string { return e.Message }

// MarshalJSON puts the details beside code and message; those two cannot be overwritten.
func (e *Error) MarshalJSON() ([]byte, error) {
	fields := make(map[string]any, len(e.Details)+2)
	for key, value := range e.Details {
		fields[key] = value
	}
	fields["code"] = e.Code
	fields["message"] = e.Message
	return json.Marshal(fields)
}

// pinned keeps what the host may read or write out of the garbage collector's reach.
var pinned = map[uint32][]byte{}

//go:wasmexport alloc
func alloc(size uint32) uint32 {
	return pin(make([]byte, size))
}

//go:wasmexport free
func free(ptr uint32) {
	delete(pinned, ptr)
}

func pin(data []byte) uint32 {
	if len(data) == 0 {
		data = make([]byte, 1)
	}
	ptr := uint32(uintptr(unsafe.Pointer(unsafe.SliceData(data))))
	pinned[ptr] = data
	return ptr
}

// Input is the bytes that the host wrote at ptr. They are the engine's until the host frees them.
func Input(ptr, size uint32) []byte {
	data := pinned[ptr]
	if uint32(len(data)) < size {
		return nil
	}
	return data[:size]
}

// Output hands bytes to the host, who frees them.
func Output(data []byte) uint64 {
	return uint64(pin(data))<<32 | uint64(len(data))
}

// Call decodes the input, runs the function and encodes what it says. A panic becomes an error with the code "panic":
// the host must then throw the instance away, because its state is unknown.
func Call[In, Out any](ptr, size uint32, run func(In) (Out, error)) uint64 {
	return Output(encode(guarded(Input(ptr, size), run)))
}

func guarded[In, Out any](input []byte, run func(In) (Out, error)) (ok Out, err error) {
	defer func() {
		if reason := recover(); reason != nil {
			err = &Error{Code: "panic", Message: fmt.Sprint(reason)}
		}
	}()
	var in In
	decoder := json.NewDecoder(bytes.NewReader(input))
	decoder.UseNumber()
	if err := decoder.Decode(&in); err != nil {
		return ok, &Error{Code: "protocol", Message: err.Error()}
	}
	return run(in)
}

func encode[Out any](ok Out, err error) []byte {
	if err == nil {
		data, failure := marshal(map[string]any{"ok": ok})
		if failure == nil {
			return data
		}
		err = &Error{Code: "protocol", Message: failure.Error()}
	}
	var known *Error
	if !errors.As(err, &known) {
		known = &Error{Code: "error", Message: err.Error()}
	}
	data, failure := marshal(map[string]any{"error": known})
	if failure != nil {
		return []byte(`{"error":{"code":"protocol","message":"the error could not be encoded"}}`)
	}
	return data
}

func marshal(value any) ([]byte, error) {
	var buffer bytes.Buffer
	encoder := json.NewEncoder(&buffer)
	encoder.SetEscapeHTML(false)
	err := encoder.Encode(value)
	return bytes.TrimSuffix(buffer.Bytes(), []byte("\n")), err
}

// Take is the bytes of an answer that the host wrote into memory of alloc; they are freed from the host's reach.
func Take(where uint64) []byte {
	ptr := uint32(where >> 32)
	data := Input(ptr, uint32(where))
	free(ptr)
	return data
}
