package main

import (
	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/types"
)

// shapeOf is what the type checker knows of a rule's value, and of what is in it: "" where it does not.
func shapeOf(compiler *ast.Compiler, ref ast.Ref) (shape, elements string) {
	switch found := typeAt(compiler, ref).(type) {
	case *types.Set:
		return "set", scalarName(found.Of())
	case *types.Array:
		return "array", ""
	default:
		return scalarName(found), ""
	}
}

func typeAt(compiler *ast.Compiler, ref ast.Ref) types.Type {
	if compiler.TypeEnv == nil {
		return nil
	}
	return compiler.TypeEnv.GetByRef(ref)
}

func scalarName(found types.Type) string {
	switch found.(type) {
	case types.String:
		return "string"
	case types.Number:
		return "number"
	case types.Boolean:
		return "boolean"
	case types.Null:
		return "null"
	case *types.Object:
		return "object"
	case *types.Array:
		return "array"
	case *types.Set:
		return "set"
	default:
		return ""
	}
}
