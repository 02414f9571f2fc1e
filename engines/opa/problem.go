package main

import (
	"cmp"
	"errors"
	"slices"
	"strings"
	"sync"

	"github.com/open-policy-agent/opa/v1/ast"

	"sekisho/engines/abi"
)

// problem is something that the author of a Rego file can mend. Row and column are 1-based; 0 where OPA names none.
type problem struct {
	File    string `json:"file"`
	Row     int    `json:"row"`
	Column  int    `json:"column"`
	Code    string `json:"code"`
	Message string `json:"message"`
	// Instead says what to write, where that is known.
	Instead string `json:"instead,omitempty"`
}

// rejected is an error for files that OPA, or our capabilities, refuse.
func rejected(err error, capabilities *ast.Capabilities) error {
	var known *abi.Error
	if errors.As(err, &known) {
		return known
	}
	found := problems(err, capabilities)
	return &abi.Error{Code: "rejected", Message: found[0].Message, Details: map[string]any{"problems": found}}
}

func problems(err error, capabilities *ast.Capabilities) []problem {
	result := []problem{}
	var located ast.Errors
	var single *ast.Error
	switch {
	case errors.As(err, &located):
		for _, each := range located {
			result = append(result, problemOf(each, capabilities))
		}
	case errors.As(err, &single):
		result = append(result, problemOf(single, capabilities))
	case err != nil:
		result = append(result, problem{Code: "rego_error", Message: err.Error()})
	}
	slices.SortStableFunc(result, func(a, b problem) int {
		return cmp.Or(
			cmp.Compare(a.File, b.File),
			cmp.Compare(a.Row, b.Row),
			cmp.Compare(a.Column, b.Column),
			cmp.Compare(a.Message, b.Message),
		)
	})
	return slices.Compact(result)
}

func problemOf(err *ast.Error, capabilities *ast.Capabilities) problem {
	result := problem{Code: err.Code, Message: err.Message}
	if err.Location != nil {
		result.File, result.Row, result.Column = err.Location.File, err.Location.Row, err.Location.Col
	}
	name, isCall := strings.CutPrefix(err.Message, "undefined function ")
	if isCall && capabilities != nil && opaHas(name) && !capabilities.ContainsBuiltin(name) {
		result.Code = "unavailable_builtin"
		result.Message = "policies cannot use " + name + ": " + whyUnavailable(name)
		result.Instead = insteadOf(name)
	}
	return result
}

var ownNames = sync.OnceValue(func() map[string]bool {
	result := map[string]bool{}
	for _, builtin := range ast.CapabilitiesForThisVersion().Builtins {
		result[builtin.Name] = true
	}
	return result
})

func opaHas(name string) bool { return ownNames()[name] }
