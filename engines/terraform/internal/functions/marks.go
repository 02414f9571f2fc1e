package functions

import (
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

type mark string

// Sensitive marks what `sensitive` says must not be shown.
const Sensitive = mark("sensitive")

var anyParameter = function.Parameter{
	Name: "value", Type: cty.DynamicPseudoType,
	AllowDynamicType: true, AllowUnknown: true, AllowNull: true, AllowMarked: true,
}

func ofOne(change func(cty.Value) cty.Value) function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{anyParameter},
		Type:   func(args []cty.Value) (cty.Type, error) { return change(args[0]).Type(), nil },
		Impl:   func(args []cty.Value, _ cty.Type) (cty.Value, error) { return change(args[0]), nil },
	})
}

var identity = ofOne(func(value cty.Value) cty.Value { return value })

var sensitive = ofOne(func(value cty.Value) cty.Value { return value.Mark(Sensitive) })

var nonsensitive = ofOne(func(value cty.Value) cty.Value {
	plain, _ := value.Unmark()
	return plain
})

var isSensitive = ofOne(func(value cty.Value) cty.Value {
	if value.HasMark(Sensitive) {
		return cty.True
	}
	if !value.IsKnown() {
		return cty.UnknownVal(cty.Bool)
	}
	return cty.False
})

// unknownText is a function whose result is known only where Terraform runs.
func unknownText(params ...function.Parameter) function.Function {
	return function.New(&function.Spec{
		Params: params,
		Type:   function.StaticReturnType(cty.String),
		Impl:   func([]cty.Value, cty.Type) (cty.Value, error) { return cty.UnknownVal(cty.String), nil },
	})
}
